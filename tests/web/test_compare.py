"""Several countries beside each other: what is told, drawn, linked, and cannot be compared."""

import csv
import html
import re
from datetime import date
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.copied import copied
from tests.factories import make_country, make_resolution, make_roll_call, saved
from tests.web.figures import compare, figures_of
from votes.models import Country, CountryName, ResolutionTopic, Topic, Vote, changing
from votes.web.pages import compare as module
from votes.web.pages import differing

pytestmark = pytest.mark.usefixtures("bundled")

QUERIES = 13
THREE = "/compare/?c=PAK&c=IND&c=CHN"


def text_of(response) -> str:
    body = re.sub(r"(?s)<(svg|datalist)\b.*?</\1>", " ", response.content.decode())
    body = body.replace('<span class="vh">API query</span>', "")
    plain = html.unescape(re.sub(r"<[^>]+>", " ", body))
    return re.sub(r"\s+([,.;:)])", r"\1", re.sub(r"\s+", " ", plain))


def voters(codes: str) -> list[Country]:
    found = {country.code: country for country in Country.objects.all()}
    return [found[code] for code in codes.split()]


@pytest.fixture
@copied
def on_topics() -> list[Topic]:
    """Two texts of 1990 and one of 1991 on topics, of which the second is on both."""
    pak, ind, chn = voters("PAK IND CHN")
    arms, rights = (
        saved(Topic(name=name, slug=slug))
        for name, slug in [("=Arms, all of them", "arms"), ("Human rights", "human-rights")]
    )
    votes = [
        ("A/RES/45/1", date(1990, 11, 1), {pak: "Y", ind: "N", chn: "A"}, [arms]),
        ("A/RES/45/2", date(1990, 12, 1), {pak: "Y", ind: "Y", chn: "X"}, [arms, rights]),
        ("A/RES/46/1", date(1991, 11, 1), {pak: "N", ind: "A", chn: "N"}, [arms]),
    ]
    for symbol, on, positions, topics in votes:
        text = make_resolution(symbol, session=symbol.split("/")[2])
        make_roll_call(text, positions, on=on)
        for topic in topics:
            saved(ResolutionTopic(resolution=text, topic=topic))
    return [arms, rights]


@pytest.mark.parametrize(
    "query",
    [
        "c=PAK&c=IND&c=CHN",
        "c=PAK&c=RUS",
        "c=PAK&c=IND&c=CHN&index=kappa",
        "c=PAK&c=SUN&c=VAT&c=USA&index=pi",
        "c=CHN&c=PAK&c=IND&since=1990-11-15&until=2022-12-31&index=yes_no",
        "c=CHN&c=PAK&c=IND&topic=arms&scope=whole",
        "c=PAK&c=IND&c=LAO&positions=intended",
        "c=PAK&c=IND&series=ukraine&q=peace",
    ],
)
def test_every_figure_is_what_the_api_answers(client, on_topics, query):
    with changing(None, "a delegation told the Secretariat") as change:
        vote = Vote.objects.get(country__code="LAO", roll_call__resolution__symbol="A/RES/ES-11/4")
        vote.intended_position = "Y"
        change.save(vote)
    response = client.get(f"/compare/?{query}")
    assert response.status_code == 200
    figures = figures_of(response.content.decode())
    assert len(figures) > 10
    compare(client, figures)


def test_pairs_are_told_with_index_n_and_period(client, on_topics):
    page = text_of(client.get(THREE))
    assert "Pakistan, India and China" in page
    # PAK–IND: same in 10 of 12, one abstained in 1: 10.5/12 by Lijphart's index.
    assert "PAK–IND 0.88 0.83 0.50 0.33 0.33 12 Nov 1990 to Feb 2025" in page
    assert "Share of roll calls with the same position, counting half where exactly one" in page
    assert "That two vote alike does not show why." in page


def test_two_countries_have_one_large_figure(client):
    page = text_of(client.get("/compare/?c=PAK&c=USA&series=ukraine"))
    assert (
        "agreement of Pakistan and the United States of America, Lijphart; 1 at most 0.56" in page
    )
    assert "n = 9 roll calls in which both cast a vote, Mar 2014 to Feb 2025." in page
    assert "agree most" not in page


