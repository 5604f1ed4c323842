"""The desk of imports: what was brought in, what was wrong in it, and what people decided."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from votes.admin.desk import ReadOnlyDesk, how_many
from votes.admin.import_desk import import_desk_urls
from votes.admin.record import RecordAdmin
from votes.admin.settling import where_settled
from votes.models import AcceptedDiscrepancy, ImportIssue, ImportRun

OUTCOMES = ("added", "changed", "unchanged", "kept_by_hand", "refused")


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyDesk):
    change_list_template = "admin/import_runs.html"
    list_display = ["name", "source_name", "edition", "started_at", "user", "outcome", "issues"]
    list_filter = ["outcome", "source"]
    list_select_related = ("user",)
    search_fields = ["name", "source_name", "edition", "checksum"]
    search_help_text = "A file, a source, an edition or a checksum"
    ordering = ["-id"]
    fields = [
        "name",
        "source",
        "source_name",
        "edition",
        "checksum",
        "terms",
        "user",
        "started_at",
        "finished_at",
        "outcome",
        "came_of_it",
        "issues",
    ]

    def get_urls(self):
        return [*import_desk_urls(self), *super().get_urls()]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(issue_count=how_many(ImportIssue, "run"))

    @admin.display(description="issues", ordering="issue_count")
    def issues(self, run):
        address = reverse("admin:votes_importissue_changelist")
        return format_html(
            '<a href="{}?run__id__exact={}">{}</a>', address, run.pk, run.issue_count
        )

    @admin.display(description="what came of it")
    def came_of_it(self, run):
        """The outcomes of roll calls and votes as a table; of other runs what was added."""
        if not all(isinstance(run.counts.get(what), dict) for what in ("roll_calls", "votes")):
            added = run.counts.get("added", {})
            return ", ".join(f"{count:,} {what}" for what, count in added.items()) or "–"
        heads = format_html_join(
            "", '<th scope="col">{}</th>', ((each.replace("_", " "),) for each in OUTCOMES)
        )
        rows = (
            (
                what.replace("_", " ").capitalize(),
                format_html_join(
                    "",
                    "<td>{}</td>",
                    ((f"{run.counts[what].get(each, 0):,}",) for each in OUTCOMES),
                ),
            )
            for what in ("roll_calls", "votes")
        )
        return format_html(
            '<table class="tally"><thead><tr><td></td>{}</tr></thead><tbody>{}</tbody></table>',
            heads,
            format_html_join("", '<tr><th scope="row">{}</th>{}</tr>', rows),
        )


@admin.register(ImportIssue)
class ImportIssueAdmin(ReadOnlyDesk):
    list_display = ["what", "kind", "settle", "record", "line", "column", "run"]
    list_filter = ["kind", "run__source"]
    list_select_related = ("run", "roll_call__resolution")
    search_fields = ["record", "what", "why"]
    search_help_text = "A record of the file, or what was wrong"
    ordering = ["-run", "line", "id"]
    fields = ["run", "kind", "record", "line", "column", "what", "why", "roll_call", "settle"]

    def lookup_allowed(self, lookup, value, request):
        return lookup == "run__id__exact" or super().lookup_allowed(lookup, value, request)

    @admin.display(description="to settle it")
    def settle(self, issue):
        """Where a person settles it: an alias for an unknown name, an accepted discrepancy."""
        found = where_settled(issue.kind, issue.what, issue.run.scheme, issue.record)
        return format_html('<a href="{}">{}</a>', *found) if found else ""


@admin.register(AcceptedDiscrepancy)
class AcceptedDiscrepancyAdmin(RecordAdmin):
    list_display = ["record", "scheme", "difference", "explanation"]
    list_filter = ["scheme"]
    search_fields = ["record", "explanation"]
    search_help_text = "A record's number, or a part of the explanation"
    ordering = ["-id"]
    fields = ["scheme", "record", "difference", "explanation"]
