"""All votes of one country: the API's filters as a form, and what they leave."""

import html
import re
from datetime import date

import pytest
from django.test import Client

from tests.factories import make_country, make_resolution, make_roll_call, make_series
from tests.web.figures import compare, figures_of
from votes.models import Country, Vote, changing
from votes.web.pages import keyset

pytestmark = pytest.mark.usefixtures("bundled")

PAGE = "/countries/PAK/votes/"
QUERIES = 11


def text_of(response) -> str:
    body = re.sub(r"(?s)<(svg|datalist)\b.*?</\1>", " ", response.content.decode())
    plain = html.unescape(re.sub(r"<[^>]+>", " ", body))
    return re.sub(r"\s+([,.;:)])", r"\1", re.sub(r"\s+", " ", plain))


def symbols_of(response) -> list[str]:
    """The symbols of the rows, in their order."""
    body = response.content.decode()
    return re.findall(r'class="sym">([^<,]+)', body)


def many(country: Country, number: int, on: date = date(2024, 5, 1), position: str = "Y") -> None:
    for each in range(number):
        text = make_resolution(f"A/RES/90/{each}", session="90")
        make_roll_call(text, {country: position}, on=on)


@pytest.fixture
def pakistan() -> Country:
    return Country.objects.get(code="PAK")


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?position=abstain",
        "?since=2022-03-01&until=2022-12-31&ordering=date",
        "?series=ukraine&agrees_with=IND,CHN&q=peace",
        "?differs_from=USA&scope=whole&organ=plenary&body=GA&session=ES-11",
        "?position=maybe&since=2022-03-01",
        "?resolution=A/RES/ES-11/1&group=OIC",
    ],
)
def test_every_figure_is_what_the_api_answers(client, query):
    figures = figures_of(client.get(f"{PAGE}{query}").content.decode())
    # How many of how many, the first day and the last, four positions.
    assert len(figures) >= 7
    compare(client, figures)


@pytest.mark.parametrize("query", ["", "?position=abstain&session=ES-11", "?agrees_with=IND"])
def test_the_list_is_that_of_the_api_call_it_names(client, query):
    response = client.get(f"{PAGE}{query}")
    call = re.search(r'<code class="apicall"><a href="([^"]+)">([^<]+)<', response.content.decode())
    path, shown = (html.unescape(each) for each in call.groups())
    assert shown == f"http://testserver{path}"
    rows = client.get(path).json()["results"]
    assert symbols_of(response) == [row["resolution"]["symbol"] for row in rows]


def test_the_file_has_the_filtered_votes(client):
    body = client.get(f"{PAGE}?resolution=A/RES/ES-11/1,A/RES/ES-11/4").content.decode()
    found = re.search(r'<a href="([^"]+format=csv)">These 2 votes as CSV</a>', body)
    lines = b"".join(client.get(html.unescape(found[1]))).decode().splitlines()
    assert len(lines) == 3


def test_a_row_has_the_day_text_position_and_result(client):
    page = text_of(client.get(f"{PAGE}?resolution=A/RES/ES-11/4"))
    assert (
        "12 Oct 2022 Territorial integrity of Ukraine: defending the principles of the Charter of "
        "the United Nations A/RES/ES-11/4 A abstained 143 5 35 10" in page
    )
    assert "1 of 9 votes is left, of October 2022." in re.sub("", "", page)


def test_a_vote_on_a_part_says_so_and_a_position_that_was_not_meant_too(client, pakistan):
    text = make_resolution("A/RES/90/1")
    make_roll_call(
        text, {pakistan: "Y"}, on=date(2024, 1, 1), scope="paragraph", scope_label="paragraph 4"
    )
    with changing(None, "the delegation told the Secretariat") as change:
        vote = Vote.objects.get(country=pakistan, roll_call__resolution=text)
        vote.intended_position = "A"
        change.save(vote)
    page = text_of(client.get(f"{PAGE}?scope=paragraph"))
    assert "A/RES/90/1, paragraph 4 Y yes later said to have meant: abstained" in page


