"""The first page: what is newest, and where to go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from votes.models import Country, Resolution, RollCall, Series, count_where_needed
from votes.stances import moves_at, rows_of_series, texts_of
from votes.web.figures import Figure, Query
from votes.web.pages.lines import Freshness, VoteLine, by_name
from votes.web.pages.moves import MovesPart

NEWEST = 5


@dataclass(frozen=True)
class HomePage:
    """Newest roll calls, the series voted on last, its latest moves, and tabled texts."""

    freshness: Freshness
    members: Figure
    roll_calls: Figure
    series_count: Figure
    newest: list[VoteLine]
    series: Series | None
    texts: list[VoteLine]
    texts_count: Figure | None
    moves: MovesPart | None
    tabled: Sequence[Resolution]

    @classmethod
    def of(cls) -> HomePage:
        newest = list(
            RollCall.objects.published().newest_first().select_related("resolution")[:NEWEST]
        )
        count_where_needed(newest)
        accepted = list(Series.objects.accepted())
        texts = texts_of(accepted)
        voted = [each for each in accepted if texts.get(each.pk)]
        series = max(
            voted, key=lambda each: (texts[each.pk][-1].roll_call.date, each.pk), default=None
        )
        listed = texts[series.pk] if series else []
        count_where_needed(each.roll_call for each in listed)
        core = [each for each in listed if each.text.is_core]
        moves = None
        if series and len(core) > 1:
            voters = Country.objects.voters().prefetch_related("spells")
            rows = rows_of_series(series, listed, by_name(voters))
            moves = MovesPart.of(moves_at(core[-1].entry.resolution, rows), series, listed)
        return cls(
            freshness=Freshness.now(),
            members=Figure(
                Country.objects.members().count(),
                Query.count("countries-list", kind="member_state"),
            ),
            roll_calls=Figure(RollCall.objects.published().count(), Query.count("roll-calls-list")),
            series_count=Figure(len(accepted), Query.count("series-list")),
            newest=[VoteLine.of(each) for each in newest],
            series=series,
            texts=[VoteLine.of(each.roll_call, is_core=each.text.is_core) for each in listed],
            texts_count=Figure(len(listed), Query.of("series-shifts", series.slug, at="/texts"))
            if series
            else None,
            moves=moves,
            tabled=list(Resolution.objects.awaiting_vote()[:NEWEST]),
        )
