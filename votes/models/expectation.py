"""What was expected of countries before a vote."""

from __future__ import annotations

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_noop

from votes.models.citation import SourcedFact
from votes.models.country import Country
from votes.models.record import Attribution, Precision, Visibility, known_value, written
from votes.models.resolution import Resolution
from votes.models.statement import FactQuerySet, Statement
from votes.models.tally import Position as TakenPosition


class ExpectationQuerySet(FactQuerySet):
    written_in = ("summary", "expected_by")

    def in_position(self, *positions: ExpectedPosition) -> ExpectationQuerySet:
        return self.filter(position__in=positions)

    def with_outcome(self) -> ExpectationQuerySet:
        """Each with the letter that was then recorded as `outcome`: the country's position in the
        newest published vote on the whole text; None before there is one."""
        from votes.models.roll_call import RollCall
        from votes.models.vote import Vote

        taken = Vote.objects.public().of_scope(RollCall.Scope.WHOLE).newest_first()
        of_it = taken.filter(
            country=OuterRef("country"), roll_call__resolution=OuterRef("resolution")
        )
        return self.annotate(outcome=Subquery(of_it.values("position")[:1]))


class ExpectedPosition(models.TextChoices):
    YES = "Y", gettext_noop("Yes")
    NO = "N", gettext_noop("No")
    ABSTAIN = "A", gettext_noop("Abstain")
    NON_VOTING = "X", gettext_noop("Not vote")
    UNDECIDED = "U", gettext_noop("Undecided")

    @property
    def word(self) -> str:
        return self.name.lower()


class ExpectationConfidence(models.TextChoices):
    LEANS = "leans", gettext_noop("Leans")
    COMMITTED = "committed", gettext_noop("Committed")


class Expectation(SourcedFact):
    """What someone expected of one country on one tabled text."""

    Position = ExpectedPosition
    Confidence = ExpectationConfidence

    resolution = models.ForeignKey(
        Resolution,
        related_name="expectations",
        # What was expected stays on record; move it first.
        on_delete=models.PROTECT,
    )
    country = models.ForeignKey(
        Country,
        related_name="expectations",
        # A country with a record stays.
        on_delete=models.PROTECT,
    )
    position = models.CharField(max_length=1, choices=Position.choices)
    confidence = models.CharField(max_length=10, choices=Confidence.choices)
    expected_by = models.CharField(max_length=200, help_text="E.g. Foreign Office sources.")
    date = models.DateField()
    precision = models.CharField(
        "date known to the", max_length=5, choices=Precision.choices, default=Precision.DAY
    )
    statement = models.ForeignKey(
        Statement,
        null=True,
        blank=True,
        related_name="expectations",
        # The evidence stays as long as what rests on it.
        on_delete=models.PROTECT,
        help_text="The country's own words, where they are the evidence.",
    )
    summary = models.TextField(blank=True, help_text="One sentence of our own.")
    attribution = models.CharField(max_length=15, choices=Attribution.choices)
    visibility = models.CharField(
        max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC
    )

    objects = ExpectationQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-id"]
        constraints = [
            known_value("position", ExpectedPosition, "expectation_position_known"),
            known_value("confidence", ExpectationConfidence, "expectation_confidence_known"),
            known_value("attribution", Attribution, "expectation_attribution_known"),
            known_value("precision", Precision, "expectation_precision_known"),
            known_value("visibility", Visibility, "expectation_visibility_known"),
        ]

    def __str__(self) -> str:
        return f"{self.country} on {self.resolution}: {self.get_position_display().lower()}"

    @property
    def when(self) -> str:
        return written(self.date, self.precision)

    def came_true(self, taken: TakenPosition) -> bool | None:
        """Whether the position taken is the expected one; None where it was undecided."""
        if self.position == self.Position.UNDECIDED:
            return None
        return self.position == taken.value
