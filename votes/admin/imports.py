"""The desk of imports: what was brought in, and what was wrong in it."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from votes.admin.desk import ReadOnlyDesk, how_many
from votes.models import ImportIssue, ImportRun


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyDesk):
    list_display = ["name", "source_name", "edition", "started_at", "user", "outcome", "issues"]
    list_filter = ["outcome", "source_name"]
    list_select_related = ("user",)
    search_fields = ["name", "source_name", "edition", "checksum"]
    search_help_text = "A file, a source, an edition or a checksum"
    ordering = ["-id"]
    fields = [
        "name",
        "source_name",
        "edition",
        "checksum",
        "terms",
        "user",
        "started_at",
        "finished_at",
        "outcome",
        "counts",
        "issues",
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(issue_count=how_many(ImportIssue, "run"))

    @admin.display(description="issues", ordering="issue_count")
    def issues(self, run):
        address = reverse("admin:votes_importissue_changelist")
        return format_html(
            '<a href="{}?run__id__exact={}">{}</a>', address, run.pk, run.issue_count
        )


@admin.register(ImportIssue)
class ImportIssueAdmin(ReadOnlyDesk):
    list_display = ["what", "record", "line", "column", "why", "run"]
    list_filter = ["run__source_name"]
    list_select_related = ("run",)
    search_fields = ["record", "what", "why"]
    search_help_text = "A record of the file, or what was wrong"
    ordering = ["-run", "line", "id"]
    fields = ["run", "record", "line", "column", "what", "why"]

    def lookup_allowed(self, lookup, value, request):
        return lookup == "run__id__exact" or super().lookup_allowed(lookup, value, request)
