"""Answers about countries as programs read them, from plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from votes.filters import INDICES
from votes.models import Country, Expectation, Group, Position, Resolution, RollCall, Series
from votes.stances import Place, SeriesRow, SeriesText, WhipCount
from votes.stances.agreement import Partner
from votes.stances.cohesion import Dissent, GroupAverage, GroupVote
from votes.stances.last_vote import RULES
from votes.stances.participation import Participation
from votes.stances.shifts import Mover, SeriesShift, TextShifts

WORDS = {position.value: position.word for position in Position} | {"-": "not_recorded"}


def named(record: Country | Group) -> dict[str, Any]:
    return {"code": record.code, "name": record.name}


def titled(text: Resolution) -> dict[str, Any]:
    return {"symbol": text.called, "title": text.title}


def series_of(series: Series) -> dict[str, Any]:
    return {"slug": series.slug, "title": series.title}


def period(first: date | None, last: date | None) -> dict[str, date] | None:
    return {"since": first, "until": last} if first and last else None


def partner_row(partner: Partner) -> dict[str, Any]:
    return {
        "country": named(partner.country),
        "n": partner.n,
        "period": period(partner.first, partner.last),
        "scores": {index: partner.scores[index].score for index in INDICES},
        "ranks": {index: partner.ranks[index] for index in INDICES},
    }


def stance_row(row: SeriesRow) -> dict[str, Any]:
    """A country's record in one series; positions are not turned, whatever a Yes means there."""
    said = row.stance
    return {
        "series": series_of(row.series),
        "sentence": said.sentence,
        "moves": said.moves or None,
        "counts": {word: said.counts.get(letter, 0) for letter, word in WORDS.items()},
        "first": said.first.day if said.first else None,
        "last": said.last.day if said.last else None,
        "positions": [
            {
                "resolution": titled(text.entry.resolution),
                "roll_call": text.roll_call.pk,
                "date": text.roll_call.date,
                "role": text.entry.role,
                "direction": text.entry.direction,
                "position": WORDS[taken.position] if taken.position else None,
                "was_member": taken.was_member,
            }
            for text, taken in zip(row.texts, row.taken, strict=True)
        ],
    }


def shift_row(move: SeriesShift, countries: Mapping[int, Country]) -> dict[str, Any]:
    shift = move.shift
    return {
        "country": named(countries[move.country]),
        "series": series_of(move.series),
        "from": WORDS[shift.before],
        "to": WORDS[shift.after],
        "size": shift.size,
        "towards": shift.towards,
        "date": shift.text.day,
        "resolution": titled(move.text.entry.resolution),
        "earlier": {
            "date": shift.earlier.day,
            "resolution": titled(move.earlier.entry.resolution),
        },
        "then": shift.then.name.lower(),
    }


def mover_rows(movers: list[Mover], countries: Mapping[int, Country]) -> list[dict[str, Any]]:
    """Movers by the names of their countries."""
    ordered = sorted(movers, key=lambda each: (countries[each.country].name, each.country))
    return [
        {
            "country": named(countries[each.country]),
            "from": WORDS[each.before],
            "to": WORDS[each.after],
        }
        for each in ordered
    ]


def text_shifts_row(shifts: TextShifts) -> dict[str, Any]:
    cast = [position for position in Position if position != Position.NON_VOTING]
    return titled_on(shifts.text) | {
        "moved": shifts.moved,
        "cast_both": shifts.cast_both,
        "counts": pair_counts(shifts.pairs, cast),
    }


def titled_on(text: SeriesText) -> dict[str, Any]:
    return {"resolution": titled(text.entry.resolution), "date": text.roll_call.date}


def pair_counts(
    pairs: Mapping[tuple[str, str], int], positions: Iterable[Position] = Position
) -> dict[str, dict[str, int]]:
    """How many states did what, by what they had done before."""
    return {
        before.word: {after.word: pairs.get((before.value, after.value), 0) for after in positions}
        for before in positions
    }


def whip_answer(whip: WhipCount, members: Sequence[Country] | None) -> dict[str, Any]:
    """A whip count; `members` are those that may vote, None where they are not in the record."""
    words = {position.value: position.word for position in Expectation.Position}
    return {
        "expectations": whip.expectations,
        "states": len(whip.states),
        "members": None if members is None else len(members),
        "without": None if members is None else len(whip.without(members)),
        "members_expected": None if members is None else len(whip.among(members).states),
        "non_members": None
        if members is None
        else [
            named(country)
            for country in sorted(
                whip.states.difference(members), key=lambda each: (each.name, each.pk)
            )
        ],
        "by_position": {
            words[position]: {
                "states": len(states),
                "alone": len(whip.alone(position)),
                "expectations": sum(map(len, states.values())),
            }
            for position, states in whip.reports.items()
        },
        "several": [
            {"country": named(country), "positions": [words[each] for each in positions]}
            for country, positions in sorted(
                whip.several.items(), key=lambda each: (each[0].name, each[0].pk)
            )
        ],
    }


def last_vote_row(place: Place) -> dict[str, Any]:
    """One for each place; without a last vote all that is of it is null."""
    last = place.last
    needed = last.yes_needed if last else {}
    return {
        "series": series_of(place.entry.series),
        "role": place.entry.role,
        "roll_call": last.roll_call.pk if last else None,
        "resolution": titled(last.text.entry.resolution) if last else None,
        "date": last.roll_call.date if last else None,
        "precision": last.roll_call.precision if last else None,
        "turned": last.is_turned if last else None,
        "against": last.against if last else None,
        "yes_needed": {rule.value: needed.get(rule) for rule in RULES},
    }


def participation_row(year: Participation) -> dict[str, Any]:
    return {"year": year.year} | year.counts | {"reasons": year.reasons}


def group_vote_row(
    vote: GroupVote, roll_call: RollCall, countries: Mapping[int, Country]
) -> dict[str, Any]:
    text, measured = roll_call.resolution, vote.cohesion
    dissenters = sorted((countries[pk] for pk in vote.dissenters), key=lambda each: each.name)
    return {
        "roll_call": {
            "id": roll_call.pk,
            "date": roll_call.date,
            "scope": roll_call.scope,
            "body": text.body,
            "session": text.session or None,
        },
        "resolution": titled(text),
        "yes": measured.yes,
        "no": measured.no,
        "abstain": measured.abstain,
        "non_voting": measured.non_voting,
        "rice": measured.rice,
        "hix_noury_roland": measured.hix_noury_roland,
        "dissenters": [named(country) for country in dissenters],
    }


def average_row(average: GroupAverage) -> dict[str, Any]:
    """A mean of a topic, or else of a year."""
    topic = average.topic
    of = (
        {"topic": {"slug": topic.slug, "name": topic.name}}
        if topic
        else {"year": int(average.name)}
    )
    return of | {
        "rice": average.rice,
        "hix_noury_roland": average.hix_noury_roland,
        "n": average.n,
        "n_rice": average.n_rice,
    }


def dissent_row(member: Dissent) -> dict[str, Any]:
    return {"country": named(member.country), "dissents": member.dissents, "n": member.n}
