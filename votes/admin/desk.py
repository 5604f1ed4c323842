"""How every list and page of the desk looks, and the lists that nobody edits by hand."""

from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponseRedirect
from django.utils.text import Truncator

LONGEST_SEARCH = 200


class Desk(admin.ModelAdmin):
    """How every list and page of the desk looks and is read."""

    list_per_page = 50
    list_max_show_all = 500
    show_full_result_count = False
    empty_value_display = "–"

    def changelist_view(self, request, extra_context=None):
        """The list; an address with values that no column can hold leads to the bare list, and
        of a very long search only the beginning counts."""
        if len(search := request.GET.get("q", "")) > LONGEST_SEARCH:
            query = urlencode({"q": search[:LONGEST_SEARCH]})
            return HttpResponseRedirect(f"{request.path}?{query}")
        try:
            return super().changelist_view(request, extra_context)
        except (ValueError, OverflowError):
            if not request.GET:
                raise
            return HttpResponseRedirect(f"{request.path}?e=1")

    def get_queryset(self, request):
        """Every row with what its own name needs, wherever it is shown."""
        related = self.list_select_related if isinstance(self.list_select_related, tuple) else ()
        rows = super().get_queryset(request)
        return rows.select_related(*related) if related else rows


class ReadOnlyDesk(Desk):
    """A list that nobody adds to, changes or deletes from by hand."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def how_many(model, owner):
    """How many rows of a model belong to each row of a list.

    A subquery: it is worked out for one page of the list, where a join would count them all.
    """
    rows = model._base_manager.filter(**{owner: OuterRef("pk")}).order_by().values(owner)
    return Coalesce(Subquery(rows.annotate(count=Count("pk")).values("count")), 0)


def short(text):
    """A text as a list shows it: its first words."""
    return Truncator(text).chars(110)