def test_the_pairs_that_agree_most_and_least_are_told_unless_several_do_alike(client):
    pak, ind, usa = voters("PAK IND USA")
    page = text_of(client.get("/compare/?c=PAK&c=IND&c=USA"))
    # Nine shared roll calls are too few to say so.
    assert "agree most" not in page
    for number in range(20):
        text = make_resolution(f"A/RES/90/{number}", session="90")
        positions = {pak: "Y", ind: "Y" if number < 12 else "N", usa: "N"}
        make_roll_call(text, positions, on=date(2024, 1, 1 + number))
    page = text_of(client.get("/compare/?c=PAK&c=IND&c=USA&since=2024-01-01&until=2024-12-31"))
    assert "Pakistan and India agree most, Pakistan and the United States of America least." in page
    assert "Lijphart: 0.60, n = 20, Jan 2024 to Jan 2024; 0.00, n = 20" in page


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("c=pakistan,India&c=chn", "c=PAK&c=IND&c=CHN"),
        ("c=PAK&c=&c=IND&since=&topic=&index=lijphart&positions=recorded", "c=PAK&c=IND"),
        ("since=2022-01-01&index=kappa&c=IND,PAK", "c=IND&c=PAK&since=2022-01-01&index=kappa"),
        ("c=PAK&c=IND&body=ga", "c=PAK&c=IND&body=GA"),
        ("c=", ""),
    ],
)
def test_a_comparison_has_one_address_that_keeps_the_order_of_the_countries(
    client, asked, canonical
):
    response = client.get(f"/compare/?{asked}")
    wanted = f"/compare/?{canonical}" if canonical else "/compare/"
    assert (response.status_code, response["Location"]) == (302, wanted)
    assert client.get(wanted).status_code == 200


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "Choose two to ten countries"),
        ("c=PAK", "Choose a second country, up to ten in all."),
        ("c=PAK&c=Pakistan", "Pakistan is named twice (“Pakistan”); it is compared once."),
        ("c=PAK&c=Chnia", "No country is called “Chnia”; it is left out. Near it: China (CHN)"),
        (
            "c=PAK,IND,CHN,USA,RUS,GBR,FRA,BRA,ZAF,EGY,UKR,DEU",
            "At most 10 countries are compared; left out: Ukraine, Germany.",
        ),
        ("c=PAK&c=IND&index=kapa", "“kapa” is not known; this takes lijphart, strict, yes_no"),
        ("c=PAK&c=IND&since=2022-13-01", "“2022-13-01” is not a date"),
        ("c=PAK&c=IND&country=USA", "There is no parameter “country”"),
        ("c=PAK&c=IND&page=99", "There is no page “99”; these are the newest."),
        ("c=PAK&c=IND&page=x", "There is no page “x”; these are the newest."),
        ("c=PAK&c=IND&format=xml", "there is no “xml”"),
    ],
)
def test_what_cannot_be_compared_is_named_and_the_rest_is_shown(client, query, said):
    response = client.get(f"/compare/?{query}")
    assert response.status_code == 200
    assert said in text_of(response)
    is_enough = "," in query or "IND" in query
    assert ("Where they differ" in text_of(response)) == is_enough


def test_a_name_that_means_two_countries_is_told_with_both(client):
    days = [(date(1950, 1, 1), date(1960, 1, 1)), (date(1970, 1, 1), date(1980, 1, 1))]
    for code, (first, last) in zip(["ONE", "TWO"], days, strict=True):
        country = make_country(code)
        saved(
            CountryName(
                country=country, name="Oldland", kind="official", valid_from=first, valid_to=last
            )
        )
    page = text_of(client.get("/compare/?c=PAK&c=IND&c=Oldland"))
    assert (
        "“Oldland” means more than one country; it is left out. Near it: One (ONE), Two (TWO)."
        in page
    )


def test_names_that_are_none_stay_in_the_form_and_faulty_files_are_not_sent(client):
    response = client.get("/compare/?c=PAK&c=IND&c=Chnia&format=csv")
    assert response["Content-Type"].startswith("text/html")
    body = response.content.decode()
    fields = re.findall(r'name="c" value="([^"]*)"', body)
    assert fields == ["Pakistan", "India", "Chnia", ""]


def test_countries_are_added_and_taken_out_by_links_that_keep_the_filters(client):
    body = client.get(f"{THREE}&since=2000-01-01").content.decode()
    rest = "&amp;since=2000-01-01"
    assert f'<a href="/compare/?c=PAK&amp;c=CHN{rest}">India</a>' in body
    assert f'<a href="/compare/?c=PAK&amp;c=IND&amp;c=CHN&amp;c=FRA{rest}">France</a>' in body
    assert f'<a href="/compare/?c=PAK&amp;c=IND&amp;c=CHN{rest}&amp;index=kappa">' in body
    assert '<a href="/compare/?c=PAK&amp;c=IND&amp;c=CHN">remove' in body


