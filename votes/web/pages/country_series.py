"""One country on one series: every vote, what was said and sought around it, and who did alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from votes.models import (
    Citation,
    Country,
    DiplomaticContact,
    Expectation,
    MembershipSpell,
    Position,
    Resolution,
    Series,
    Statement,
    count_where_needed,
)
from votes.stances import (
    SeriesRow,
    SeriesText,
    Stance,
    adopted_without_vote,
    rows_of_series,
    texts_of,
)
from votes.stances.matrix import matrix
from votes.stances.standing import Standing
from votes.web.charts import Strip, shown
from votes.web.figures import Figure, Query
from votes.web.pages.lines import (
    Event,
    Freshness,
    VoteLine,
    by_name,
    in_order,
)
from votes.web.pages.positions import PositionsAsked, votes_said_otherwise

KINDS = [*((position.value, position.word) for position in Position), ("-", "not_recorded")]
OTHERS_SHOWN = 10
# What became of a move, as a reader is told.
THEN = {
    "lasted": gettext_noop("the same at the next vote"),
    "reverted": gettext_noop("back at the next vote"),
    "moved on": gettext_noop("on to the third position at the next vote"),
    "open": gettext_noop("no later vote cast"),
}


@dataclass(frozen=True)
class Move:
    """A change against the last position cast on a core text, in answer to the series' question."""

    before: str
    after: str
    earlier: str
    then: str


@dataclass(frozen=True)
class Step:
    """One text of the series: the country's position and the result, with what happened between
    the text before (`since`, None at the first) and it."""

    line: VoteLine
    is_turned: bool
    note: str
    move: Move | None
    since: VoteLine | None
    events: list[Event]
    meeting: str
    citations: list[Citation]

    @property
    def has_facts(self) -> bool:
        return any(event.vote is None for event in self.events)


@dataclass(frozen=True)
class Alike:
    """The states with the country's own position on each text on which it has one."""

    states: list[Country]
    texts: int
    query: Query


@dataclass(frozen=True)
class CountrySeriesPage:
    """A country's record on a series; without steps where it was no member at any of the votes.

    `since` are facts after the last vote; `awaiting` the texts still to be voted on, with what is
    expected of it there.
    """

    freshness: Freshness
    country: Country
    series: Series
    spells: Sequence[MembershipSpell]
    texts: int
    stance: Stance
    counts: list[tuple[str, Figure]]
    moves: Figure | None
    strip: Strip | None
    steps: list[Step]
    since: list[Event]
    without_vote: list[VoteLine]
    awaiting: list[tuple[Resolution, list[Event]]]
    alike: Alike | None
    # The other series, in the order of the page of the country, and how many more there are.
    others: list[tuple[Series, Stance]]
    more_others: int
    asked: PositionsAsked
    # Whether its delegation later said it had meant another position, in words.
    said_otherwise: str

    @property
    def was_member(self) -> bool:
        return bool(self.steps)

    @property
    def has_facts(self) -> bool:
        return bool(self.since) or any(step.has_facts for step in self.steps)

    @property
    def has_turned(self) -> bool:
        return any(step.is_turned for step in self.steps)

    @property
    def last(self) -> VoteLine:
        return self.steps[-1].line

    @classmethod
    def of(cls, country: Country, series: Series, positions: str = "") -> CountrySeriesPage:
        asked = PositionsAsked.of(positions)
        texts = texts_of([series]).get(series.pk, [])
        count_where_needed(each.roll_call for each in texts)
        cited = Prefetch("citations", Citation.objects.select_related("source"))
        prefetch_related_objects([each.roll_call for each in texts], cited)
        states = list(Country.objects.voters().exclude(pk=country.pk).prefetch_related("spells"))
        row, *rows = rows_of_series(series, texts, [country, *states], asked.as_intended)
        facts = facts_of(country, series)
        parts = split(facts, texts)
        freshness = Freshness.now()
        standing, whole = Standing.at(freshness.stamp), matrix(freshness.votes_stamp)
        known = standing.of(country)
        others = [each for each in standing.series_of(known, whole) if each != series]
        shown_others = standing.rows(known, others[:OTHERS_SHOWN], whole, as_intended=False)
        awaiting = list(Resolution.objects.awaiting_vote().in_series(series))
        expected = [event for event in facts if event.is_expectation]
        meant = {"positions": "intended"} if asked.as_intended else {}
        counts = Query.of("stances", country.code, series=series.slug, **meant)
        moves = Query.of(
            *("country-shifts", country.code),
            at="/count",
            series=series.slug,
            **meant,
            count="true",
            limit=1,
        )
        stance = row.stance
        return cls(
            freshness=freshness,
            country=country,
            series=series,
            spells=list(country.spells.all()),
            texts=len(texts),
            stance=stance,
            counts=[
                (
                    letter,
                    Figure(stance.counts.get(letter, 0), counts.to("results", 0, "counts", word)),
                )
                for letter, word in KINDS
                if letter != "-" or stance.unrecorded
            ]
            if row.was_member
            else [],
            moves=Figure(len(row.shifts), moves) if row.was_member else None,
            strip=Strip.of(row) if row.was_member else None,
            steps=steps_of(row, parts) if row.was_member else [],
            since=parts[-1] if row.was_member else facts,
            without_vote=[VoteLine.of(each) for each in adopted_without_vote(series, texts)],
            awaiting=[
                (text, [event for event in expected if event.about == text]) for text in awaiting
            ],
            alike=alike(row, rows) if row.was_member else None,
            others=[(each.series, each.stance) for each in shown_others],
            more_others=len(others) - len(shown_others),
            asked=asked,
            said_otherwise=votes_said_otherwise(sum(each.said_otherwise for each in row.taken)),
        )


