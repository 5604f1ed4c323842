"""The desk of questions put again and again."""

from django.contrib import admin

from votes.admin.desk import how_many
from votes.admin.facts import CitationInline
from votes.admin.record import PartInline, RecordAdmin
from votes.models import Series, SeriesEntry


class SeriesEntryInline(PartInline):
    model = SeriesEntry
    fk_name = "series"
    fields = ["resolution", "role", "direction", "note"]
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("resolution", "series")


@admin.register(Series)
class SeriesAdmin(RecordAdmin):
    list_display = ["title", "slug", "status", "texts"]
    list_filter = ["status"]
    search_fields = ["title", "slug", "yes_means"]
    search_help_text = "A part of the title or of what a Yes means"
    fields = ["title", "slug", "yes_means", "note", "status"]
    prepopulated_fields = {"slug": ["title"]}
    inlines = [SeriesEntryInline]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(entry_count=how_many(SeriesEntry, "series"))

    @admin.display(description="texts", ordering="entry_count")
    def texts(self, series):
        return series.entry_count


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
