"""Who moved in a series: counted by hand from the bundled votes."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from votes.models import Country, Series, SeriesEntry, Vote, changing
from votes.stances import moves_at, rows_of_country, rows_of_series, texts_of
from votes.stances.matrix import matrix
from votes.stances.shifts import Mover, movers, movers_among, shifts_by_text
from votes.stances.standing import Standing

pytestmark = pytest.mark.usefixtures("bundled")
FACTS = Path(__file__).resolve().parents[2] / "votes" / "data" / "ukraine.json"
OCTOBER = "A/RES/ES-11/4"
LETTERS = {"yes": "Y", "no": "N", "abstain": "A", "non_voting": "X"}


def by_hand(symbol):
    """A text's positions by code, straight from the bundled file."""
    facts = json.loads(FACTS.read_text(encoding="utf-8"))
    (item,) = [each for each in facts["roll_calls"] if each["symbol"] == symbol]
    return {
        code: LETTERS[word] for word, codes in item["positions"].items() for code in codes.split()
    }


def text(symbol):
    series = Series.objects.get(slug="ukraine")
    (found,) = [each for each in texts_of([series])[series.pk] if each.text.symbol == symbol]
    return found


def newest(as_intended=False):
    standing, whole = Standing.now()
    return list(standing.shifts(whole, as_intended))


def named(found):
    codes = dict(Country.objects.values_list("pk", "code"))
    return {codes[each.country]: (each.before, each.after) for each in found}


def test_the_bundled_series_has_67_shifts_the_newest_first():
    found = newest()
    assert len(found) == 67
    days = [each.shift.text.day for each in found]
    assert days == sorted(days, reverse=True)
    assert Counter(each.shift.size for each in found) == Counter({1: 60, 2: 7})


def test_from_march_to_october_2022_as_counted_by_hand():
    march, october = by_hand("A/RES/ES-11/1"), by_hand("A/RES/ES-11/4")
    assert len(march) == len(october) == 193
    pairs = {code: (march[code], october[code]) for code in march}
    moved = {code: pair for code, pair in pairs.items() if len(set(pair)) == 2}
    found = movers(text("A/RES/ES-11/1"), text("A/RES/ES-11/4"))
    assert named(found.movers) == {code: pair for code, pair in moved.items() if "X" not in pair}
    assert named(found.through_non_voting) == {
        code: pair for code, pair in moved.items() if "X" in pair
    }
    assert found.unchanged == 193 - len(moved) == 171


def test_rows_that_are_read_already_give_the_same_movers():
    series = Series.objects.get(slug="ukraine")
    states = Country.objects.voters().prefetch_related("spells")
    rows = rows_of_series(series, texts_of([series])[series.pk], states)
    earlier, later = text("A/RES/ES-11/1"), text("A/RES/ES-11/4")
    whole, among = movers(earlier, later), movers_among(rows, earlier, later)
    assert sorted(among.movers, key=str) == sorted(whole.movers, key=str)
    assert sorted(among.through_non_voting, key=str) == sorted(whole.through_non_voting, key=str)
    assert among.kept == whole.kept == {"Y": 136, "N": 4, "A": 26, "X": 5}


def test_the_way_back_is_the_way_there_reversed():
    there = movers(text("A/RES/ES-11/1"), text("A/RES/ES-11/4"))
    back = movers(text("A/RES/ES-11/4"), text("A/RES/ES-11/1"))
    assert back.movers == [Mover(each.country, each.after, each.before) for each in there.movers]


def test_one_country_has_its_own_shifts_and_no_others():
    eritrea = Country.objects.named("ERI")
    standing, whole = Standing.now()
    own = list(standing.shifts_of(eritrea, whole))
    assert own == [each for each in newest() if each.country == eritrea.pk]
    assert own


