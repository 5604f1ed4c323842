"""The pages of groups: who is in them, how far they vote as one, and who broke with them."""

import html
import re
from datetime import date

import pytest

from tests.factories import (
    make_countries,
    make_country,
    make_group,
    make_resolution,
    make_roll_call,
    make_series,
    saved,
)
from tests.web.figures import compare, figures_of
from tests.web.test_pages import text_of
from votes.models import Country, Group, Membership, ResolutionTopic, Series, Topic, Vote, changing
from votes.stances.cohesion import Dissent, GroupAverage
from votes.web.charts.cohesion import CohesionChart
from votes.web.charts.members import MembersChart
from votes.web.figures import Query
from votes.web.pages.group import DissentLine

pytestmark = pytest.mark.usefixtures("bundled")
PAGES = [
    "/groups/",
    "/groups/NATO/",
    "/groups/AFRICAN/",
    "/groups/NATO/?since=2023-01-01&series=ukraine",
    "/groups/BRICS/?positions=intended&scope=whole",
]


@pytest.mark.parametrize("address", PAGES)
def test_every_figure_is_what_the_api_answers(client, address):
    found = figures_of(client.get(address).content.decode())
    assert len(found) > 8
    compare(client, found)


@pytest.mark.parametrize("address", [*PAGES, "/groups/none/"])
def test_markup_is_whole_and_without_inline_code(client, address):
    body = client.get(address).content.decode()
    assert not re.search(r"<script|\son\w+=|\sstyle=|javascript:", body)
    ids = re.findall(r'\sid="([^"]+)"', body)
    assert sorted(set(ids)) == sorted(ids)


def test_the_list_has_every_group_by_kind_with_its_members_of_today(client):
    page = text_of(client.get("/groups/"))
    assert page.index("Regional groups") < page.index("Alliances") < page.index("Unions")
    assert re.search(r"North Atlantic Treaty Organization NATO 4 Apr 1949 32 ", page)
    body = client.get("/groups/").content.decode()
    assert body.count('href="/groups/') - body.count('href="/groups/"') == Group.objects.count()


def test_a_group_says_who_belongs_to_it_since_when_and_who_left(client):
    page = text_of(client.get("/groups/NATO/"))
    assert "NATO Alliance since 4 April 1949 32 members today 1 former" in page
    assert "18 February 1952 2 Greece, Türkiye" in page
    assert "Germany, Federal Republic of 6 May 1955 – 2 October 1990" in page
    assert "Germany: Continues the membership of West Germany (GER)." in page
    assert "date not known" not in page


def test_members_that_joined_on_an_unknown_day_are_said_to_have(client):
    page = text_of(client.get("/groups/AFRICAN/"))
    assert (
        "Of 52 the day of joining is not known: each counts from the day it joined the United "
        "Nations." in page
    )
    assert re.search(r"date not known 52 Algeria, Angola, Benin,", page)


def test_a_member_to_come_is_no_member_today(client):
    one, two = make_countries("ONE TWO")
    group = make_group("PACT", [one], name="A pact")
    saved(Membership(group=group, country=two, joined_on=date(2999, 1, 1)))
    page = text_of(client.get("/groups/PACT/"))
    assert "1 member today" in page
    assert "Joining later: Two, since 1 January 2999." in page


def test_a_group_says_how_often_it_split_and_who_broke_with_its_line(client):
    page = text_of(client.get("/groups/NATO/"))
    assert "roll calls with a position of a member 9" in page
    assert "on which members cast different positions 2" in page
    assert "March 2014 to February 2025." in page
    assert "Most often first; 28 members never did" in page
    assert "North Macedonia 2 8 25 % Hungary 2 9 22 %" in page
    assert (
        "Advancing a comprehensive, just and lasting peace in Ukraine A/RES/ES-11/7 29 2 1 0 N no "
        "Hungary, United States of America; A abstained North Macedonia" in page
    )
    assert "2025 0.84 2 0.94 2" in page


