"""Printed roll calls are read back exactly, with the names of their day."""

import os
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.importers.printed import FORMS, dice_of, running
from votes.importers.named import name
from votes.importers.verbatim import parse
from votes.models import CountryName, States

VERBATIM = Path(__file__).resolve().parents[3] / "shared" / "data" / "verbatim"
pytestmark = pytest.mark.django_db
# A quick look in the suite; ROLL_CALL_EXAMPLES=1000 looks longer.
EXAMPLES = int(os.environ.get("ROLL_CALL_EXAMPLES", "40"))


@pytest.fixture
def states(bundled):
    return States.load()


@pytest.fixture
def official(states):
    """The official names of the members of a day, by code."""
    rows = list(CountryName.objects.filter(kind="official", language="en"))

    @cache
    def on(day):
        names = {row.country_id: row.name for row in rows if row.covers(day)}
        return {states.countries[pk].code: names[pk] for pk in names if states.was_member(pk, day)}

    return on


def read(text, states, day, number=0):
    return name(parse(text)[number], states, day)


def split(names, seed):
    """The members of a day under yes, no, abstain and not named, in the record's order."""
    dice = dice_of(seed)
    weights = dice.choice([(8, 1, 1, 1), (1, 8, 3, 1), (1, 0, 0, 0), (5, 0, 2, 3), (1, 1, 1, 5)])
    places = {code: dice.choices(range(4), weights)[0] for code in names}
    ordered = sorted(names, key=names.get)
    return [[code for code in ordered if places[code] == place] for place in range(4)]


DAYS = st.dates(date(1946, 1, 10), date(2025, 6, 30))
SEEDS = st.integers(0, 2**32)


@pytest.mark.parametrize("form", FORMS)
def test_a_roll_call_of_any_day_is_read_back_exactly(states, official, form):
    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
    @given(day=DAYS, seed=SEEDS)
    def check(day, seed):
        names = official(day)
        yes, no, abstain, _ = split(names, seed)
        lists = [[names[code] for code in codes] for codes in (yes, no, abstain)]
        text = FORMS[form](lists, seed)
        found = read(text, states, day).document()
        assert found["unknown"] == [], text
        assert found["yes"] == sorted(yes), text
        assert found["no"] == sorted(no), text
        assert found["abstain"] == sorted(abstain), text
        assert found["totals"]["yes"] == len(yes), text
        assert found["totals"]["no"] == len(no), text
        assert found["totals"]["abstain"] in (len(abstain), None), text
        members = set(names)
        assert found["non_voting"] == sorted(members - {*yes, *no, *abstain}), text

    check()


def test_a_running_sentence_of_any_day_is_read_back_exactly(states, official):
    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
    @given(day=DAYS, seed=SEEDS)
    def check(day, seed):
        names = official(day)
        yes, no, abstain, _ = split(names, seed)
        lists = [[names[code] for code in codes] for codes in (yes, no, abstain)]
        text = running(lists, seed)
        found = read(text, states, day).document()
        assert (found["no"], found["abstain"]) == (sorted(no), sorted(abstain)), text
        assert (found["yes"], found["unknown"]) == ([], []), text
        totals = {"yes": len(yes), "no": len(no), "abstain": len(abstain)}
        assert found["totals"] == totals, text

    check()


@pytest.mark.parametrize(
    ("form", "language"), [("French headings", "fr"), ("Spanish headings", "es")]
)
def test_a_record_in_french_or_spanish_is_read_back_exactly(states, official, form, language):
    theirs = {}
    for row in CountryName.objects.filter(language=language).order_by("-id"):
        theirs.setdefault(states.countries[row.country_id].code, []).append(row)

    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
    @given(day=DAYS, seed=SEEDS)
    def check(day, seed):
        # A name without a row of its own is spelt as in English, but for accents.
        names = official(day) | {
            code: next(row.name for row in theirs[code] if row.covers(day))
            for code in official(day).keys() & theirs.keys()
        }
        yes, no, abstain, _ = split(names, seed)
        text = FORMS[form]([[names[code] for code in codes] for codes in (yes, no, abstain)], seed)
        found = read(text, states, day).document()
        assert found["unknown"] == [], text
        positions = (found["yes"], found["no"], found["abstain"])
        assert positions == (sorted(yes), sorted(no), sorted(abstain)), text

    check()


def document(states, text, day):
    return read(text, states, day).document()


MODERN = date(2023, 6, 1)


