"""The desk of texts: from the tabled draft to the outcome."""

from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join

from votes.admin.desk import how_many, short
from votes.admin.found_source import SourcedPartForm, SourcedRecordForm
from votes.admin.paste import paste_view
from votes.admin.record import NewPartInline, PartInline, RecordAdmin
from votes.admin.shown import page_of, roll
from votes.admin.votes_due import votes_due
from votes.admin.ways import OffersWays
from votes.models import (
    DiplomaticContact,
    Expectation,
    Position,
    Resolution,
    ResolutionRelation,
    ResolutionTopic,
    RollCall,
    Sponsorship,
    Statement,
    Topic,
)


def vote_entry(text):
    """The address where the vote on a text is entered."""
    asked = urlencode({"resolution": text.pk, "organ": RollCall.DECIDING[text.body]})
    return f"{reverse('admin:votes_rollcall_add')}?{asked}"


def expected_position(expectation):
    """The expected position in words, with how sure it was and when."""
    position, sure = expectation.get_position_display(), expectation.get_confidence_display()
    return f"{position.lower()} ({sure.lower()}), {expectation.when}"


def compared(expectation, taken):
    """The position taken beside the expected one, in words."""
    if taken is None:
        return "no position recorded"
    verdict = {True: ", as expected", False: ", not as expected", None: ""}
    return f"{taken.label.lower()}{verdict[expectation.came_true(taken)]}"


class ResolutionTopicInline(PartInline):
    model = ResolutionTopic
    fk_name = "resolution"
    fields = ["topic"]
    verbose_name = "topic"
    verbose_name_plural = "topics"


class ResolutionRelationInline(PartInline):
    model = ResolutionRelation
    fk_name = "from_resolution"
    fields = ["kind", "to_resolution", "note"]
    verbose_name = "tie"
    verbose_name_plural = "ties of this text to others"


class NewSponsorshipInline(NewPartInline):
    form = SourcedPartForm
    model = Sponsorship
    fk_name = "resolution"
    template = "admin/edit_inline/stacked.html"
    fields = [
        ("country", "group"),
        ("since", "until"),
        ("source", "named_source"),
        ("title", "publisher"),
    ]
    verbose_name_plural = "new sponsors"


