"""Who approached whom, and for what."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, Q
from django.utils.translation import gettext_noop

from votes.models.citation import SourcedFact
from votes.models.country import Country
from votes.models.group import Group, members_of
from votes.models.record import (
    Attribution,
    Precision,
    Record,
    Visibility,
    ends_after_it_begins,
    exactly_one,
    known_value,
    written_period,
)
from votes.models.resolution import Resolution
from votes.models.roll_call import RollCall
from votes.models.series import Series
from votes.models.statement import FactQuerySet
from votes.models.tally import Position


class ContactQuerySet(FactQuerySet):
    written_in = ("summary", "initiators_as_reported")

    def by(self, *countries: Country) -> ContactQuerySet:
        parts = ContactParty.objects.filter(country__in=countries)
        return self.filter(pk__in=parts.values("contact"))

    def in_group(self, *groups: Group) -> ContactQuerySet:
        """Contacts in which members of one of the groups on the day took part, or one itself."""
        members = Exists(members_of(groups, "country", "contact__date"))
        parts = ContactParty.objects.filter(members | Q(group__in=groups))
        return self.filter(pk__in=parts.order_by().values("contact"))

    def in_position(self, *positions: Position) -> ContactQuerySet:
        """Contacts that sought one of the positions."""
        return self.filter(sought_position__in=positions)

    def since(self, day: date) -> ContactQuerySet:
        """Contacts on the day or later, or still going on then."""
        return self.filter(Q(date__gte=day) | Q(date_to__gte=day))


class ContactKind(models.TextChoices):
    MEETING = "meeting", gettext_noop("Meeting")
    CALL = "call", gettext_noop("Call")
    VISIT = "visit", gettext_noop("Visit")
    DEMARCHE = "demarche", gettext_noop("Démarche")
    LETTER = "letter", gettext_noop("Letter")
    PUBLIC_APPEAL = "public_appeal", gettext_noop("Public appeal")
    OFFER = "offer", gettext_noop("Offer")
    THREAT = "threat", gettext_noop("Threat")
    APPROACH = "approach", gettext_noop("Approach, form not reported")


class DiplomaticContact(SourcedFact):
    """One approach or meeting, on a day or over a period."""

    Kind = ContactKind

    date = models.DateField("from")
    date_to = models.DateField("to", null=True, blank=True, help_text="Only for a period.")
    precision = models.CharField(
        "dates known to the", max_length=5, choices=Precision.choices, default=Precision.DAY
    )
    kind = models.CharField(max_length=15, choices=Kind.choices)
    sought_position = models.CharField(
        max_length=1,
        choices=Position.choices,
        blank=True,
        help_text="What the initiators wanted; empty where not reported.",
    )
    initiators_as_reported = models.CharField(
        max_length=300,
        blank=True,
        help_text="In words, where the source does not name every state.",
    )
    attribution = models.CharField(max_length=15, choices=Attribution.choices)
    summary = models.TextField(help_text="One or two sentences of our own.")
    roll_call = models.ForeignKey(
        RollCall,
        null=True,
        blank=True,
        related_name="contacts",
        # What was reported outlives a mistaken entry; move it first. So for the two below.
        on_delete=models.PROTECT,
    )
    resolution = models.ForeignKey(
        Resolution,
        null=True,
        blank=True,
        related_name="contacts",
        # See roll_call.
        on_delete=models.PROTECT,
    )
    series = models.ForeignKey(
        Series,
        null=True,
        blank=True,
        related_name="contacts",
        # See roll_call.
        on_delete=models.PROTECT,
    )
    visibility = models.CharField(
        max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC
    )

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-id"]
        constraints = [
            known_value("kind", ContactKind, "contact_kind_known"),
            known_value("attribution", Attribution, "contact_attribution_known"),
            known_value("precision", Precision, "contact_precision_known"),
            known_value("visibility", Visibility, "contact_visibility_known"),
            known_value("sought_position", Position, "sought_position_known", blank=True),
            ends_after_it_begins("date", "date_to", "contact_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.when}: {self.summary[:80]}"

    @property
    def when(self) -> str:
        """The day or period in words: "22 February 2023", "September – October 2022"."""
        return written_period(self.date, self.date_to, self.precision)

    @property
    def initiators(self) -> list[ContactParty]:
        return [each for each in self.parties.all() if each.role == ContactParty.Role.INITIATOR]

    @property
    def targets(self) -> list[ContactParty]:
        return [each for each in self.parties.all() if each.role == ContactParty.Role.TARGET]

    def check_whole(self) -> None:
        super().check_whole()
        if not self.targets or not (self.initiators or self.initiators_as_reported):
            raise ValidationError(f"“{self}” needs someone who approached and someone approached.")


class PartyRole(models.TextChoices):
    INITIATOR = "initiator", "Approached"
    TARGET = "target", "Was approached"


class ContactParty(Record):
    """One country's or group's part in a diplomatic contact."""

    Role = PartyRole

    contact = models.ForeignKey(
        DiplomaticContact,
        related_name="parties",
        # The parties are part of the contact.
        on_delete=models.CASCADE,
    )
    role = models.CharField(max_length=10, choices=Role.choices)
    country = models.ForeignKey(
        Country,
        null=True,
        blank=True,
        related_name="contact_parts",
        # A country with a record stays.
        on_delete=models.PROTECT,
    )
    group = models.ForeignKey(
        Group,
        null=True,
        blank=True,
        related_name="contact_parts",
        # A group with a record stays.
        on_delete=models.PROTECT,
    )

    class Meta:
        ordering = ["role", "id"]
        verbose_name_plural = "contact parties"
        constraints = [
            known_value("role", PartyRole, "contact_party_role_known"),
            exactly_one(
                ("country", "group"),
                "contact_party_is_one_country_or_group",
                "A party is one country or one group.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.country or self.group)

    def whole(self) -> Record:
        return self.contact
