"""The brief: a text and a few states on one sheet, for texts voted on and to be voted on."""

from datetime import date

import pytest

from tests.factories import (
    make_contact,
    make_country,
    make_resolution,
    make_roll_call,
    make_series,
    make_statement,
)
from tests.web.figures import compare, figures_of
from tests.web.test_pages import text_of
from tests.web.test_tabled import expect, make_draft, state
from votes.models import Series

pytestmark = pytest.mark.usefixtures("bundled")

DRAFT = "/resolutions/A-ES-11-L.90/brief/"
VOTED = "/resolutions/A-RES-ES-11-4/brief/"


def test_every_figure_is_what_the_api_answers_to_its_link(client):
    expect(make_draft(), PAK="AU")
    make_draft(91, series="")
    found = [
        each
        for address in (DRAFT, VOTED, "/resolutions/A-ES-11-L.91/brief/")
        for each in figures_of(client.get(f"{address}?c=PAK&c=VAT").content.decode())
    ]
    assert len(found) > 20
    compare(client, found)


def test_a_brief_on_a_draft_has_positions_words_contacts_expectations_and_votes_needed(client):
    text = make_draft(vote_expected_on=date(2035, 1, 9))
    expect(text, PAK="A", IND="Y")
    page = text_of(client.get(f"{DRAFT}?c=PAK&c=DEU"))
    assert "tabled; vote expected on 9 January 2035" in page
    assert "Last time, ES-11/7, 24 February 2025: Y 93 yes N 18 no" in page
    assert "it takes 19 yes under a simple majority" in page
    assert "Pakistan A abstained A abstained A abstained A abstained A abstained Germany Y" in page
    assert "Last positions; 4 earlier texts of the series not shown." in page
    assert "Pakistan expected: abstain, leans; by Foreign Office sources." in page
    assert "India expected" not in page
    assert "Said 2 of 5" in page
    assert "23 February 2023: explanation of vote after the vote, Munir Akram" in page
    assert "Contacts 2 of 5" in page
    assert "call, Ukraine to Pakistan, asking for a yes, on ES-11/6." in page


def test_a_brief_on_a_voted_text_has_its_result_and_the_positions_up_to_it(client):
    page = text_of(client.get(f"{VOTED}?c=PAK"))
    assert "adopted, vote of 12 October 2022" in page
    assert "Result Y 143 yes N 5 no A 35 abstained" in page
    assert "Which majority the vote needed is not recorded." in page
    assert "ES-11/4 12 Oct 2022 143–5–35" in page
    assert "ES-11/5" not in page.split("Said")[0]
    assert "votes no this time" not in page
    assert "Pakistan expected: abstain, leans" in page
    ruled = text_of(client.get("/resolutions/A-RES-ES-11-3/brief/?c=PAK"))
    assert "Rule: two thirds of those present and voting, abstentions not counted." in ruled
    assert "78 yes were needed." in ruled


def test_names_that_are_unknown_unclear_or_too_many_are_told(client):
    codes = ["PAK", "IND", "CHN", "USA", "GBR", "FRA", "DEU", "BRA", "ZAF", "UKR", "RUS", "TUR"]
    page = text_of(client.get(f"{VOTED}?" + "&".join(f"c={code}" for code in codes)))
    assert "A brief has at most ten states; left out: Russian Federation, Türkiye." in page
    assert page.count("Said") + page.count("Recorded: 0") == 10
    page = text_of(client.get(f"{VOTED}?c=Pakstan&c=<b>&c=pakistan&c=PAK&c=&c=Turkey"))
    assert "No state is called “Pakstan”, so it is left out. Perhaps Pakistan (PAK)" in page
    body = client.get(f"{VOTED}?c=<b>").content.decode()
    assert "No state is called “&lt;b&gt;”" in body
    assert page.count("Said") + page.count("Recorded: 0") == 2
    assert "No state is chosen yet." in text_of(client.get(VOTED))


def test_other_spellings_lead_to_the_one_address_with_the_states_asked_for(client):
    response = client.get("/resolutions/A/ES-11/L.1/brief/?c=PAK&c=IND")
    assert response.status_code == 301
    assert response["Location"] == "/resolutions/A-RES-ES-11-1/brief/?c=PAK&c=IND"
    assert client.get("/resolutions/A-RES-99-1/brief/").status_code == 404


def test_an_observer_and_a_state_that_came_later_are_told_as_such(client):
    new = make_country("NEW", "Newland", since=date(2024, 1, 1))
    page = text_of(client.get(f"{VOTED}?c=VAT&c={new.code}"))
    assert "An observer: it speaks and sponsors, and does not vote." in page
    assert "Newland not a member not a member" in page.replace("  ", " ")


def test_internal_facts_are_not_in_a_brief(client):
    ukraine = Series.objects.get(slug="ukraine")
    make_statement(state("IND"), series=ukraine, summary="In confidence.", visibility="internal")
    make_contact(
        *(state("UKR"), {"country": state("IND")}),
        series=ukraine,
        summary="They met unseen.",
        visibility="internal",
    )
    page = text_of(client.get(f"{VOTED}?c=IND"))
    assert "In confidence." not in page
    assert "They met unseen." not in page


def test_what_is_about_the_text_itself_stands_before_later_words_on_its_series(client):
    ukraine, draft = Series.objects.get(slug="ukraine"), make_draft()
    make_statement(
        state("BRA"), resolution=draft, quote="On this very text.", date=date(2024, 1, 1)
    )
    for day in range(1, 7):
        make_statement(state("BRA"), series=ukraine, quote=f"Day {day}.", date=date(2025, 1, day))
    page = text_of(client.get(f"{DRAFT}?c=BRA"))
    said = page[page.index("Said") :]
    assert said.index("On this very text.") < said.index("Day 6.") < said.index("Day 4.")
    assert "Day 3." not in said
    assert said.startswith("Said 4 of 7")


def test_a_state_of_which_nothing_is_recorded_takes_one_line(client):
    make_draft()
    page = text_of(client.get(f"{DRAFT}?c=BRA"))
    assert "Recorded: 0 expectations, 0 statements, 0 contacts." in page
    assert "Said" not in page


def test_a_long_quotation_is_shortened_and_seen_to_be(client):
    make_statement(state("IND"), series=Series.objects.get(slug="ukraine"), quote="Peace now " * 60)
    page = text_of(client.get(f"{VOTED}?c=IND"))
    assert page.count("Peace now") < 30
    assert "…" in page


def test_query_counts_are_pinned_and_flat(client, django_assert_num_queries):
    expect(draft := make_draft(), PAK="A")
    # text, states asked for (2), whether it awaits its vote, own vote, series, texts and votes,
    # positions, members, names, facts of three kinds with sources and parties, foot
    with django_assert_num_queries(21):
        client.get(f"{DRAFT}?c=PAK&c=DEU")
    ukraine = Series.objects.get(slug="ukraine")
    for code in ["IND", "CHN", "USA", "GBR", "FRA", "DEU"]:
        make_statement(state(code), series=ukraine)
        make_contact(state("UKR"), {"country": state(code)}, series=ukraine)
        make_roll_call(make_resolution(f"A/RES/80/{code}"), {state(code): "Y"})
        make_series(f"again-{code.lower()}", core=[draft, make_resolution(f"A/RES/81/{code}")])
    with django_assert_num_queries(21):
        client.get(f"{DRAFT}?c=PAK&c=IND&c=CHN&c=USA&c=GBR&c=FRA&c=DEU")
