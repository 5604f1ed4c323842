"""What is doubtful: each kind found where the gate was passed by, and nothing else."""

from collections import Counter
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.copied import load_bundled
from tests.factories import (
    make_contact,
    make_countries,
    make_country,
    make_expectation,
    make_group,
    make_resolution,
    make_roll_call,
    make_source,
    make_statement,
    saved,
)
from tests.models.past_the_rules import add, listed, past_the_rules, update
from votes.models import (
    Citation,
    CountryName,
    ImportRun,
    Membership,
    MembershipSpell,
    Resolution,
    RollCall,
    RollCallIdentifier,
    Succession,
    Vote,
    VotingStatus,
)
from votes.models.doubts import Doubt, doubts

pytestmark = pytest.mark.django_db


def test_the_bundled_data_leave_nothing_in_doubt():
    load_bundled()
    assert list(doubts()) == []


def test_an_empty_database_leaves_nothing_in_doubt():
    assert list(doubts()) == []


# The tally


def test_each_gap_of_a_tally_without_an_explanation_is_named():
    pak, ind = make_countries("PAK IND")
    listed(make_resolution("A/RES/1/1"), {pak: "A"}, on=date(2022, 3, 1))
    short = listed(make_resolution("A/RES/1/2"), {pak: "A", ind: "Y"}, on=date(2022, 3, 2))
    listed(make_resolution("A/RES/1/3"), {pak: "N", ind: "X"}, on=date(2022, 3, 3))
    update(short, total_yes=3, total_abstain=0)
    assert list(doubts()) == [
        Doubt(
            "tally",
            "A/RES/1/2, 2 March 2022",
            "yes: 1 recorded, 3 official, 2 missing; abstain: 1 recorded, 0 official, 1 too many",
        )
    ]


def test_totals_without_any_position_are_a_gap_beside_roll_calls_that_have_them():
    pak = make_country()
    listed(make_resolution("A/RES/1/1"), {pak: "A"}, on=date(2022, 3, 1))
    empty = listed(make_resolution("A/RES/1/2"), {pak: "A"}, on=date(2022, 3, 2))
    listed(make_resolution("A/RES/1/3"), {pak: "A"}, on=date(2022, 3, 3))
    with past_the_rules():
        empty.votes.all().delete()
    assert list(doubts()) == [
        Doubt("tally", "A/RES/1/2, 2 March 2022", "abstain: 0 recorded, 1 official, 1 missing")
    ]


def test_an_explanation_of_a_tally_that_adds_up_is_doubtful():
    update(listed(positions={make_country(): "A"}), discrepancy_explanation="One name is missing.")
    assert list(doubts()) == [
        Doubt(
            "tally",
            "A/RES/ES-11/1, 2 March 2022",
            "the positions add up, so there is no difference to explain",
        )
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"total_yes": 5, "discrepancy_explanation": "Four names are missing."},
        {"total_yes": 5, "state": "draft"},
        {"totals": False, "discrepancy_explanation": "The totals were of another vote."},
    ],
    ids=["explained", "draft", "unchecked"],
)
def test_a_tally_that_need_not_add_up_is_not_doubtful(fields):
    listed(positions={make_country(): "Y"}, **fields)
    assert list(doubts()) == []


# Membership


def test_positions_outside_membership_are_a_line_for_each_state_and_time_outside():
    syria = make_country("SYR", "Syria", until=date(1958, 2, 21))
    saved(MembershipSpell(country=syria, started_on=date(1961, 10, 13)))
    korea = make_country("PRK", "North Korea", since=date(1991, 9, 17))
    for number, (country, day) in enumerate(
        [
            (syria, date(1945, 10, 23)),
            (syria, date(1958, 2, 21)),
            (syria, date(1960, 1, 5)),
            (syria, date(1961, 10, 12)),
            (korea, date(1991, 9, 17)),
            (korea, date(1991, 9, 16)),
        ]
    ):
        text = make_resolution(f"A/RES/1/{number}")
        roll_call = listed(text, on=day, total_yes=1, state="draft")
        add(Vote(roll_call=roll_call, country=country, position="Y"))
        update(roll_call, state="published")
    assert list(doubts()) == [
        Doubt(
            "membership",
            "North Korea (PRK)",
            "1 position while not a member, 16 September 1991; a member from 17 September 1991",
        ),
        Doubt(
            "membership",
            "Syria (SYR)",
            "1 position while not a member, 23 October 1945; a member from 24 October 1945",
        ),
        Doubt(
            "membership",
            "Syria (SYR)",
            "2 positions while not a member, 5 January 1960 – 12 October 1961; "
            "a member from 13 October 1961",
        ),
    ]


