"""Tabled texts: what is expected of whom, who stood where last time, and what the vote needs."""

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
from tests.web.test_pages import text_of
from votes.models import Country, RollCall, Series, SeriesEntry, Vote, changing

pytestmark = pytest.mark.usefixtures("bundled")

ADDRESS = "/resolutions/A-ES-11-L.90/"


def make_draft(number: int = 90, series: str = "ukraine", **fields):
    """A tabled text in a series, none where it is empty."""
    place = {name: fields.pop(name) for name in ("role", "direction") if name in fields}
    symbol = f"A/ES-11/L.{number}"
    fields = {"status": "tabled", "draft_symbol": symbol, "title": f"Draft {number}"} | fields
    text = make_resolution("", **fields)
    if series:
        note = "The same question." if place.get("direction") != -1 else "It asks to end it."
        found = Series.objects.get(slug=series)
        saved(SeriesEntry(series=found, resolution=text, note=note, **place))
    return text


def state(code: str) -> Country:
    return Country.objects.get(code=code)


def expect(text, **positions):
    for code, letters in positions.items():
        for letter in letters:
            make_expectation(state(code), text, position=letter)


def group(page: str, heading: str, until: str) -> str:
    return page[page.index(heading) : page.index(until, page.index(heading))]


def test_every_figure_is_what_the_api_answers_to_its_link(client):
    text = make_draft(vote_expected_on=date(2030, 1, 9))
    expect(text, PAK="AU", DEU="Y")
    found = [
        each
        for address in (ADDRESS, "/tabled/")
        for each in figures_of(client.get(address).content.decode())
    ]
    assert len(found) > 12
    compare(client, found)


def test_the_swing_list_is_of_the_newest_core_text_with_non_voting_apart(client):
    make_draft()
    page = text_of(client.get(ADDRESS))
    assert "Positions on ES-11/7 of 24 February 2025, the newest voted core text of" in page
    votes = Vote.objects.filter(roll_call__resolution__symbol="A/RES/ES-11/7")
    swing = group(page, "Who did not vote yes last time", "Without a position last time")
    assert re.findall(r"(abstained|no) (\d+) [A-Z]", swing) == [
        ("abstained", str(votes.filter(position="A").count())),
        ("no", str(votes.filter(position="N").count())),
    ]
    assert "Pakistan" in swing
    assert "– did not vote" not in swing
    apart = group(page, "Without a position last time", "What was said and sought")
    assert f"did not vote {votes.filter(position='X').count()}" in apart
    body = client.get(ADDRESS).content.decode()
    for vote in votes.select_related("country"):
        listed = f'<li><a href="/countries/{vote.country.code}/series/ukraine/">' in body
        assert listed == (vote.position != "Y"), vote


def test_members_without_a_recorded_position_and_later_members_stand_apart(client):
    old, absent, late = make_country("ONE", "Onestan"), make_country("TWO"), make_country("NEW")
    spell = late.spells.get()
    spell.started_on = date(2024, 1, 1)
    saved(spell)
    gone = make_country("OUT", "Outland", until=date(2023, 1, 1))
    text = make_resolution("A/RES/80/1")
    make_series("short", core=[text])
    make_roll_call(text, {old: "N", gone: "A"}, totals=False)
    make_draft(series="short")
    page = text_of(client.get(ADDRESS))
    apart = group(page, "Without a position last time", "What was said and sought")
    unrecorded, outside = apart[: apart.index("not a member")], apart[apart.index("not a member") :]
    assert "not recorded 194" in unrecorded
    assert "Two" in unrecorded
    assert "not a member 1 New" in outside
    assert "Outland (no longer a member)" in page
    assert str(absent) not in outside


def test_what_a_delegation_later_said_it_meant_stands_beside_its_name(client):
    make_draft()
    vote = Vote.objects.get(country__code="PAK", roll_call__resolution__symbol="A/RES/ES-11/7")
    vote.intended_position = "Y"
    with changing(None, "as it told the Secretariat") as change:
        change.save(vote)
    assert "Pakistan (later said it had meant: yes)" in text_of(client.get(ADDRESS))


