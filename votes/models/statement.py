"""What countries said."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, Prefetch, Q
from django.utils.translation import gettext_noop

from votes.models.citation import Citation, SourcedFact
from votes.models.country import Country
from votes.models.group import Group, members_of
from votes.models.record import (
    Attribution,
    Precision,
    Visibility,
    known_value,
    name_key,
    written,
)
from votes.models.resolution import Resolution
from votes.models.roll_call import RollCall
from votes.models.series import Series, SeriesEntry
from votes.models.text import any_of, spellings
from votes.models.topic import Topic


class FactQuerySet(models.QuerySet):
    """What statements, diplomatic contacts and expectations are asked alike."""

    # The columns in which it is written what happened.
    written_in: tuple[str, ...] = ("summary",)

    def public(self) -> FactQuerySet:
        """What readers may see; a fact about a draft roll call waits for its publication."""
        visible = self.filter(visibility=Visibility.PUBLIC)
        if self._has("roll_call"):
            visible = visible.filter(
                Q(roll_call__isnull=True) | Q(roll_call__state=RollCall.State.PUBLISHED)
            )
        return visible

    def by(self, *countries: Country) -> FactQuerySet:
        """Facts about the countries themselves; contacts in which they took part."""
        return self.filter(country__in=countries)

    def in_group(self, *groups: Group) -> FactQuerySet:
        """Facts about countries that were members of one of the groups on the day."""
        return self.filter(Exists(members_of(groups, "country", "date")))

    def on(self, *resolutions: Resolution) -> FactQuerySet:
        """Facts about the texts, or about a roll call on one of them."""
        return self.filter(self._of_texts(resolutions))

    def in_series(self, *series: Series) -> FactQuerySet:
        """Facts about the series, or about one of their texts."""
        texts = SeriesEntry.objects.filter(series__in=series).values("resolution")
        about = self._of_texts(texts)
        if self._has("series"):
            about |= Q(series__in=series)
        return self.filter(about)

    def in_session(self, *sessions: str) -> FactQuerySet:
        """Facts about texts of the sessions."""
        return self.filter(self._of_texts(keys(Resolution.objects.in_session(*sessions))))

    def about(self, *topics: Topic) -> FactQuerySet:
        """Facts about texts on the topics."""
        return self.filter(self._of_texts(keys(Resolution.objects.about(*topics))))

    def matching(self, search: str) -> FactQuerySet:
        """Facts that have every word in what is written of them, or every word in the title or
        the symbol of their text; any case, accents as `Resolution` knows them."""
        told = Q()
        for word in search.split():
            told &= self._told(word)
        return self.filter(told | self._of_texts(keys(Resolution.objects.matching(search))))

    def _told(self, word: str) -> Q:
        """The condition that a word stands in what is written of a fact."""
        told = Q()
        for name in self.written_in:
            told |= any_of(f"{name}__icontains", spellings(word))
        return told

    def _of_texts(self, texts: Any) -> Q:
        about = Q(resolution__in=texts)
        if self._has("roll_call"):
            about |= Q(roll_call__resolution__in=texts)
        return about

    def of_kind(self, *kinds: str) -> FactQuerySet:
        return self.filter(kind__in=kinds)

    def since(self, day: date) -> FactQuerySet:
        return self.filter(date__gte=day)

    def until(self, day: date) -> FactQuerySet:
        return self.filter(date__lte=day)

    def newest_first(self) -> FactQuerySet:
        return self.order_by("-date", "-id")

    def _has(self, name: str) -> bool:
        return any(field.name == name for field in self.model._meta.fields)

    def with_sources(self) -> FactQuerySet:
        """Each with its citations and the text it is about."""
        cited = Citation.objects.select_related("source")
        about = ["resolution", *(["roll_call__resolution"] if self._has("roll_call") else [])]
        return self.prefetch_related(Prefetch("citations", cited)).select_related(*about)


def keys(texts: Any) -> Any:
    """The keys of texts, for a condition."""
    return texts.order_by().values("pk")


class StatementQuerySet(FactQuerySet):
    def in_group(self, *groups: Group) -> StatementQuerySet:
        """Statements by members of one of the groups on the day, or on behalf of one."""
        members = Exists(members_of(groups, "country", "date"))
        return self.filter(members | Q(on_behalf_of__in=groups))

    def _told(self, word: str) -> Q:
        key = name_key(word)
        return Q(text_key__contains=key) if key else Q(pk__in=[])


class StatementKind(models.TextChoices):
    EXPLANATION_BEFORE = "explanation_before", gettext_noop("Explanation of vote before the vote")
    EXPLANATION_AFTER = "explanation_after", gettext_noop("Explanation of vote after the vote")
    DEBATE = "debate", gettext_noop("Statement in debate")
    PRESS_BRIEFING = "press_briefing", gettext_noop("Press briefing")
    INTERVIEW = "interview", gettext_noop("Interview")
    JOINT = "joint", gettext_noop("Joint statement")
    REACTION = "reaction", gettext_noop("Reaction")
    CLAIM = "claim", gettext_noop("Claim")


class StatementStance(models.TextChoices):
    SUPPORTS = "supports", "Supports"
    OPPOSES = "opposes", "Opposes"
    MIXED = "mixed", "Mixed"
    NEUTRAL = "neutral", "Neutral"
    UNDISCLOSED = "undisclosed", "Not disclosed"


class Statement(SourcedFact):
    """What a country said, once, somewhere."""

    Kind = StatementKind
    Stance = StatementStance

    country = models.ForeignKey(
        Country,
        related_name="statements",
        # A country with a record stays.
        on_delete=models.PROTECT,
    )
    on_behalf_of = models.ForeignKey(
        Group,
        null=True,
        blank=True,
        related_name="statements",
        # A group with a record stays.
        on_delete=models.PROTECT,
    )
    date = models.DateField()
    precision = models.CharField(
        "date known to the", max_length=5, choices=Precision.choices, default=Precision.DAY
    )
    kind = models.CharField(max_length=20, choices=Kind.choices)
    speaker = models.CharField(max_length=200, blank=True, help_text="Name and office.")
    venue = models.CharField(max_length=200, blank=True)
    quote = models.TextField(blank=True, help_text="The words as printed, without marks.")
    language = models.CharField(max_length=10, default="en", help_text="Of the quotation.")
    summary = models.TextField(help_text="One or two sentences of our own.")
    stance = models.CharField(max_length=15, choices=Stance.choices)
    reasons = models.TextField(blank=True, help_text="The reasons given, in our words.")
    text_key = models.TextField(blank=True, editable=False)
    attribution = models.CharField(max_length=15, choices=Attribution.choices)
    roll_call = models.ForeignKey(
        RollCall,
        null=True,
        blank=True,
        related_name="statements",
        # What was said outlives a mistaken entry; move it first. So for the two below.
        on_delete=models.PROTECT,
    )
    resolution = models.ForeignKey(
        Resolution,
        null=True,
        blank=True,
        related_name="statements",
        # See roll_call.
        on_delete=models.PROTECT,
    )
    series = models.ForeignKey(
        Series,
        null=True,
        blank=True,
        related_name="statements",
        # See roll_call.
        on_delete=models.PROTECT,
    )
    visibility = models.CharField(
        max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC
    )

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-id"]
        constraints = [
            known_value("kind", StatementKind, "statement_kind_known"),
            known_value("stance", StatementStance, "statement_stance_known"),
            known_value("attribution", Attribution, "statement_attribution_known"),
            known_value("precision", Precision, "statement_precision_known"),
            known_value("visibility", Visibility, "statement_visibility_known"),
        ]

    def __str__(self) -> str:
        return f"{self.country}, {self.when}: {self.summary[:80]}"

    def clean(self) -> None:
        texts = (self.summary, self.quote, self.reasons, self.speaker, self.venue)
        self.text_key = " ".join(key for key in map(name_key, texts) if key)

    @property
    def when(self) -> str:
        return written(self.date, self.precision)