@pytest.mark.parametrize(
    ("printed", "day", "codes"),
    [
        ("Congo, Democratic Republic of the, Korea, Republic of", MODERN, ["COD", "KOR"]),
        ("Congo, Democratic Republic of the Congo", MODERN, ["COD", "COG"]),
        ("Bolivia (Plurinational State of), Iran (Islamic Republic of)", MODERN, ["BOL", "IRN"]),
        ("BOLIVIA (PLURINATIONAL STATE OF), cote d'ivoire", MODERN, ["BOL", "CIV"]),
        ("Côte d’Ivoire, Türkiye, Turkey", date(2021, 1, 1), ["CIV", "TUR"]),
        ("Guinea-\nBissau, Afgha-\nnistan, Timor-\nLeste", MODERN, ["AFG", "GNB", "TLS"]),
        ("Seyc helles, Guinea- Bissau, Afgha- nistan", MODERN, ["AFG", "GNB", "SYC"]),
        ("United States, United Kingdom", MODERN, ["GBR", "USA"]),
        ("USA, U.K.", MODERN, ["GBR", "USA"]),
        ("Israel, Marshall Islands and United States", MODERN, ["ISR", "MHL", "USA"]),
        ("Chad, and Trinidad and Tobago", MODERN, ["TCD", "TTO"]),
        ("Mali and Bosnia and Herzegovina", MODERN, ["BIH", "MLI"]),
        ("Antigua and Barbuda and Sao Tome and Principe", MODERN, ["ATG", "STP"]),
        ("Serbia and Montenegro", date(2005, 1, 1), ["SCG"]),
        ("Serbia and Montenegro", MODERN, ["MNE", "SRB"]),
        ("Israel, Serbia and Montenegro", MODERN, ["ISR", "MNE", "SRB"]),
        ("The former Yugoslav Republic of Macedonia", MODERN, ["MKD"]),
        ("Russian Federation", date(1985, 1, 1), ["SUN"]),
        ("Germany, Federal Republic of, Ghana", date(1985, 1, 1), ["GER", "GHA"]),
        ("Germ-\nany, Federal Repub-\nlic of, Ghana", date(1985, 1, 1), ["GER", "GHA"]),
        ("France\nBosnia and\nHerzegovina\nGabon\nMali", MODERN, ["BIH", "FRA", "GAB", "MLI"]),
        ("France Gabon, Mali", MODERN, ["MLI"]),
        ("France; Gabon; Mali.", MODERN, ["FRA", "GAB", "MLI"]),
        ("France   Gabon\nBosnia and\nHerzegovina   Mali", MODERN, ["BIH", "FRA", "GAB", "MLI"]),
        ("Iran  (Islamic  Republic of), Viet  Nam", MODERN, ["IRN", "VNM"]),
        ("lran (lslamic Republic of), Marshall lslands", MODERN, ["IRN", "MHL"]),
        ("Côte d'lvoire, lsrael, Côte d´Ivoire", MODERN, ["CIV", "ISR"]),
        ("Netherlands", MODERN, ["NLD"]),
        ("Allemagne, Bélarus et Trinité-et-Tobago", MODERN, ["BLR", "DEU", "TTO"]),
        ("Irán (República Islámica del), Serbia y Montenegro", MODERN, ["IRN", "MNE", "SRB"]),
        ("Allemagne, République fédérale d’, Ghana", date(1985, 1, 1), ["GER", "GHA"]),
    ],
)
def test_names_of_all_kinds_mean_the_states_of_that_day(states, printed, day, codes):
    assert document(states, f"In favour: {printed}\nAgainst: None", day)["yes"] == codes


@pytest.mark.parametrize(
    ("printed", "unknown"),
    [
        ("Atlantis, France", ["Atlantis"]),
        ("Atlantis and France", ["Atlantis and France"]),
        ("Free State of\nCongo, France", ["Free State of Congo"]),
        ("Free\nState of\nCongo", ["Free State of Congo"]),
        ("France\nAtlantis\nMali\nPeru", ["Atlantis"]),
        ("France Gabon, Mali", ["France Gabon"]),
        ("Bolivia (Narnian State of)", ["Bolivia (Narnian State of)"]),
        ("Frence", ["Frence"]),
        ("Czechoslovakia", ["Czechoslovakia"]),
        ("Holy See", ["Holy See"]),
        ("Taiwan", ["Taiwan"]),
    ],
)
def test_what_means_no_member_of_the_day_is_asked_as_it_stands(states, printed, unknown):
    found = document(states, f"In favour: {printed}\nAgainst: None", MODERN)
    assert found["unknown"] == unknown


