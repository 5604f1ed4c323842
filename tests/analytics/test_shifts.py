"""Moves between core texts, by hand and over the bundled series."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
import pytest

import votes
from votes.analytics.agreement import CODES
from votes.analytics.series import Taken, Text
from votes.analytics.shifts import After, Shift, shifts, shifts_of_all

BUNDLED = Path(votes.__file__).parent / "data" / "ukraine.json"


def row(letters: str, core: str = "", direction: int = 1) -> list[Taken]:
    core = core or "c" * len(letters)
    return [
        Taken(Text(f"T/{index}", date(2020 + index, 1, 1), core[index] == "c", direction), letter)
        for index, letter in enumerate(letters)
    ]


def brief(letters: str, **options) -> list[tuple]:
    return [
        (move.before, move.after, move.size, move.towards, move.then.value)
        for move in shifts(row(letters, **options))
    ]


@pytest.mark.parametrize(
    ("letters", "moves"),
    [
        ("", []),
        ("Y", []),
        ("YYY", []),
        ("AY", [("A", "Y", 1, "yes", "open")]),
        ("YN", [("Y", "N", 2, "no", "open")]),
        ("AYY", [("A", "Y", 1, "yes", "lasted")]),
        ("AYA", [("A", "Y", 1, "yes", "reverted"), ("Y", "A", 1, "no", "open")]),
        ("YAN", [("Y", "A", 1, "no", "moved on"), ("A", "N", 1, "no", "open")]),
        # Not voting is no move, and what stands on either side of it is compared.
        ("AXA", []),
        ("AXY", [("A", "Y", 1, "yes", "open")]),
        ("XXY", []),
    ],
)
def test_a_move_is_a_change_of_the_position_last_cast(letters, moves):
    assert brief(letters) == moves


def test_related_texts_make_no_moves():
    assert brief("ANA", core="crc") == []


def test_a_text_that_asks_the_opposite_is_turned_round():
    taken = [
        Taken(Text("T/0", date(2020, 1, 1)), "Y"),
        Taken(Text("T/1", date(2021, 1, 1), direction=-1), "N"),
        Taken(Text("T/2", date(2022, 1, 1), direction=-1), "Y"),
    ]
    (move,) = shifts(taken)
    assert (move.before, move.after, move.text.symbol, move.then) == ("Y", "N", "T/2", After.OPEN)


def test_all_countries_at_once_move_as_each_of_them_does():
    drawn = np.random.default_rng(7)
    sizes = [1, 6, 2, 9, 4]
    series = np.repeat([5, 3, 8, 1, 4], sizes)
    positions = drawn.integers(0, 5, (40, len(series))).astype(np.uint8)
    turns = shifts_of_all(positions, series)
    letters = {code: letter for letter, code in CODES.items()}
    found = [
        (*places, letters[before], letters[after], After.of(before, after, following or None))
        for *places, before, after, following in zip(
            *(turns.rows, turns.earlier, turns.columns, turns.before, turns.after),
            turns.following,
            strict=True,
        )
    ]
    each_alone = []
    for place, codes in enumerate(positions):
        for number in series[np.sort(np.unique(series, return_index=True)[1])]:
            columns = np.flatnonzero(series == number)
            taken = [
                Taken(Text(f"{column:02}", date(2020, 1, 1)), letters.get(int(codes[column])))
                for column in columns
            ]
            each_alone += [
                (place, int(each.earlier.symbol), int(each.text.symbol), *of(each))
                for each in shifts(taken)
            ]
    assert found == each_alone
    assert {each[-1] for each in found} == set(After)


def of(shift: Shift) -> tuple[str, str, After]:
    return shift.before, shift.after, shift.then


@pytest.mark.parametrize("shape", [(3, 0), (0, 2), (3, 1)])
def test_where_there_is_nothing_to_move_from_nobody_moves(shape):
    turns = shifts_of_all(np.ones(shape, dtype=np.uint8), np.zeros(shape[1], dtype=np.int64))
    assert len(turns.rows) == 0


def bundled_rows(all_core: bool) -> list[list[Taken]]:
    rows: dict[str, list[Taken]] = {}
    letters = {"yes": "Y", "no": "N", "abstain": "A", "non_voting": "X"}
    for item in json.loads(BUNDLED.read_text(encoding="utf-8"))["roll_calls"]:
        text = Text(
            item["symbol"], date.fromisoformat(item["date"]), all_core or item["role"] == "core"
        )
        for word, codes in item["positions"].items():
            for code in codes.split():
                rows.setdefault(code, []).append(Taken(text, letters[word]))
    return list(rows.values())


def test_the_bundled_series_has_67_moves_over_its_core_texts_and_355_over_all():
    assert sum(len(shifts(each)) for each in bundled_rows(all_core=False)) == 67
    assert sum(len(shifts(each)) for each in bundled_rows(all_core=True)) == 355


def test_every_bundled_text_has_193_positions():
    per_text = Counter(each.text.symbol for taken in bundled_rows(False) for each in taken)
    assert per_text == dict.fromkeys(per_text, 193)
    assert len(per_text) == 9
