"""What the record holds and leaves out, counted from the record itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min

from votes.models import (
    Body,
    Country,
    DiplomaticContact,
    Expectation,
    Group,
    ImportRun,
    RollCall,
    Series,
    Statement,
    Vote,
)
from votes.web.pages.lines import Freshness


@dataclass(frozen=True)
class Holding:
    """The published roll calls of one body and organ."""

    body: str
    organ: str
    roll_calls: int
    first: date
    last: date


@dataclass(frozen=True)
class AboutDataPage:
    """Counts of what is public, and the files it came from."""

    freshness: Freshness
    holdings: list[Holding]
    counts: list[tuple[str, int]]
    unchecked: int
    explained: int
    runs: list[ImportRun]

    @classmethod
    def of(cls) -> AboutDataPage:
        published = RollCall.objects.published()
        rows = (
            published.order_by()
            .values("resolution__body", "organ")
            .annotate(calls=Count("id"), first=Min("date"), last=Max("date"))
            .order_by("resolution__body", "organ")
        )
        bodies, organs = dict(Body.choices), dict(RollCall.Organ.choices)
        return cls(
            freshness=Freshness.now(),
            holdings=[
                Holding(
                    str(bodies[row["resolution__body"]]),
                    str(organs[row["organ"]]),
                    row["calls"],
                    row["first"],
                    row["last"],
                )
                for row in rows
            ],
            counts=[
                ("Member states", Country.objects.members().count()),
                ("Former members", Country.objects.former().count()),
                ("Groups", Group.objects.count()),
                ("Roll calls", published.count()),
                ("Votes", Vote.objects.public().count()),
                ("Series", Series.objects.accepted().count()),
                ("Statements", Statement.objects.public().count()),
                ("Diplomatic contacts", DiplomaticContact.objects.public().count()),
                ("Expectations", Expectation.objects.public().count()),
            ],
            unchecked=published.unchecked().count(),
            explained=published.exclude(discrepancy_explanation="").count(),
            runs=list(ImportRun.objects.filter(outcome__in=["completed", "refused_some"])[:10]),
        )
