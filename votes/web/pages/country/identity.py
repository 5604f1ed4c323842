"""Who a country is: its membership, its groups, and the states that it followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from votes.models import Country, Membership, MembershipSpell, Succession

# What stands before and after the name of the state followed, and of a state that followed.
FOLLOWED = {
    "continuation": ("Continues the seat of", ""),
    "dissolution": ("Followed on the dissolution of", ""),
    "merger": ("Formed by the merger of", ""),
    "secession": ("Became a state of its own, apart from", ""),
    "representation": ("Represents the seat of", ""),
}
WAS_FOLLOWED = {
    "continuation": ("Continued as", ""),
    "dissolution": ("Dissolved, among others into", ""),
    "merger": ("Merged into", ""),
    "secession": ("", "became a state of its own"),
    "representation": ("Represented by", ""),
}


@dataclass(frozen=True)
class SuccessionLine:
    """One tie of a state to another, in words around the other's name."""

    before: str
    after: str
    other: Country
    date: date


@dataclass(frozen=True)
class Identity:
    """A country's names, membership, groups of today and ties to other states."""

    country: Country
    spells: Sequence[MembershipSpell]
    memberships: Sequence[Membership]
    former_names: list[str]
    successions: list[SuccessionLine]

    @classmethod
    def of(cls, country: Country) -> Identity:
        """Comes with `spells` and `names` prefetched."""
        today = timezone.now().date()
        return cls(
            country=country,
            spells=list(country.spells.all()),
            memberships=list(country.memberships.covering(today).select_related("group")),
            former_names=[
                name.name
                for name in country.names.all()
                if name.kind == "official" and name.name != country.name
            ],
            successions=successions(country),
        )


def successions(country: Country) -> list[SuccessionLine]:
    """The states it followed and those that followed it, oldest first."""
    ties = Succession.objects.filter(Q(predecessor=country) | Q(successor=country))
    return [
        SuccessionLine(*FOLLOWED[tie.kind], tie.predecessor, tie.date)
        if tie.successor_id == country.pk
        else SuccessionLine(*WAS_FOLLOWED[tie.kind], tie.successor, tie.date)
        for tie in ties.select_related("predecessor", "successor")
    ]
