"""The front page of the desk: what waits for a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Max, Prefetch
from django.urls import reverse
from django.utils import timezone

from votes.admin.settling import name_in
from votes.admin.shown import page_of
from votes.models import (
    Change,
    Country,
    ImportIssue,
    Resolution,
    Revision,
    RollCall,
    count_votes,
)

SHOWN = 10
# So many unknown names are looked up anew.
MOST_NAMES = 500
DOUBTFUL = (ImportIssue.Kind.DOUBT, ImportIssue.Kind.DIFFERENCE)


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: where it is dealt with, its name, and what is to be known of it."""

    address: str
    name: str
    told: str
    # Where its positions are entered state by state.
    grid: str = ""


@dataclass(frozen=True)
class Part:
    """One list of the front page: its newest rows, how many there are, what an empty one says."""

    title: str
    rows: list[Waiting]
    total: int
    all_of_it: str
    empty: str

    @property
    def more(self) -> int:
        return self.total - len(self.rows)


def parts_for(user: Any) -> list[Part]:
    """The lists that an account may see; as many queries for any record."""
    offered = {
        drafts: "rollcall",
        doubtful_roll_calls: "importissue",
        unsettled_names: "importissue",
        votes_due: "resolution",
        latest_changes: "revision",
    }
    return [part() for part, model in offered.items() if user.has_perm(f"votes.view_{model}")]


def drafts() -> Part:
    waiting = RollCall.objects.filter(state=RollCall.State.DRAFT)
    newest = list(waiting.select_related("resolution").order_by("-updated_at", "-id")[:SHOWN])
    count_votes(newest)
    return Part(
        "Drafts to finish",
        [Waiting(page_of(each), str(each), str(each.tally()), grid_of(each)) for each in newest],
        waiting.count(),
        reverse("admin:votes_rollcall_changelist") + "?state__exact=draft",
        "No roll call waits as a draft.",
    )


def grid_of(roll_call: RollCall) -> str:
    """The address of its grid; "" where positions have no names."""
    if not roll_call.is_by_name:
        return ""
    return reverse("admin:votes_rollcall_grid", args=[roll_call.pk])


def doubtful_roll_calls() -> Part:
    """Roll calls that imports took with a doubt, or in which sources differ; the last word on
    each."""
    issues = ImportIssue.objects.filter(kind__in=DOUBTFUL, roll_call__isnull=False)
    last = issues.order_by().values("roll_call").annotate(last=Max("id"))
    newest = ImportIssue.objects.filter(pk__in=last.order_by("-last").values("last")[:SHOWN])
    return Part(
        "Doubtful roll calls",
        [
            Waiting(page_of(each.roll_call), str(each.roll_call), each.what)
            for each in newest.select_related("roll_call__resolution").order_by("-id")
        ],
        last.count(),
        f"{reverse('admin:votes_importissue_changelist')}?kind__in={','.join(DOUBTFUL)}",
        "No roll call was brought in with a doubt.",
    )


def unsettled_names() -> Part:
    """Names that imports did not know and that still mean no state, the most frequent first."""
    issues = ImportIssue.objects.filter(kind=ImportIssue.Kind.UNKNOWN_STATE).order_by()
    counted = issues.values_list("what").annotate(count=Count("id"))
    told = counted.order_by("-count", "what")[:MOST_NAMES]
    names: dict[str, int] = {}
    for what, count in told:
        name = name_in(what) or what
        names[name] = names.get(name, 0) + count
    meant = Country.objects.each_named(names)
    still = [(name, count) for name, count in names.items() if not meant[name]]
    return Part(
        "Unsettled names",
        [
            Waiting(
                f"{reverse('admin:votes_countryname_add')}?{urlencode({'name': name})}",
                name,
                f"in {count} record{'' if count == 1 else 's'}; say which state it means",
            )
            for name, count in still[:SHOWN]
        ],
        len(still),
        reverse("admin:votes_importissue_changelist") + "?kind__exact=unknown_state",
        "Every name that imports brought is known.",
    )


def votes_due() -> Part:
    tabled = Resolution.objects.tabled()
    today = timezone.localdate()
    return Part(
        "Votes due",
        [Waiting(page_of(each), str(each), expected(each, today)) for each in tabled[:SHOWN]],
        tabled.count(),
        reverse("admin:votes_resolution_due"),
        "No tabled text awaits its vote.",
    )


def expected(text: Resolution, today: Any) -> str:
    """When the vote on a tabled text is expected, in words."""
    day = text.vote_expected_on
    if day is None:
        return f"no date; {text.title[:100]}"
    late = " (overdue)" if day < today else ""
    return f"{day:%-d %B %Y}{late}; {text.title[:100]}"


def latest_changes() -> Part:
    first = Prefetch("changes", Change.objects.order_by("id")[:1], to_attr="first_changes")
    newest = Revision.objects.select_related("user").prefetch_related(first)[:SHOWN]
    return Part(
        "Latest changes",
        [
            Waiting(
                page_of(each),
                str(next(iter(each.first_changes), each)),
                f"{each.who}, {timezone.localtime(each.at):%-d %B, %H:%M}"
                + (f": {each.reason[:100]}" if each.reason else ""),
            )
            for each in newest
        ],
        Revision.objects.count(),
        reverse("admin:votes_revision_changelist"),
        "Nothing has been changed yet.",
    )