def test_votes_needed_are_told_by_the_rule_of_the_last_vote(client):
    make_draft()
    page = text_of(client.get(ADDRESS))
    assert (
        "who voted no on ES-11/7 vote no this time and nobody else does, it takes 19 yes under "
        "a simple majority and 36 yes under two thirds of the yes and no votes." in page
    )
    assert "Which majority this vote needs is not recorded, nor which ES-11/7 needed." in page
    last = RollCall.objects.get(resolution__symbol="A/RES/ES-11/7")
    last.majority_rule, last.majority_source = "two_thirds", "Charter, Article 18 (2)"
    with changing(None, "the rule is established") as change:
        change.save(last)
    page = text_of(client.get(ADDRESS))
    assert "nobody else does, it takes 36 yes under two thirds of the yes and no votes." in page
    assert "the number is by the rule of ES-11/7 (Charter, Article 18 (2))" in page
    assert "19 yes" not in page


def test_where_nobody_was_against_one_yes_is_enough(client):
    germany = state("DEU")
    text = make_resolution("A/RES/80/1")
    make_series("short", core=[text])
    make_roll_call(text, {germany: "Y"})
    make_draft(series="short")
    page = text_of(client.get(ADDRESS))
    assert "0 voted no on 80/1: if nobody votes no this time, 1 yes carries this text." in page
    assert "If all 0" not in page


def test_one_state_against_is_told_as_one(client):
    text = make_resolution("A/RES/80/1")
    make_series("short", core=[text])
    make_roll_call(text, {state("DEU"): "Y", state("PAK"): "N"})
    make_draft(series="short")
    page = text_of(client.get(ADDRESS))
    assert "If the 1 state that voted no on 80/1 votes no this time and nobody else does" in page
    assert "it takes 2 yes under a simple majority and 2 yes under two thirds" in page


def test_a_majority_that_the_other_members_do_not_reach_is_told(client):
    text = make_resolution("A/RES/80/1")
    make_series("short", core=[text])
    states = list(Country.objects.members_on(date(2022, 3, 2)))
    make_roll_call(text, {each: "N" if place < 80 else "A" for place, each in enumerate(states)})
    make_draft(series="short")
    page = text_of(client.get(ADDRESS))
    assert "it takes 81 yes under a simple majority and 160 yes under two thirds" in page
    assert "not so many other members: under two thirds it could not be carried then." in page
    assert "under a simple majority it could not" not in page


def test_a_related_text_and_one_of_another_body_ask_nothing_of_the_last_vote(client):
    for number, fields in ((91, {"role": "related"}), (92, {"body": "SC"})):
        text = make_draft(number, **fields)
        page = text_of(client.get(f"/resolutions/A-ES-11-L.{number}/"))
        assert "Who did not vote yes last time" in page
        assert "it takes" not in page
        assert "carries this text" not in page
        last = client.get(f"/api/v1/resolutions/id-{text.pk}/whip-count/").json()["last_votes"][0]
        assert last["yes_needed"] == {"simple": None, "two_thirds": None}
        assert (last["role"], last["against"]) == (
            ("related", None) if number == 91 else ("core", 18)
        )


def test_the_rule_of_a_committee_is_not_that_of_the_assembly(client):
    text = make_resolution("", draft_symbol="A/C.3/80/L.1", status="unknown")
    make_series("short", core=[text])
    fields = {"organ": "third_committee", "majority_rule": "simple"}
    make_roll_call(text, {state("DEU"): "Y", state("PAK"): "N"}, **fields)
    make_draft(series="short")
    page = text_of(client.get(ADDRESS))
    assert "2 yes under a simple majority and 2 yes under two thirds" in page
    assert (
        "is not recorded; A/C.3/80/L.1 was put to another organ, under that organ’s rule." in page
    )


@pytest.mark.parametrize(
    ("rule", "no", "needed"),
    [
        ("simple", 0, 1),
        ("simple", 18, 19),
        ("two_thirds", 0, 1),
        ("two_thirds", 18, 36),
        ("council_procedural", 3, 9),
    ],
)
def test_so_many_yes_carry_a_text_and_one_fewer_do_not(rule, no, needed):
    assert RollCall.Rule(rule).yes_against(no) == needed
    if not rule.startswith("council"):
        call = RollCall(majority_rule=rule, total_no=no, total_yes=needed, date=date(2025, 1, 1))
        assert call.carried()
        call.total_yes = needed - 1
        assert not call.carried()


