"""The page of a country: what it has on the bundled data, on little, on much, and at what cost."""

import re
from datetime import date

import pytest

from tests.factories import (
    make_country,
    make_expectation,
    make_resolution,
    make_roll_call,
    make_series,
    make_statement,
    saved,
)
from tests.web.figures import compare, figures_of
from tests.web.test_pages import said_it_meant, text_of
from votes.models import Country, Resolution

pytestmark = pytest.mark.usefixtures("bundled")

ONE_OF_EACH = ["PAK", "USA", "SUN", "SRB", "YUG", "VCT", "VAT"]


@pytest.mark.parametrize("code", ONE_OF_EACH)
def test_every_figure_is_what_the_api_answers(client, code):
    page = client.get(f"/countries/{code}/").content.decode()
    years = client.get(f"/countries/{code}/years/").content.decode()
    compared = compare(client, [*figures_of(page), *figures_of(years)])
    assert compared >= (100 if code == "PAK" else 0)


def test_figures_as_intended_are_those_that_the_api_has_as_intended(client):
    said_it_meant("PAK", "Y")
    page = client.get("/countries/PAK/?positions=intended").content.decode()
    assert ">8</data> abstained" in page
    assert compare(client, figures_of(page)) > 50


def test_the_parts_stand_in_the_order_of_the_design(client):
    text = make_resolution("", draft_symbol="A/80/L.9", status="tabled", title="A text to come")
    pakistan, india = (Country.objects.get(code=code) for code in ("PAK", "IND"))
    make_expectation(pakistan, text, summary="Its envoy was said to waver.")
    twenty = [make_resolution(f"A/RES/79/{number}") for number in range(24)]
    for number, each in enumerate(twenty):
        make_roll_call(each, {pakistan: "YN"[number // 12], india: "Y"})
    make_series("twice", core=[twenty[0], twenty[20]], title="Put twice")
    page = client.get("/countries/PAK/").content.decode()
    headings = [part.split("<")[0] for part in page.split("<h2 id=")[1:]]
    ids = [heading.split(chr(34))[1] for heading in headings]
    assert ids == ["s1", "os", "sh", "yr", "pa", "p5", "tl", "tb", "ex", "lv"]
    text = text_of(client.get("/countries/PAK/"))
    assert "A text to come" in text
    assert "Its envoy was said to waver." in text


def test_shifts_in_series_that_are_not_shown_are_on_the_page_and_counted(client):
    pakistan = Country.objects.get(code="PAK")
    for number in range(14):
        texts = [make_resolution(f"A/RES/80/{number}{letter}") for letter in "AB"]
        for text, letter, day in zip(texts, "YN" if number == 0 else "YY", (1, 20), strict=True):
            make_roll_call(text, {pakistan: letter}, on=date(2025, 3, day + number // 2))
        make_series(f"put-{number}", core=texts)
    response = client.get("/countries/PAK/")
    page = text_of(response)
    assert "Put-0" not in page[: page.index("Shifts Against")]
    shifts = page[page.index("Shifts Against") : page.index("Votes by year")]
    assert "20 Mar 2025 Y yes → N no 80/0A and 80/0B Put-0 no later vote cast" in shifts
    assert compare(client, figures_of(response.content.decode())) > 90
    listed = client.get("/api/v1/countries/PAK/shifts/").json()["results"]
    symbols = [each["resolution"]["symbol"] for each in listed]
    dates = re.findall(r"\d+ [A-Z][a-z]{2} \d{4} [YNA] ", shifts)
    assert (symbols[0], len(dates)) == ("A/RES/80/0B", min(len(symbols), 5))


def test_a_shift_says_from_what_to_what_between_which_texts_and_what_came_after(client):
    page = text_of(client.get("/countries/THA/"))
    shifts = page[page.index("Shifts Against") : page.index("Votes by year")]
    assert "12 Oct 2022 Y yes → A abstained ES-11/1 and ES-11/4" in shifts
    assert "reverted" in shifts


def test_closest_and_farthest_are_of_those_that_share_enough(client):
    pakistan, india, nepal = (Country.objects.get(code=code) for code in ("PAK", "IND", "NPL"))
    assert "Pakistan shares at most 9 roll calls with any state here; a rank needs 20." in text_of(
        client.get("/countries/PAK/")
    )
    for number in range(20):
        text = make_resolution(f"A/RES/80/{number}")
        make_roll_call(text, {pakistan: "Y", india: "Y", nepal: "N" if number else "A"})
    page = text_of(client.get("/countries/PAK/"))
    near = page[page.index("Closest and farthest") : page.index("Agreement with the")]
    assert "Closest Country Score n API India" in near
    assert "Farthest Country Score n API Nepal" in near
    assert "Of 2 countries that share 20 roll calls or more" in near
    body = client.get("/countries/PAK/?index=pi&since=2022-03-02&until=2022-03-02#pa")
    assert compare(client, figures_of(body.content.decode())) > 30
    assert "Beyond chance: Scott’s pi" in text_of(body)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("index=best", "index: "),
        ("since=soon", "since: “soon” is not a date; dates are written 2022-03-02."),
        ("since=2023-01-01&until=2022-01-01", "since: 2023-01-01 is after “until”, 2022-01-01."),
    ],
)
def test_what_cannot_be_chosen_is_named_and_left_aside(client, query, said):
    response = client.get(f"/countries/PAK/?{query}")
    assert response.status_code == 200
    page = text_of(response)
    assert said in page
    assert "It was left aside." in page


def test_agreement_with_the_permanent_members_leaves_the_country_itself_out(client):
    page = client.get("/countries/USA/").content.decode()
    five = page[page.index('aria-labelledby="p5"') :]
    assert ">CHN</abbr>" in five
    assert ">USA</abbr>" not in five


def test_a_country_without_votes_is_whole_and_says_so(client):
    for code in ("CSK", "VAT"):
        page = client.get(f"/countries/{code}/").content.decode()
        for gone in ("yr", "pa", "p5", "sh", "lv"):
            assert f'id="{gone}"' not in page
        assert text_of(client.get(f"/countries/{code}/years/")).count("in this record.") == 2


def test_a_state_with_a_predecessor_names_it_and_keeps_its_votes_apart(client):
    assert "Continues the seat of the Union of Soviet Socialist Republics" in text_of(
        client.get("/countries/RUS/")
    )
    page = text_of(client.get("/countries/SUN/"))
    assert "Continued as the Russian Federation" in page
    assert "Each state’s votes stand on its own page." in page


def test_ten_series_are_shown_and_the_rest_are_linked(client):
    pakistan = Country.objects.get(code="PAK")
    for number in range(12):
        text = make_resolution(f"A/RES/80/{number}")
        make_roll_call(text, {pakistan: "Y"})
        make_series(f"s{number}", core=[text], title=f"Question {number}")
    body = client.get("/countries/PAK/").content.decode()
    assert body.count("<h3><a href=") == 9
    assert '<a href="/series/">All series</a>, with 3 more in which Pakistan has a place' in body
    assert compare(client, figures_of(body)) > 50


def test_of_a_long_timeline_the_newest_are_shown_and_the_rest_linked(client):
    pakistan = Country.objects.get(code="PAK")
    text = Resolution.objects.get(symbol="A/RES/ES-11/4")
    for number in range(30):
        make_statement(pakistan, resolution=text, summary=f"Said {number}.")
    page = text_of(client.get("/countries/PAK/"))
    assert "29 earlier: statements, contacts." in page


def test_the_page_costs_twelve_queries_at_most_however_much_there_is(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    # The record as all countries share it is read by the first who asks.
    client.get("/countries/IND/")
    # The version, for the validator and for the foot; the country; latest votes; groups; ties;
    # statements; contacts; their parties; expectations; references; tabled texts.
    with django_assert_num_queries(12):
        client.get("/countries/PAK/")
    pakistan = Country.objects.get(code="PAK")
    for number in range(15):
        text = make_resolution(f"A/RES/80/{number}")
        make_roll_call(text, {pakistan: "YN"[number % 2]}, totals=False)
        make_series(f"s{number}", core=[text])
        make_statement(pakistan, resolution=text)
        make_expectation(pakistan, text)
    saved(Resolution(symbol="", draft_symbol="A/80/L.1", title="To come", status="tabled"))
    client.get("/countries/IND/")
    with django_assert_max_num_queries(12):
        client.get("/countries/PAK/")
    make_country("NEW", "Newland")
    client.get("/countries/IND/")
    with django_assert_max_num_queries(12):
        client.get("/countries/NEW/")


def test_an_expectation_on_a_text_that_awaits_its_vote_is_with_it_however_many_wait(client):
    for number in range(6):
        text = Resolution(draft_symbol=f"A/80/L.{number}", title=f"Wait {number}", status="tabled")
        last = saved(text)
    pakistan = Country.objects.get(code="PAK")
    make_expectation(pakistan, Resolution.objects.awaiting_vote().last(), summary="The last one.")
    page = text_of(client.get("/countries/PAK/"))
    waiting = page[page.index("Awaiting a vote") :]
    assert "The last one." in waiting[: waiting.index("What others expected")]
    make_roll_call(last, {pakistan: "A"}, on=date(2026, 2, 3))
    assert (
        last.title not in text_of(client.get("/countries/PAK/")).split("Awaiting a vote")[1][:900]
    )


def test_a_vote_known_to_the_month_is_told_by_its_month_wherever_it_stands(client):
    pakistan = Country.objects.get(code="PAK")
    first = make_resolution("A/RES/5/7", title="An old question")
    second = make_resolution("A/RES/6/7", title="The question put again")
    make_roll_call(first, {pakistan: "A"}, on=date(1950, 12, 1), precision="month")
    make_roll_call(second, {pakistan: "Y"}, on=date(1951, 11, 1), precision="month")
    make_series("old", core=[first, second], title="An old series")
    pages = [
        *("countries/PAK/", "countries/PAK/series/old/", "countries/PAK/votes/", "series/old/"),
        *("series/", "resolutions/A-RES-6-7/", "countries/?series=old", "search/?q=question"),
        "embed/countries/PAK/series/old/",
    ]
    for page in pages:
        text = text_of(client.get(f"/{page}"))
        assert re.search(r"(Nov|November) 1951", text), page
        assert not re.search(r"\b1 (Nov|Dec)\w* 195[01]", text), page


def test_the_note_of_a_membership_stands_on_its_page_and_two_are_told_apart(client):
    page = text_of(client.get("/countries/CHN/"))
    assert "The seat was held for the Republic of China until 24 October 1971, and by" in page
    page = text_of(client.get("/countries/YUG/"))
    assert "24 October 1945 – 31 October 2000: Seat of the Socialist Federal Republic" in page
    assert "1 November 2000 – 3 February 2003: The Federal Republic of Yugoslavia" in page


def test_a_picture_that_reaches_back_to_another_seat_says_whose_it_was(client):
    seat = "China (24 October 1945 – today): The seat was held for the Republic of China until"
    continued = "Russian Federation (24 December 1991 – today): Continues the membership"
    pages = ("/countries/PAK/", "/countries/PAK/years/", "/compare/?c=PAK&c=CHN&c=RUS")
    for address in pages:
        page = text_of(client.get(address))
        assert seat not in page
        assert continued not in page
    voters = Country.objects.in_bulk(["PAK", "CHN", "SUN"], field_name="code")
    pak, chn, sun = (voters[code] for code in ("PAK", "CHN", "SUN"))
    make_roll_call(make_resolution("A/RES/1"), {pak: "Y", chn: "N", sun: "Y"}, on=date(1970, 5, 1))
    for address in pages:
        page = text_of(client.get(address))
        assert seat in page
        assert continued in page
    page = text_of(client.get("/compare/?c=PAK&c=CHN&c=RUS&since=2000-01-01"))
    assert seat not in page
    assert continued not in page


def test_of_a_former_member_the_series_it_voted_on_most_leads(client):
    gone = make_country("OLD", "Oldland", kind="former_member", until=date(1990, 12, 31))
    (rarely, often) = ([make_resolution(f"A/RES/{n}/{s}") for n in range(3)] for s in (1, 2))
    make_series("rarely", core=rarely)
    make_series("often", core=often)
    for place, (once, each) in enumerate(zip(rarely, often, strict=True)):
        make_roll_call(each, {gone: "Y"}, on=date(1980 + place, 1, 1))
        own = {gone: "Y"} if place == 0 else {}
        make_roll_call(once, own, on=date(1990 + place, 5, 1))
    page = text_of(client.get("/countries/OLD/"))
    assert page.index("Voted yes on all three texts of this series") < page.index(
        "Voted yes on the only text of this series put to a vote while it was a member, 1 May 1990."
    )
    assert "The one it voted on most first." in page


def test_the_timeline_writes_days_in_one_form(client):
    page = text_of(client.get("/countries/PAK/"))
    timeline = page[page.index("What was said and sought") : page.index("Latest votes")]
    assert "12 October 2022 A Abstained on ES-11/4" in timeline
    assert "September – October 2022 Contact" in timeline
    assert not re.search(r"\d (Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}", timeline)


def test_a_country_has_its_article_inside_a_sentence(client):
    page = text_of(client.get("/countries/SUN/"))
    assert "No statement by the Union of Soviet Socialist Republics and no diplomatic" in page
    page = text_of(client.get("/countries/SUN/series/ukraine/"))
    assert "The Union of Soviet Socialist Republics was not a member when" in page
