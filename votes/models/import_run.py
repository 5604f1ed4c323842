"""Files brought in, and what was wrong in them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from votes.models.record import Record, known_value


class ImportOutcome(models.TextChoices):
    RUNNING = "running", "Running"
    COMPLETED = "completed", "Completed"
    REFUSED_SOME = "refused_some", "Completed, with refusals"
    FAILED = "failed", "Failed: nothing was written"


class IdentifierScheme(models.TextChoices):
    """The libraries and data sets that number roll calls."""

    UNDL = "undl", "UN Digital Library"
    VOETEN = "voeten", "Voeten's roll calls (rcid)"
    VETOES = "vetoes", "List of Security Council vetoes"


class FileSource(models.TextChoices):
    """What a file is an edition of, in the order of precedence: of two sources that differ, the
    one that stands first here is followed, and a person's correction before them all."""

    UNDL_ASSEMBLY = "undl_ga", "UN Digital Library, General Assembly"
    UNDL_COUNCIL = "undl_sc", "UN Digital Library, Security Council"
    BUNDLED = "bundled", "Bundled data"
    VETOES = "vetoes", "List of Security Council vetoes"
    VOETEN = "voeten", "Voeten’s roll calls"
    VOETEN_ABSENCES = "voeten_absences", "Voeten’s roll calls with absences"
    DUMP = "dump", "Dump of another tracker"

    @property
    def rank(self) -> int:
        """Its place in the order of precedence; the lower number is followed."""
        return list(FileSource).index(self)

    @property
    def scheme(self) -> str:
        """The numbers that its roll calls carry; "" where they carry none."""
        schemes = {"undl_ga": "undl", "undl_sc": "undl", "voeten_absences": "voeten"}
        return schemes.get(self, self.value if self in IdentifierScheme.values else "")


class ImportRun(models.Model):
    """One file brought in: what it was, who brought it, and what came of it."""

    Outcome = ImportOutcome
    Source = FileSource

    name = models.CharField(max_length=300, help_text="The file's name.")
    source = models.CharField(max_length=20, choices=FileSource.choices)
    source_name = models.CharField(max_length=100, help_text="What the file is an edition of.")
    edition = models.CharField(max_length=100, blank=True)
    checksum = models.CharField("SHA-256", max_length=64, db_index=True)
    terms = models.CharField("terms of use", max_length=300, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        related_name="+",
        # Whoever brought a file in stays named.
        on_delete=models.PROTECT,
    )
    outcome = models.CharField(max_length=15, choices=Outcome.choices, default=Outcome.RUNNING)
    counts = models.JSONField(default=dict, help_text="Added, changed, unchanged, kept, refused.")

    class Meta:
        ordering = ["-id"]
        constraints = [
            known_value("outcome", ImportOutcome, "import_run_outcome_known"),
            known_value("source", FileSource, "import_run_source_known"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_outcome_display().lower()})"

    @property
    def scheme(self) -> str:
        return FileSource(self.source).scheme


class IssueKind(models.TextChoices):
    REFUSED = "refused", "Refused: the roll call was not taken"
    UNKNOWN_STATE = "unknown_state", "Refused: a state is not known"
    TALLY = "tally", "Refused: the tally does not add up"
    DIFFERENCE = "difference", "Two sources differ"
    KEPT = "kept", "A person’s correction was kept"
    MISSING = "missing", "No longer in the file"
    DOUBT = "doubt", "Taken, but doubtful"


class ImportIssueQuerySet(models.QuerySet["ImportIssue"]):
    def told_differences(self) -> list[str]:
        """Where sources were found to differ, a sentence each, however often a file came.

        Without the name of the roll call, beside which they stand.
        """
        rows = self.filter(kind=ImportIssue.Kind.DIFFERENCE).order_by("id")
        return list(
            dict.fromkeys(
                f"{run}: {what.partition(': ')[2]}"
                for run, what in rows.values_list("run__source_name", "what")
            )
        )


class ImportIssue(models.Model):
    """One thing that was wrong in a file that was brought in."""

    Kind = IssueKind

    run = models.ForeignKey(
        ImportRun,
        related_name="issues",
        # What was wrong is part of the run.
        on_delete=models.CASCADE,
    )
    kind = models.CharField(max_length=15, choices=IssueKind.choices, default=IssueKind.REFUSED)
    roll_call = models.ForeignKey(
        "RollCall",
        null=True,
        related_name="import_issues",
        # What was said of a roll call that is no more means nothing.
        on_delete=models.CASCADE,
    )
    record = models.CharField(max_length=100, blank=True, help_text="The record in the file.")
    line = models.PositiveIntegerField(null=True, help_text="Counted in records, not in lines.")
    column = models.CharField(max_length=100, blank=True)
    what = models.TextField()
    why = models.TextField(blank=True)

    objects = ImportIssueQuerySet.as_manager()

    class Meta:
        ordering = ["run", "line", "id"]
        constraints = [known_value("kind", IssueKind, "import_issue_kind_known")]

    def __str__(self) -> str:
        return f"{self.record or 'file'}: {self.what}"


class AcceptedDiscrepancy(Record):
    """A person's decision to take a roll call that does not add up in its file, and why.

    It holds for one record of one library, and for the difference that the person saw.
    """

    scheme = models.CharField("library", max_length=10, choices=IdentifierScheme.choices)
    record = models.CharField(
        max_length=40, help_text="The record's number there, as the issue of the import names it."
    )
    difference = models.TextField(help_text="As the issue states it.")
    explanation = models.TextField(help_text="Why it is right all the same. Readers see it.")

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "accepted discrepancies"
        constraints = [
            models.UniqueConstraint(fields=["scheme", "record"], name="one_acceptance_per_record"),
            known_value("scheme", IdentifierScheme, "accepted_discrepancy_scheme_known"),
        ]

    def __str__(self) -> str:
        return f"Record {self.record} ({self.get_scheme_display()})"