def test_repeated_and_comma_separated_values_mean_or_and_are_ticked(client):
    for query in ("position=yes&position=abstain", "position=yes,abstain"):
        body = client.get(f"{PAGE}?{query}").content.decode()
        ticked = re.findall(r'name="position" value="(\w+)" checked', body)
        assert ticked == ["yes", "abstain"]
    assert "Position: <b>yes or abstained</b>" in body


def test_what_a_form_leaves_blank_is_dropped_from_the_address(client):
    response = client.get(f"{PAGE}?position=no&since=&q=+&topic=,")
    assert (response.status_code, response["Location"]) == (302, f"{PAGE}?position=no")
    response = client.get(f"{PAGE}?since=&q=")
    assert (response.status_code, response["Location"]) == (302, PAGE)


def test_another_spelling_of_the_country_leads_to_the_one_address_with_the_query_kept(client):
    response = client.get("/countries/pakistan/votes/?position=yes&agrees_with=C%C3%B4te")
    assert response.status_code == 301
    assert response["Location"] == f"{PAGE}?position=yes&agrees_with=C%C3%B4te"
    assert client.get("/countries/pak/votes/")["Location"] == PAGE
    unknown = client.get("/countries/Pakstan/votes/")
    assert unknown.status_code == 404
    assert '<a href="/countries/PAK/">Pakistan</a>' in unknown.content.decode()


def test_a_fault_stands_at_its_field_and_the_rest_is_kept_and_asked(client):
    query = "?agrees_with=Chnia&position=abstained&since=2022-13-01&until=2022-12-31&foo=1"
    response = client.get(f"{PAGE}{query}")
    assert response.status_code == 200
    body, page = response.content.decode(), text_of(response)
    assert (
        'name="agrees_with" value="Chnia" list="offers-countries" aria-invalid="true" '
        'aria-describedby="fault-agrees_with"' in body
    )
    assert "No country is called “Chnia”. Near it: China (CHN)" in page
    assert (
        "“abstained” is not known; this takes yes, no, abstain, non_voting. Near it: abstain"
        in (page)
    )
    assert 'type="text" name="since" value="2022-13-01"' in body
    assert "“2022-13-01” is not a date; dates are written 2022-03-02." in page
    assert "There is no parameter “foo”" in page
    assert "What is marked above is left out of what follows." in page
    assert 'type="date" name="until" value="2022-12-31"' in body
    assert "Filters in use" in body
    assert "/api/v1/votes/?country=PAK&amp;until=2022-12-31" in body
    assert len(symbols_of(response)) == 6


def test_the_country_is_the_one_of_the_address(client):
    page = text_of(client.get(f"{PAGE}?country=IND"))
    assert "There is no parameter “country”" in page
    assert "Votes of Pakistan" in page


def test_the_fold_is_open_when_one_of_its_filters_is_in_use(client):
    assert "<details><summary>More" in client.get(f"{PAGE}?position=yes").content.decode()
    for query in ("session=ES-11", "organ=plenary", "agrees_with=XYZZY"):
        assert "<details open>" in client.get(f"{PAGE}?{query}").content.decode()


def test_a_filter_without_a_field_is_shown_while_it_is_in_use(client):
    assert "updated_since" not in client.get(PAGE).content.decode()
    body = client.get(f"{PAGE}?updated_since=2022-03-02").content.decode()
    assert 'name="updated_since" value="2022-03-02"' in body


def test_each_filter_in_use_is_removed_by_a_link(client):
    body = client.get(f"{PAGE}?position=abstain&since=2022-03-01&ordering=date").content.decode()
    assert (
        "<li>Position: <b>abstained</b> "
        f'<a href="{PAGE}?since=2022-03-01&amp;ordering=date">remove<span' in body
    )
    assert f'<li><a href="{PAGE}">clear all</a></li>' in body
    assert '<input type="hidden" name="ordering" value="date">' in body


def test_nothing_left_says_which_filters_leave_nothing(client):
    response = client.get(f"{PAGE}?position=no&since=2022-03-01")
    assert (
        "No vote of Pakistan is left by from: 1 March 2022 and position: no. Remove one of them "
        "above, or clear all filters." in text_of(response)
    )
    assert figures_of(response.content.decode())


