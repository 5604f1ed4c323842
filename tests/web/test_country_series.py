"""One country on one series: each vote, what happened between them, and who did the same."""

import re
from datetime import date

import pytest

from tests.factories import (
    make_contact,
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
from tests.web.test_tabled import make_draft, state
from votes.models import Resolution, Series, SeriesEntry, Vote

pytestmark = pytest.mark.usefixtures("bundled")

PAKISTAN = "/countries/PAK/series/ukraine/"


def between(page: str, start: str, end: str) -> str:
    begin = page.index(start, page.index("Around the votes"))
    return page[begin : page.index(end, begin)]


@pytest.mark.parametrize(
    ("address", "of_votes_among_facts"),
    [(PAKISTAN, 9 * 3), ("/countries/BGD/series/ukraine/?positions=intended", 0)],
)
def test_every_figure_is_what_the_api_answers_to_its_link(client, address, of_votes_among_facts):
    said_it_meant("BGD", "N")
    found = figures_of(client.get(address).content.decode())
    assert len(found) == 4 + 1 + 4 * 9 + of_votes_among_facts
    compare(client, found)


def test_pakistans_record_is_said_shown_and_told_vote_by_vote(client):
    response = client.get(PAKISTAN)
    page = text_of(response)
    assert "Abstained on all nine texts of this series, 27 March 2014 to 24 February 2025." in page
    assert "What a yes means: To uphold" in page
    assert '<svg class="strip"' in response.content.decode()
    assert (
        "12 Oct 2022 ES-11/4 Territorial integrity of Ukraine: defending the principles of the "
        "Charter of the United Nations A abstained 143 5 35 10" in page
    )
    for link in (
        "votes/?country=PAK&amp;series=ukraine&amp;scope=whole&amp;format=csv",
        "stances/",
    ):
        assert link in response.content.decode()


def test_what_happened_stands_between_the_votes_around_it_and_is_called_no_cause(client):
    page = text_of(client.get(PAKISTAN))
    part = between(
        page, "Between ES-11/3 ( 7 April 2022) and ES-11/4 ( 12 October 2022)", "Between ES-11/5"
    )
    assert "West pushes Pakistan to ‘vote against Russia’ at UN" in part
    assert "That one follows another does not show that it caused it." in page
    late = make_statement(state("PAK"), date=date(2025, 6, 1), series=Series.objects.get())
    page = text_of(client.get(PAKISTAN))
    assert late.summary in between(page, "Since ES-11/8 ( 24 February 2025)", "The same positions")


def test_a_fact_of_the_day_of_a_vote_stands_before_it_and_an_earlier_one_before_all(client):
    ukraine = Series.objects.get()
    make_statement(state("BGD"), date=date(2022, 3, 2), series=ukraine, summary="On the day.")
    make_contact(
        *(state("UKR"), {"country": state("BGD")}),
        date=date(2013, 1, 1),
        series=ukraine,
        summary="Long before.",
    )
    page = text_of(client.get("/countries/BGD/series/ukraine/"))
    assert "Long before." in between(page, "Before 68/262 ( 27 March 2014)", "Between")
    assert "On the day." in between(page, "Between 68/262", "on ES-11/1 ,".replace(" ,", ","))


def test_what_was_said_after_a_vote_stands_directly_below_it(client):
    ukraine = Series.objects.get()
    seventh, eighth = (Resolution.objects.get(symbol=f"A/RES/ES-11/{n}") for n in (7, 8))
    day = date(2025, 2, 24)
    said = {"date": day, "kind": "explanation_after"}
    bangladesh = state("BGD")
    make_statement(bangladesh, **said, resolution=seventh, summary="After the seventh.")
    make_statement(bangladesh, **said, roll_call=eighth.roll_calls.get(), summary="After eight.")
    make_statement(bangladesh, **said, series=ukraine, summary="After both.")
    before = {"date": day, "kind": "explanation_before", "resolution": seventh}
    make_statement(bangladesh, **before, summary="Before it.")
    page = text_of(client.get("/countries/BGD/series/ukraine/"))
    around = between(page, "Between ES-11/6", "The same positions")
    places = [
        around.index(each)
        for each in (
            *("Before it.", "on ES-11/7, 93", "After the seventh.", "on ES-11/8, 93"),
            "After eight.",
        )
    ]
    assert places == sorted(places)
    assert around.index("After both.") > around.index("on ES-11/8, 93")


def test_what_is_known_by_its_month_stands_after_the_votes_of_the_month(client):
    one, texts = make_country("ONE", "Onestan"), []
    for number, day in enumerate([date(1960, 10, 3), date(1960, 10, 31), date(1960, 11, 1)]):
        texts.append(make_resolution(f"A/RES/{number}"))
        make_roll_call(texts[-1], {one: "Y"}, on=day)
    series = make_series("old", core=texts)
    monthly = {"date": date(1960, 10, 1), "precision": "month", "series": series}
    make_statement(one, **monthly, summary="Some day of October.")
    make_contact(make_country("TWO"), {"country": one}, **monthly, summary="They met then.")
    page = text_of(client.get("/countries/ONE/series/old/"))
    part = between(page, "Between 1 ( 31 October 1960)", "The same positions")
    for each in ("Some day of October.", "They met then."):
        assert page.count(each) == 1
        assert each in part[: part.index("Yes on 2,")]
    timeline = text_of(client.get("/countries/ONE/"))
    timeline = timeline[timeline.index("What was said and sought") :]
    assert (
        timeline.index("Yes on 1 ")
        < timeline.index("Some day of October.")
        < timeline.index("Yes on 2 ")
    )


def test_a_shift_is_shown_with_what_became_of_it(client):
    page = text_of(client.get("/countries/BGD/series/ukraine/"))
    assert "Y yes A → Y from abstained to yes since ES-11/1; back at the next vote" in page
    assert "A abstained Y → A from yes to abstained since ES-11/4" in page
    assert "Shifts between core texts: 2" in page


def test_a_yes_that_is_a_no_to_the_question_is_explained(client):
    one, texts = make_country("ONE", "Onestan"), []
    for number, letter in enumerate("YN"):
        texts.append(make_resolution(f"A/RES/80/{number}"))
        make_roll_call(texts[-1], {one: letter}, on=date(2025, 1, number + 1))
    series = make_series("turned", core=texts[:1])
    note = "It asks to undo the first."
    saved(SeriesEntry(series=series, resolution=texts[1], direction=-1, note=note))
    page = text_of(client.get("/countries/ONE/series/turned/"))
    assert f"A yes to this text is a no to the series’ question. {note} N no" in page
    assert "Positions are as recorded on each text; shifts are read as answers" in page
    # A no to it is a yes to the question: no shift.
    assert "Shifts between core texts: 0" in page


def test_states_with_the_same_positions_throughout_are_counted_and_named(client):
    page = text_of(client.get(PAKISTAN))
    taken: dict[str, str] = {}
    for vote in Vote.objects.select_related("country"):
        name = vote.country.name
        taken[name] = taken.get(name, "") + vote.position
    same = [name for name, letters in taken.items() if letters == "A" * 9 and name != "Pakistan"]
    assert f"{len(same)} other states on all 9 texts." in page
    part = page[page.index("The same positions throughout") : page.index("Sources of the votes")]
    assert all(name in part for name in same)
    assert "No other state took the same position on each of the 9 texts." in text_of(
        client.get("/countries/BGD/series/ukraine/")
    )


def test_whoever_was_no_member_is_said_to_have_been_none(client):
    page = text_of(client.get("/countries/SUN/series/ukraine/"))
    assert "USSR was not a member when these texts were voted on." in page.replace(
        state("SUN").name, "USSR"
    )
    assert "9 texts of this series were voted on." in page
    assert "Vote by vote" not in page
    page = text_of(client.get("/countries/VAT/series/ukraine/"))
    assert "is an observer: it speaks and sponsors, and does not vote." in page
    make_series("fresh", title="A fresh one")
    page = text_of(client.get("/countries/PAK/series/fresh/"))
    assert "No text of this series has been voted on yet." in page
    assert "The war against Ukraine Abstained on all nine" in page


def test_a_member_since_only_part_of_the_series_and_one_not_recorded(client):
    one, other = make_country("ONE", "Onestan", since=date(2024, 6, 1)), make_country("TWO")
    texts = [make_resolution(f"A/RES/80/{number}") for number in range(2)]
    series = make_series("two", core=texts)
    make_roll_call(texts[0], {other: "Y"}, on=date(2024, 1, 1), totals=False)
    make_roll_call(texts[1], {one: "Y"}, on=date(2025, 1, 1), totals=False)
    page = text_of(client.get(f"/countries/ONE/series/{series.slug}/"))
    assert (
        "Voted yes on the only text of this series put to a vote while it was a member, "
        "1 January 2025." in page
    )
    assert "80/0 Title of A/RES/80/0 not a member" in page
    page = text_of(client.get(f"/countries/TWO/series/{series.slug}/"))
    assert "1 not recorded" in page
    assert "No other state took the same position on the one text." in page


def test_texts_awaiting_a_vote_are_listed_with_what_is_expected(client):
    text = make_draft(vote_expected_on=date(2035, 1, 9))
    make_expectation(state("PAK"), text, position="A")
    make_expectation(state("IND"), text, position="N")
    page = text_of(client.get(PAKISTAN))
    part = page[page.index("Awaiting a vote") :]
    assert "Draft 90 A/ES-11/L.90 vote expected on 9 January 2035 Pakistan expected: abs" in part
    assert "India expected" not in part


def test_internal_facts_are_not_on_the_page(client):
    make_statement(
        state("BGD"), series=Series.objects.get(), visibility="internal", summary="A secret."
    )
    page = text_of(client.get("/countries/BGD/series/ukraine/"))
    assert "A secret." not in page
    assert "No statement by Bangladesh, no contact with it" in page


def test_positions_are_shown_as_recorded_or_as_intended(client):
    said_it_meant("PAK", "Y")
    page = text_of(client.get(PAKISTAN))
    assert "In 1 vote the delegation later said it had meant to vote otherwise: show as" in page
    meant = text_of(client.get(f"{PAKISTAN}?positions=intended"))
    assert "Mostly abstained: on eight of the nine texts" in meant
    assert "Positions are shown as “recorded”" in text_of(client.get(f"{PAKISTAN}?positions=x"))


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("/countries/pakistan/series/ukraine/", PAKISTAN),
        ("/countries/PAK/series/Ukraine/", PAKISTAN),
        ("/countries/Turkey/series/ukraine/", "/countries/TUR/series/ukraine/"),
    ],
)
def test_other_spellings_lead_to_the_one_address(client, asked, canonical):
    response = client.get(asked)
    assert (response.status_code, response["Location"]) == (301, canonical)


