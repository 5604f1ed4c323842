"""What ties a text to others: its relations to other texts, and its sponsors."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from votes.models.country import Country
from votes.models.group import Group
from votes.models.record import Record, exactly_one, known_value
from votes.models.resolution import Resolution
from votes.models.source import Source


class RelationKind(models.TextChoices):
    VETOED_THEN_REFERRED = "vetoed_then_referred", "was vetoed, then led to"
    COMMITTEE_DRAFT = "committee_draft", "is the committee's draft of"
    RIVAL = "rival", "is a rival text to"
    AMENDS = "amends", "amends"
    REVISES = "revises", "revises"
    RECALLS = "recalls", "recalls"


class ResolutionRelation(Record):
    """One text's tie to another: "A amends B"."""

    Kind = RelationKind

    from_resolution = models.ForeignKey(
        Resolution,
        related_name="relations",
        # The tie is part of the text that has it.
        on_delete=models.CASCADE,
    )
    kind = models.CharField(max_length=25, choices=Kind.choices)
    to_resolution = models.ForeignKey(
        Resolution,
        related_name="relations_from",
        # A text that others are tied to stays.
        on_delete=models.PROTECT,
    )
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            known_value("kind", RelationKind, "resolution_relation_kind_known"),
            models.UniqueConstraint(
                fields=["from_resolution", "kind", "to_resolution"], name="relation_once"
            ),
            models.CheckConstraint(
                condition=~Q(from_resolution=models.F("to_resolution")),
                name="no_text_relates_to_itself",
                violation_error_message="No text is tied to itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_resolution} {self.get_kind_display()} {self.to_resolution}"

    def whole(self) -> Record:
        return self.from_resolution


class Sponsorship(Record):
    """A country or a group sponsoring a text."""

    resolution = models.ForeignKey(
        Resolution,
        related_name="sponsorships",
        # Sponsors are part of the text.
        on_delete=models.CASCADE,
    )
    country = models.ForeignKey(
        Country,
        null=True,
        blank=True,
        related_name="sponsorships",
        # A country with a record stays.
        on_delete=models.PROTECT,
    )
    group = models.ForeignKey(
        Group,
        null=True,
        blank=True,
        related_name="sponsorships",
        # A group with a record stays.
        on_delete=models.PROTECT,
    )
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True, help_text="The day it withdrew.")
    source = models.ForeignKey(
        Source,
        related_name="+",
        # The fact rests on it.
        on_delete=models.PROTECT,
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            exactly_one(
                ("country", "group"),
                "sponsor_is_one_country_or_group",
                "A sponsor is one country or one group.",
            ),
            models.UniqueConstraint(fields=["resolution", "country"], name="country_sponsors_once"),
            models.UniqueConstraint(fields=["resolution", "group"], name="group_sponsors_once"),
        ]

    def __str__(self) -> str:
        return f"{self.country or self.group} on {self.resolution}"

    def whole(self) -> Record:
        return self.resolution