@admin.register(Resolution)
class ResolutionAdmin(OffersWays, RecordAdmin):
    list_display = ["name", "subject", "body", "session", "status", "vote_expected_on", "votings"]
    list_filter = ["status", "body", "session"]
    search_fields = ["symbol", "draft_symbol", "title"]
    search_help_text = "A symbol in any spelling, or a part of the title"
    ordering = ["-id"]
    fieldsets = [
        (None, {"fields": ["draft_symbol", "symbol", "title", ("body", "session"), "status"]}),
        ("Dates", {"fields": [("tabled_on", "vote_expected_on")]}),
        ("Votes on it", {"fields": ["roll_calls", "expectations"]}),
        (
            "The document",
            {
                "fields": [
                    "draft_addenda",
                    "revised",
                    "text_url",
                    "agenda_title",
                    "committee_report",
                ]
            },
        ),
        ("Sponsors", {"fields": ["sponsors"]}),
        ("Notes", {"fields": ["note", "internal_note"]}),
    ]
    readonly_fields = ["roll_calls", "expectations", "sponsors"]
    adds = [
        (Statement, "resolution", "Add a statement"),
        (DiplomaticContact, "resolution", "Add a diplomatic contact"),
        (Expectation, "resolution", "Add an expectation"),
        (Sponsorship, "resolution", "Add a sponsor"),
    ]
    inlines = [ResolutionTopicInline, ResolutionRelationInline, NewSponsorshipInline]

    def get_urls(self):
        paste = path(
            "<int:pk>/paste/", self.admin_site.admin_view(self.paste), name="votes_resolution_paste"
        )
        due = path("due/", self.admin_site.admin_view(self.due_view), name="votes_resolution_due")
        return [paste, due, *super().get_urls()]

    def ways(self, request, record):
        entry = [
            ("Paste a roll call", reverse("admin:votes_resolution_paste", args=[record.pk])),
            ("Add a roll call", vote_entry(record)),
        ]
        may = request.user.has_perm("votes.add_rollcall")
        return [*(entry if may else []), *super().ways(request, record)]

    def paste(self, request, pk):
        return paste_view(self, request, pk)

    def due_view(self, request):
        """The tabled texts, by the day on which their vote is expected."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": "Votes due",
            "opts": self.opts,
            "media": self.media,
            "parts": votes_due(vote_entry),
            "may_enter": request.user.has_perm("votes.add_rollcall"),
        }
        return TemplateResponse(request, "admin/votes_due.html", context)

    def get_search_results(self, request, queryset, search_term):
        if not search_term.strip():
            return queryset, False
        return queryset.matching(search_term), False

    def get_queryset(self, request):
        votings = how_many(RollCall, "resolution")
        return super().get_queryset(request).annotate(roll_call_count=votings)

    @admin.display(description="symbol", ordering="symbol_key")
    def name(self, resolution):
        return str(resolution)

    @admin.display(description="title", ordering="title")
    def subject(self, resolution):
        return short(resolution.title)

    @admin.display(description="roll calls")
    def votings(self, resolution):
        return resolution.roll_call_count

    @admin.display(description="roll calls")
    def roll_calls(self, resolution):
        if resolution.pk is None:
            return "Save the text first; then add the roll call here."
        votings = resolution.roll_calls.select_related("resolution").newest_first()
        return roll((each, f"{each} ({each.state})") for each in votings)

    @admin.display(description="expectations")
    def expectations(self, resolution):
        """What was expected; once the text was voted on, beside what was done."""
        if resolution.pk is None:
            return "Save the text first."
        expected = resolution.expectations.select_related("country").newest_first()
        decided = RollCall.objects.deciding(resolution).newest_first().first()
        if decided is None or not decided.is_by_name:
            rows = ((page_of(each), each.country, expected_position(each), "") for each in expected)
        else:
            taken = {
                country: Position(position)
                for country, position in decided.votes.values_list("country", "position")
            }
            rows = (
                (
                    page_of(each),
                    each.country,
                    expected_position(each),
                    f"; taken: {compared(each, taken.get(each.country_id))}",
                )
                for each in expected
            )
        items = format_html_join("", '<li><a href="{}">{}</a>: {}{}</li>', rows)
        return format_html('<ul class="changes">{}</ul>', items) if items else "–"

    @admin.display(description="sponsors")
    def sponsors(self, resolution):
        if resolution.pk is None:
            return "Add them below."
        rows = resolution.sponsorships.select_related("country", "group")
        return roll((each, str(each.country or each.group)) for each in rows)


@admin.register(Topic)
class TopicAdmin(RecordAdmin):
    list_display = ["name", "scheme", "parent", "slug"]
    list_filter = ["scheme"]
    list_select_related = ("parent",)
    search_fields = ["name", "slug"]
    search_help_text = "A part of the name"
    ordering = ["name", "id"]
    fields = ["name", "slug", "parent", "scheme"]
    prepopulated_fields = {"slug": ["name"]}


class PartOfTextAdmin(RecordAdmin):
    """A list of one kind of part of all texts."""

    search_help_text = "A symbol, or what the text is linked with"


@admin.register(ResolutionTopic)
class ResolutionTopicAdmin(PartOfTextAdmin):
    list_display = ["resolution", "topic"]
    list_filter = ["topic__scheme"]
    list_select_related = ("resolution", "topic")
    search_fields = ["resolution__symbol", "resolution__draft_symbol", "topic__name"]
    ordering = ["-resolution", "topic__name", "id"]
    fields = ["resolution", "topic"]


@admin.register(ResolutionRelation)
class ResolutionRelationAdmin(PartOfTextAdmin):
    list_display = ["from_resolution", "kind", "to_resolution", "note"]
    list_filter = ["kind"]
    list_select_related = ("from_resolution", "to_resolution")
    search_fields = [
        "from_resolution__symbol",
        "from_resolution__draft_symbol",
        "to_resolution__symbol",
        "to_resolution__draft_symbol",
    ]
    ordering = ["-id"]
    fields = ["from_resolution", "kind", "to_resolution", "note"]


@admin.register(Sponsorship)
class SponsorshipAdmin(PartOfTextAdmin):
    list_display = ["resolution", "country", "group", "since", "until", "source"]
    list_filter = [("until", admin.EmptyFieldListFilter)]
    list_select_related = ("resolution", "country", "group", "source")
    search_fields = [
        "resolution__symbol",
        "resolution__draft_symbol",
        "country__code__iexact",
        "country__name",
        "group__code",
    ]
    ordering = ["-resolution", "id"]
    form = SourcedRecordForm
    fields = [
        *("resolution", "country", "group", "since", "until"),
        *("source", "named_source", "title", "publisher"),
    ]