def test_an_unknown_country_or_series_is_a_404_page(client):
    assert client.get("/countries/PAK/series/none/").status_code == 404
    response = client.get("/countries/Pakstan/series/ukraine/")
    assert response.status_code == 404
    assert "Pakistan" in text_of(response)
    ukraine = Series.objects.get()
    ukraine.status = "proposed"
    saved(ukraine)
    assert client.get(PAKISTAN).status_code == 404


def test_the_countrys_page_leads_here_from_each_series(client):
    assert f'<a href="{PAKISTAN}">Text by text' in client.get("/countries/PAK/").content.decode()


def test_query_counts_are_pinned_and_flat(client, django_assert_num_queries):
    # country with spells and names, series, texts and votes, sources, states with spells,
    # positions, facts of three kinds with sources and parties, tabled texts, foot; the other
    # series are kept for each state of the record.
    client.get(PAKISTAN)
    with django_assert_num_queries(21):
        client.get(PAKISTAN)
    ukraine = Series.objects.get()
    for number in range(12):
        text = make_resolution(f"A/RES/80/{number}")
        saved(SeriesEntry(series=ukraine, resolution=text))
        make_roll_call(text, {state("PAK"): "Y"}, on=date(2025, 5, number + 1))
        make_statement(state("PAK"), series=ukraine)
        make_expectation(state("PAK"), make_draft(100 + number))
        make_series(f"s{number}", core=[text])
    client.get(PAKISTAN)
    with django_assert_num_queries(21):
        client.get(PAKISTAN)


def test_ten_other_series_are_listed_the_one_voted_on_last_first_and_the_rest_counted(client):
    for number in range(12):
        text = make_resolution(f"A/RES/80/{number}")
        make_roll_call(text, {state("PAK"): "A"}, on=date(2025, 5, number + 1))
        make_series(f"s{number}", core=[text], title=f"Question {number}.")
    page = text_of(client.get(PAKISTAN))
    others = page[page.index("Other series Question") : page.index("Cite")]
    assert re.findall(r"Question (\d+)\.", others) == [str(each) for each in range(11, 1, -1)]
    assert "Question 11. Abstained on the only text of this series" in others
    assert "2 more series: all series" in others
    assert '<a href="/series/">all series</a>' in client.get(PAKISTAN).content.decode()