def test_where_a_yes_meant_the_opposite_those_who_voted_yes_are_listed(client):
    make_draft(direction=-1)
    page = text_of(client.get(ADDRESS))
    assert "A yes to ES-11/7 means the opposite of a yes to this text." in page
    swing = group(page, "Who did not vote no last time", "Without a position last time")
    assert "yes 93" in swing
    assert "Germany" in swing
    assert "no 18" not in swing
    assert "who voted yes on ES-11/7 vote no this time" in page


def test_expectations_are_counted_by_state_and_told_with_their_evidence(client):
    text = make_draft()
    expect(text, DEU="YY", IND="A")
    said = make_statement(state("IND"), quote="We stand for talks.", speaker="Its envoy")
    make_expectation(
        *(state("BRA"), text),
        position="Y",
        confidence="committed",
        expected_by="Two delegations",
        summary="It was said to have decided.",
        statement=said,
    )
    page = text_of(client.get(ADDRESS))
    assert "Of 193 member states, 3 have a recorded expectation; 190 have none." in page
    assert "Y yes 2 2 3" in page
    assert "A abstain 1 1 1" in page
    assert "no expectation recorded 190 – –" in page
    assert (
        "Brazil expected: yes, committed; by Two delegations It was said to have decided. We stand "
        "for talks. Unnamed sources · A report" in page
    )
    assert "India expected: abstain" in group(page, "Who did not vote yes", "Without a position")
    body = client.get(ADDRESS).content.decode()
    assert "2 expected: yes; 1 expected: abstain; 190 without a recorded expectation." in body


def test_a_state_that_is_no_member_is_told_apart_from_the_members(client):
    text = make_draft()
    expect(text, PAK="A", VAT="Y")
    response = client.get(ADDRESS)
    page = text_of(response)
    assert "Of 193 member states, 1 has a recorded expectation; 192 have none." in page
    assert "Not members, and so not in the bar: the Holy See." in page
    assert "n = 2 states, 2 expectations." in page
    assert "1 expected: abstain; 192 without a recorded" in response.content.decode()
    assert compare(client, figures_of(response.content.decode())) > 5


def test_a_text_in_three_series_names_each_of_their_votes_by_its_place(client):
    text = make_draft(series="")
    for number, slug in enumerate(("a", "b", "c"), 1):
        earlier = make_resolution(f"A/RES/80/{number}")
        if slug != "a":
            against = dict.fromkeys(map(state, ("PAK", "IND", "CHN")[:number]), "N")
            make_roll_call(earlier, {state("DEU"): "Y", **against})
        make_series(slug, core=[earlier])
        saved(SeriesEntry(series=Series.objects.get(slug=slug), resolution=text, note="As asked."))
    for address in (ADDRESS, f"{ADDRESS}brief/?c=PAK"):
        response = client.get(address)
        page = text_of(response)
        assert "If all 2 who voted no on 80/2 vote no this time" in page
        assert "If all 3 who voted no on 80/3 vote no this time" in page
        assert compare(client, figures_of(response.content.decode())) > 5


def test_a_text_that_awaits_no_vote_is_not_measured_by_the_last_one(client):
    text = make_draft()
    for status in ("withdrawn", "adopted"):
        text.status = status
        text.symbol = "A/RES/ES-11/99" if status == "adopted" else ""
        saved(text)
        brief = text_of(client.get(f"/resolutions/{text.slug}/brief/?c=PAK"))
        assert "Last positions" in brief
        assert "Last time" not in brief
        assert "it takes" not in brief
        assert (
            client.get(f"/api/v1/resolutions/id-{text.pk}/whip-count/").json()["last_votes"] == []
        )


def test_a_state_expected_in_several_ways_is_named_and_counted_once_in_the_bar(client):
    text = make_draft()
    expect(text, PAK="AU")
    response = client.get(ADDRESS)
    page = text_of(response)
    assert "Sources differ on Pakistan: expected “abstain” and “undecided”." in page
    assert "Of 193 member states, 1 has a recorded expectation; 192 have none." in page
    assert "A abstain 1 0 1" in page
    assert "1 expected in several ways; 192 without" in response.content.decode()


def test_no_expectation_is_called_a_vote(client):
    text = make_draft()
    expect(text, PAK="A", IND="X", DEU="Y")
    page = text_of(client.get(ADDRESS))
    told = group(page, "Whip count", "Last time") + group(page, "Who expects what", "What was said")
    assert not re.search(r"voted|abstained|did not vote", told)
    assert "India expected: not vote" in told


