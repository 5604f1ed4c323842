"""The desk of roll calls: entered as four lists, counted against the official totals."""

from django.contrib import admin, messages
from django.db.models import Q
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join

from votes.admin.facts import CitationInline
from votes.admin.grid import grid_view
from votes.admin.history import PUBLISH
from votes.admin.record import PartInline, RecordAdmin
from votes.admin.roll_call_form import LATER_SAID, LISTS, REASONS, RollCallForm
from votes.admin.shown import page_of
from votes.admin.ways import OffersWays
from votes.models import (
    Position,
    Resolution,
    RollCall,
    RollCallIdentifier,
    Vote,
    changing,
    count_votes,
)

# So many members that no list names are named in a message.
NAMED = 20


def state_of(roll_call, tally=None):
    """What a roll call's count says about it, in one sentence, with how much it matters."""
    tally, strangers = tally or roll_call.tally(), roll_call.votes_of_non_members()
    state = "published" if roll_call.is_published else "a draft"
    sentence = f"{roll_call} is {state}. {tally}"
    if codes := ", ".join(sorted(vote.country.code for vote in strangers)):
        sentence += f" Not members on that day: {codes}."
    level = messages.INFO if tally.adds_up and not codes else messages.WARNING
    return sentence, level


def settled(roll_call, text):
    """What has become of a text by the roll call that decides it, in one sentence."""
    if roll_call.modality in RollCall.UNOPPOSED:
        return f"{text} is adopted: {roll_call.get_modality_display().lower()}."
    yes, needed = roll_call.total_yes, roll_call.needed()
    sentence = f"{text} is {text.get_status_display().lower()}: {yes} in favour, {needed} needed"
    vetoed = text.status == Resolution.Status.NOT_ADOPTED and yes >= needed
    return f"{sentence}, and a permanent member was against." if vetoed else f"{sentence}."


def unsettled(roll_call, text):
    """Why a text stays tabled although the roll call that decides it is published."""
    if not roll_call.majority_rule:
        why = "the majority rule is missing"
    elif roll_call.needed() is None:
        why = "the official totals are missing"
    else:
        why = "not everyone who was against is named, so a veto cannot be told"
    return f"{text} stays tabled: {why}."


class RollCallCitationInline(CitationInline):
    fk_name = "roll_call"

    def get_extra(self, request, obj=None, **kwargs):
        return 0


class RollCallIdentifierInline(PartInline):
    model = RollCallIdentifier
    fk_name = "roll_call"
    fields = ["scheme", "value"]
    verbose_name = "library number"
    verbose_name_plural = "library numbers"


