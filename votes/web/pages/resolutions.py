"""All published roll calls."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from votes.models import RollCall, count_where_needed
from votes.web.pages.lines import Freshness, VoteLine

PER_PAGE = 50


@dataclass(frozen=True)
class ResolutionsPage:
    """All published roll calls, newest first, a page at a time."""

    freshness: Freshness
    lines: list[VoteLine]
    page: Page

    @classmethod
    def of(cls, number: str = "1") -> ResolutionsPage:
        calls = RollCall.objects.published().newest_first().select_related("resolution")
        page = Paginator(calls, PER_PAGE).get_page(number)
        listed = list(page.object_list)
        count_where_needed(listed)
        return cls(Freshness.now(), [VoteLine.of(each) for each in listed], page)
