"""All groups, kind by kind, with how many members each has today."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from votes.models import Group, Membership
from votes.web.figures import Figure, Query
from votes.web.pages.lines import Freshness


@dataclass(frozen=True)
class GroupLine:
    """One group in the list."""

    group: Group
    members: Figure


@dataclass(frozen=True)
class GroupsPage:
    """The groups of each kind, by code."""

    freshness: Freshness
    kinds: list[tuple[str, str, list[GroupLine]]]
    total: int

    @classmethod
    def of(cls) -> GroupsPage:
        today = timezone.now().date()
        counts = Membership.objects.counted_on(today)
        groups = list(Group.objects.all())
        lines = [
            GroupLine(
                group,
                Figure(
                    counts.get(group.pk, 0),
                    Query.count("countries-list", group=group.code, on=today),
                ),
            )
            for group in groups
        ]
        of_kind = [
            (kind.value, _(PLURALS[kind]), [each for each in lines if each.group.kind == kind])
            for kind in Group.Kind
        ]
        return cls(Freshness.now(), [each for each in of_kind if each[2]], len(groups))


PLURALS = {
    Group.Kind.REGIONAL: gettext_noop("Regional groups"),
    Group.Kind.ALLIANCE: gettext_noop("Alliances"),
    Group.Kind.UNION: gettext_noop("Unions"),
    Group.Kind.FORUM: gettext_noop("Forums"),
}