def test_what_is_asked_of_the_record_is_said_and_kept_in_the_questions(client):
    response = client.get("/groups/NATO/?since=2025-01-01&scope=whole&series=ukraine")
    page, body = text_of(response), response.content.decode()
    assert (
        "Only: series The war against Ukraine; what was voted on whole; from 1 January 2025 "
        "· show all" in page
    )
    assert "roll calls with a position of a member 2" in page
    assert '<input type="date" name="since" value="2025-01-01">' in body
    assert '<option value="ukraine" selected>' in body
    assert '<input type="hidden" name="scope" value="whole">' in body
    assert "?since=2025-01-01&amp;scope=whole&amp;series=ukraine&amp;by=year#/results/0" in body


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("since=soon", "“soon” is not a date; dates are written 2022-03-02. It is left out here."),
        ("topic=nothing", "No topic is called “nothing”. It is left out here."),
        ("series=ukrain", "No series is called “ukrain”. It is left out here."),
        ("since=2025-01-02&until=2025-01-01", "2025-01-02 is after “until”, 2025-01-01."),
        ("by=year", "There is no parameter “by”; there are"),
        ("scope=<b>", "“<b>” is not known; this takes whole, paragraph, amendment,"),
        ("since=2025-01-01&since=2025-01-02", "This takes one value; several were given."),
    ],
)
def test_what_cannot_be_asked_is_named_and_left_out(client, query, told):
    response = client.get(f"/groups/NATO/?{query}")
    assert response.status_code == 200
    body = html.unescape(response.content.decode())
    assert told in body
    assert "<b>" not in response.content.decode().split('class="notice"')[1][:200]
    kept = "until=2025-01-01" if "until" in query else ""
    expected = 7 if kept else 9
    assert f'<data value="{expected}">{expected}</data>' in body


def test_empty_parameters_of_the_form_ask_nothing(client):
    blank = text_of(client.get("/groups/NATO/?since=&until=&topic=&series="))
    assert blank == text_of(client.get("/groups/NATO/"))


def test_where_nothing_fits_the_page_says_so(client):
    page = text_of(client.get("/groups/NATO/?until=1950-01-01"))
    assert "No member of the group has a position in a roll call that fits. Show all" in page
    assert "Who broke with it" not in page
    assert "Members today" in page


def test_a_group_without_members_or_votes_is_a_whole_page(client):
    make_group("EMPTY", name="A" * 150)
    page = text_of(client.get("/groups/EMPTY/"))
    assert "No member of this group is recorded, and so no vote." in page
    assert "No member of today is recorded." in page
    make_group("QUIET", [make_country("ONE")])
    assert "No vote of its members is in this record." in text_of(client.get("/groups/QUIET/"))


@pytest.mark.parametrize("code", ["WEOG", "BRICS", "P5"])
def test_of_a_group_that_sets_no_line_it_is_said_what_most_cast(client, code):
    body = client.get(f"/groups/{code}/").content.decode()
    assert '<h2 id="di">Who cast otherwise</h2>' in body
    page = text_of(client.get(f"/groups/{code}/"))
    assert "What most cast binds no member of such a group. Not voting is not counted." in page
    assert "Who cast otherwise than most" in page
    assert "broke with" not in page


def test_of_an_alliance_it_is_said_what_its_line_is_and_who_broke_with_it(client):
    page = text_of(client.get("/groups/NATO/"))
    assert "Who broke with it Its line is the position that most of its members cast." in page
    assert "Who broke with the line" in page


def test_the_newest_average_has_its_n_only_where_that_is_small():
    chart = CohesionChart.of("A pact", [average(2023, 0.5, 0.6, 10)])
    assert {each.newest for each in chart.lines} == {"0.50 in 2023", "0.60 in 2023"}


def test_a_tie_has_no_line_and_nobody_broke_with_it(client):
    one, two = make_countries("ONE TWO")
    make_group("PAIR", [one, two])
    make_roll_call(make_resolution("A/RES/80/1"), {one: "Y", two: "N"})
    page = text_of(client.get("/groups/PAIR/"))
    assert "Two positions tie." in page
    assert "No member cast another position than most did." in page