def test_years_are_drawn_and_stand_in_a_table(client, on_topics):
    response = client.get(THREE)
    body = response.content.decode()
    assert '<title id="by-year-t">Agreement by year</title>' in body
    assert "Pakistan and India: from 0.50 in 1990 (n = 2) to" in body
    page = text_of(response)
    assert (
        "The line breaks off at years with fewer than 10 shared roll calls, which are hollow points"
        in page
    )
    # In 1991 India abstained where the two others voted no.
    assert "1991 0.50 n 1 1.00 n 1 0.50 n 1 1990" in page


def test_more_than_five_pairs_have_a_frame_each(client):
    body = client.get("/compare/?c=PAK&c=IND&c=CHN&c=USA").content.decode()
    assert body.count('<svg class="lines"') == 6
    ids = re.findall(r'\sid="([^"]+)"', body)
    assert sorted(set(ids)) == sorted(ids)


def test_topics_are_those_of_the_roll_calls_the_most_first(client, on_topics):
    page = text_of(client.get(THREE))
    assert (
        "Topic PAK–IND PAK–CHN IND–CHN =Arms, all of them 0.50 n 3 0.75 n 2 0.50 n 2 "
        "Human rights 1.00 n 1 – n 0 – n 0" in page
    )
    page = text_of(client.get(f"{THREE}&topic=human-rights"))
    assert "Topic PAK–IND PAK–CHN IND–CHN Human rights 1.00 n 1" in page
    assert "=Arms" not in page
    page = text_of(client.get(f"{THREE}&since=2022-01-01"))
    assert "None of these roll calls is on a text with a topic." in page


def test_a_long_list_of_topics_is_cut_and_says_where_the_rest_is(client, on_topics, monkeypatch):
    monkeypatch.setattr(module, "TOPICS_SHOWN", 1)
    response = client.get(THREE)
    assert "1 more topic: in the file, or by the API’s list of topics" in text_of(response)
    assert "Human rights" not in text_of(response)


def test_differences_are_newest_first_with_every_position(client, on_topics):
    page = text_of(client.get(THREE))
    listed = page[page.index("Where they differ") :]
    assert (
        "Pakistan differed from one of the others in 4 India differed from one of the others in 4 "
        "China differed from one of the others in 4" in listed
    )
    assert "1 Nov 1991 Title of A/RES/46/1 A/RES/46/1 N no A abstained N no" in listed
    assert "1 Nov 1990 Title of A/RES/45/1 A/RES/45/1 Y yes N no A abstained" in listed
    assert "45/2" not in listed
    assert listed.index("46/1") < listed.index("45/1")


def test_the_api_has_the_votes_in_which_they_differ(client, on_topics):
    body = client.get(THREE).content.decode()
    call = html.unescape(re.search(r'<a href="([^"]+)">These votes from the API', body)[1])
    assert call == "/api/v1/votes/?country=PAK,IND,CHN&differs_from=PAK,IND,CHN"
    rows = client.get(call).json()["results"]
    assert list(dict.fromkeys(row["resolution"]["symbol"] for row in rows)) == [
        each.split("<")[0] for each in re.findall(r'class="sym">([^<]+)', body)
    ]


def test_a_state_that_was_no_member_has_no_position_and_one_not_recorded_is_marked(client):
    sudan, pak, ind = voters("SSD PAK IND")
    old, new = make_resolution("A/RES/60/1"), make_resolution("A/RES/90/1")
    make_roll_call(old, {pak: "Y", ind: "N"}, on=date(2005, 11, 1), totals=False)
    make_roll_call(new, {pak: "Y", ind: "N"}, on=date(2024, 11, 1), totals=False)
    assert sudan.code == "SSD"
    page = text_of(client.get("/compare/?c=PAK&c=IND&c=SSD"))
    assert "A/RES/60/1 Y yes N no not a member" in page
    assert "A/RES/90/1 Y yes N no ? not recorded" in page