def test_a_state_that_was_no_member_is_named_as_such(states):
    found = document(states, "In favour: Switzerland\nAgainst: Mali", date(1999, 1, 1))
    assert (found["yes"], found["unknown"]) == ([], ["Switzerland"])
    assert found["problems"] == ["Switzerland was no member on 1999-01-01."]


def test_a_state_named_twice_in_one_list_counts_once_and_is_said(states):
    found = document(states, "In favour: Mali, Chad, Mali\nAgainst: None", MODERN)
    assert (found["yes"], found["unknown"]) == (["MLI", "TCD"], [])
    assert found["problems"] == ["Mali stands twice under “yes”."]


def test_a_state_in_two_lists_is_in_neither_and_is_asked(states):
    found = document(states, "In favour: Mali, Chad\nAgainst: Mali", MODERN)
    assert (found["yes"], found["no"], found["unknown"]) == (["TCD"], [], ["Mali"])
    assert "MLI" not in found["non_voting"]
    assert found["problems"] == ["Mali stands under “yes” and “no”."]


def test_totals_that_the_lists_do_not_have_are_said(states):
    text = "In favour: Mali\nAgainst: None\nadopted by 2 votes to none"
    found = document(states, text, MODERN)
    assert found["totals"] == {"yes": 2, "no": 0, "abstain": None}
    assert found["problems"] == ["yes: 1 read, 2 stated."]


def test_those_named_as_absent_and_those_not_named_did_not_vote(states):
    found = document(states, "In favour: Mali\nAgainst: Chad\nAbsent: Peru", MODERN)
    assert len(found["non_voting"]) == 191
    assert "PER" in found["non_voting"]


def test_what_was_meant_is_kept_beside_what_was_recorded(states):
    text = (
        "In favour: Mali\nAgainst: Chad\n[Subsequently, the delegations of the Sudan and Trinidad "
        "and Tobago informed the Secretariat that they had intended to vote in favour; the "
        "delegations of Peru, Atlantis and Cuba, that they had intended to abstain.]"
    )
    found = document(states, text, MODERN)
    assert found["intended"] == {"PER": "abstain", "SDN": "yes", "TTO": "yes"}
    # "Atlantis and Cuba" could be one state's name: it is asked whole.
    assert found["unknown"] == ["Atlantis and Cuba"]


def test_names_as_printed_are_kept_beside_the_codes(states):
    found = read("In favour: Côte\nd’Ivoire, USA\nAgainst: None", states, MODERN)
    assert found.printed == {"CIV": "Côte d’Ivoire", "USA": "USA"}


def test_no_two_states_are_told_apart_by_spaces_alone(states):
    """Else forgiving the spaces that a page puts into a name would be guessing."""
    meant = {}
    for key, names in states.names.items():
        for each in names:
            meant.setdefault(key.replace(" ", ""), set()).add((key, each.country_id))
    doubtful = {
        squeezed: found
        for squeezed, found in meant.items()
        if len({key for key, _ in found}) > 1 and len({pk for _, pk in found}) > 1
    }
    assert doubtful == {}


@pytest.mark.parametrize(
    ("file", "day", "totals", "unnamed", "intended"),
    [
        ("ga_61_107_01.txt", date(2007, 9, 13), (143, 4, 11), 34, {"MNE": "yes"}),
        ("ga_79_29_01.txt", date(2024, 10, 29), (113, 10, 30), 40, {"SDN": "abstain"}),
    ],
)
def test_the_real_texts_are_read_whole(states, file, day, totals, unnamed, intended):
    path = VERBATIM / file
    if not path.exists():
        pytest.skip(f"{path} is not here: the real texts lie beside the repository")
    found = document(states, path.read_text(encoding="utf-8"), day)
    assert tuple(found["totals"].values()) == totals
    assert tuple(len(found[word]) for word in ("yes", "no", "abstain")) == totals
    assert len(found["non_voting"]) == unnamed
    assert (found["unknown"], found["problems"]) == ([], [])
    assert found["intended"] == intended


@settings(max_examples=100, deadline=None, derandomize=True)
@given(printed=st.text(max_size=60), day=DAYS)
def test_no_names_make_the_reading_fail(bundled_once, django_db_blocker, printed, day):
    with django_db_blocker.unblock():
        states = cached_states()
    for vote in parse(f"In favour: {printed}\nAgainst: Mali, {printed}"):
        name(vote, states, day)


@cache
def cached_states():
    return States.load()