def test_a_country_without_votes_says_so(client):
    assert "No vote of the Holy See is in this record. An observer speaks and sponsors" in text_of(
        client.get("/countries/VAT/votes/")
    )
    assert "No vote of Newland is in this record." in text_of(
        client.get(f"/countries/{make_country('NEW', 'Newland').code}/votes/")
    )


def test_a_former_member_with_one_vote_has_its_page(client):
    yugoslavia = Country.objects.get(code="YUG")
    make_roll_call(make_resolution("A/RES/40/1"), {yugoslavia: "N"}, on=date(1985, 11, 1))
    response = client.get("/countries/YUG/votes/")
    page = re.sub("", "", text_of(response))
    assert "1 vote in this record, of November 1985." in page
    assert symbols_of(response) == ["A/RES/40/1"]


@pytest.mark.parametrize("ordering", ["", "ordering=date"])
def test_parts_lose_and_repeat_no_vote_of_a_day_with_many(client, pakistan, monkeypatch, ordering):
    monkeypatch.setattr(keyset, "PER_PAGE", 7)
    many(pakistan, 17)
    every = client.get("/api/v1/votes/?country=PAK&limit=1000&" + ordering).json()["results"]
    wanted = [row["resolution"]["symbol"] for row in every]
    address, found, back = f"{PAGE}?{ordering}", [], []
    while address:
        response = client.get(address)
        found += symbols_of(response)
        following = re.search(r'rel="next" href="([^"]+)"', response.content.decode())
        address = following and html.unescape(following[1])
    assert found == wanted
    while before := re.search(r'rel="prev" href="([^"]+)"', response.content.decode()):
        response = client.get(html.unescape(before[1]))
        back = symbols_of(response) + back
    assert back == wanted[: len(back)]
    assert len(back) == 21


@pytest.mark.parametrize(
    "cursor",
    [
        *("x", "after.2022-02-30.1.1", "after.2022-02-01.1", "after.2022-02-01.-1.1"),
        "after.2022-02-01.1.99999999999999999999",
    ],
)
def test_a_place_that_is_none_shows_the_list_from_its_start(client, cursor):
    response = client.get(PAGE, {"cursor": cursor})
    assert "The place in the list that the address names is not one of this list" in text_of(
        response
    )
    assert len(symbols_of(response)) == 9


def test_behind_the_last_vote_a_link_leads_back(client):
    response = client.get(f"{PAGE}?cursor=after.1900-01-01.1.1")
    assert "The list ends here. Back to its start" in text_of(response)


def test_the_page_is_led_to_from_the_country(client):
    body = client.get("/countries/PAK/").content.decode()
    link = f'<a href="{PAGE}">All <data value="9">9</data> votes of Pakistan in this record</a>'
    assert link in body


def test_the_form_offers_names_and_has_a_label_for_each_control(client):
    body = client.get(PAGE).content.decode()
    assert '<option value="ukraine">' in body
    assert '<option value="China">CHN</option>' in body
    ids = re.findall(r'\sid="([^"]+)"', body)
    assert sorted(set(ids)) == sorted(ids)
    form = body[body.index("<main") :]
    for control in re.findall(r"<(?:input|select)\b[^>]*>", form):
        if 'type="hidden"' in control:
            continue
        before = form[: form.index(control)]
        assert before.rindex("<label>") > before.rindex("</label>") if "</label>" in before else 1


def test_queries_are_pinned_and_flat(client: Client, pakistan, django_assert_num_queries):
    # country, totals, keys of the part, its rows, names offered (4: of
    # countries, groups, series and topics), all votes counted, foot
    query = f"{PAGE}?since=2014-01-01"
    with django_assert_num_queries(QUERIES):
        client.get(query)
    many(pakistan, 40)
    make_roll_call(make_resolution("A/RES/91/1"), {pakistan: "Y"}, totals=False)
    for number in range(8):
        make_series(f"s{number}", core=[make_resolution(f"A/RES/92/{number}")])
    # One more counts the positions of roll calls without official totals.
    with django_assert_num_queries(QUERIES + 1):
        client.get(query)


def test_the_language_of_the_frame_is_no_filter(client):
    body = client.get("/countries/PAK/votes/?lang=fr").content.decode()
    assert "There is no parameter" not in body
