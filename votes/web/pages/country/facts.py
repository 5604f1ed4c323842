"""What a country said, who approached it, and what was expected of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q
from django.utils import timezone

from votes.models import (
    Citation,
    ContactParty,
    Country,
    DiplomaticContact,
    Expectation,
    Position,
    Resolution,
    Statement,
)
from votes.web.pages.country.record import SeriesPart
from votes.web.pages.lines import Event, in_order

EVENTS_SHOWN = 20
# So many of the next texts are named whether or not something is expected of the country.
TABLED_SHOWN = 5


@dataclass(frozen=True)
class TabledLine:
    """A text that awaits its vote, with what is expected of the country on it."""

    text: Resolution
    expected: list[Event]
    is_overdue: bool


@dataclass(frozen=True)
class Facts:
    """Statements, contacts and votes on one timeline, and expectations apart from it.

    `earlier` is how many entries of the timeline are older than those shown; `past` are
    expectations on texts that have been voted on, `tabled` the texts that have not, of a state
    that has no vote only those with an expectation of it.
    """

    timeline: list[Event]
    earlier: int
    past: list[Event]
    tabled: list[TabledLine]

    @classmethod
    def of(cls, country: Country, series: Sequence[SeriesPart]) -> Facts:
        statements = list(
            Statement.objects.public()
            .by(country)
            .select_related("country", "on_behalf_of", "resolution", "roll_call__resolution")
        )
        parties = ContactParty.objects.select_related("country", "group")
        contacts = list(
            DiplomaticContact.objects.public()
            .by(country)
            .select_related("resolution", "roll_call__resolution")
            .prefetch_related(Prefetch("parties", parties))
        )
        expected = list(
            Expectation.objects.with_outcome()
            .public()
            .by(country)
            .select_related("country", "resolution")
        )
        cited = citations_of(statements, contacts, expected)
        said = [Event.of_statement(each, cited["statement", each.pk]) for each in statements]
        said += [Event.of_contact(each, cited["contact", each.pk]) for each in contacts]
        events = in_order([*said, *votes_among([*statements, *contacts], series)])
        told = [
            (
                each.resolution,
                Event.of_expectation(each, each.outcome or "", cited["expectation", each.pk]),
            )
            for each in expected
        ]
        today = timezone.now().date()
        has_vote = country.is_member_on(today)
        awaiting = list(Resolution.objects.awaiting_vote()) if has_vote or told else []
        waiting = {text.pk for text in awaiting}
        expected_on = {text.pk for text, _ in told}
        tabled = [
            text
            for place, text in enumerate(awaiting)
            if (has_vote and place < TABLED_SHOWN) or text.pk in expected_on
        ]
        return cls(
            timeline=events[-EVENTS_SHOWN:],
            earlier=max(len(events) - EVENTS_SHOWN, 0),
            past=in_order(event for text, event in told if text.pk not in waiting),
            tabled=[
                TabledLine(
                    text,
                    in_order(event for about, event in told if about == text),
                    text.vote_expected_on is not None and text.vote_expected_on < today,
                )
                for text in tabled
            ],
        )


def citations_of(
    statements: Sequence[Statement],
    contacts: Sequence[DiplomaticContact],
    expected: Sequence[Expectation],
) -> defaultdict[tuple[str, int], list[Citation]]:
    """The references of facts of three kinds, in one question, by kind and key."""
    found: defaultdict[tuple[str, int], list[Citation]] = defaultdict(list)
    kinds = {"statement": statements, "contact": contacts, "expectation": expected}
    if not any(kinds.values()):
        return found
    about = Q()
    for kind, facts in kinds.items():
        about |= Q(**{f"{kind}__in": [each.pk for each in facts]})
    for citation in Citation.objects.filter(about).select_related("source"):
        for kind in kinds:
            if pk := getattr(citation, f"{kind}_id"):
                found[kind, pk].append(citation)
    return found


def votes_among(
    facts: Sequence[Statement | DiplomaticContact], series: Sequence[SeriesPart]
) -> list[Event]:
    """The country's votes on the series that facts are about, to stand among them."""
    about_series = {fact.series_id for fact in facts}
    about_texts = {fact.text.pk for fact in facts if fact.text}
    return [
        Event.of_vote(line)
        for part in series
        if facts and (part.series.pk in about_series or part.texts & about_texts)
        for line in part.lines
        if line.position in Position.values
    ]
