"""Who a country is: its membership, its groups, and the states that it followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from votes.models import Country, Membership, MembershipSpell, Succession

# What is said of the state followed, and of a state that followed.
FOLLOWED = {
    "continuation": gettext_noop("Continues the seat of {state}"),
    "dissolution": gettext_noop("Followed on the dissolution of {state}"),
    "merger": gettext_noop("Formed by the merger of {state}"),
    "secession": gettext_noop("Became independent, separately from {state}"),
    "representation": gettext_noop("Represents the seat of {state}"),
}
WAS_FOLLOWED = {
    "continuation": gettext_noop("Continued as {state}"),
    "dissolution": gettext_noop("Dissolved, among others into {state}"),
    "merger": gettext_noop("Merged into {state}"),
    "secession": gettext_noop("{state} became independent"),
    "representation": gettext_noop("Represented by {state}"),
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
        told(FOLLOWED[tie.kind], tie.predecessor, tie.date)
        if tie.successor_id == country.pk
        else told(WAS_FOLLOWED[tie.kind], tie.successor, tie.date)
        for tie in ties.select_related("predecessor", "successor")
    ]


def told(said: str, other: Country, day: date) -> SuccessionLine:
    """A tie in words; `said` has {state} where the other's name goes, as its link."""
    before, _name, after = _(said).partition("{state}")
    return SuccessionLine(before.strip(), after.strip(), other, day)
