"""Blocs and regional groups, and who was in them when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from votes.models.country import Country
from votes.models.membership_spell import MembershipSpell
from votes.models.record import (
    Precision,
    Record,
    ends_after_it_begins,
    in_force,
    known_value,
    name_key,
    refuse_overlap,
    written,
)
from votes.models.source import Source


class GroupQuerySet(models.QuerySet["Group"]):
    def named(self, text: str) -> Group:
        """The group that a code or a name means, in any case; Group.DoesNotExist if none."""
        if group := self.each_named([text])[text]:
            return group[0]
        raise Group.DoesNotExist(f"No group is called “{text}”.")

    def each_named(self, texts: Iterable[str]) -> dict[str, list[Group]]:
        """The group that each of several codes or names means, in one query."""
        groups: dict[str, Group] = {}
        for group in self.order_by("-code"):
            groups |= {name_key(name): group for name in (group.name, group.short_name) if name}
        groups |= {group.code.lower(): group for group in set(groups.values())}
        keys = {text: {text.strip().lower(), name_key(text)} & groups.keys() for text in texts}
        return {text: [groups[key] for key in sorted(found)[:1]] for text, found in keys.items()}

    def of_kind(self, *kinds: str) -> GroupQuerySet:
        return self.filter(kind__in=kinds)

    def nearest(self, text: str) -> list[Group]:
        """The groups whose code or name looks like a text, best first."""
        groups = {group.code: group for group in self.all()}
        return [groups[code] for code in self.near(text[:200])]

    def near(self, text: str, count: int = 3) -> list[str]:
        """Codes of groups whose code or name looks like a text, best first."""
        names: dict[str, str] = {}
        for group in self.order_by("code"):
            for name in (group.code, group.name, group.short_name):
                names.setdefault(name_key(name), group.code)
        found = get_close_matches(name_key(text), names, n=count, cutoff=0.6)
        return list(dict.fromkeys(names[key] for key in found))


class GroupKind(models.TextChoices):
    REGIONAL = "regional", gettext_noop("Regional group of the United Nations")
    ALLIANCE = "alliance", gettext_noop("Alliance")
    UNION = "union", gettext_noop("Union")
    FORUM = "forum", gettext_noop("Forum")


class Group(Record):
    """A bloc or regional group of states."""

    Kind = GroupKind

    code = models.CharField(
        max_length=20,
        unique=True,
        validators=[RegexValidator(r"^[A-Z0-9-]+$", "Capital letters, digits and dashes.")],
        help_text="E.g. NATO, G77.",
    )
    name = models.CharField(max_length=150, unique=True)
    short_name = models.CharField(max_length=50, blank=True, help_text="As a reader says it.")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    founded_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True, help_text="What membership means here, and its doubts.")
    source = models.ForeignKey(
        Source,
        null=True,
        blank=True,
        related_name="+",
        # The list of members rests on it.
        on_delete=models.PROTECT,
    )

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [known_value("kind", GroupKind, "group_kind_known")]

    def __str__(self) -> str:
        return self.short_name or self.name

    def get_absolute_url(self) -> str:
        return reverse("group", args=[self.code])

    @property
    def has_line(self) -> bool:
        """Whether its members mean to vote as one, so that one can break with it; in regional
        groups and forums, such as the permanent members, each votes for itself."""
        return self.kind in {GroupKind.ALLIANCE, GroupKind.UNION}

    def check_whole(self) -> None:
        """Refuse two spells of one country that share a day."""
        spells: dict[int, list[Membership]] = {}
        for spell in self.memberships.select_related("country", "group"):
            spells.setdefault(spell.country_id, []).append(spell)
        for own in spells.values():
            refuse_overlap(own, "joined_on", "left_on", str(self))


class MembershipQuerySet(models.QuerySet["Membership"]):
    def covering(self, day: Any) -> MembershipQuerySet:
        return self.filter(in_force(day, "joined_on", "left_on"))

    def counting_on(self, day: date) -> MembershipQuerySet:
        """Spells that cover a day, undated ones not before the state joined the United Nations."""
        spells = MembershipSpell.objects.filter(country=OuterRef("country"))
        too_early = Exists(spells) & ~Exists(spells.filter(started_on__lte=day))
        return self.covering(day).exclude(Q(joined_on__isnull=True) & too_early)

    def by_country(self) -> MembershipQuerySet:
        """By the names of the countries, the spells of each one after another."""
        return self.order_by("country__name", F("joined_on").asc(nulls_first=True), "id")

    def counted_on(self, day: date) -> dict[int, int]:
        """How many members each group has on a day, by the group's key."""
        rows = self.counting_on(day).order_by().values_list("group")
        return dict(rows.annotate(models.Count("country", distinct=True)))


class Membership(Record):
    """One country's spell in one group; both days count.

    Without a first day it means "since it joined the United Nations, date not known".
    """

    group = models.ForeignKey(
        Group,
        related_name="memberships",
        # A group takes its list of members along.
        on_delete=models.CASCADE,
    )
    country = models.ForeignKey(
        Country,
        related_name="memberships",
        # A country with a record stays.
        on_delete=models.PROTECT,
    )
    joined_on = models.DateField(null=True, blank=True, help_text="Empty: date not known.")
    left_on = models.DateField(null=True, blank=True, help_text="The last day; empty: still in.")
    precision = models.CharField(
        "dates known to the", max_length=5, choices=Precision.choices, default=Precision.DAY
    )
    note = models.CharField(max_length=300, blank=True)
    source = models.ForeignKey(
        Source,
        null=True,
        blank=True,
        related_name="+",
        # The fact rests on it; without one of its own, on the group's.
        on_delete=models.PROTECT,
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["group__code", "country__name", "joined_on", "id"]
        constraints = [
            known_value("precision", Precision, "membership_precision_known"),
            ends_after_it_begins("joined_on", "left_on", "membership_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["group", "country"],
                condition=Q(joined_on__isnull=True),
                name="one_undated_membership",
                violation_error_message="This country has a spell without a first day already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country} in {self.group}, {self.period}"

    @property
    def period(self) -> str:
        """The spell in words: "since 18 February 1952", "1973 – 31 January 2020"."""
        joined = written(self.joined_on, self.precision)
        if self.left_on is None:
            return (
                _("since {day}").format(day=joined)
                if joined
                else _("since joining, date not known")
            )
        left = written(self.left_on, self.precision)
        return f"{joined} – {left}" if joined else _("date not known – {day}").format(day=left)

    @property
    def joined(self) -> str:
        """The day of joining in words, as exactly as it is known; "" where it is not."""
        return written(self.joined_on, self.precision)

    def whole(self) -> Record:
        return self.group


def members_of(groups: Iterable[Group], country: str, day: str) -> MembershipQuerySet:
    """Spells in one of the groups, of the country and on the day that an outer query's row has in
    the columns named."""
    return Membership.objects.filter(country=OuterRef(country), group__in=groups).covering(
        OuterRef(day)
    )
