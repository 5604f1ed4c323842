"""A roll call entered as a person does, in a real browser: clicks and keys are counted."""

import pytest
from django.urls import reverse

from tests.admin.desk import address
from tests.browser import follow
from tests.copied import load_bundled
from tests.factories import make_resolution, make_roll_call
from votes.models import Position, RollCall, Vote

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HEADINGS = {"Y": "In favour", "N": "Against", "A": "Abstaining"}


@pytest.fixture
def page(chromium, live_server, admin_client):
    context = chromium.new_context()
    cookie = admin_client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


class Person:
    """Works a page and counts every click and key."""

    def __init__(self, page):
        self.page, self.acts = page, 0

    def click(self, what):
        self.acts += 1
        follow(self.page, what)

    def paste(self, text):
        """Ctrl and V."""
        self.acts += 2
        self.page.keyboard.insert_text(text)


def known(roll_call):
    return dict(roll_call.votes.values_list("country__code", "position"))


def test_es_11_4_is_entered_by_paste_in_under_ten_clicks_and_keys(page, live_server):
    load_bundled()
    entered = RollCall.objects.get(resolution__symbol="A/RES/ES-11/4")
    printed = "\n".join(
        f"{heading}:\n"
        + ", ".join(
            entered.votes.filter(position=letter)
            .order_by("country__name")
            .values_list("country__name", flat=True)
        )
        for letter, heading in HEADINGS.items()
    )
    printed += (
        f"\nThe draft was adopted by {entered.total_yes} votes to {entered.total_no}, "
        f"with {entered.total_abstain} abstentions."
    )
    fields = {"draft_symbol": "A/ES-11/L.50", "status": "tabled"}
    text = make_resolution("", vote_expected_on=entered.date, **fields)
    page.goto(live_server.url + address(text))
    person = Person(page)
    person.click("text=Paste a roll call")
    # The cursor is in the box already; the day of the vote is the one that was expected.
    assert page.evaluate("document.activeElement.id") == "id_text"
    person.paste(printed)
    person.click("button:has-text('Read it')")
    person.click("text=Publish it")
    assert "published" in page.inner_text(".messagelist")
    again = text.roll_calls.get()
    assert (again.state, known(again)) == ("published", known(entered))
    assert person.acts == 5
    assert page.complaints == []


def test_a_roll_call_is_entered_in_the_grid_with_one_key_a_state(page, live_server):
    load_bundled()
    entered = RollCall.objects.get(resolution__symbol="A/RES/ES-11/4")
    wanted = known(entered)
    text = make_resolution("", draft_symbol="A/ES-11/L.50", status="tabled")
    draft = make_roll_call(text, on=entered.date, totals=False, state="draft")
    page.goto(live_server.url + reverse("admin:votes_rollcall_grid", args=[draft.pk]))
    letters = {"Y": "y", "N": "n", "A": "a", "X": "x"}
    names = page.eval_on_selector_all(
        "#grid_form tbody tr", "rows => rows.map(row => row.querySelector('input').name.slice(-3))"
    )
    page.focus("#grid_form tbody input >> nth=0")
    for code in names:
        page.keyboard.press(letters[wanted[code]])
    counts = page.eval_on_selector_all("output", "all => all.map(each => Number(each.value))")
    # The last is that of the states without a position.
    assert counts == [*(list(wanted.values()).count(position) for position in Position), 0]
    page.select_option("#grid-group", "NATO")
    assert page.locator("#grid_form tbody tr:visible").count() == 30
    follow(page, "text=Save the positions")
    assert known(draft) == wanted
    assert Vote.objects.filter(roll_call=draft).count() == 193
    assert page.complaints == []
