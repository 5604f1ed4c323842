"""A text between those before and after it in its series, and who moved from one to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from votes.models import Resolution, Series
from votes.stances import SeriesRow, SeriesText
from votes.stances.shifts import movers_among
from votes.web.figures import Figure, Query
from votes.web.pages.between import in_groups
from votes.web.pages.lines import VoteLine
from votes.web.pages.moves import MovedSo, moved_so, turned


@dataclass(frozen=True)
class Between:
    """Who moved from what to what between two texts; those that did not vote on one of the two
    are apart (`through`)."""

    earlier: SeriesText
    later: SeriesText
    moved: list[MovedSo]
    through: list[MovedSo]
    unchanged: Figure
    query: Query

    @property
    def turned(self) -> list[str]:
        """The symbols of texts on which a yes is a no to the series' question."""
        return turned([self.earlier, self.later])

    @classmethod
    def of(
        cls,
        series: Series,
        earlier: SeriesText,
        later: SeriesText,
        rows: Sequence[SeriesRow],
        as_intended: bool,
    ) -> Between:
        found = movers_among(rows, earlier, later)
        countries = {row.country.pk: row.country for row in rows}
        query = Query.of(
            "movers",
            series.slug,
            from_=earlier.entry.resolution.own_slug,
            to=later.entry.resolution.own_slug,
            positions="intended" if as_intended else "",
        )
        counts = query.to("counts")
        return cls(
            earlier=earlier,
            later=later,
            moved=moved_so(in_groups(found.movers, countries), counts),
            through=moved_so(in_groups(found.through_non_voting, countries), counts),
            unchanged=Figure(found.unchanged, query.to("unchanged")),
            query=query,
        )


@dataclass(frozen=True)
class Neighbours:
    """The texts before and after one in its series; of a core text, who moved since the core text
    before it (`since`) and until the one after it (`until`)."""

    before: SeriesText | None
    after: SeriesText | None
    since: Between | None
    until: Between | None

    @classmethod
    def of(
        cls,
        series: Series,
        texts: Sequence[SeriesText],
        text: Resolution,
        rows: Sequence[SeriesRow],
        as_intended: bool,
    ) -> Neighbours | None:
        """The neighbours of a text among the voted texts of its series; None where it was not
        voted on itself."""
        place = next((at for at, each in enumerate(texts) if each.entry.resolution == text), None)
        if place is None:
            return None
        here = texts[place]
        core = [each for each in texts if each.text.is_core]
        at = core.index(here) if here in core and rows else -1
        earlier = core[at - 1] if at > 0 else None
        later = core[at + 1] if 0 <= at < len(core) - 1 else None
        return cls(
            before=texts[place - 1] if place else None,
            after=texts[place + 1] if place + 1 < len(texts) else None,
            since=Between.of(series, earlier, here, rows, as_intended) if earlier else None,
            until=Between.of(series, here, later, rows, as_intended) if later else None,
        )

    @property
    def lines(self) -> list[tuple[str, VoteLine]]:
        """Both, each with what it is called."""
        named = [(_("Before"), self.before), (_("After"), self.after)]
        return [
            (name, VoteLine.of(each.roll_call, is_core=each.text.is_core))
            for name, each in named
            if each
        ]

    @property
    def betweens(self) -> list[Between]:
        return [each for each in (self.since, self.until) if each]