def test_positions_of_a_state_that_left_or_never_joined_are_doubtful_but_not_in_a_draft():
    left = make_country("SCG", "Serbia and Montenegro", until=date(2006, 6, 2))
    never = make_country("XXX", "Nowhere", since=None)
    for number, state in enumerate(["published", "draft"]):
        text = make_resolution(f"A/RES/1/{number}")
        roll_call = listed(text, on=date(2007, 1, 1), total_yes=2, state="draft")
        for country in (left, never):
            add(Vote(roll_call=roll_call, country=country, position="Y"))
        update(roll_call, state=state)
    assert list(doubts()) == [
        Doubt(
            "membership",
            "Serbia and Montenegro (SCG)",
            "1 position while not a member, 1 January 2007",
        ),
        Doubt("membership", "Nowhere (XXX)", "1 position while not a member, 1 January 2007"),
    ]


def test_one_seat_under_two_codes_is_doubtful_and_two_states_that_parted_are_not():
    countries = sun, rus, ukr, ger, deu = make_countries("SUN RUS UKR GER DEU")
    for before, after, kind in [
        (sun, rus, "continuation"),
        (sun, ukr, "secession"),
        (ger, deu, "continuation"),
    ]:
        add(Succession(predecessor=before, successor=after, date=date(1991, 1, 1), kind=kind))
    for number, absent in enumerate([deu, deu, rus]):
        positions = {each: "Y" for each in countries if each != absent}
        listed(make_resolution(f"A/RES/1/{number}"), positions, on=date(1992, 1, 1 + number))
    text = make_resolution("S/RES/1", body="SC")
    listed(text, {sun: "Y", rus: "Y"}, organ="council", on=date(1992, 1, 4))
    assert list(doubts()) == [
        Doubt(
            "membership",
            "GER and DEU",
            "one seat under two codes in 1 roll call, 3 January 1992",
        ),
        Doubt(
            "membership",
            "SUN and RUS",
            "one seat under two codes in 2 roll calls, 1 January 1992 – 2 January 1992",
        ),
    ]


# Sources


def test_facts_without_a_citation_are_doubtful():
    pak, ind = make_countries("PAK IND")
    make_statement(pak)
    make_contact(ind, {"country": pak})
    make_expectation(pak, make_resolution())
    with past_the_rules():
        Citation.objects.all().delete()
    make_statement(ind)
    assert list(doubts()) == [
        Doubt(
            "source",
            "Pak, 2 March 2022: It called for talks.",
            "this statement has no source",
        ),
        Doubt(
            "source",
            "Meeting, 7 October 2022: They met.",
            "this diplomatic contact has no source",
        ),
        Doubt("source", "Pak on A/RES/ES-11/1: undecided", "this expectation has no source"),
    ]


def test_a_published_roll_call_without_any_trace_is_doubtful():
    pak = make_country()
    run = ImportRun.objects.create(name="file.csv", source="undl_ga", checksum="0")
    for number in range(5):
        make_roll_call(make_resolution(f"A/RES/1/{number}"), {pak: "Y"}, on=date(2022, 3, 1))
    _, cited, known, brought, draft = RollCall.objects.order_by("pk")
    saved(Citation(roll_call=cited, source=make_source()))
    saved(RollCallIdentifier(roll_call=known, scheme="undl", value="1"))
    update(brought.votes.get(), import_run=run)
    update(draft, state="draft")
    assert list(doubts()) == [
        Doubt(
            "source",
            "A/RES/1/0, 1 March 2022",
            "neither cited, nor in a library, nor imported",
        )
    ]


# Names and spells