def test_topics_are_measured_and_the_rarest_left_to_the_api(client):
    one, two = make_countries("ONE TWO")
    make_group("PAIR", [one, two])
    with changing(None, "for a test") as change:
        topics = [Topic(name=f"Topic {number:02}", slug=f"t{number}") for number in range(27)]
        for each in topics:
            change.save(each)
    for number in range(2):
        text = make_resolution(f"A/RES/80/{number}")
        for each in topics[: 27 if number else 1]:
            saved(ResolutionTopic(resolution=text, topic=each))
        make_roll_call(text, {one: "Y", two: "Y"}, on=date(2022, 1, number + 1))
    response = client.get("/groups/PAIR/")
    page = text_of(response)
    assert "The 25 topics with the most roll calls." in page
    assert "Topic 00 1.00 2 1.00 2" in page
    assert "Topic 24" in page
    assert "Topic 25" not in page
    assert "2 more topics from the API" in page
    compare(client, figures_of(response.content.decode()))


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("/groups/nato/", "/groups/NATO/"),
        ("/groups/arab%20league/?since=2022-01-01", "/groups/LAS/?since=2022-01-01"),
        ("/groups/North Atlantic Treaty Organization/", "/groups/NATO/"),
    ],
)
def test_other_spellings_lead_to_the_one_address(client, asked, canonical):
    response = client.get(asked)
    assert (response.status_code, response["Location"]) == (301, canonical)


def test_an_unknown_group_is_a_page_that_helps(client):
    response = client.get("/groups/NATTO/")
    assert response.status_code == 404
    assert "No group is called “NATTO”." in text_of(response)
    assert '<a href="/groups/NATO/">NATO</a> (NATO)' in response.content.decode()
    for odd in ("x" * 3000, "%F0%9F%92%A9", "<b>"):
        assert client.get(f"/groups/{odd}/").status_code == 404


def test_a_country_leads_to_its_groups_and_the_about_page_to_all(client):
    assert 'href="/groups/OIC/"' in client.get("/countries/PAK/").content.decode()
    assert 'href="/groups/"' in client.get("/about/data/").content.decode()


def test_a_draft_is_in_no_number_of_a_group(client):
    before = text_of(client.get("/groups/NATO/"))
    usa = Vote.objects.filter(country__code="USA")[0].country
    make_roll_call(make_resolution("A/RES/80/1"), {usa: "N"}, state="draft")
    after = text_of(client.get("/groups/NATO/"))
    version = r"Data version \d+"
    assert re.sub(version, "", after) == re.sub(version, "", before)


def average(year, hnr, rice, n):
    return GroupAverage(str(year), rice, hnr, n, n)


def test_lines_break_where_a_year_has_no_vote_and_names_stand_apart():
    chart = CohesionChart.of(
        "A pact",
        [average(2014, 1.0, None, 10), average(2022, 1.0, 1.0, 40), average(2023, 0.5, 0.6, 20)],
    )
    hnr, rice = chart.lines
    assert (hnr.kind, rice.kind) == ("rice", "hnr") or (hnr.kind, rice.kind) == ("hnr", "rice")
    by_kind = {each.kind: each for each in chart.lines}
    assert [path.count("L") for path in by_kind["hnr"].paths] == [1]
    assert len(by_kind["hnr"].points) == 3
    assert len(by_kind["rice"].points) == 2
    assert abs(by_kind["hnr"].label_y - by_kind["rice"].label_y) >= 56
    assert by_kind["hnr"].newest == "0.50 in 2023"
    assert chart.most[1] == "n = 40"
    assert chart.description == (
        "2014: Hix–Noury–Roland 1.00, Rice none, n = 10; 2022: Hix–Noury–Roland 1.00, Rice 1.00, "
        "n = 40; 2023: Hix–Noury–Roland 0.50, Rice 0.60, n = 20"
    )
    assert CohesionChart.of("A pact", []) is None


def test_no_line_leads_through_years_that_rest_on_few_roll_calls_nor_is_named_by_one():
    years = [(2018, 50), (2019, 50), (2020, 2), (2021, 50), (2025, 3)]
    chart = CohesionChart.of("A pact", [average(year, 0.5, 0.6, n) for year, n in years])
    for line in chart.lines:
        assert [path.count("L") for path in line.paths] == [1]
        assert (len(line.points), len(line.few)) == (3, 2)
        assert line.newest.endswith(" in 2021")
    only = CohesionChart.of("A pact", [average(year, 0.5, 0.6, 2) for year in (2024, 2025)])
    assert [(each.paths, len(each.few)) for each in only.lines] == [([], 2), ([], 2)]
    assert {each.newest for each in only.lines} == {"0.50 in 2025, n = 2", "0.60 in 2025, n = 2"}


