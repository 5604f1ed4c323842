"""The desk in a real browser, under the site's content-security policy."""

import pytest

from tests.admin.desk import address
from tests.browser import follow
from tests.factories import make_country, make_resolution, make_roll_call
from votes.models import Country, RollCall, Vote

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_list_form_and_typing_a_name_work_without_a_word_on_the_console(
    chromium, live_server, admin_client
):
    pakistan = make_country("PAK", "Pakistan")
    roll_call = make_roll_call(make_resolution("A/RES/ES-11/4"), {pakistan: "A"})
    vote = Vote.objects.get()
    context = chromium.new_context()
    cookie = admin_client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append((page.url, message.text)))
    page.on("pageerror", lambda error: complaints.append((page.url, str(error))))

    for where in (
        address(Vote, "changelist") + "?q=PAK ES-11/4",
        address(vote),
        address(vote, "history"),
        address(roll_call),
        address(RollCall, "add"),
        address(Country, "add"),
    ):
        assert page.goto(live_server.url + where).status == 200

    page.click(".add-row a >> nth=0")
    assert page.input_value("#id_names-0-language") == "en"
    page.goto(live_server.url + address(Vote, "add"))
    page.click(".field-country .select2-selection")
    page.fill(".select2-search__field", "pakis")
    page.click(".select2-results__option:has-text('Pakistan')")
    assert page.inner_text(".field-country .select2-selection__rendered").endswith("Pakistan")

    page.goto(live_server.url + address(vote))
    page.select_option("#id_position", "Y")
    page.fill("#id_reason", "Misread, see PV.14")
    follow(page, "input[name=_save]")
    assert "1 too many" in page.inner_text(".messagelist")
    page.goto(live_server.url + address(vote, "history"))
    follow(page, "button:has-text('Undo') >> nth=0")
    assert "is undone by change" in page.inner_text(".messagelist")
    assert Vote.objects.get().position == "A"
    assert complaints == []
