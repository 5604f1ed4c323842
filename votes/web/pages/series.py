"""A question through the years: every state on every text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.utils import timezone

from votes.models import Country, Group, Resolution, Series, count_where_needed
from votes.stances import SeriesRow, adopted_without_vote, rows_of_series, texts_of
from votes.stances.matrix import matrix
from votes.stances.standing import Standing, count_positions
from votes.web.charts import shown
from votes.web.figures import Figure, Query
from votes.web.pages.between import Asked, Between, named
from votes.web.pages.lines import Freshness, VoteLine, by_name
from votes.web.pages.positions import PositionsAsked, votes_said_otherwise

PER_PAGE = 50


@dataclass(frozen=True)
class GridCell:
    """One state's position on one text; `moved_from` where it is a move, `replaces` is the recorded
    one where it is as intended."""

    position: str
    is_core: bool
    moved_from: str = ""
    replaces: str = ""


@dataclass(frozen=True)
class GridRow:
    """One state's positions on all texts."""

    country: Country
    cells: list[GridCell]

    @classmethod
    def of(cls, row: SeriesRow) -> GridRow:
        moved = {move.text.symbol: move.before for move in row.shifts}
        return cls(
            row.country,
            [
                GridCell(
                    shown(taken.position, taken.was_member),
                    taken.text.is_core,
                    moved.get(taken.text.symbol, ""),
                    taken.replaces,
                )
                for taken in row.taken
            ],
        )


@dataclass(frozen=True)
class TextNote:
    """Why a text is in the series."""

    line: VoteLine
    note: str


@dataclass(frozen=True)
class SeriesPage:
    """A series: its texts, and the grid of the states that a group leaves."""

    freshness: Freshness
    series: Series
    texts: list[TextNote]
    without_vote: list[VoteLine]
    awaiting: list[Resolution]
    group: Group | None
    unknown_group: str
    groups: Sequence[Group]
    grid: list[GridRow]
    total: Figure
    count: Figure
    core: Figure
    moves: Figure
    asked: PositionsAsked
    # Whether delegations later said they had meant another position, in words.
    said_otherwise: str
    only_moved: bool
    unknown_moved: str
    # None where the series has fewer than two voted texts.
    between: Between | None
    choices: list[tuple[str, str]]
    # What else the address asks for, to be kept in links.
    kept: str

    @property
    def reasons(self) -> str:
        """Of how many core texts an editor has written why they put the same question: "all",
        "some" or "none"; "by title" for none of a series that was proposed so."""
        told = [bool(each.note) for each in self.texts if each.line.is_core]
        if any(told):
            return "all" if all(told) else "some"
        return "by title" if self.series.proposal else "none"

    @classmethod
    def of(
        cls,
        series: Series,
        group_code: str = "",
        positions: str = "",
        moved: str = "",
        between: tuple[str, str] = ("", ""),
    ) -> SeriesPage:
        """`moved` is "yes" for the states that moved only; `between` names two texts."""
        asked = PositionsAsked.of(positions)
        groups = list(Group.objects.all())
        group = next((each for each in groups if each.code.lower() == group_code.lower()), None)
        texts = texts_of([series]).get(series.pk, [])
        count_where_needed(each.roll_call for each in texts)
        voters = Country.objects.voters().prefetch_related("spells")
        rows = [
            row
            for row in rows_of_series(series, texts, by_name(voters), asked.as_intended)
            if row.was_member
        ]
        shown_rows = rows
        if group:
            inside = set(
                Country.objects.in_group(group, timezone.now().date()).values_list("pk", flat=True)
            )
            shown_rows = [row for row in rows if row.country.pk in inside]
        only_moved = moved.casefold() == "yes"
        if only_moved:
            shown_rows = [row for row in shown_rows if row.shifts]
        two = Asked.of(texts, *between)
        by_text = Query.of("series-shifts", series.slug)
        kept = {"from": between[0], "to": between[1], "moved": "yes" if only_moved else ""}
        given = urlencode({name: value for name, value in kept.items() if value}, safe="/")
        return cls(
            freshness=Freshness.now(),
            series=series,
            texts=[
                TextNote(VoteLine.of(each.roll_call, is_core=each.text.is_core), each.entry.note)
                for each in texts
            ],
            without_vote=[VoteLine.of(each) for each in adopted_without_vote(series, texts)],
            awaiting=list(Resolution.objects.awaiting_vote().in_series(series)),
            group=group,
            unknown_group="" if group else group_code,
            groups=groups,
            grid=[GridRow.of(row) for row in shown_rows],
            total=Figure(len(rows), by_text.to("states")),
            count=Figure(len(texts), by_text.to("texts")),
            core=Figure(sum(each.text.is_core for each in texts), by_text.to("results")),
            moves=Figure(
                sum(len(row.shifts) for row in rows),
                Query.count("shifts", series=series.slug, positions=asked.word),
            ),
            asked=asked,
            said_otherwise=votes_said_otherwise(
                sum(taken.said_otherwise for row in shown_rows for taken in row.taken)
            ),
            only_moved=only_moved,
            unknown_moved="" if only_moved else moved,
            between=Between.of(series.slug, two, rows, asked.as_intended) if two else None,
            choices=[(each.entry.resolution.own_name, ", ".join(named(each))) for each in texts],
            kept=f"{given}&" if given else "",
        )


@dataclass(frozen=True)
class SeriesIndexPage:
    """The accepted series, all or those with some words in their title, the one voted on last
    first, a page at a time; `lines` have how many texts were voted on, and the last vote."""

    freshness: Freshness
    query: str
    lines: list[tuple[Series, Figure, VoteLine | None]]
    page: Page
    total: int

    @classmethod
    def of(cls, query: str = "", number: str = "1") -> SeriesIndexPage:
        freshness = Freshness.now()
        standing = Standing.at(freshness.stamp)
        found = list(standing.series)
        if query:
            named = (
                Series.objects.accepted().matching(query).order_by().values_list("pk", flat=True)
            )
            pks = set(named)
            found = [each for each in found if each.pk in pks]
        newest = {pk: texts[-1].roll_call for pk, texts in standing.texts.items()}
        found.sort(
            key=lambda each: newest[each.pk].date if each.pk in newest else date.min, reverse=True
        )
        page = Paginator(found, PER_PAGE).get_page(number)
        listed = list(page.object_list)
        count_positions(
            [newest[each.pk] for each in listed if each.pk in newest],
            matrix(freshness.votes_stamp),
        )
        return cls(
            freshness=freshness,
            query=query,
            lines=[
                (
                    each,
                    Figure(
                        len(standing.texts.get(each.pk, [])),
                        Query.of("series-shifts", each.slug, at="/texts"),
                    ),
                    VoteLine.of(newest[each.pk]) if each.pk in newest else None,
                )
                for each in listed
            ],
            page=page,
            total=len(standing.series),
        )
