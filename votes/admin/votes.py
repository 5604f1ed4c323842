"""The desk of positions: one country's vote in one roll call, corrected with its reason."""

from django.contrib import admin

from votes.admin.finding import positions_matching
from votes.admin.record import RecordAdmin
from votes.admin.roll_calls import state_of
from votes.models import Vote


@admin.register(Vote)
class VoteAdmin(RecordAdmin):
    list_display = [
        "country",
        "resolution",
        "date",
        "position",
        "intended_position",
        "non_voting_reason",
        "state",
    ]
    list_filter = [
        "position",
        "non_voting_reason",
        "roll_call__state",
        "roll_call__organ",
        "roll_call__resolution__body",
        "roll_call__resolution__session",
    ]
    list_select_related = ("country", "roll_call__resolution")
    search_fields = ["country__code", "country__name", "roll_call__resolution__symbol"]
    search_help_text = "A country and a text, e.g. PAK ES-11/4"
    ordering = ["-roll_call__date", "-roll_call_id", "-id"]
    show_facets = admin.ShowFacets.NEVER
    fieldsets = [
        (None, {"fields": ["roll_call", "country", "position"]}),
        ("Around it", {"fields": ["non_voting_reason", "intended_position"]}),
        ("On record", {"fields": ["recorded_name", "evidence", "note", "origin"]}),
    ]
    readonly_fields = ["origin"]

    def get_readonly_fields(self, request, obj=None):
        """Whose position in which roll call a row is stays what it is: enter another instead."""
        fixed = ["roll_call", "country"] if obj else []
        return [*super().get_readonly_fields(request, obj), *fixed]

    def get_search_results(self, request, queryset, search_term):
        if not search_term.strip():
            return queryset, False
        return queryset.filter(positions_matching(search_term)), False

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self.say_tally(request, form.instance.roll_call)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        self.say_tally(request, obj.roll_call)

    def say_tally(self, request, roll_call):
        sentence, level = state_of(roll_call)
        self.message_user(request, sentence, level)

    @admin.display(description="came from")
    def origin(self, vote):
        return vote.origin if vote.pk else "–"

    @admin.display(description="text", ordering="roll_call__resolution__symbol_key")
    def resolution(self, vote):
        return vote.roll_call.resolution

    @admin.display(description="date", ordering="roll_call__date")
    def date(self, vote):
        return vote.roll_call.date

    @admin.display(description="roll call", ordering="roll_call__state")
    def state(self, vote):
        return vote.roll_call.get_state_display()
