"""Where facts were read."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length

from votes.models.record import (
    LONG,
    Record,
    exactly_one,
    http_only,
    known_value,
    plain_scheme,
    web_address,
)


def address_key(text: str) -> str:
    """A web address as compared; "" for what is none.

    >>> address_key("HTTPS://Example.org/A/"), address_key("A title")
    ('https://example.org/A', '')
    """
    scheme, separator, rest = text.strip().partition("://")
    host, slash, path = rest.partition("/")
    if not separator or scheme.lower() not in {"http", "https"} or not host:
        return ""
    return f"{scheme.lower()}://{host.lower()}{slash}{path}".rstrip("/")


class SourceQuerySet(models.QuerySet["Source"]):
    def public(self) -> SourceQuerySet:
        """Sources that something public rests on; those of internal facts alone stay hidden."""
        from votes.models.group import Group, Membership
        from votes.models.membership_spell import VotingStatus
        from votes.models.tie import Sponsorship

        in_use = Q(pk__in=Citation.objects.public().values("source"))
        for model in (VotingStatus, Group, Membership, Sponsorship):
            rows = model._default_manager.filter(source__isnull=False).order_by()
            in_use |= Q(pk__in=rows.values("source"))
        return self.filter(in_use)

    def called(self, text: str) -> list[Source]:
        """The sources whose address, or else whose title, a text is.

        Of an address the case of the host and a last slash do not count, of a title no case.
        """
        text = text.strip()
        if key := address_key(text):
            bare = text.strip().rstrip("/")
            alike = Q(url__iexact=bare) | Q(url__iexact=bare + "/")
            alike |= Q(archived_url__iexact=bare) | Q(archived_url__iexact=bare + "/")
            rows = self.filter(alike).order_by("id")
            return [each for each in rows if key in each.address_keys()]
        # SQLite knows the cases of ASCII letters only.
        alike_long = self.annotate(letters=Length("title")).filter(letters=len(text))
        return [each for each in alike_long.order_by("id") if each.title.lower() == text.lower()]

    def named_or_new(self, text: str, **fields: Any) -> Source:
        """The source whose address or title a text is, else a new one of it, not yet written.

        Raises ValidationError where several are called so, or where it cannot be one.
        """
        found = self.called(text)
        if len(found) > 1:
            titles = "; ".join(str(source) for source in found[:3])
            raise ValidationError(f"Several sources are called so; choose one: {titles}.")
        if found:
            return found[0]
        is_address = text.lower().startswith(("http://", "https://"))
        if not is_address and re.match(r"[A-Za-z][\w+.-]*:\S", text):
            raise ValidationError("An address starts with http:// or https://.")
        fields = {"title": text, "url": text if is_address else ""} | fields
        made = Source(**fields)
        made.full_clean()
        return made

    def by(self, *countries: Any) -> SourceQuerySet:
        """Sources of what is publicly recorded of the countries."""
        return self.filter(pk__in=Citation.objects.public().by(*countries).values("source"))

    def on(self, *resolutions: Any) -> SourceQuerySet:
        return self.filter(pk__in=Citation.objects.public().on(*resolutions).values("source"))

    def in_series(self, *series: Any) -> SourceQuerySet:
        return self.filter(pk__in=Citation.objects.public().in_series(*series).values("source"))

    def of_kind(self, *kinds: str) -> SourceQuerySet:
        return self.filter(kind__in=kinds)

    def since(self, day: date) -> SourceQuerySet:
        """Sources published on the day or later; those without a date are left out."""
        return self.filter(published_on__gte=day)

    def until(self, day: date) -> SourceQuerySet:
        return self.filter(published_on__lte=day)


class CitationQuerySet(models.QuerySet["Citation"]):
    """References, asked about the facts that make them."""

    def public(self) -> CitationQuerySet:
        from votes.models.roll_call import RollCall
        from votes.models.series import SeriesEntry

        public = self._fact("public")
        public |= Q(series_entry__in=SeriesEntry.objects.accepted())
        public |= Q(roll_call__in=RollCall.objects.published())
        return self.filter(public).order_by()

    def by(self, *countries: Any) -> CitationQuerySet:
        return self.filter(self._fact("by", *countries))

    def on(self, *resolutions: Any) -> CitationQuerySet:
        about = Q(series_entry__resolution__in=resolutions)
        about |= Q(roll_call__resolution__in=resolutions)
        return self.filter(self._fact("on", *resolutions) | about)

    def in_series(self, *series: Any) -> CitationQuerySet:
        from votes.models.roll_call import RollCall

        about = Q(series_entry__series__in=series)
        about |= Q(roll_call__in=RollCall.objects.in_series(*series))
        return self.filter(self._fact("in_series", *series) | about)

    def _fact(self, question: str, *values: Any) -> Q:
        """The condition that a statement, contact or expectation answers to a question."""
        condition = Q()
        for name in ("statement", "contact", "expectation"):
            facts: Any = Citation._meta.get_field(name).related_model
            condition |= Q(**{f"{name}__in": getattr(facts.objects, question)(*values).order_by()})
        return condition


class SourceKind(models.TextChoices):
    OFFICIAL_RECORD = "official_record", "Official record"
    GOVERNMENT = "government", "Government publication"
    NEWS = "news", "News report"
    DATASET = "dataset", "Data set"
    SCHOLARSHIP = "scholarship", "Book or article"
    OTHER = "other", "Other"


class SourceGrade(models.TextChoices):
    """How near the source stands to the fact."""

    PRIMARY = "primary", "Primary: the record itself"
    SECONDARY = "secondary", "Secondary: reports it"
    TERTIARY = "tertiary", "Tertiary: repeats a report"


class Source(Record):
    """One publication where facts were read: a meeting record, a news report, a web page."""

    Kind = SourceKind
    Grade = SourceGrade

    title = models.CharField(max_length=LONG, help_text="As published, in its own language.")
    publisher = models.CharField(max_length=200, blank=True, help_text="E.g. Dawn.")
    author = models.CharField(max_length=200, blank=True)
    url = models.CharField(
        "address", max_length=LONG, blank=True, validators=[web_address], help_text="https://…"
    )
    archived_url = models.CharField(
        "archived address",
        max_length=LONG,
        blank=True,
        validators=[web_address],
        help_text="A copy that will stay, such as a web archive's.",
    )
    published_on = models.DateField(null=True, blank=True)
    accessed_on = models.DateField("read on", null=True, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.NEWS)
    language = models.CharField(max_length=10, default="en", help_text="ISO code, e.g. en, ur.")
    grade = models.CharField(max_length=10, choices=Grade.choices, default=Grade.SECONDARY)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["-published_on", "title", "id"]
        constraints = [
            http_only("url", "source_url_is_http"),
            http_only("archived_url", "source_archived_url_is_http"),
            known_value("kind", SourceKind, "source_kind_known"),
            known_value("grade", SourceGrade, "source_grade_known"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.publisher})" if self.publisher else self.title

    def clean(self) -> None:
        self.url, self.archived_url = plain_scheme(self.url), plain_scheme(self.archived_url)

    def address_keys(self) -> set[str]:
        """Its addresses as compared."""
        return {key for url in (self.url, self.archived_url) if (key := address_key(url))}


class Citation(Record):
    """One fact's reference to the source where it was read."""

    FACTS = ("statement", "contact", "expectation", "series_entry", "roll_call")

    source = models.ForeignKey(
        Source,
        related_name="citations",
        # A source that facts rest on cannot go before they do.
        on_delete=models.PROTECT,
    )
    statement = models.ForeignKey(
        "Statement",
        null=True,
        blank=True,
        related_name="citations",
        # A reference has no meaning without the fact that makes it; so for all below.
        on_delete=models.CASCADE,
    )
    contact = models.ForeignKey(
        "DiplomaticContact",
        null=True,
        blank=True,
        related_name="citations",
        # See statement.
        on_delete=models.CASCADE,
    )
    expectation = models.ForeignKey(
        "Expectation",
        null=True,
        blank=True,
        related_name="citations",
        # See statement.
        on_delete=models.CASCADE,
    )
    series_entry = models.ForeignKey(
        "SeriesEntry",
        null=True,
        blank=True,
        related_name="citations",
        # See statement.
        on_delete=models.CASCADE,
    )
    roll_call = models.ForeignKey(
        "RollCall",
        null=True,
        blank=True,
        related_name="citations",
        # See statement.
        on_delete=models.CASCADE,
    )
    locator = models.CharField(max_length=200, blank=True, help_text="Page, paragraph or time.")
    quote = models.TextField(blank=True, help_text="The words that carry the fact, as printed.")

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            exactly_one(
                ("statement", "contact", "expectation", "series_entry", "roll_call"),
                "citation_of_exactly_one_fact",
                "A citation belongs to exactly one fact.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}, {self.locator}" if self.locator else str(self.source)

    @property
    def fact(self) -> Record:
        """The one fact that makes this reference."""
        name = next(name for name in self.FACTS if getattr(self, f"{name}_id"))
        return getattr(self, name)

    def whole(self) -> Record:
        return self.fact.whole()


class SourcedFact(Record):
    """A record that may not stand without a source."""

    class Meta:
        abstract = True

    @property
    def text(self) -> Any:
        """The resolution it is about, itself or by a roll call on it; None where neither."""
        roll_call = getattr(self, "roll_call", None)
        return self.resolution or (roll_call.resolution if roll_call else None)  # type: ignore[attr-defined]

    def is_sourced(self) -> bool:
        return self.citations.exists()  # type: ignore[attr-defined]

    def check_whole(self) -> None:
        if not self.is_sourced():
            raise ValidationError(
                f"The {self._meta.verbose_name} “{self}” needs at least one source."
            )
