"""Questions put again and again, and the texts that put them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_noop

from votes.models.changing import changing
from votes.models.record import Record, known_value
from votes.models.resolution import Resolution
from votes.models.text import any_of, spellings


class SeriesQuerySet(models.QuerySet["Series"]):
    def accepted(self) -> SeriesQuerySet:
        """The series an editor has accepted; only these are public."""
        return self.filter(status=Series.Status.ACCEPTED)

    def matching(self, search: str) -> SeriesQuerySet:
        matches = self
        for word in search.split():
            matches = matches.filter(any_of("title__icontains", spellings(word)))
        return matches


class SeriesStatus(models.TextChoices):
    PROPOSED = "proposed", "Proposed: staff only"
    ACCEPTED = "accepted", "Accepted"
    REJECTED = "rejected", "Rejected"


class Series(Record):
    """A question put again and again."""

    Status = SeriesStatus

    title = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=80, unique=True, help_text="As in the address: ukraine.")
    yes_means = models.TextField(
        "what a Yes means", blank=True, help_text="One sentence, e.g. “To condemn …”."
    )
    note = models.TextField(blank=True, help_text="What belongs here and what does not.")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PROPOSED)
    # What a proposal was made from, so that it is made once and a rejected one stays away.
    proposal = models.CharField(max_length=64, blank=True, editable=False)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        verbose_name_plural = "series"
        constraints = [
            known_value("status", SeriesStatus, "series_status_known"),
            models.UniqueConstraint(
                fields=["proposal"],
                condition=~models.Q(proposal=""),
                name="one_series_a_proposal",
                violation_error_message="This has been proposed already.",
            ),
        ]

    def clean(self) -> None:
        # In addresses case does not count.
        self.slug = self.slug.lower()

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("series", args=[self.slug])


def merge(target: Series, others: Iterable[Series], user: Any) -> None:
    """Move the entries of other series into one; what is left of the others is rejected, so that
    they are not proposed again. A text that the target has already is not moved."""
    with changing(user, f"Merged into “{target}”") as gate:
        have = set(target.entries.values_list("resolution_id", flat=True))
        for other in others:
            for entry in other.entries.exclude(resolution__in=have):
                have.add(entry.resolution_id)
                entry.series = target
                gate.save(entry)
            other.status = Series.Status.REJECTED
            gate.save(other)


def split(entries: Iterable[SeriesEntry], title: str, slug: str, user: Any) -> Series:
    """Move entries out of their series into a new one of their own, proposed for now."""
    with changing(user, f"Split off as “{title}”") as gate:
        series = Series(title=title, slug=slug)
        gate.save(series)
        for entry in entries:
            entry.series = series
            gate.save(entry)
    return series


class SeriesEntryQuerySet(models.QuerySet["SeriesEntry"]):
    def core(self) -> SeriesEntryQuerySet:
        return self.filter(role=SeriesEntry.Role.CORE)

    def accepted(self) -> SeriesEntryQuerySet:
        """Entries of the series that are public."""
        return self.filter(series__status=Series.Status.ACCEPTED)

    def placing(self, *texts: Resolution) -> SeriesEntryQuerySet:
        """The accepted entries of some texts with both of these, by the titles of these."""
        found = self.accepted().filter(resolution__in=texts)
        return found.select_related("series", "resolution").order_by("series__title", "id")


class EntryRole(models.TextChoices):
    CORE = "core", gettext_noop("Core: the same question")
    RELATED = "related", gettext_noop("Related: another text on the matter")


class Direction(models.IntegerChoices):
    SAME = 1, "A Yes means what the series says"
    OPPOSITE = -1, "A Yes means the opposite"


class SeriesEntry(Record):
    """One text's place in a series."""

    Role = EntryRole
    Direction = Direction

    series = models.ForeignKey(
        Series,
        related_name="entries",
        # An entry is part of its series.
        on_delete=models.CASCADE,
    )
    resolution = models.ForeignKey(
        Resolution,
        related_name="series_entries",
        # A text that a series counts on stays.
        on_delete=models.PROTECT,
    )
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.CORE)
    direction = models.SmallIntegerField(choices=Direction.choices, default=Direction.SAME)
    note = models.TextField("editor's note", blank=True, help_text="Why the text belongs here.")

    objects = SeriesEntryQuerySet.as_manager()

    class Meta:
        ordering = ["series", "id"]
        verbose_name_plural = "series entries"
        constraints = [
            known_value("role", EntryRole, "series_entry_role_known"),
            models.CheckConstraint(
                condition=models.Q(direction__in=[1, -1]),
                name="series_entry_direction_known",
                violation_error_message="Direction: unknown value.",
            ),
            models.UniqueConstraint(fields=["series", "resolution"], name="text_once_per_series"),
        ]

    def __str__(self) -> str:
        return f"{self.resolution} in {self.series}"

    def whole(self) -> Record:
        return self.series

    def clean(self) -> None:
        if self.direction == self.Direction.OPPOSITE and not self.note:
            raise ValidationError({"note": "Say why a Yes means the opposite here."})
