"""Pages on the bundled data: what a reader finds, how it is told, and at what cost."""

import html
import re
from datetime import date

import pytest
from django.test import Client

from tests.factories import (
    make_country,
    make_resolution,
    make_roll_call,
    make_series,
    make_statement,
    saved,
)
from votes.models import Country, Resolution, RollCall, Series, Statement, Vote, changing

pytestmark = pytest.mark.usefixtures("bundled")

PAGES = [
    "/",
    "/countries/",
    "/countries/?q=korea&group=NAM",
    "/countries/PAK/",
    "/countries/SUN/",
    "/countries/VAT/",
    "/resolutions/",
    "/resolutions/A-RES-ES-11-4/",
    "/series/",
    "/series/ukraine/",
    "/series/ukraine/?group=NATO",
    "/series/ukraine/?positions=intended",
    "/about/data/",
]


def text_of(response) -> str:
    """What a reader sees below the ways to it: no tags, no runs of white space."""
    body = re.sub(r"(?s)<(script|style|svg)\b.*?</\1>", " ", response.content.decode())
    body = re.sub(r'(?s)<nav class="contents".*?</nav>', " ", body)
    plain = html.unescape(re.sub(r"<[^>]+>", " ", body))
    return re.sub(r"\s+([,.;:)])", r"\1", re.sub(r"\s+", " ", plain))


@pytest.mark.parametrize("address", PAGES)
def test_every_page_answers_under_a_strict_policy_without_inline_code(client: Client, address):
    response = client.get(address)
    assert response.status_code == 200
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    body = response.content.decode()
    assert not re.search(r"<script|\son\w+=|\sstyle=|javascript:", body)
    assert "<h1" in body
    assert body.count("<main") == 1


@pytest.mark.parametrize("address", PAGES)
def test_identifiers_on_a_page_are_unique(client, address):
    ids = re.findall(r'\sid="([^"]+)"', client.get(address).content.decode())
    assert sorted(set(ids)) == sorted(ids)


def test_pakistans_page_says_that_it_abstained_on_all_nine_texts_with_the_dates(client):
    page = text_of(client.get("/countries/PAK/"))
    assert "Abstained on all nine texts of this series, 27 March 2014 to 24 February 2025." in page
    assert "0 yes, 0 no, 9 abstained, 0 did not vote. n = 9 roll calls." in page
    for symbol in Resolution.objects.values_list("symbol", flat=True):
        assert symbol in page


def test_pakistans_page_shows_contacts_and_statements_with_attribution_and_source(client):
    page = text_of(client.get("/countries/PAK/"))
    assert "Contact, approach, form not reported, The United States and its allies to Pakistan" in (
        page
    )
    assert "Contact, call, Ukraine to Pakistan, asking for a yes, on ES-11/6" in page
    assert (
        "Unnamed sources · West pushes Pakistan to ‘vote against Russia’ at UN, Kamran Yousaf, "
        "The Express Tribune, 7 October 2022" in page
    )
    assert "Disputed" in page
    assert "Pakistan expected: abstain, leans; by Foreign Office sources, on ES-11/4" in page
    assert "What was then recorded: A abstained" in page


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("/countries/pak/", "/countries/PAK/"),
        ("/countries/Pakistan/", "/countries/PAK/"),
        ("/countries/turkiye/", "/countries/TUR/"),
        ("/countries/Turkey/", "/countries/TUR/"),
        ("/resolutions/a-res-es-11-1/", "/resolutions/A-RES-ES-11-1/"),
        ("/resolutions/A-ES-11-L.1/", "/resolutions/A-RES-ES-11-1/"),
        ("/resolutions/A/RES/ES-11/1/", "/resolutions/A-RES-ES-11-1/"),
    ],
)
def test_other_spellings_lead_to_the_one_address(client, asked, canonical):
    response = client.get(asked)
    assert (response.status_code, response["Location"]) == (301, canonical)


