"""Two texts of a series beside each other: who moved from what to what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from votes.models import Country, Resolution
from votes.models.record import written
from votes.stances import SeriesRow, SeriesText
from votes.stances.shifts import Mover, movers_among, text_called
from votes.web.charts import Flow
from votes.web.figures import Figure, Query
from votes.web.pages.lines import by_name
from votes.web.pages.moves import MovedSo, moved_so, pair_figure, turned

ORDER = "YNAX"


@dataclass(frozen=True)
class Asked:
    """The two texts that a reader wants compared, in order of date; `notices` say what was asked
    for and is not so."""

    earlier: SeriesText
    later: SeriesText
    notices: list[str]

    @classmethod
    def of(cls, texts: Sequence[SeriesText], earlier: str, later: str) -> Asked | None:
        """Texts by any spelling of their symbols; the newest two core texts where none are named.
        None where the series has fewer than two voted texts."""
        if len(texts) < 2:
            return None
        core = [each for each in texts if each.text.is_core]
        usual = (core if len(core) > 1 else texts)[-2:]
        names = {name for name in (earlier, later) if name}
        called = Resolution.objects.each_called(names) if names else {}
        first, second = (
            next(
                (text for each in called.get(name, []) if (text := text_called(texts, each))), None
            )
            for name in (earlier, later)
        )
        notices = [
            _("“{name}” is no text of this series that was voted on.").format(name=name)
            for name, text in ((earlier, first), (later, second))
            if name and text is None
        ]
        if first and second and first == second:
            notices.append(_("A text cannot be compared with itself."))
            first = second = None
        before, after = filled(usual, core, first, second)
        if texts.index(before) > texts.index(after):
            before, after = after, before
            notices.append(_("The earlier text stands first."))
        if notices:
            first_shown, second_shown = (
                each.entry.resolution.short_symbol for each in (before, after)
            )
            shown = _("Shown: {first} and {second}.")
            notices.append(shown.format(first=first_shown, second=second_shown))
        return cls(before, after, notices)


def filled(
    usual: Sequence[SeriesText],
    core: Sequence[SeriesText],
    first: SeriesText | None,
    second: SeriesText | None,
) -> tuple[SeriesText, SeriesText]:
    """The two texts where one or both are not named: beside one, the newest core text that it is
    not, or for a later text the core text before it."""
    if first and second:
        return first, second
    if first:
        return first, next((each for each in reversed(usual) if each != first), usual[0])
    if second:
        day = second.roll_call.date
        before = [each for each in core if each != second and each.roll_call.date <= day]
        return (before or [each for each in usual if each != second])[-1], second
    return usual[0], usual[1]


@dataclass(frozen=True)
class Between:
    """Who moved between two texts, who came from or went to not voting, and who stayed.

    `moved` and `through` have the states by position before and after, the largest group first;
    `pairs` every number of the picture; `left_out` those with a position on one of the two only.
    """

    earlier: SeriesText
    later: SeriesText
    notices: list[str]
    flow: Flow | None
    pairs: list[tuple[str, str, Figure]]
    moved: list[MovedSo]
    through: list[MovedSo]
    movers: Figure
    through_non_voting: Figure
    unchanged: Figure
    states: int
    query: Query
    left_out: list[Country]

    @property
    def is_core(self) -> bool:
        return self.earlier.text.is_core and self.later.text.is_core

    @property
    def counts(self) -> Query:
        """Where the API counts what states did on both."""
        return self.query.to("counts")

    @property
    def turned(self) -> list[str]:
        """The symbols of texts on which a yes is a no to the series' question."""
        return turned([self.earlier, self.later])

    @classmethod
    def of(cls, slug: str, asked: Asked, rows: Sequence[SeriesRow], as_intended: bool) -> Between:
        earlier, later = asked.earlier, asked.later
        found = movers_among(rows, earlier, later)
        counts = found.pairs
        countries = {row.country.pk: row.country for row in rows}
        query = Query.of(
            *("movers", slug),
            from_=earlier.entry.resolution.own_name,
            to=later.entry.resolution.own_name,
            positions="intended" if as_intended else "",
        )
        at = query.to("counts")
        return cls(
            earlier=earlier,
            later=later,
            notices=asked.notices,
            flow=Flow.of(counts, named(earlier), named(later)),
            pairs=[
                (before, after, pair_figure(before, after, counts[before, after], at))
                for before in ORDER
                for after in ORDER
                if counts[before, after]
            ],
            moved=moved_so(in_groups(found.movers, countries), at),
            through=moved_so(in_groups(found.through_non_voting, countries), at),
            movers=Figure(len(found.movers), query.to("movers")),
            through_non_voting=Figure(
                len(found.through_non_voting), query.to("through_non_voting")
            ),
            states=counts.total(),
            unchanged=Figure(found.unchanged, query.to("unchanged")),
            query=query,
            left_out=[row.country for row in rows if is_left_out(row, earlier, later)],
        )


def named(text: SeriesText) -> tuple[str, str]:
    call = text.roll_call
    return text.entry.resolution.short_symbol, written(call.date, call.precision, "M")


def is_left_out(row: SeriesRow, earlier: SeriesText, later: SeriesText) -> bool:
    """Whether a state has a position on one of two texts only."""
    taken = {each.text: each.position for each in row.taken}
    return bool(taken[earlier.text]) != bool(taken[later.text])


def in_groups(
    movers: Iterable[Mover], countries: dict[int, Country]
) -> list[tuple[str, str, list[Country]]]:
    """States by where they came from and went to, the largest group first."""
    groups: dict[tuple[str, str], list[Country]] = {}
    for each in movers:
        groups.setdefault((each.before, each.after), []).append(countries[each.country])
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return [(before, after, by_name(states)) for (before, after), states in ordered]
