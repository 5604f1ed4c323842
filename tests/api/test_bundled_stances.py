"""Answers on the bundled votes, against the bundled file counted by hand."""

import json
from pathlib import Path

import pytest

import votes

CALLS = json.loads((Path(votes.__file__).parent / "data" / "ukraine.json").read_text())[
    "roll_calls"
]
POSITIONS = {
    call["symbol"]: {
        code: word for word, codes in call["positions"].items() for code in codes.split()
    }
    for call in CALLS
}
DAYS = {call["symbol"]: call["date"] for call in CALLS}
CAST = {"yes", "no", "abstain"}


def shared(one, other):
    """What two countries did where both cast a vote."""
    pairs = [(call.get(one), call.get(other)) for call in POSITIONS.values()]
    return [pair for pair in pairs if set(pair) <= CAST]


def lijphart(pairs):
    same = sum(first == second for first, second in pairs)
    half = sum(first != second and "abstain" in (first, second) for first, second in pairs)
    return (same + half / 2) / len(pairs)


@pytest.mark.parametrize("partner", ["USA", "CHN", "IND", "RUS"])
def test_agreement_is_that_counted_in_the_file(ask, bundled, partner):
    (row,) = ask(f"agreement/?country=PAK&with={partner}")["results"]
    pairs = shared("PAK", partner)
    assert (row["score"], row["n"]) == (lijphart(pairs), len(pairs))
    (row,) = ask(f"agreement/?country=PAK&with={partner}&index=strict")["results"]
    assert row["score"] == sum(first == second for first, second in pairs) / len(pairs)


def test_partners_are_all_that_shared_a_vote_in_the_file(ask, bundled):
    answer = ask("countries/PAK/partners/?min_n=1")
    codes = set().union(*POSITIONS.values()) - {"PAK"}
    counts = {code: len(pairs) for code in codes if (pairs := shared("PAK", code))}
    assert {row["country"]["code"]: row["n"] for row in answer["results"]} == counts
    scores = [row["scores"]["lijphart"] for row in answer["results"]]
    assert scores == sorted(scores, reverse=True)
    assert answer["period"] == {"since": min(DAYS.values()), "until": max(DAYS.values())}


def test_a_stance_has_the_positions_of_the_file(ask, bundled):
    (row,) = ask("countries/PAK/stances/")["results"]
    found = {each["resolution"]["symbol"]: each["position"] for each in row["positions"]}
    assert found == {symbol: call["PAK"] for symbol, call in POSITIONS.items()}
    assert {each["resolution"]["symbol"]: each["date"] for each in row["positions"]} == DAYS
    assert row["counts"] == {
        word: list(found.values()).count(word) for word in [*sorted(CAST), "non_voting"]
    } | {"not_recorded": 0}


def test_cohesion_of_every_state_is_the_printed_count(ask, bundled):
    members = {row["country"]["code"] for row in ask("groups/NATO/?on=2022-03-02")["members"]}
    call = POSITIONS["A/RES/ES-11/1"]
    rows = ask("groups/NATO/cohesion/?resolution=A/RES/ES-11/1")["results"]
    assert len(rows) == 1
    for word in [*CAST, "non_voting"]:
        assert rows[0][word] == sum(call.get(code) == word for code in members)


def test_the_bundled_series_has_sixty_seven_moves(ask, bundled):
    found = ask("shifts/?limit=1000&count=true")
    assert found["count"] == len(found["results"]) == 67


def test_the_movers_of_2022_are_those_counted_in_the_file(ask, bundled):
    march, october = POSITIONS["A/RES/ES-11/1"], POSITIONS["A/RES/ES-11/4"]
    pairs = {code: (march[code], october[code]) for code in march.keys() & october.keys()}
    changed = {code: pair for code, pair in pairs.items() if pair[0] != pair[1]}
    through = {code: pair for code, pair in changed.items() if "non_voting" in pair}
    moved = {code: pair for code, pair in changed.items() if code not in through}
    assert (len(moved), len(through), len(pairs) - len(changed)) == (10, 12, 171)

    answer = ask("series/ukraine/movers/?from=A/RES/ES-11/1&to=A/RES/ES-11/4")
    for name, by_hand in (("movers", moved), ("through_non_voting", through)):
        rows = answer[name]
        assert {row["country"]["code"]: (row["from"], row["to"]) for row in rows} == by_hand
        names = [row["country"]["name"] for row in rows]
        assert names == sorted(names)
        assert len(rows) == len(by_hand)
    assert answer["unchanged"] == 171
    assert answer["from"] == {
        "symbol": "A/RES/ES-11/1",
        "title": "Aggression against Ukraine",
        "date": "2022-03-02",
    }