def test_a_name_that_means_two_countries_on_a_day_is_doubtful():
    cog, cod, ago = make_countries("COG COD AGO")
    add(
        CountryName(country=cog, name="Kongo", valid_to=date(1970, 12, 31)),
        CountryName(country=cog, name="KONGO", valid_to=date(1980, 12, 31)),
        CountryName(country=cod, name="The Kongo", valid_from=date(1970, 12, 31)),
        CountryName(country=ago, name="Kongo", valid_from=date(1960, 1, 1), valid_to=None),
        CountryName(country=cog, name="Luanda", valid_to=date(1960, 1, 1)),
        CountryName(country=ago, name="Luanda", valid_from=date(1960, 1, 2)),
    )
    assert list(doubts()) == [
        Doubt("names", "“Kongo”", "means Ago and Cod on some of the same days"),
        Doubt("names", "“Kongo”", "means Ago and Cog on some of the same days"),
        Doubt("names", "“The Kongo”", "means Cod and Cog on some of the same days"),
    ]


def test_overlapping_spells_of_one_state_or_group_are_doubtful():
    pak, ind = make_countries("PAK IND")
    group = make_group("NATO", members=[ind])
    source = make_source()
    limit = {"source": source, "started_on": date(2000, 1, 1), "ended_on": date(2000, 12, 31)}
    add(
        MembershipSpell(country=pak, started_on=date(1990, 1, 1)),
        VotingStatus(country=pak, kind="article_19", **limit),
        VotingStatus(country=pak, kind="article_19", **limit | {"started_on": date(2000, 12, 31)}),
        VotingStatus(country=pak, kind="barred", **limit),
        VotingStatus(country=ind, kind="article_19", **limit),
        Membership(group=group, country=pak, joined_on=date(1960, 1, 1)),
        Membership(group=group, country=pak, joined_on=date(1970, 1, 1)),
    )
    assert list(doubts()) == [
        Doubt("names", "Pak", "“24 October 1945 – today” and “1 January 1990 – today” overlap"),
        Doubt(
            "names",
            "Pak",
            "“No vote under Article 19 (arrears), 1 January 2000 – 31 December 2000” and "
            "“No vote under Article 19 (arrears), 31 December 2000 – 31 December 2000” overlap",
        ),
        Doubt(
            "names",
            "NATO",
            "“Pak in NATO, since 1 January 1960” and “Pak in NATO, since 1 January 1970” overlap",
        ),
    ]


# Cost


def add_doubtful_roll_calls(code, numbers):
    """Texts, each with three roll calls in doubt for their tally, a stranger, their source, each
    other and the outcome."""
    member, stranger = make_country(f"M{code}"), make_country(f"S{code}", since=None)
    fields = {"date": date(2000, 1, 1), "state": "published", "organ": "council"}
    fields |= {"majority_rule": "council_substantive", "total_yes": 9, "total_no": 1}
    with past_the_rules():
        texts = Resolution.objects.bulk_create(
            Resolution(symbol=f"S/{each}", symbol_key=f"S-{each}", status="not_adopted")
            for each in numbers
        )
        roll_calls = RollCall.objects.bulk_create(
            RollCall(resolution=text, scope=scope, scope_label=label, **fields)
            for text in texts
            for scope, label in [("whole", ""), ("whole", "again"), ("unknown", "")]
        )
        Vote.objects.bulk_create(
            Vote(roll_call=roll_call, country=country, position="Y")
            for roll_call in roll_calls
            for country in (member, stranger)
        )


def test_the_number_of_queries_does_not_grow_with_the_record():
    counts = []
    for code, numbers in [("AA", range(4)), ("BB", range(4, 100))]:
        add_doubtful_roll_calls(code, numbers)
        with CaptureQueriesContext(connection) as queries:
            found = Counter(doubt.kind for doubt in doubts())
        counts.append((len(queries), found))
    # The tally: counts, roll calls. Membership: outside it, two codes. Sources: statements,
    # contacts, expectations, roll calls. Names: names, spells, limits, groups. Duplicates:
    # whole texts, positions, suspects. Texts: the last votes.
    few = {"tally": 12, "membership": 1, "source": 12, "duplicates": 8, "text": 4}
    many = {"tally": 300, "membership": 2, "source": 300, "duplicates": 200, "text": 100}
    assert counts == [(16, few), (16, many)]