def test_an_unknown_country_is_a_page_that_helps(client):
    response = client.get("/countries/XXX/")
    assert response.status_code == 404
    assert "No country is called “XXX”." in text_of(response)
    near = client.get("/countries/Pakstan/")
    assert near.status_code == 404
    assert '<a href="/countries/PAK/">Pakistan</a>' in near.content.decode()


@pytest.mark.parametrize("address", ["/resolutions/A-RES-99-1/", "/series/none/", "/nowhere/"])
def test_other_addresses_that_lead_nowhere_are_404_pages_too(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert "Nothing is recorded at this address" in text_of(response)


@pytest.mark.parametrize(
    "address",
    [
        "/countries/%00/",
        "/countries/" + "x" * 3000 + "/",
        "/resolutions/%F0%9F%92%A9/",
        "/resolutions/id-99999999999999999999/",
        "/countries/?q=%00%27%22&group=%27",
        "/resolutions/?page=999999999999",
        "/resolutions/?page=x",
        "/series/ukraine/?group=<script>",
    ],
)
def test_odd_input_is_never_a_server_error(client, address):
    expected = {400} if "%00" in address else {200, 404}
    assert client.get(address).status_code in expected


def test_a_country_with_one_vote_none_and_an_observer(client):
    text = make_resolution("A/RES/80/1", title="A new text")
    make_series("one", core=[text], title="One text only")
    one = make_country("ONE", "Onestan")
    make_roll_call(text, {one: "Y"})
    page = text_of(client.get("/countries/ONE/"))
    assert "Voted yes on the only text of this series, 2 March 2022." in page
    assert "consistently" not in page
    assert "No vote of Czechoslovakia is in this record." in text_of(client.get("/countries/CSK/"))
    assert "observer: speaks and sponsors, does not vote" in text_of(client.get("/countries/VAT/"))


def test_a_draft_roll_call_is_nowhere_on_the_pages(client):
    before = {address: client.get(address).content for address in PAGES}
    text = make_resolution("A/RES/80/99", title="Entered by half", status="adopted")
    pakistan = Country.objects.get(code="PAK")
    make_roll_call(text, {pakistan: "N"}, state="draft", total_abstain=7)
    for address in PAGES:
        page = client.get(address).content.decode()
        assert "Entered by half" not in page
        version = r"Data version \d+|\?v=\d+"
        assert re.sub(version, "", page) == re.sub(version, "", before[address].decode())
    assert "No vote on this text is in the record." in text_of(
        client.get("/resolutions/A-RES-80-99/")
    )


def test_internal_facts_are_nowhere_on_the_pages(client):
    statement = Statement.objects.get(speaker__startswith="Arif Alvi")
    statement.visibility = "internal"
    with changing(None, "It was told in confidence") as change:
        change.save(statement)
    assert "Arif Alvi" not in client.get("/countries/PAK/").content.decode()
    assert "Arif Alvi" not in client.get("/resolutions/A-RES-ES-11-6/").content.decode()


def test_a_proposed_series_is_not_public(client):
    ukraine = Series.objects.get(slug="ukraine")
    ukraine.status = "proposed"
    saved(ukraine)
    assert client.get("/series/ukraine/").status_code == 404
    assert "The war against Ukraine" not in client.get("/countries/PAK/").content.decode()


def test_a_correction_shows_at_once_with_its_explanation(client):
    vote = Vote.objects.get(country__code="PAK", roll_call__resolution__symbol="A/RES/ES-11/4")
    vote.position = "Y"
    with changing(None, "The delegation’s letter of 13 October.") as change:
        change.save(vote)
    page = text_of(client.get("/resolutions/A-RES-ES-11-4/"))
    assert "Positions and official totals differ" in page
    assert "yes: 144 recorded, 143 official, 1 too many" in page
    assert "The delegation’s letter of 13 October." in page
    country = text_of(client.get("/countries/PAK/"))
    assert (
        "Mostly abstained: on eight of the nine texts of this series; voted yes on one" in country
    )


def said_it_meant(code, position, symbol="A/RES/ES-11/4"):
    vote = Vote.objects.get(country__code=code, roll_call__resolution__symbol=symbol)
    vote.intended_position = position
    with changing(None, "as it told the Secretariat") as change:
        change.save(vote)


@pytest.mark.parametrize(
    "address", ["/resolutions/A-RES-ES-11-4/", "/countries/PAK/", "/series/ukraine/"]
)
def test_pages_say_nothing_of_intended_positions_where_there_are_none(client, address):
    recorded = text_of(client.get(address))
    assert "meant to vote" not in recorded
    assert "Positions are" not in recorded
    assert text_of(client.get(f"{address}?positions=recorded")) == recorded
    assert text_of(client.get(f"{address}?positions=intended")) == recorded


@pytest.mark.parametrize(
    "address", ["/resolutions/A-RES-ES-11-4/", "/countries/PAK/", "/series/ukraine/"]
)
def test_an_unknown_way_of_showing_positions_is_named_and_they_are_as_recorded(client, address):
    said_it_meant("PAK", "Y")
    response = client.get(f"{address}?positions=<b>meant")
    assert response.status_code == 200
    assert (
        "Positions are shown as “recorded” or as “intended”, not as “<b>meant”; they are shown "
        "as recorded."
    ) in html.unescape(response.content.decode())
    assert "<b>meant" not in response.content.decode()
    assert "show as intended" in text_of(response)


def test_the_resolution_page_shows_a_vote_as_recorded_or_as_intended(client):
    said_it_meant("PAK", "Y")
    said_it_meant("IND", "N")
    address = "/resolutions/A-RES-ES-11-4/"
    response = client.get(address)
    recorded = text_of(response)
    assert (
        "Positions are as recorded. 2 delegations later said they had meant to vote otherwise: "
        "show as intended" in recorded
    )
    assert '<a href="?positions=intended">show as intended</a>' in response.content.decode()
    assert "*" not in recorded

    response = client.get(f"{address}?positions=Intended")
    meant, body = text_of(response), response.content.decode()
    assert (
        "2 delegations later said they had meant to vote otherwise: positions are shown as "
        "intended, those marked * in place of the recorded one. Official totals are always as "
        "recorded. Show as recorded" in meant
    )
    assert '<a href="?positions=recorded">Show as recorded</a>' in body
    assert "Pakistan * recorded: abstained" in meant
    assert "India * recorded: abstained" in meant
    assert "Pakistan: yes, as intended (recorded: abstained)" in html.unescape(body)
    # The official result stays; the roll and the map's key count what they show.
    assert 'aria-label="143 yes, 5 no, 35 abstained, 10 did not vote"' in body
    assert "Y yes 144" in meant
    assert ">144 yes</text>" in body
    assert "Pakistan*" in meant[meant.index("Who moved") :]


def test_the_resolution_page_says_that_moves_rest_on_an_earlier_intended_position(client):
    said_it_meant("THA", "A", "A/RES/ES-11/1")
    address = "/resolutions/A-RES-ES-11-4/"
    page = text_of(client.get(address))
    assert (
        "1 delegation later said it had meant to vote otherwise on an earlier text of the series: "
        "show as intended" in page
    )
    assert "from yes to abstained: Honduras, Lesotho, Thailand" in page
    meant = text_of(client.get(f"{address}?positions=intended"))
    assert "from yes to abstained: Honduras, Lesotho" in meant
    assert "Lesotho, Thailand" not in meant


def test_a_country_has_its_stance_as_recorded_or_as_intended(client):
    said_it_meant("PAK", "Y")
    recorded = text_of(client.get("/countries/PAK/"))
    assert "In 1 vote the delegation later said it had meant to vote otherwise: show" in recorded
    assert "Abstained on all nine texts" in recorded
    response = client.get("/countries/PAK/?positions=intended")
    meant = text_of(response)
    assert "Mostly abstained: on eight of the nine texts of this series; voted yes on one" in meant
    assert "yes * as intended; recorded: abstained" in meant
    assert "Official totals are always as recorded." in meant
    assert "Yes *, as intended; recorded: abstained on ES-11/4" in meant
    assert "What was then recorded: A abstained" in meant
    assert "ES-11/4: yes, as intended (recorded: abstained)" in response.content.decode()


def test_the_series_page_keeps_the_group_and_the_way_positions_are_shown(client):
    said_it_meant("TUR", "A")
    assert "show as intended" not in text_of(client.get("/series/ukraine/?group=BRICS"))
    address = "/series/ukraine/?group=NATO"
    recorded = client.get(address).content.decode()
    assert '<a href="?group=NATO&amp;positions=intended">show as intended</a>' in recorded
    meant = client.get(f"{address}&positions=intended")
    body = meant.content.decode()
    assert '<a href="?group=NATO&amp;positions=recorded">Show as recorded</a>' in body
    assert '<input type="hidden" name="positions" value="intended">' in body
    assert "Y→A *, as intended; recorded: yes" in text_of(meant)
    assert "32 of 193 states, members of NATO today" in text_of(meant)


def test_the_resolution_page_names_who_moved(client):
    page = text_of(client.get("/resolutions/A-RES-ES-11-4/"))
    assert "from abstained to yes: Angola, Bangladesh, Iraq, Madagascar, Senegal" in page
    assert "from yes to abstained: Honduras, Lesotho, Thailand" in page
    assert "10 states moved, of the 176 that cast a position both times." in page


def test_the_series_page_filters_by_group(client):
    page = text_of(client.get("/series/ukraine/?group=NATO"))
    assert "32 of 193 states, members of NATO today" in page
    assert "67 shifts between core texts" in page
    unknown = text_of(client.get("/series/ukraine/?group=XYZ"))
    assert "No group is called “XYZ”; all states are shown." in unknown


def test_the_list_of_countries_finds_former_names_and_says_when_nothing_fits(client):
    assert ">Eswatini</a>" in client.get("/countries/?q=swaziland").content.decode()
    assert "No state matches “ruritania”" in text_of(client.get("/countries/?q=ruritania"))


def test_tile_map_and_roll_have_every_member(client):
    page = client.get("/resolutions/A-RES-ES-11-4/").content.decode()
    assert page.count('class="code"') == 193
    roll = page[page.index('class="roll"') : page.index('id="roll-by-group"')]
    assert roll.count('<a href="/countries/') == 193


def test_pages_without_any_data_are_whole(client):
    with changing(None, "an empty record") as change:
        for series in Series.objects.all():
            series.status = "rejected"
            change.save(series)
        for roll_call in RollCall.objects.all():
            roll_call.state = "draft"
            change.save(roll_call)
    for address, empty in [
        ("/", "No roll call is published yet."),
        ("/resolutions/", "No roll call is published yet."),
        ("/series/", "No series is accepted yet."),
        ("/countries/PAK/", "No vote of Pakistan is in this record."),
        ("/about/data/", "Nothing is published yet."),
    ]:
        assert empty in text_of(client.get(address))


def test_a_member_without_a_spell_of_membership_is_listed_all_the_same(client):
    make_country("NEW", "Newland", since=None)
    assert "Newland" in text_of(client.get("/countries/"))
    assert client.get("/countries/NEW/").status_code == 200


def test_a_secret_ballot_shows_its_totals_and_says_nothing_of_names(client):
    text = make_resolution("A/RES/80/1")
    make_roll_call(text, modality="secret_ballot", total_yes=120, total_no=3)
    page = text_of(client.get("/resolutions/A-RES-80-1/"))
    assert "Adopted, secret ballot" in page
    assert "120" in page
    assert "no official totals" not in page
    assert "The roll" not in page


def test_adoption_without_a_vote_has_no_numbers_and_is_not_called_unchecked(client):
    make_roll_call(make_resolution("A/RES/80/1"), modality="without_vote", totals=False)
    page = text_of(client.get("/resolutions/A-RES-80-1/"))
    assert "No positions were counted: adopted without a vote." in page
    assert "Tally unchecked" not in page
    assert "0 roll calls without official totals" in text_of(client.get("/about/data/"))


def test_a_roll_call_without_official_totals_says_that_it_is_unchecked(client):
    make_roll_call(make_resolution("A/RES/80/1"), {make_country("ONE"): "Y"}, totals=False)
    assert "Tally unchecked" in text_of(client.get("/resolutions/A-RES-80-1/"))
    assert "1 roll call without official totals" in text_of(client.get("/about/data/"))


def test_members_without_a_recorded_position_are_counted_apart(client):
    here, there = make_country("ONE", "Onestan"), make_country("TWO", "Twoland")
    texts = [make_resolution(f"A/RES/80/{number}") for number in range(3)]
    make_series("three", core=texts, title="Three texts")
    for number, text in enumerate(texts):
        positions = {here: "Y"} | ({there: "Y"} if number else {})
        make_roll_call(text, positions, totals=False)
    page = text_of(client.get("/countries/TWO/"))
    assert "2 yes, 1 not recorded. n = 3 roll calls." in page


def test_a_total_that_no_source_states_is_counted(client):
    text = make_resolution("A/RES/80/1")
    here, absent = make_country("ONE", "Onestan"), make_country("TWO", "Twoland")
    make_roll_call(text, {here: "Y", absent: "X"}, total_non_voting=None)
    page = client.get("/resolutions/A-RES-80-1/").content.decode()
    assert 'aria-label="1 yes, 0 no, 0 abstained, 1 did not vote"' in page


def test_a_fact_about_a_roll_call_names_its_text(client):
    text = make_resolution("A/RES/80/1")
    country = make_country("ONE", "Onestan")
    roll_call = make_roll_call(text, {country: "Y"})
    make_statement(country, roll_call=roll_call)
    assert "statement in debate, on 80/1" in text_of(client.get("/countries/ONE/"))


def test_first_and_newest_votes_are_told_as_exactly_as_they_are_known(client):
    voters = {Country.objects.get(code="PAK"): "Y"}
    make_roll_call(make_resolution("A/RES/1/1"), voters, on=date(1948, 1, 1), precision="year")
    make_roll_call(make_resolution("A/RES/80/1"), voters, on=date(2026, 3, 1), precision="month")
    newest = '<time datetime="2026-03">March 2026</time>'
    home, about = (client.get(address).content.decode() for address in ("/", "/about/data/"))
    assert f"<li>newest vote {newest}</li>" in home
    assert f"<p>Newest vote {newest}<br>" in home
    assert f"<p>Newest vote {newest}<br>" in about
    first, last = '<time datetime="1948">1948</time>', '<time datetime="2026-03">Mar 2026</time>'
    assert f"<td>{first}</td><td>{last}</td>" in about


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        # newest roll calls, series, its entries and votes, countries with spells, counts, foot
        ("/", 12),
        # groups, countries, spells, series, entries, roll calls, positions, foot
        ("/countries/", 10),
        # text, roll call, votes, members, names, tally, groups, sources, library numbers,
        # differences, series place and rows, foot
        ("/resolutions/A-RES-ES-11-4/", 28),
        # series, groups, entries, roll calls, countries, spells, votes, foot
        ("/series/ukraine/", 11),
        # The intended positions come with the recorded ones.
        ("/resolutions/A-RES-ES-11-4/?positions=intended", 28),
        ("/series/ukraine/?positions=intended", 11),
    ],
)
def test_query_counts_are_pinned_and_flat(
    client, django_assert_max_num_queries, django_assert_num_queries, address, queries
):
    with django_assert_num_queries(queries) as first:
        client.get(address)
    ukraine = Series.objects.get(slug="ukraine")
    pakistan = Country.objects.get(code="PAK")
    for number in range(12):
        text = make_resolution(f"A/RES/80/{number}")
        make_roll_call(text, {pakistan: "Y"}, totals=False)
        make_series(f"s{number}", core=[text])
    assert ukraine.entries.count() == 9
    # Roll calls without official totals are counted together, in one query more.
    with django_assert_max_num_queries(len(first.captured_queries) + 1):
        client.get(address)
