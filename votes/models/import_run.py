"""Files brought in, and what was wrong in them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from votes.models.record import known_value


class ImportOutcome(models.TextChoices):
    RUNNING = "running", "Running"
    COMPLETED = "completed", "Completed"
    REFUSED_SOME = "refused_some", "Completed, with refusals"
    FAILED = "failed", "Failed: nothing was written"


class ImportRun(models.Model):
    """One file brought in: what it was, who brought it, and what came of it."""

    Outcome = ImportOutcome

    name = models.CharField(max_length=300, help_text="The file's name.")
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
        constraints = [known_value("outcome", ImportOutcome, "import_run_outcome_known")]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_outcome_display().lower()})"


class ImportIssue(models.Model):
    """One thing that was wrong in a file that was brought in."""

    run = models.ForeignKey(
        ImportRun,
        related_name="issues",
        # What was wrong is part of the run.
        on_delete=models.CASCADE,
    )
    record = models.CharField(max_length=100, blank=True, help_text="The record in the file.")
    line = models.PositiveIntegerField(null=True, help_text="Counted in records, not in lines.")
    column = models.CharField(max_length=100, blank=True)
    what = models.TextField()
    why = models.TextField(blank=True)

    class Meta:
        ordering = ["run", "line", "id"]

    def __str__(self) -> str:
        return f"{self.record or 'file'}: {self.what}"
