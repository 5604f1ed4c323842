"""The desk of questions put again and again."""

from django.contrib import admin, messages
from django.utils.text import slugify

from votes.admin.desk import how_many
from votes.admin.facts import CitationInline
from votes.admin.record import PartInline, RecordAdmin
from votes.models import Series, SeriesEntry, changing, merge, split


class SeriesEntryInline(PartInline):
    model = SeriesEntry
    fk_name = "series"
    fields = ["resolution", "role", "direction", "note"]
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("resolution", "series")


@admin.register(Series)
class SeriesAdmin(RecordAdmin):
    list_display = ["title", "slug", "status", "texts", "first_proposed"]
    list_filter = ["status"]
    search_fields = ["title", "slug", "yes_means"]
    search_help_text = "A part of the title or of what a Yes means"
    fields = ["title", "slug", "yes_means", "note", "status"]
    prepopulated_fields = {"slug": ["title"]}
    inlines = [SeriesEntryInline]
    actions = ["accept", "reject", "merge"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(entry_count=how_many(SeriesEntry, "series"))

    @admin.display(description="texts", ordering="entry_count")
    def texts(self, series):
        return series.entry_count

    @admin.display(description="proposed by title", boolean=True)
    def first_proposed(self, series):
        return bool(series.proposal)

    @admin.action(description="Accept: readers see them", permissions=["change"])
    def accept(self, request, queryset):
        self._judge(request, queryset, Series.Status.ACCEPTED)

    @admin.action(description="Reject: they are not proposed again", permissions=["change"])
    def reject(self, request, queryset):
        self._judge(request, queryset, Series.Status.REJECTED)

    @admin.action(description="Merge into the one with the most texts", permissions=["change"])
    def merge(self, request, queryset):
        """An accepted series takes in proposals; among proposals the largest takes the others."""
        chosen = sorted(
            queryset, key=lambda each: (each.status == "accepted", each.entry_count), reverse=True
        )
        if len(chosen) < 2:
            self.message_user(request, "Choose two series or more to merge.", messages.WARNING)
            return
        target, *others = chosen
        merge(target, others, request.user)
        self.message_user(request, f"{len(others)} merged into “{target}”.")

    def _judge(self, request, queryset, status):
        with changing(request.user, f"Series {status}") as gate:
            changed = 0
            for series in queryset:
                series.status = status
                changed += gate.save(series)
        self.message_user(request, f"{changed} of the chosen series now {status}.")


class EntryCitationInline(CitationInline):
    fk_name = "series_entry"


@admin.register(SeriesEntry)
class SeriesEntryAdmin(RecordAdmin):
    list_display = ["resolution", "series", "role", "direction"]
    list_filter = ["series", "role", "direction"]
    list_select_related = ("resolution", "series")
    search_fields = ["resolution__symbol", "resolution__draft_symbol", "series__title"]
    search_help_text = "A symbol or a series"
    ordering = ["series__title", "id"]
    fields = ["series", "resolution", "role", "direction", "note"]
    inlines = [EntryCitationInline]
    actions = ["split"]

    @admin.action(description="Move into a series of their own", permissions=["change"])
    def split(self, request, queryset):
        entries = list(queryset)
        title = f"{entries[0].series.title[:180]} (split off)"
        series = split(entries, title, slugify(title)[:70], request.user)
        self.message_user(request, f"{len(entries)} texts moved to “{series}”; give it a title.")
