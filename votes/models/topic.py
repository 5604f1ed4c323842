"""Subjects of resolutions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.text import slugify

from votes.models.record import Record, known_value
from votes.models.text import any_of, spellings


class TopicScheme(models.TextChoices):
    UNBIS = "unbis", "UNBIS thesaurus"
    VOETEN = "voeten", "Voeten's issue codes"
    OWN = "own", "This record's own"


class TopicQuerySet(models.QuerySet["Topic"]):
    def each_named(self, texts: Iterable[str]) -> dict[str, list[Topic]]:
        """The subjects that each slug or name means, in one query; one name may mean a subject
        in each scheme."""
        slugs = {text: {text.lower(), slugify(text)} for text in texts}
        rows = self.filter(Q(slug__in=set().union(*slugs.values())) | Q(name__in=slugs))
        found = list(rows.order_by("pk"))
        return {
            text: [each for each in found if each.slug in slugs[text] or each.name == text]
            for text in slugs
        }

    def of_scheme(self, *schemes: str) -> TopicQuerySet:
        return self.filter(scheme__in=schemes)

    def matching(self, search: str) -> TopicQuerySet:
        matches = self
        for word in search.split():
            matches = matches.filter(any_of("name__icontains", spellings(word)))
        return matches


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

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            known_value("scheme", TopicScheme, "topic_scheme_known"),
            models.UniqueConstraint(fields=["scheme", "name"], name="topic_name_once_per_scheme"),
        ]

    def clean(self) -> None:
        # In addresses case does not count.
        self.slug = self.slug.lower()
        if self._state.adding:
            # Nothing can be under it yet, and what it is under may only be on its way.
            return
        above, seen = self.parent, set[Any]()
        while above is not None and above.pk not in seen:
            if above.pk == self.pk:
                raise ValidationError({"parent": "A topic cannot be under itself."})
            seen.add(above.pk)
            above = above.parent

    def __str__(self) -> str:
        return self.name


class ResolutionTopic(Record):
    """One subject of one text."""

    resolution = models.ForeignKey(
        "Resolution",
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

    def whole(self) -> Record:
        return self.resolution
