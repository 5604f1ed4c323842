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
    http_only,
    known_value,
    plain_scheme,
    web_address,
)
from votes.models.text import any_of, spellings


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
        from votes.models.citation import Citation
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
        return self._citing("by", *countries)

    def on(self, *resolutions: Any) -> SourceQuerySet:
        return self._citing("on", *resolutions)

    def in_series(self, *series: Any) -> SourceQuerySet:
        return self._citing("in_series", *series)

    def in_group(self, *groups: Any) -> SourceQuerySet:
        return self._citing("in_group", *groups)

    def in_session(self, *sessions: str) -> SourceQuerySet:
        return self._citing("in_session", *sessions)

    def about(self, *topics: Any) -> SourceQuerySet:
        return self._citing("about", *topics)

    def _citing(self, question: str, *values: Any) -> SourceQuerySet:
        """Sources of what is public and answers to a question about facts."""
        from votes.models.citation import Citation

        cited = getattr(Citation.objects.public(), question)(*values)
        return self.filter(pk__in=cited.values("source"))

    def of_kind(self, *kinds: str) -> SourceQuerySet:
        return self.filter(kind__in=kinds)

    def published_by(self, *publishers: str) -> SourceQuerySet:
        return self.filter(publisher__in=publishers)

    def publishers(self) -> list[str]:
        """Who published them, each spelling once."""
        named = self.exclude(publisher="").order_by("publisher")
        return list(named.values_list("publisher", flat=True).distinct())

    def matching(self, search: str) -> SourceQuerySet:
        """Sources that have every word in the title, publisher, author or address."""
        matches = self
        for word in search.split():
            told = Q()
            for name in ("title", "publisher", "author", "url"):
                told |= any_of(f"{name}__icontains", spellings(word))
            matches = matches.filter(told)
        return matches

    def since(self, day: date) -> SourceQuerySet:
        """Sources published on the day or later; those without a date are left out."""
        return self.filter(published_on__gte=day)

    def until(self, day: date) -> SourceQuerySet:
        return self.filter(published_on__lte=day)


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
