"""The history of all records: read by everyone at the desk, undone, never edited or deleted."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, OuterRef, Prefetch, ProtectedError, Q, Value
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import url_has_allowed_host_and_scheme

from votes.admin.desk import ReadOnlyDesk, how_many
from votes.models import Change, DataVersion, EditConflict, NothingToUndo, Revision, undo

# How many changes of one revision a list and a page show; imports make thousands.
IN_A_LIST, ON_A_PAGE = 3, 100
# A revision of more records, such as a load of data, is undone only from its own page.
UNDONE_AT_ONCE = 250
UNDO_OTHERS = "votes.undo_others"
PUBLISH = "votes.publish_rollcall"


def with_undone(revisions, user):
    """Revisions that know how many records they changed, whether they have been undone, and
    whether they are a user's to undo."""
    any_may = user.has_perm(UNDO_OTHERS)
    return revisions.annotate(
        undone=Exists(Revision.objects.filter(undoes=OuterRef("pk"))),
        count=how_many(Change, "revision"),
        undone_at_once=Q(count__lte=UNDONE_AT_ONCE),
        within_reach=Value(True) if any_may else Q(user=user.pk),
    )


def may_undo(user, revision):
    """Whether an account may itself do to each record what undoing the revision does.

    What others did takes the permission to undo it, and a publication the one to publish.
    """
    if revision.user_id != user.pk and not user.has_perm(UNDO_OTHERS):
        return False
    publications = revision.changes.filter(record_type="rollcall", before__has_key="state")
    if not user.has_perm(PUBLISH) and publications.filter(action="changed").exists():
        return False
    needed = {"added": "delete", "changed": "change", "deleted": "add"}
    done = revision.changes.order_by().values_list("record_type", "action").distinct()
    return all(
        user.has_perm("votes." + get_permission_codename(needed[action], _options(record_type)))
        for record_type, action in done
    )


def _options(record_type):
    return Change(record_type=record_type).model._meta


@admin.register(Revision)
class RevisionAdmin(ReadOnlyDesk):
    list_display = ["at", "who", "what", "reason", "undo_button"]
    list_display_links = ["at"]
    list_filter = ["at", "changes__action"]
    list_select_related = ("user", "undoes")
    search_fields = ["reason", "user__username", "changes__label"]
    search_help_text = "A reason, a user, or what was changed"
    ordering = ["-id"]
    fields = ["at", "who", "reason", "undoes", "lines"]
    change_form_template = "admin/revision.html"

    def get_queryset(self, request):
        first = Change.objects.order_by("id")[:IN_A_LIST]
        return with_undone(super().get_queryset(request), request.user).prefetch_related(
            Prefetch("changes", first, to_attr="first_changes")
        )

    def get_urls(self):
        undo_path = path(
            "<int:pk>/undo/", self.admin_site.admin_view(self.undo_view), name="votes_revision_undo"
        )
        return [undo_path, *super().get_urls()]

    def undo_view(self, request, pk):
        """Undo one revision as a new one, then go back to where the button was."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        revision = get_object_or_404(Revision, pk=pk)
        if not may_undo(request.user, revision):
            raise PermissionDenied
        try:
            undone = undo(revision, request.user, request.POST.get("reason", ""))
        except (NothingToUndo, EditConflict) as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
        except ProtectedError:
            self.message_user(
                request, f"{revision}: other records rest on what it added.", messages.ERROR
            )
        else:
            self.message_user(
                request, f"Change {pk} is undone by change {undone.pk}.", messages.SUCCESS
            )
        back = request.GET.get("next", "")
        if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
            back = reverse("admin:votes_revision_changelist")
        return HttpResponseRedirect(back)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        revision = self.get_object(request, unquote(object_id))
        may = revision is not None and not revision.undone and may_undo(request.user, revision)
        context = {**(extra_context or {}), "may_undo": may}
        return super().change_view(request, object_id, form_url, context)

    @admin.display(description="who", ordering="user__username")
    def who(self, revision):
        return revision.who

    @admin.display(description="what")
    def what(self, revision):
        shown = format_html_join("", "<li>{}</li>", ((each,) for each in revision.first_changes))
        more = revision.count - len(revision.first_changes)
        rest = format_html("<li>and {} more</li>", more) if more > 0 else ""
        return format_html('<ul class="changes">{}{}</ul>', shown, rest)

    @admin.display(description="undo")
    def undo_button(self, revision):
        """A button of the list's own form, which carries the token; forms cannot nest."""
        if revision.undone:
            return "undone"
        if not revision.within_reach:
            return "by a reviewer"
        if not revision.undone_at_once:
            return "on its page"
        return format_html(
            '<button class="button" formmethod="post" formaction="{}">Undo</button>',
            reverse("admin:votes_revision_undo", args=[revision.pk]),
        )

    @admin.display(description="what")
    def lines(self, revision):
        changes = list(revision.changes.order_by("id")[:ON_A_PAGE])
        Change.name_together(changes)
        items = (
            (each, format_html_join("", "<li>{}</li>", ((line,) for line in each.lines())))
            for each in changes
        )
        shown = format_html_join("", "<li>{}<ul>{}</ul></li>", items)
        more = revision.count - len(changes)
        rest = format_html(
            '<li><a href="{}?revision__id__exact={}">and {} more</a></li>',
            reverse("admin:votes_change_changelist"),
            revision.pk,
            more,
        )
        return format_html('<ul class="changes">{}{}</ul>', shown, rest if more > 0 else "")


@admin.register(Change)
class ChangeAdmin(ReadOnlyDesk):
    list_display = ["label", "action", "record_type", "at", "who", "why"]
    list_filter = ["action", "record_type"]
    list_select_related = ("revision__user",)
    search_fields = ["label", "revision__reason", "revision__user__username"]
    search_help_text = "A record, a reason or a user"
    ordering = ["-id"]
    fields = ["revision", "record_type", "record_id", "label", "action", "what"]

    def lookup_allowed(self, lookup, value, request):
        return lookup == "revision__id__exact" or super().lookup_allowed(lookup, value, request)

    @admin.display(description="when", ordering="revision__at")
    def at(self, change):
        return change.revision.at

    @admin.display(description="who")
    def who(self, change):
        return change.revision.who

    @admin.display(description="why")
    def why(self, change):
        return change.revision.reason

    @admin.display(description="what")
    def what(self, change):
        lines = format_html_join("", "<li>{}</li>", ((line,) for line in change.lines()))
        return format_html('<ul class="changes">{}</ul>', lines)


@admin.register(DataVersion)
class DataVersionAdmin(ReadOnlyDesk):
    list_display = ["number", "moved_at"]
    ordering = ["pk"]
