"""A text that awaits its vote: what is expected of whom, and who could still be won."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from votes.models import Body, Country, Expectation, Resolution, Series, SeriesEntry, Statement
from votes.stances import Place, WhipCount, positions_taken, whip_count
from votes.web.charts import WhipBar
from votes.web.figures import Figure, Query
from votes.web.pages.last_time import LastTime, expected
from votes.web.pages.lines import Event, Freshness, by_name

PER_PAGE = 50


def quoted(ways: Sequence[str]) -> str:
    """Several expected positions, as they are called."""
    return get_text_list([f"“{expected(way)}”" for way in ways], _("and"))


def expected_on(resolution: Resolution) -> list[Expectation]:
    """What was publicly expected on a text, with its evidence, the newest first."""
    statements = Statement.objects.public().with_sources()
    return list(
        Expectation.objects.public()
        .on(resolution)
        .with_sources()
        .select_related("country")
        .prefetch_related(Prefetch("statement", statements))
        .newest_first()
    )


@dataclass(frozen=True)
class Bucket:
    """The states that were expected to take one position, each report with its evidence.

    `reports` counts the expectations, of which a state may have several; `alone` the states that
    were expected in this way only.
    """

    position: str
    words: str
    states: Figure
    alone: Figure
    reports: Figure
    events: list[Event]

    @classmethod
    def of(cls, position: str, whip: WhipCount, resolution: Resolution) -> Bucket:
        states = by_name(whip.reports[position])
        word = Expectation.Position(position).word
        query = Query.of("whip-count", resolution.own_slug).to("by_position", word)
        listed = [each for state in states for each in whip.reports[position][state]]
        return cls(
            position=position,
            words=expected(position),
            states=Figure(len(states), query.to("states")),
            alone=Figure(len(whip.alone(position)), query.to("alone")),
            reports=Figure(len(listed), query.to("expectations")),
            events=[with_words(each) for each in listed],
        )


def with_words(expectation: Expectation) -> Event:
    """An expectation as a line, with the country's own words where they are its evidence."""
    event = Event.of_expectation(expectation)
    statement = expectation.statement
    if statement is None:
        return event
    return replace(
        event,
        text=event.text or statement.summary,
        quote=statement.quote,
        citations=[*event.citations, *statement.citations.all()],
    )


@dataclass(frozen=True)
class Whip:
    """What is expected, counted. Of the voting `members` something is expected of `expected` and
    nothing of `none`; all three are None where the members of the body are not in the record.
    `others` names the states that are no members; the bar has members only."""

    buckets: list[Bucket]
    several: list[tuple[Country, str]]
    states: Figure
    reports: Figure
    members: Figure | None
    expected: Figure | None
    none: Figure | None
    others: str
    bar: WhipBar | None

    @classmethod
    def of(cls, resolution: Resolution, whip: WhipCount, members: Sequence[Country] | None) -> Whip:
        buckets = [Bucket.of(position, whip, resolution) for position in whip.reports]
        several = whip.several
        none = None if members is None else len(whip.without(members))
        voting = whip if members is None else whip.among(members)
        counts = [(position, len(voting.alone(position))) for position in voting.reports]
        query = Query.of("whip-count", resolution.own_slug)
        return cls(
            buckets=buckets,
            several=[(each, quoted(several[each])) for each in by_name(several)],
            states=Figure(len(whip.states), query.to("states")),
            reports=Figure(whip.expectations, query.to("expectations")),
            members=None if members is None else Figure(len(members), query.to("members")),
            expected=None
            if members is None
            else Figure(len(voting.states), query.to("members_expected")),
            none=None if none is None else Figure(none, query.to("without")),
            others=get_text_list(
                [each.in_sentence for each in by_name(whip.states - voting.states)], _("and")
            ),
            bar=WhipBar.of(
                [*counts, ("M", len(voting.several))],
                none,
                in_words(counts, len(voting.several), none),
            ),
        )


def in_words(counts: Iterable[tuple[str, int]], several: int, none: int | None) -> str:
    """What the bar shows."""
    parts = [expected_so(alone, expected(position)) for position, alone in counts if alone]
    if several:
        said = ngettext(
            "{count} expected in several ways", "{count} expected in several ways", several
        )
        parts.append(said.format(count=several))
    if none:
        said = ngettext(
            "{count} without a recorded expectation",
            "{count} without a recorded expectation",
            none,
        )
        parts.append(said.format(count=none))
    return "; ".join(parts)


def expected_so(count: int, position: str) -> str:
    said = ngettext("{count} expected: {position}", "{count} expected: {position}", count)
    return said.format(count=count, position=position)


@dataclass(frozen=True)
class TabledPart:
    """What the page of a tabled text shows before its vote."""

    whip: Whip
    last: list[LastTime]
    is_overdue: bool

    @classmethod
    def of(cls, resolution: Resolution, places: Sequence[Place]) -> TabledPart:
        """`places` are those of the text, which awaits its vote, in accepted series."""
        today = timezone.now().date()
        whip = whip_count(expected_on(resolution))
        voters = list(Country.objects.voters().prefetch_related("spells"))
        members = [each for each in voters if each.is_member_on(today)]
        positions = positions_taken(each.last.text for each in places if each.last)
        due = resolution.vote_expected_on
        return cls(
            whip=Whip.of(resolution, whip, members if resolution.body == Body.ASSEMBLY else None),
            last=[
                LastTime.of(place, at, voters, positions, whip, today)
                for at, place in enumerate(places)
            ],
            is_overdue=due is not None and due < today,
        )


@dataclass(frozen=True)
class TabledLine:
    """One text that awaits its vote, in the list of all."""

    text: Resolution
    series: list[Series]
    expected: Figure
    states: Figure
    is_overdue: bool


@dataclass(frozen=True)
class TabledPage:
    """All texts that await a vote, the next one first, a page at a time."""

    freshness: Freshness
    lines: list[TabledLine]
    page: Page
    today: date

    @classmethod
    def of(cls, number: str = "1") -> TabledPage:
        page = Paginator(Resolution.objects.awaiting_vote(), PER_PAGE).get_page(number)
        listed = list(page.object_list)
        today = timezone.now().date()
        series: dict[int, list[Series]] = {}
        for entry in SeriesEntry.objects.placing(*listed):
            series.setdefault(entry.resolution_id, []).append(entry.series)
        expected: dict[int, list[int]] = {}
        rows = Expectation.objects.public().on(*listed).order_by()
        for text, country in rows.values_list("resolution", "country"):
            expected.setdefault(text, []).append(country)
        return cls(
            freshness=Freshness.now(),
            lines=[
                TabledLine(
                    text=each,
                    series=series.get(each.pk, []),
                    expected=Figure(
                        len(expected.get(each.pk, [])),
                        Query.of("whip-count", each.own_slug, at="/expectations"),
                    ),
                    states=Figure(
                        len(set(expected.get(each.pk, []))),
                        Query.of("whip-count", each.own_slug, at="/states"),
                    ),
                    is_overdue=each.vote_expected_on is not None and each.vote_expected_on < today,
                )
                for each in listed
            ],
            page=page,
            today=today,
        )
