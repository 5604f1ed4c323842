"""Answers about countries as programs read them, from plain values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from votes.filters import INDICES
from votes.models import Country, Group, Position, Resolution, RollCall, Series
from votes.stances import SeriesRow
from votes.stances.agreement import Partner
from votes.stances.cohesion import Dissent, GroupAverage, GroupVote
from votes.stances.participation import Participation
from votes.stances.shifts import Mover, SeriesShift

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
        "first": said.first,
        "last": said.last,
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
