"""What the record holds and leaves out, counted from the record itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min
from django.utils.translation import gettext as _

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
                    _(bodies[row["resolution__body"]]),
                    _(organs[row["organ"]]),
                    row["calls"],
                    row["first"],
                    row["last"],
                )
                for row in rows
            ],
            counts=[
                (_("Member states"), Country.objects.members().count()),
                (_("Former members"), Country.objects.former().count()),
                (_("Groups"), Group.objects.count()),
                (_("Roll calls"), published.count()),
                (_("Votes"), Vote.objects.public().count()),
                (_("Series"), Series.objects.accepted().count()),
                (_("Statements"), Statement.objects.public().count()),
                (_("Diplomatic contacts"), DiplomaticContact.objects.public().count()),
                (_("Expectations"), Expectation.objects.public().count()),
            ],
            unchecked=published.unchecked().count(),
            explained=published.exclude(discrepancy_explanation="").count(),
            runs=list(ImportRun.objects.filter(outcome__in=["completed", "refused_some"])[:10]),
        )