def test_pages_of_differences_have_each_once(client, monkeypatch):
    monkeypatch.setattr(differing, "PER_PAGE", 3)
    pak, ind = voters("PAK IND")
    for number in range(7):
        text = make_resolution(f"A/RES/90/{number}", session="90")
        make_roll_call(text, {pak: "Y", ind: "N"}, on=date(2024, 1, 1))
    address, found = "/compare/?c=PAK&c=IND&since=2024-01-01&until=2024-12-31", []
    while address:
        body = client.get(address).content.decode()
        found += re.findall(r'class="sym">A/RES/90/(\d)', body)
        older = re.search(r'rel="next" href="([^"]+)#differ"', body)
        address = older and html.unescape(older[1])
    assert found == list("6543210")


def test_where_nothing_is_shared_it_says_so(client):
    page = text_of(client.get("/compare/?c=SUN&c=RUS"))
    assert (
        "The Union of Soviet Socialist Republics and the Russian Federation cast a vote together "
        "in none of these roll calls."
        in page
        or "cast a vote together in none of these roll calls." in page
    )
    assert "There is no year in which the index is defined for two of them." in page
    assert "In none of these roll calls did the two cast different positions." in page


def test_the_file_has_a_line_for_each_pair_year_and_topic(client, on_topics):
    body = client.get(THREE).content.decode()
    address = html.unescape(re.search(r'<a href="([^"]+)">This comparison as CSV', body)[1])
    response = client.get(address)
    assert response["Content-Disposition"] == 'attachment; filename="agreement-PAK-IND-CHN.csv"'
    rows = list(csv.DictReader(b"".join(response).decode().splitlines()))
    whole = [row for row in rows if not row["year"] and not row["topic"]]
    assert [(row["country"], row["with"], row["n"]) for row in whole] == [
        ("PAK", "IND", "12"),
        ("PAK", "CHN", whole[1]["n"]),
        ("IND", "CHN", whole[2]["n"]),
    ]
    assert {row["index"] for row in rows} == {"lijphart"}
    of_year = next(row for row in rows if row["year"] == "1991")
    assert (of_year["score"], of_year["n"], of_year["since"]) == ("0.5", "1", "1991-11-01")
    assert [row["topic"] for row in rows if row["with"] == "IND" and row["topic"]] == [
        "arms",
        "human-rights",
    ]


def test_the_page_is_led_to_from_every_page_and_from_a_country(client):
    assert '<a href="/compare/">Compare</a>' in client.get("/").content.decode()
    assert (
        '<a href="/compare/?c=PAK">Compare with…</a>'
        in client.get("/countries/PAK/").content.decode()
    )
    assert "Compare with…" not in client.get("/countries/VAT/").content.decode()


def test_the_page_has_no_inline_code(client):
    body = client.get(THREE).content.decode()
    assert not re.search(r"<script|\son\w+=|\sstyle=|javascript:", body)


def test_queries_are_pinned_and_flat(client: Client, django_assert_num_queries, on_topics):
    client.get(THREE)
    # countries named, to add and offered (3), series and topics offered (2), the stamp of the votes
    # (2), topics of roll calls (2), roll calls that differ and spells (2), the version, foot
    with django_assert_num_queries(QUERIES):
        client.get(THREE)
    pak, ind = voters("PAK IND")
    for number in range(30):
        text = make_resolution(f"A/RES/90/{number}", session="90")
        make_roll_call(text, {pak: "Y", ind: "N"}, on=date(2024, 1, 1))
    ten = ["PAK", "IND", "CHN", "USA", "RUS", "GBR", "FRA", "BRA", "ZAF", "EGY"]
    address = "/compare/?" + urlencode([("c", code) for code in ten])
    client.get(address)
    with django_assert_num_queries(QUERIES):
        client.get(address)


def test_a_country_that_is_new_has_shared_nothing(client):
    make_country("NEW", "Newland")
    page = text_of(client.get("/compare/?c=NEW&c=PAK&c=IND"))
    assert "NEW–PAK – – – – – 0 nothing shared" in page


def test_the_language_of_the_frame_is_no_filter_and_is_kept(client):
    response = client.get(f"{THREE}&lang=fr")
    assert response.status_code == 200
    assert "There is no parameter" not in text_of(response)
    moved = client.get("/compare/?c=pak,ind&lang=fr")
    assert moved["Location"] == "/compare/?c=PAK&c=IND&lang=fr"


def test_of_very_many_names_the_first_are_looked_up(client, django_assert_max_num_queries):
    names = ",".join(f"n{number}" for number in range(500))
    with django_assert_max_num_queries(20):
        page = text_of(client.get(f"/compare/?c={names}"))
    assert "At most 40 names are looked up; 460 more are left out." in page
