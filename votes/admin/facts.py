"""The desk of what was said, sought and expected, and of the sources that say so."""

from typing import Any

from django.contrib import admin

from votes.admin.desk import how_many, short
from votes.admin.found_source import SourcedPartForm
from votes.admin.record import PartInline, RecordAdmin
from votes.models import (
    Citation,
    ContactParty,
    DiplomaticContact,
    Expectation,
    Source,
    Statement,
)

ABOUT: Any = ("It is about", {"fields": ["roll_call", "resolution", "series"]})


class CitationInline(PartInline):
    form = SourcedPartForm
    model = Citation
    template = "admin/edit_inline/stacked.html"
    fields = [("source", "named_source"), ("title", "publisher"), ("locator", "quote")]
    verbose_name = "source"
    verbose_name_plural = "sources"

    def get_extra(self, request, obj=None, **kwargs):
        """One empty row on a new fact, which cannot be saved without a source."""
        return 0 if obj else 1


class StatementCitationInline(CitationInline):
    fk_name = "statement"


class ContactCitationInline(CitationInline):
    fk_name = "contact"


class ExpectationCitationInline(CitationInline):
    fk_name = "expectation"


class ContactPartyInline(PartInline):
    model = ContactParty
    fk_name = "contact"
    fields = ["role", "country", "group"]
    verbose_name = "party"
    verbose_name_plural = "who approached whom"

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 2


class FactAdmin(RecordAdmin):
    """A fact that someone reported: it stands with its source or not at all."""

    date_hierarchy = "date"

    @admin.display(description="summary", ordering="summary")
    def said(self, fact):
        return short(fact.summary)


@admin.register(Statement)
class StatementAdmin(FactAdmin):
    list_display = ["country", "date", "kind", "stance", "said", "attribution", "visibility"]
    list_filter = ["kind", "stance", "attribution", "visibility"]
    list_select_related = ("country",)
    search_fields = ["country__code__iexact", "country__name", "speaker", "summary", "quote"]
    search_help_text = "A country, a speaker, or words of the summary or quotation"
    ordering = ["-date", "-id"]
    fieldsets = [
        (None, {"fields": ["country", "on_behalf_of", ("date", "precision"), "kind"]}),
        ("Where", {"fields": ["speaker", "venue"]}),
        ("What", {"fields": ["quote", "language", "summary", "stance", "reasons"]}),
        ABOUT,
        ("Who says so", {"fields": ["attribution", "visibility"]}),
    ]
    inlines = [StatementCitationInline]


@admin.register(DiplomaticContact)
class DiplomaticContactAdmin(FactAdmin):
    list_display = ["date", "kind", "who", "said", "sought_position", "attribution"]
    list_display_links = ["date", "said"]
    list_filter = ["kind", "sought_position", "attribution", "visibility"]
    search_fields = ["summary", "parties__country__code__iexact", "parties__country__name"]
    search_help_text = "A country that took part, or words of the summary"
    ordering = ["-date", "-id"]
    fieldsets = [
        (None, {"fields": [("date", "date_to", "precision"), "kind", "sought_position"]}),
        ("What", {"fields": ["summary"]}),
        ABOUT,
        ("Who says so", {"fields": ["attribution", "visibility"]}),
    ]
    inlines = [ContactPartyInline, ContactCitationInline]

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """On a new contact the party that the address names: "?target=1" or "?initiator=1"."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if request.method == "GET" and isinstance(inline, ContactPartyInline):
            kwargs["initial"] = [
                {"role": role, "country": request.GET[role]}
                for role in ContactParty.Role.values
                if request.GET.get(role, "").isdecimal()
            ]
        return kwargs

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.prefetch_related("parties__country", "parties__group")

    @admin.display(description="who approached whom")
    def who(self, contact):
        sides = (contact.initiators, contact.targets)
        return " → ".join(", ".join(str(party) for party in side) or "?" for side in sides)


@admin.register(Expectation)
class ExpectationAdmin(FactAdmin):
    list_display = ["country", "resolution", "position", "confidence", "expected_by", "date"]
    list_filter = ["position", "confidence", "attribution", "visibility"]
    list_select_related = ("country", "resolution")
    search_fields = [
        "country__code__iexact",
        "country__name",
        "resolution__symbol",
        "resolution__draft_symbol",
        "expected_by",
    ]
    search_help_text = "A country, a symbol, or who expected it"
    ordering = ["-date", "-id"]
    fieldsets = [
        (None, {"fields": ["resolution", "country", "position", "confidence"]}),
        ("Who expected it", {"fields": ["expected_by", ("date", "precision"), "summary"]}),
        ("Who says so", {"fields": ["statement", "attribution", "visibility"]}),
    ]
    inlines = [ExpectationCitationInline]


@admin.register(ContactParty)
class ContactPartyAdmin(RecordAdmin):
    list_display = ["contact", "role", "country", "group"]
    list_filter = ["role"]
    list_select_related = ("contact", "country", "group")
    search_fields = ["country__code__iexact", "country__name", "group__code", "contact__summary"]
    search_help_text = "A country, a group, or words of the contact's summary"
    ordering = ["-contact", "role", "id"]
    fields = ["contact", "role", "country", "group"]


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    list_display = ["title", "publisher", "published_on", "kind", "grade", "facts"]
    list_filter = ["kind", "grade", "language"]
    search_fields = ["title", "url", "archived_url", "publisher", "author"]
    search_help_text = "A part of the title, address, publisher or author; look before adding"
    ordering = ["-published_on", "title", "id"]
    fieldsets = [
        (None, {"fields": ["title", "publisher", "author", ("published_on", "language")]}),
        ("Where", {"fields": ["url", "archived_url", "accessed_on"]}),
        ("What it is", {"fields": ["kind", "grade"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(citation_count=how_many(Citation, "source"))

    @admin.display(description="cited", ordering="citation_count")
    def facts(self, source):
        return source.citation_count


@admin.register(Citation)
class CitationAdmin(RecordAdmin):
    list_display = ["source", "locator", "cited_by"]
    list_filter = ["source__kind", "source__grade"]
    list_select_related = (
        "source",
        "statement__country",
        "contact",
        "expectation__country",
        "expectation__resolution",
        "series_entry__series",
        "series_entry__resolution",
        "roll_call__resolution",
    )
    search_fields = ["source__title", "source__url", "locator", "quote"]
    search_help_text = "A source, or words of what it says"
    ordering = ["-id"]
    fieldsets = [
        (None, {"fields": ["source", "locator", "quote"]}),
        (
            "The one fact that rests on it",
            {"fields": ["statement", "contact", "expectation", "series_entry", "roll_call"]},
        ),
    ]

    @admin.display(description="the fact")
    def cited_by(self, citation):
        return str(citation.fact)
