"""Texts from draft to outcome, their subjects, their ties and their sponsors."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from votes.models.country import Country
from votes.models.group import Group
from votes.models.record import (
    LONG,
    Record,
    exactly_one,
    http_only,
    known_value,
    symbol_key,
    web_address,
)
from votes.models.source import Source


class Body(models.TextChoices):
    ASSEMBLY = "GA", "General Assembly"
    COUNCIL = "SC", "Security Council"
    HUMAN_RIGHTS_COUNCIL = "HRC", "Human Rights Council"


class TopicScheme(models.TextChoices):
    UNBIS = "unbis", "UNBIS thesaurus"
    VOETEN = "voeten", "Voeten's issue codes"
    OWN = "own", "This record's own"


class Topic(Record):
    """A subject of resolutions in one scheme of subjects."""

    Scheme = TopicScheme

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=200, unique=True)
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        related_name="children",
        # A subject with narrower ones under it stays.
        on_delete=models.PROTECT,
    )
    scheme = models.CharField(max_length=10, choices=Scheme.choices, default=Scheme.OWN)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            known_value("scheme", TopicScheme, "topic_scheme_known"),
            models.UniqueConstraint(fields=["scheme", "name"], name="topic_name_once_per_scheme"),
        ]

    def __str__(self) -> str:
        return self.name


class ResolutionQuerySet(models.QuerySet["Resolution"]):
    def called(self, text: str) -> Resolution:
        """The one text that a symbol in any spelling, a draft symbol or `id-123` names.

        Raises Resolution.DoesNotExist or, for a draft symbol that several adopted texts share,
        Resolution.MultipleObjectsReturned naming them.
        """
        key = symbol_key(text)
        number = key.removeprefix("ID-")
        if number != key and number.isdecimal() and len(number) <= 18:
            return self.get(pk=int(number))
        if not key:
            raise Resolution.DoesNotExist("An empty symbol names no text.")
        for condition in (
            Q(symbol_key=key),
            Q(draft_key=key),
            Q(symbol_key__in=[f"A-RES-{key}", f"S-RES-{key}"]),
        ):
            found = list(self.filter(condition)[:5])
            if len(found) == 1:
                return found[0]
            if found:
                names = ", ".join(str(resolution) for resolution in found)
                raise Resolution.MultipleObjectsReturned(f"“{text}” names several texts: {names}.")
        raise Resolution.DoesNotExist(f"No text is called “{text}”.")

    def tabled(self) -> ResolutionQuerySet:
        """Drafts that await a vote, the next one first."""
        return self.filter(status=Resolution.Status.TABLED).order_by(
            models.F("vote_expected_on").asc(nulls_last=True), "-tabled_on", "id"
        )

    def voted(self) -> ResolutionQuerySet:
        """Texts with at least one published roll call."""
        from votes.models.roll_call import RollCall

        return self.filter(Exists(RollCall.objects.published().filter(resolution=OuterRef("pk"))))

    def newest_first(self) -> ResolutionQuerySet:
        return self.order_by("-pk")


class ResolutionStatus(models.TextChoices):
    TABLED = "tabled", "Tabled"
    ADOPTED = "adopted", "Adopted"
    NOT_ADOPTED = "not_adopted", "Not adopted"
    NO_ACTION = "no_action", "No action taken"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Revised(models.TextChoices):
    ORALLY_REVISED = "orally_revised", "Orally revised"
    AMENDED = "amended", "Amended before the vote"


class Resolution(Record):
    """One text, from draft to outcome."""

    Status = ResolutionStatus
    Revised = Revised

    symbol = models.CharField(
        max_length=60,
        blank=True,
        help_text="As printed, e.g. A/RES/ES-11/1. Empty until a draft is adopted.",
    )
    symbol_key = models.CharField(max_length=60, blank=True, editable=False)
    draft_symbol = models.CharField(
        max_length=60,
        blank=True,
        help_text="The draft as voted, e.g. A/ES-11/L.1 or A/76/L.3/Rev.1.",
    )
    draft_key = models.CharField(max_length=60, blank=True, editable=False, db_index=True)
    draft_addenda = models.CharField(
        max_length=LONG,
        blank=True,
        help_text="Further documents of the same draft, separated by |, e.g. A/38/L.2/Add.1.",
    )
    revised = models.CharField(max_length=20, choices=Revised.choices, blank=True)
    title = models.TextField(help_text="The subject, without “resolution adopted by …”.")
    body = models.CharField(max_length=5, choices=Body.choices, default=Body.ASSEMBLY)
    session = models.CharField(max_length=10, blank=True, help_text="E.g. 77 or ES-11.")
    agenda_title = models.TextField("agenda item", blank=True)
    committee_report = models.CharField(max_length=60, blank=True)
    topics = models.ManyToManyField(
        Topic, through="ResolutionTopic", blank=True, related_name="resolutions"
    )
    status = models.CharField(max_length=15, choices=Status.choices, default=Status.TABLED)
    tabled_on = models.DateField(null=True, blank=True)
    vote_expected_on = models.DateField(null=True, blank=True)
    text_url = models.CharField(
        "address of the text",
        max_length=LONG,
        blank=True,
        validators=[web_address],
        help_text="E.g. https://docs.un.org/A/RES/ES-11/1",
    )
    note = models.TextField(blank=True, help_text="Shown on the public page.")
    internal_note = models.TextField(blank=True, help_text="Seen by signed-in staff only.")

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            known_value("body", Body, "resolution_body_known"),
            known_value("status", ResolutionStatus, "resolution_status_known"),
            known_value("revised", Revised, "resolution_revised_known", blank=True),
            http_only("text_url", "resolution_text_url_is_http"),
            models.UniqueConstraint(
                fields=["symbol_key"],
                condition=~Q(symbol_key=""),
                name="symbol_of_one_resolution",
                violation_error_message="Another text has this symbol.",
            ),
            models.CheckConstraint(
                condition=~Q(status="tabled") | ~Q(draft_symbol=""),
                name="tabled_text_has_draft_symbol",
                violation_error_message="A tabled text has a draft symbol.",
            ),
        ]

    def __str__(self) -> str:
        return self.symbol or self.draft_symbol or self.title[:80]

    def get_absolute_url(self) -> str:
        return reverse("resolution", args=[self.slug])

    @property
    def slug(self) -> str:
        """The symbol as it stands in an address: A-RES-ES-11-1; `id-123` without one."""
        symbol = self.symbol or self.draft_symbol
        return symbol.replace("/", "-").replace(" ", "") if symbol else f"id-{self.pk}"

    def clean(self) -> None:
        self.symbol_key, self.draft_key = symbol_key(self.symbol), symbol_key(self.draft_symbol)
        if self.symbol and not self.symbol_key:
            raise ValidationError({"symbol": "A symbol has letters or digits."})


class ResolutionTopic(Record):
    """One subject of one text."""

    resolution = models.ForeignKey(
        Resolution,
        related_name="topic_links",
        # The link is part of the text.
        on_delete=models.CASCADE,
    )
    topic = models.ForeignKey(
        Topic,
        related_name="resolution_links",
        # A subject in use stays.
        on_delete=models.PROTECT,
    )

    class Meta:
        ordering = ["topic__name"]
        verbose_name = "topic of a text"
        verbose_name_plural = "topics of texts"
        constraints = [
            models.UniqueConstraint(fields=["resolution", "topic"], name="topic_once_per_text")
        ]

    def __str__(self) -> str:
        return f"{self.resolution}: {self.topic}"


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
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_resolution} {self.get_kind_display()} {self.to_resolution}"


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