def steps_of(row: SeriesRow, parts: Sequence[Sequence[Event]]) -> list[Step]:
    """The texts one by one, oldest first; `parts` has what happened before each."""
    names = {each.text.symbol: each.entry.resolution.short_symbol for each in row.texts}
    moves = {
        shift.text.symbol: Move(
            shift.before, shift.after, names[shift.earlier.symbol], _(THEN[shift.then.value])
        )
        for shift in row.shifts
    }
    steps: list[Step] = []
    for text, taken, facts in zip(row.texts, row.taken, parts[:-1], strict=True):
        line = VoteLine.of(
            text.roll_call,
            position=shown(taken.position, taken.was_member),
            is_core=text.text.is_core,
            replaces=taken.replaces,
        )
        steps.append(
            Step(
                line=line,
                is_turned=text.text.direction < 0,
                note=text.entry.note,
                move=moves.get(text.text.symbol),
                since=steps[-1].line if steps else None,
                meeting=text.roll_call.meeting,
                citations=list(text.roll_call.citations.all()),
                events=[*facts, *([Event.of_vote(line)] if taken.was_member else [])],
            )
        )
    return steps


def facts_of(country: Country, series: Series) -> list[Event]:
    """What the country said, who approached it and what was expected of it on a series."""
    statements = Statement.objects.public().by(country).in_series(series).with_sources()
    contacts = DiplomaticContact.objects.public().by(country).in_series(series).with_sources()
    expected = Expectation.objects.public().by(country).in_series(series).with_sources()
    return in_order(
        [
            *(
                Event.of_statement(each)
                for each in statements.select_related("country", "on_behalf_of")
            ),
            *(
                Event.of_contact(each)
                for each in contacts.prefetch_related("parties__country", "parties__group")
            ),
            *(Event.of_expectation(each) for each in expected.select_related("country")),
        ]
    )


def split(facts: Sequence[Event], texts: Sequence[SeriesText]) -> list[list[Event]]:
    """Facts by the votes that they lie between: before the first, and so on, after the last. What
    is of the day of a vote stands before it, what was said after one directly below that."""
    parts: list[list[Event]] = [[] for _ in range(len(texts) + 1)]
    for fact in facts:
        place = sum(
            each.roll_call.date < fact.date or (fact.is_after and each.roll_call.date == fact.date)
            for each in texts
        )
        if fact.is_after:
            own = [
                number
                for number, each in enumerate(texts, start=1)
                if each.entry.resolution == fact.about and each.roll_call.date == fact.date
            ]
            place = own[0] if own else place
        parts[place].append(fact)
    return parts


def alike(row: SeriesRow, others: Sequence[SeriesRow]) -> Alike | None:
    """The states that did the same throughout; none are sought of a country that cast nothing."""
    places = [place for place, taken in enumerate(row.taken) if taken.position]
    if not any(row.taken[place].is_cast for place in places):
        return None
    own = [row.taken[place].position for place in places]
    states = [
        each.country for each in others if [each.taken[place].position for place in places] == own
    ]
    return Alike(
        states=by_name(states),
        texts=len(places),
        query=Query.of(
            "agreement",
            country=row.country.code,
            series=row.series.slug,
            scope="whole",
            index="strict",
        ),
    )
