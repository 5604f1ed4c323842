"""The desk of blocs and regional groups, and who was in them when."""

from django.contrib import admin

from votes.admin.desk import how_many
from votes.admin.record import NewPartInline, RecordAdmin
from votes.admin.shown import roll
from votes.models import Group, Membership


class NewMembershipInline(NewPartInline):
    model = Membership
    fk_name = "group"
    fields = ["country", "joined_on", "left_on", "precision", "note", "source"]
    verbose_name_plural = "new members"


@admin.register(Group)
class GroupAdmin(RecordAdmin):
    list_display = ["code", "name", "kind", "spells", "founded_on"]
    list_display_links = ["code", "name"]
    list_filter = ["kind"]
    search_fields = ["code", "name", "short_name"]
    search_help_text = "A code or a part of the name"
    fields = [
        "code",
        "name",
        "short_name",
        "kind",
        "founded_on",
        "note",
        "source",
        "members",
    ]
    readonly_fields = ["members"]
    inlines = [NewMembershipInline]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(spell_count=how_many(Membership, "group"))

    @admin.display(description="spells recorded", ordering="spell_count")
    def spells(self, group):
        return group.spell_count

    @admin.display(description="members, then and now")
    def members(self, group):
        if group.pk is None:
            return "Save the group, or add its members below."
        spells = group.memberships.select_related("country").order_by("country__name", "joined_on")
        return roll((spell, f"{spell.country}: {spell.period}") for spell in spells)


@admin.register(Membership)
class MembershipAdmin(RecordAdmin):
    list_display = ["country", "group", "joined_on", "left_on", "precision", "source"]
    list_filter = ["group", ("left_on", admin.EmptyFieldListFilter)]
    list_select_related = ("country", "group", "source")
    search_fields = ["country__code__iexact", "country__name", "group__code", "group__name"]
    search_help_text = "A country and a group, e.g. PAK OIC"
    ordering = ["group__code", "country__name", "joined_on", "id"]
    fields = ["group", "country", "joined_on", "left_on", "precision", "note", "source"]