def test_internal_expectations_are_not_on_the_page_nor_in_its_counts(client):
    text = make_draft()
    make_expectation(state("PAK"), text, position="Y", visibility="internal", summary="A secret")
    hidden = make_statement(state("IND"), quote="In confidence.", visibility="internal")
    make_expectation(state("IND"), text, position="A", statement=hidden)
    page = text_of(client.get(ADDRESS))
    assert "A secret" not in page
    assert "In confidence." not in page
    assert "1 has a recorded expectation" in page
    assert re.search(r"Draft 90 A/ES-11/L.90 .* 1 1 ", text_of(client.get("/tabled/")))


def test_contacts_and_statements_so_far_follow_without_the_expectations_again(client):
    text = make_draft()
    expect(text, PAK="A")
    make_contact(state("UKR"), {"country": state("PAK")}, resolution=text, sought_position="Y")
    page = text_of(client.get(ADDRESS))
    assert "Ukraine to Pakistan, asking for a yes" in page
    assert page.count("Pakistan expected: abstain, leans") == 1


def test_a_text_in_no_series_or_in_one_not_voted_on_has_nothing_to_compare_with(client):
    make_draft(series="")
    page = text_of(client.get(ADDRESS))
    assert "This text stands in no series, so there is no earlier text to compare with." in page
    assert "No expectation about this text is recorded." in page
    make_series("fresh")
    make_draft(91, series="fresh")
    page = text_of(client.get("/resolutions/A-ES-11-L.91/"))
    assert "No core text of this series has been voted on yet" in page


def test_outside_the_assembly_states_without_an_expectation_are_not_counted(client):
    text = make_draft(series="", body="SC")
    expect(text, PAK="A")
    page = text_of(client.get(ADDRESS))
    assert "1 state has a recorded expectation. Which states have a vote here is not" in page
    assert "no expectation recorded" not in page


def test_once_its_whole_is_voted_on_a_text_is_no_longer_tabled(client):
    text = make_draft()
    make_roll_call(text, {state("PAK"): "A"}, scope="paragraph", scope_label="paragraph 4")
    page = text_of(client.get(ADDRESS))
    assert "Whip count" in page
    assert "vote on paragraph 4" in page
    make_roll_call(text, {state("PAK"): "A"})
    assert "Whip count" not in text_of(client.get(ADDRESS))
    assert "Draft 90" not in text_of(client.get("/tabled/"))
    assert "Draft 90" not in text_of(client.get("/")).split("Awaiting a vote")[1]


def test_the_list_of_tabled_texts_has_the_next_vote_first(client):
    assert "No tabled text is awaiting a vote" in text_of(client.get("/tabled/"))
    make_draft(92, vote_expected_on=None, series="")
    make_draft(91, vote_expected_on=date(2035, 1, 9))
    make_draft(90, vote_expected_on=date(2020, 1, 9))
    page = text_of(client.get("/tabled/"))
    order = [page.index(f"Draft {number}") for number in (90, 91, 92)]
    assert order == sorted(order)
    assert "9 Jan 2020 passed, no vote recorded Draft 90 A/ES-11/L.90 The war against Ukr" in page
    assert "date not recorded Draft 92 A/ES-11/L.92 none" in page
    assert '<a href="/tabled/">' in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        # text, whether it awaits its vote, topics, roll calls, sponsors, facts (2), its series and
        # their texts, what is expected with sources, states with spells, positions last time, foot
        (ADDRESS, 17),
        # count, texts, their series, expectations, foot
        ("/tabled/", 6),
    ],
)
def test_query_counts_are_pinned_and_flat(client, django_assert_num_queries, address, queries):
    text = make_draft()
    expect(text, PAK="A")
    with django_assert_num_queries(queries):
        client.get(address)
    expect(text, IND="AU", DEU="YY", FRA="N", BRA="X")
    for number in range(3):
        earlier = make_resolution(f"A/RES/80/{number}")
        make_roll_call(earlier, {state("DEU"): "Y", state("PAK"): "N"})
        make_series(f"again-{number}", core=[earlier, text])
    for number in range(12):
        expect(make_draft(100 + number), PAK="A")
    with django_assert_num_queries(queries):
        client.get(address)
