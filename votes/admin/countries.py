"""The desk of states: their names, their time in the United Nations, limits on their vote."""

from django.contrib import admin
from django.db.models import Q

from votes.admin.record import PartInline, RecordAdmin
from votes.admin.ways import OffersWays
from votes.models import (
    Country,
    CountryName,
    DiplomaticContact,
    Expectation,
    MembershipSpell,
    Sponsorship,
    Statement,
    Succession,
    VotingStatus,
)


class CountryNameInline(PartInline):
    model = CountryName
    fk_name = "country"
    fields = ["name", "kind", "valid_from", "valid_to", "language"]


class MembershipSpellInline(PartInline):
    model = MembershipSpell
    fk_name = "country"
    fields = ["started_on", "ended_on", "note"]
    verbose_name_plural = "membership of the United Nations"


class VotingStatusInline(PartInline):
    model = VotingStatus
    fk_name = "country"
    fields = ["kind", "started_on", "ended_on", "note", "source"]
    verbose_name_plural = "limits on the vote"


@admin.register(Country)
class CountryAdmin(OffersWays, RecordAdmin):
    list_display = ["code", "name", "kind", "iso2", "m49", "cow"]
    list_display_links = ["code", "name"]
    list_filter = ["kind"]
    search_fields = ["code", "name"]
    search_help_text = "A code, or a part of a name of any time"
    fields = ["code", "name", "official_name", "kind", "iso2", "m49", "cow"]
    inlines = [CountryNameInline, MembershipSpellInline, VotingStatusInline]
    adds = [
        (Statement, "country", "Add a statement"),
        (DiplomaticContact, "target", "Add a contact with it"),
        (DiplomaticContact, "initiator", "Add a contact by it"),
        (Expectation, "country", "Add an expectation"),
        (Sponsorship, "country", "Add a sponsorship"),
    ]

    def get_search_results(self, request, queryset, search_term):
        if not search_term.strip():
            return queryset, False
        named = Q(pk__in=Country.objects.matching(search_term)) | Q(name__icontains=search_term)
        return queryset.filter(named), False


class PartOfCountryAdmin(RecordAdmin):
    """A list of one kind of part of all countries."""

    list_select_related = ("country",)
    search_fields = ["country__code__iexact", "country__name"]
    search_help_text = "A code or a name of a country"


@admin.register(CountryName)
class CountryNameAdmin(PartOfCountryAdmin):
    list_display = ["name", "country", "kind", "valid_from", "valid_to", "language"]
    list_filter = ["kind", "language"]
    search_fields = ["name", "key", "country__code__iexact"]
    ordering = ["name", "id"]
    fields = ["country", "name", "kind", "valid_from", "valid_to", "language"]


@admin.register(MembershipSpell)
class MembershipSpellAdmin(PartOfCountryAdmin):
    list_display = ["country", "started_on", "ended_on", "note"]
    list_filter = [("ended_on", admin.EmptyFieldListFilter)]
    ordering = ["country__name", "started_on", "id"]
    fields = ["country", "started_on", "ended_on", "note"]


@admin.register(VotingStatus)
class VotingStatusAdmin(PartOfCountryAdmin):
    list_display = ["country", "kind", "started_on", "ended_on", "source"]
    list_filter = ["kind", ("ended_on", admin.EmptyFieldListFilter)]
    list_select_related = ("country", "source")  # type: ignore[assignment]
    ordering = ["-started_on", "id"]
    fields = ["country", "kind", "started_on", "ended_on", "note", "source"]


@admin.register(Succession)
class SuccessionAdmin(RecordAdmin):
    list_display = ["predecessor", "kind", "successor", "date"]
    list_filter = ["kind"]
    list_select_related = ("predecessor", "successor")
    search_fields = [
        "predecessor__code__iexact",
        "predecessor__name",
        "successor__code__iexact",
        "successor__name",
    ]
    search_help_text = "A code or a name of either state"
    ordering = ["-date", "id"]
    fields = ["predecessor", "kind", "successor", "date", "note"]
