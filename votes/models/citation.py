"""What facts rest on: their references to the sources where they were read."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from votes.models.record import Record, exactly_one
from votes.models.source import Source


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

    def in_session(self, *sessions: str) -> CitationQuerySet:
        return self._with_texts("in_session", *sessions)

    def about(self, *topics: Any) -> CitationQuerySet:
        return self._with_texts("about", *topics)

    def in_group(self, *groups: Any) -> CitationQuerySet:
        return self.filter(self._fact("in_group", *groups))

    def _with_texts(self, question: str, *values: Any) -> CitationQuerySet:
        """References of facts, entries and roll calls whose texts answer to a question."""
        from votes.models.resolution import Resolution

        texts = getattr(Resolution.objects, question)(*values).order_by().values("pk")
        about = Q(series_entry__resolution__in=texts) | Q(roll_call__resolution__in=texts)
        return self.filter(self._fact(question, *values) | about)

    def _fact(self, question: str, *values: Any) -> Q:
        """The condition that a statement, contact or expectation answers to a question."""
        condition = Q()
        for name in ("statement", "contact", "expectation"):
            facts: Any = Citation._meta.get_field(name).related_model
            condition |= Q(**{f"{name}__in": getattr(facts.objects, question)(*values).order_by()})
        return condition


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