@pytest.mark.parametrize("as_intended", [False, True])
def test_the_shifts_of_all_are_those_of_each_countrys_own_row(as_intended):
    afghanistan = Vote.objects.get(country__code="AFG", roll_call__resolution__symbol=OCTOBER)
    afghanistan.intended_position = "N"
    entry = SeriesEntry.objects.get(resolution__symbol="A/RES/ES-11/7")
    entry.direction, entry.note = -1, "A Yes meant the opposite."
    with changing(None, "for a test") as change:
        change.save(afghanistan)
        change.save(entry)
    by_row = [
        (row.series.pk, country.pk, shift)
        for country in Country.objects.voters()
        for row in rows_of_country(country, as_intended=as_intended)
        for shift in row.shifts
    ]
    by_row.sort(key=lambda each: (each[2].text.day, *each[:2], each[2].text.symbol), reverse=True)
    found = newest(as_intended)
    assert [(each.series.pk, each.country, each.shift) for each in found] == by_row
    assert all(
        (each.earlier.text, each.text.text) == (each.shift.earlier, each.shift.text)
        for each in found
    )
    said = [each for each in found if each.country == afghanistan.country_id]
    assert ("N" in {each.shift.before for each in said[:2]}) == as_intended


def test_shifts_are_chosen_by_series_country_and_day():
    standing, whole = Standing.now()
    everyone, october = newest(), date(2022, 10, 12)
    shifts = standing.shifts(whole)
    assert [each for each in everyone if each.shift.text.day == october] == list(
        shifts.among(since=october, until=october)
    )
    assert list(shifts.among(series=standing.series)) == everyone
    assert list(shifts.among(series=[])) == list(shifts.among(countries=[])) == []


def test_shifts_by_when_they_were_written_are_the_newest_first_among_equals():
    call = text(OCTOBER).roll_call
    with changing(None, "for a test") as change:
        call.note = "Read again."
        change.save(call)
    standing, whole = Standing.now()
    found = list(standing.shifts(whole).last_written_first())
    assert found == sorted(
        newest(), key=lambda each: max(each.earlier.written_at, each.text.written_at), reverse=True
    )
    assert OCTOBER in {found[0].text.text.symbol, found[0].earlier.text.symbol}


def test_shifts_are_worked_out_once_for_each_state_of_the_record():
    standing, whole = Standing.now()
    shifts = standing.shifts(whole)
    again, _ = Standing.now()
    assert again.shifts(whole) is shifts
    # Nobody is known to have meant another position than is recorded.
    assert again.shifts(whole, as_intended=True) is shifts
    call = text(OCTOBER).roll_call
    call.state = "draft"
    with changing(None, "for a test") as change:
        change.save(call)
    assert OCTOBER not in {each.text.text.symbol for each in newest()}
    assert len(newest()) < len(shifts)
    # The texts as they were, with a vote that has been taken back since.
    assert list(standing.shifts(matrix())) == newest()


def test_a_text_whose_yes_means_the_opposite_is_turned_before_moves_are_told():
    entry = SeriesEntry.objects.get(resolution__symbol="A/RES/ES-11/4", series__slug="ukraine")
    entry.direction, entry.note = -1, "A Yes meant the opposite."
    with changing(None, "for a test") as change:
        change.save(entry)
    found = named(movers(text("A/RES/ES-11/1"), text("A/RES/ES-11/4")).movers)
    assert found["FRA"] == ("Y", "N")
    assert "PAK" not in found


def test_the_moves_counted_at_each_core_text_are_those_of_its_page():
    series = Series.objects.get(slug="ukraine")
    texts = texts_of([series])[series.pk]
    counted = shifts_by_text(series, texts)
    assert [each.text.text.symbol for each in counted] == [
        *("A/RES/ES-11/1", "A/RES/ES-11/4", "A/RES/ES-11/6", "A/RES/ES-11/7")
    ]
    assert sum(each.moved for each in counted) == 67
    rows = rows_of_series(series, texts, Country.objects.voters().prefetch_related("spells"))
    for each in counted:
        moves = moves_at(each.text.entry.resolution, rows)
        assert each.cast_both == moves.cast_both
        assert dict(each.pairs) == {
            (before, after): len(countries) for before, after, countries in moves.groups
        }