@admin.register(RollCall)
class RollCallAdmin(OffersWays, RecordAdmin):
    form = RollCallForm
    list_display = ["resolution", "part", "date", "organ", "modality", "state", "tally"]
    list_filter = ["state", "organ", "scope", "modality", "resolution__session"]
    list_select_related = ("resolution",)
    date_hierarchy = "date"
    search_fields = ["resolution__symbol", "resolution__draft_symbol", "resolution__title"]
    search_help_text = "A symbol in any spelling, or a part of the title or of the label"
    ordering = ["-date", "-id"]
    readonly_fields = ["count", "positions"]
    inlines = [RollCallCitationInline, RollCallIdentifierInline]
    history_parts = [(Vote, "roll_call")]

    def get_urls(self):
        grid = path(
            "<int:pk>/grid/", self.admin_site.admin_view(self.grid), name="votes_rollcall_grid"
        )
        return [grid, *super().get_urls()]

    def ways(self, request, record):
        may = record.is_by_name and self.has_change_permission(request, record)
        grid = reverse("admin:votes_rollcall_grid", args=[record.pk])
        return [("Enter them in the grid", grid)] if may else []

    def grid(self, request, pk):
        return grid_view(self, request, pk)

    def get_fieldsets(self, request, obj=None):
        lists = [*LISTS.values(), "positions_read"] if self.may_write(request, obj) else []
        later = {"classes": ["collapse"], "fields": [*LATER_SAID.values(), *REASONS.values()]}
        totals = list(RollCall.TOTALS.values())
        own = [
            (
                None,
                {"fields": ["resolution", ("date", "precision", "meeting"), ("organ", "modality")]},
            ),
            ("What was voted on", {"fields": [("scope", "scope_label")]}),
            ("Official totals", {"fields": [tuple(totals)]}),
            ("Positions", {"fields": [*lists, "count"]}),
            *([("After the vote", later)] if lists else []),
            ("Publication", {"fields": ["state", "discrepancy_explanation", "note"]}),
            (
                "Further details",
                {
                    "classes": ["collapse"],
                    "fields": [
                        ("majority_rule", "majority_source"),
                        ("announced_yes", "announced_no", "announced_abstain"),
                        "internal_note",
                    ],
                },
            ),
            ("Each position's own page", {"fields": ["positions"]}),
        ]
        self_made = super().get_fieldsets(request, obj)[1:]
        return [*own, *self_made]

    def has_delete_permission(self, request, obj=None):
        """A published roll call is deleted only by who may take back its publication."""
        taken_back = isinstance(obj, RollCall) and obj.is_published
        may = super().has_delete_permission(request, obj)
        return may and (not taken_back or request.user.has_perm(PUBLISH))

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"may_publish": request.user.has_perm(PUBLISH)})

    def get_search_results(self, request, queryset, search_term):
        if not (term := search_term.strip()):
            return queryset, False
        named = Q(resolution__in=Resolution.objects.matching(term)) | Q(scope_label__icontains=term)
        return queryset.filter(named), False

    def get_changelist_instance(self, request):
        """The list, its page's positions counted in one query rather than all that exist."""
        changelist = super().get_changelist_instance(request)
        changelist.result_list = list(changelist.result_list)
        count_votes(changelist.result_list)
        return changelist

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        with changing(request.user) as gate:
            form.write_positions(gate)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self.say_what_came_of_it(request, form.instance)

    def say_what_came_of_it(self, request, roll_call):
        """Tell the count of a roll call just saved, who is missing, and what became of its text."""
        sentence, level = state_of(roll_call)
        self.message_user(request, sentence, level)
        assembly = roll_call.organ == RollCall.Organ.PLENARY and roll_call.is_by_name
        if assembly and (unlisted := roll_call.unlisted_members()):
            named = ", ".join(unlisted[:NAMED])
            more = f" and {len(unlisted) - NAMED} more" if len(unlisted) > NAMED else ""
            self.message_user(request, f"Members listed nowhere: {named}{more}.", messages.WARNING)
        self.settle(request, roll_call)

    def settle(self, request, roll_call):
        """Give a tabled text the outcome of the roll call just saved, and say so."""
        if not (tabled := roll_call.tabled_text()):
            self.say_if_outcome_differs(request, roll_call)
            return
        if not request.user.has_perm("votes.change_resolution"):
            sentence = f"{tabled} stays tabled: your account may not change texts."
            self.message_user(request, sentence, messages.WARNING)
            return
        with changing(request.user) as gate:
            text = roll_call.settle(gate)
        if text is None:
            self.message_user(request, unsettled(roll_call, tabled), messages.WARNING)
            return
        self.message_user(request, settled(roll_call, text), messages.SUCCESS)
        if text.status == Resolution.Status.ADOPTED and not text.symbol:
            sentence = f"The symbol of the adopted text {text} is still empty."
            self.message_user(request, sentence, messages.WARNING)

    def say_if_outcome_differs(self, request, roll_call):
        """Warn where a text has another outcome than the corrected roll call gives it."""
        text, outcome = roll_call.resolution, roll_call.outcome()
        decided = (Resolution.Status.ADOPTED, Resolution.Status.NOT_ADOPTED)
        if outcome and text.status in decided and text.status != outcome:
            sentence = (
                f"{text} is recorded as {text.get_status_display().lower()}, but by this roll "
                f"call it is {Resolution.Status(outcome).label.lower()}: correct one of them."
            )
            self.message_user(request, sentence, messages.WARNING)

    @admin.display(description="part", ordering="scope")
    def part(self, roll_call):
        if roll_call.scope == RollCall.Scope.WHOLE:
            return ""
        return roll_call.scope_label or roll_call.get_scope_display()

    @admin.display(description="tally")
    def tally(self, roll_call):
        tally = roll_call.tally()
        if not tally.is_checked:
            return "unchecked"
        return "adds up" if tally.adds_up else "; ".join(str(gap) for gap in tally.gaps)

    @admin.display(description="count")
    def count(self, roll_call):
        """The recorded positions beside the official totals, with what is short."""
        if roll_call.pk is None:
            return "The positions are counted when you save."
        tally = roll_call.tally()
        rows = (
            (
                self.form.base_fields[LISTS[position]].label,
                tally.counted[position],
                tally.official.get(position, "–"),
            )
            for position in Position
        )
        return format_html(
            '<table class="tally"><thead><tr><th scope="col">Position</th>'
            '<th scope="col">Recorded</th><th scope="col">Official</th></tr></thead>'
            "<tbody>{}</tbody></table><p>{}</p>",
            format_html_join("", '<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>', rows),
            state_of(roll_call, tally)[0],
        )

    @admin.display(description="recorded")
    def positions(self, roll_call):
        """Every recorded position, a link to its own page."""
        if roll_call.pk is None:
            return "Save the roll call first."
        votes = list(roll_call.votes.select_related("country").order_by("country__name"))
        rows = (
            (
                self.form.base_fields[LISTS[position]].label,
                format_html_join(
                    "",
                    '<li><a href="{}">{}</a></li>',
                    ((page_of(vote), vote.country) for vote in votes if vote.position == position),
                ),
            )
            for position in Position
        )
        return format_html_join("", '<h3>{}</h3><ul class="roll">{}</ul>', rows)


@admin.register(RollCallIdentifier)
class RollCallIdentifierAdmin(RecordAdmin):
    list_display = ["value", "scheme", "roll_call"]
    list_filter = ["scheme"]
    list_select_related = ("roll_call__resolution",)
    search_fields = ["value__exact", "roll_call__resolution__symbol"]
    search_help_text = "The whole number, or a symbol"
    ordering = ["-id"]
    fields = ["roll_call", "scheme", "value"]