def test_a_name_that_stands_away_from_the_end_of_its_line_is_led_to():
    years = range(2000, 2020)
    apart = CohesionChart.of("A pact", [average(year, 0.9, 0.2, 15) for year in years])
    assert [line.leader for line in apart.lines] == ["", ""]
    near = CohesionChart.of("A pact", [average(year, 0.5, 0.52, 15) for year in years])
    led = {line.kind: line for line in near.lines}
    assert led["rice"].leader == ""
    # From beside the last point, at the height of 0.5, to the middle of the name.
    x, y = led["hnr"].points[-1]
    assert y == "104"
    assert led["hnr"].leader == f"M{float(x) + 8:.1f} 104H494.6L500 {led['hnr'].label_y - 4}H505"
    alone = CohesionChart.of("A pact", [average(2014, 0.5, None, 1)])
    assert [line.leader for line in alone.lines] == ["M279 104H488L500 104H505"]


def test_the_columns_of_members_name_the_first_and_the_last():
    counts = [(date(2000, 12, 31), 2), (date(2001, 12, 31), 4), (date(2002, 6, 1), 3)]
    chart = MembersChart.of("A pact", counts)
    assert [count for *_, count in chart.labels] == [2, 4, 3]
    assert [each.height for each in chart.columns] == ["51", "102", "76.5"]
    assert [each.is_now for each in chart.columns] == [False, False, True]
    assert MembersChart.of("A pact", [(date(2002, 6, 1), 0)]) is None


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        # members of all groups, groups, foot (2)
        ("/groups/", 4),
        # group, stamp (2), members and admissions (of votes, dissent, years: 6), topics (3),
        # countries (2), texts, spells (2), series, foot (2)
        ("/groups/NATO/", 20),
        # the same; the filters' series, and the roll calls of the question
        ("/groups/NATO/?since=2022-01-01&series=ukraine", 23),
    ],
)
def test_query_counts_are_pinned_and_flat(client, django_assert_num_queries, address, queries):
    # The first reads the array.
    client.get(address)
    with django_assert_num_queries(queries):
        client.get(address)
    countries = make_countries("ONE TWO TRE")
    nato = Group.objects.get(code="NATO")
    for country in countries:
        saved(Membership(group=nato, country=country))
    one, two, three = countries
    texts = [make_resolution(f"A/RES/80/{number}") for number in range(12)]
    for text in texts:
        make_roll_call(text, {one: "Y", two: "N", three: "Y"}, on=date(2025, 3, 1))
    make_series("new", core=texts)
    assert Series.objects.accepted().count() == 2
    client.get(address)
    with django_assert_num_queries(queries):
        client.get(address)


def test_of_very_many_that_broke_with_a_line_some_are_named_and_the_rest_left_to_the_api(client):
    response = client.get("/groups/NAM/?since=2025-01-01")
    assert "Y yes Bangladesh, Barbados, Belize, Bhutan," in text_of(response)
    rest = re.search(
        r'href="([^"]+#/results/0/dissenters)">(\d+) more</a>', response.content.decode()
    )
    address, pointer = html.unescape(rest[1]).split("#")
    assert pointer == "/results/0/dissenters"
    first = client.get(address).json()["results"][0]
    assert first["yes"] == 12 + int(rest[2])
    assert len(first["dissenters"]) == first["yes"] + first["no"]


def test_the_language_of_the_frame_is_no_filter(client):
    body = client.get("/groups/NATO/?lang=fr").content.decode()
    assert "There is no parameter" not in body


@pytest.mark.parametrize(
    ("dissents", "n", "share"),
    [(1, 400, "under 1\u202f%"), (1, 3, "33\u202f%"), (3, 3, "100\u202f%")],
)
def test_a_share_is_never_nought_where_somebody_broke_with_it(dissents, n, share):
    line = DissentLine(Dissent(Country(), dissents, n), Query(""))
    assert line.share == share
