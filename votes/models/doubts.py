"""What in the database is doubtful: the rules across rows, asked of everything at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from itertools import combinations, groupby
from operator import attrgetter, itemgetter
from typing import Any

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery

from votes.models.contact import DiplomaticContact
from votes.models.country_name import CountryName
from votes.models.expectation import Expectation
from votes.models.group import Membership
from votes.models.membership_spell import MembershipSpell, Succession, VotingStatus
from votes.models.record import first_overlap, name_key, written
from votes.models.resolution import Resolution
from votes.models.roll_call import PERMANENT_MEMBERS, RollCall, RollCallQuerySet
from votes.models.statement import Statement
from votes.models.tally import Position
from votes.models.vote import Vote

KINDS = {
    "tally": "The positions do not add up to the official totals and nothing says why, "
    "or they add up and are explained all the same.",
    "membership": "States have positions on days when they were not members, or under two codes.",
    "source": "Facts and roll calls do not say where they were read.",
    "names": "A name means two countries, or two spells of one kind overlap.",
    "duplicates": "Roll calls look like the same vote entered twice.",
    "text": "What became of a text is not what its majority rule says.",
}
# A committee recommends; only these decide what becomes of a text.
DECIDING = (RollCall.Organ.PLENARY, RollCall.Organ.COUNCIL, RollCall.Organ.HUMAN_RIGHTS_COUNCIL)


@dataclass(frozen=True)
class Doubt:
    """One thing a person should look at: `record` names where, `what` says why."""

    kind: str
    record: str
    what: str


def doubts() -> Iterator[Doubt]:
    """Everything doubtful, kind by kind in the order of KINDS; as many queries for any record."""
    for check in (tally, membership, source, names, duplicates, text):
        yield from check()


def tally() -> Iterator[Doubt]:
    """Published roll calls by name that differ from their totals without an explanation, or have
    an explanation without a difference."""
    # Official totals begin with those of yes and no: a constraint.
    checked = RollCall.objects.published().filter(
        modality__in=RollCall.BY_NAME, total_yes__isnull=False
    )
    for roll_call in counted(checked.select_related("resolution")):
        counts = roll_call.tally()
        if counts.adds_up == bool(roll_call.discrepancy_explanation):
            unneeded = "the positions add up, so there is no difference to explain"
            what = unneeded if counts.adds_up else str(counts).removesuffix(".")
            yield Doubt("tally", str(roll_call), what)


def counted(roll_calls: RollCallQuerySet) -> Iterator[RollCall]:
    """Any number of roll calls with their positions counted, in two queries read side by side.

    `count_votes` does it for the few of a page.
    """
    sums = {each.word: Count("id", filter=Q(position=each)) for each in Position}
    votes = Vote.objects.filter(roll_call__in=roll_calls.values("pk")).order_by("roll_call_id")
    counts = votes.values_list("roll_call_id").annotate(**sums).iterator()
    row = next(counts, None)
    for roll_call in roll_calls.order_by("pk").iterator():
        # Past those before it, and any that were deleted since the counting began.
        while row and row[0] < roll_call.pk:
            row = next(counts, None)
        found = row[1:] if row and row[0] == roll_call.pk else [0] * len(Position)
        roll_call.counted = dict(zip(Position, found, strict=True))
        yield roll_call


def membership() -> Iterator[Doubt]:
    """Published positions of states that were not members on the day, a line for each state and
    time outside; and states recorded under two codes in one roll call of the plenary."""
    admissions = MembershipSpell.objects.filter(
        country=OuterRef("country"), started_on__gt=OuterRef("roll_call__date")
    ).order_by("started_on")
    first, last = Min("roll_call__date"), Max("roll_call__date")
    outside = (
        Vote.objects.public()
        .outside_membership()
        .annotate(admitted=Subquery(admissions.values("started_on")[:1]))
        .values_list("country__name", "country__code", "admitted")
        .annotate(count=Count("id"), first=first, last=last)
        .order_by("country__code", "first")
    )
    for name, code, admitted, count, begun, ended in outside.iterator():
        later = f"; a member from {written(admitted)}" if admitted else ""
        yield Doubt(
            "membership",
            f"{name} ({code})",
            f"{several(count, 'position')} while not a member, {span(begun, ended)}{later}",
        )
    # Only a continuation is one seat under two codes: states that part can both be members.
    following = "country__successions__successor"
    twice = (
        Vote.objects.public()
        .in_organ(RollCall.Organ.PLENARY)
        .filter(
            country__successions__kind=Succession.Kind.CONTINUATION,
            **{f"{following}__votes__roll_call": F("roll_call")},
        )
        .values_list("country__code", f"{following}__code")
        .annotate(count=Count("id"), first=first, last=last)
        .order_by("country__code", f"{following}__code")
    )
    for before, after, count, begun, ended in twice.iterator():
        yield Doubt(
            "membership",
            f"{before} and {after}",
            f"one seat under two codes in {several(count, 'roll call')}, {span(begun, ended)}",
        )


def source() -> Iterator[Doubt]:
    """Facts without a citation; published roll calls with neither a citation, nor a library's
    number, nor a position that an import brought."""
    facts: list[QuerySet[Any]] = [
        Statement.objects.select_related("country"),
        DiplomaticContact.objects.all(),
        Expectation.objects.select_related("country", "resolution"),
    ]
    for rows in facts:
        for fact in rows.filter(citations__isnull=True).order_by("pk").iterator():
            yield Doubt("source", str(fact), f"this {fact._meta.verbose_name} has no source")
    imported = Vote.objects.filter(roll_call=OuterRef("pk"), import_run__isnull=False)
    unsourced = RollCall.objects.published().filter(
        ~Exists(imported), citations__isnull=True, identifiers__isnull=True
    )
    for roll_call in unsourced.select_related("resolution").order_by("pk").iterator():
        yield Doubt("source", str(roll_call), "neither cited, nor in a library, nor imported")


def names() -> Iterator[Doubt]:
    """Names that mean two countries on a day, and spells of one state or group that overlap."""
    elsewhere = CountryName.objects.filter(key=OuterRef("key")).exclude(country=OuterRef("country"))
    shared = CountryName.objects.filter(Exists(elsewhere)).select_related("country")
    ordered = shared.order_by("key", "country__code", "pk")
    for _, rows in groupby(ordered.iterator(), attrgetter("key")):
        clashes = {
            (one.country, other.country): one.name
            for one, other in combinations(rows, 2)
            if one.country != other.country
            and first_overlap([one, other], "valid_from", "valid_to")
        }
        for (one, other), name in clashes.items():
            yield Doubt("names", f"“{name}”", f"means {one} and {other} on some of the same days")
    states = MembershipSpell.objects.select_related("country")
    limits = VotingStatus.objects.select_related("country")
    groups = Membership.objects.select_related("group", "country")
    yield from overlapping(states, "started_on", "ended_on", "country_id")
    yield from overlapping(limits, "started_on", "ended_on", "country_id", "kind")
    yield from overlapping(groups, "joined_on", "left_on", "group_id", "country_id")


def overlapping(spells: QuerySet[Any], start: str, end: str, *owner: str) -> Iterator[Doubt]:
    """The first two spells that share a day, of every owner."""
    for _, own in groupby(spells.order_by(*owner, "pk").iterator(), attrgetter(*owner)):
        if overlap := first_overlap(list(own), start, end):
            what = f"“{overlap[0]}” and “{overlap[1]}” overlap"
            yield Doubt("names", str(overlap[0].whole()), what)


def duplicates() -> Iterator[Doubt]:
    """Published roll calls that look like one vote: on one whole text, or in every position.

    Two that each say in the scope label which vote they are, and differ, are told apart.
    """
    whole = RollCall.objects.published().on_whole_text()
    others = whole.filter(resolution=OuterRef("resolution"), organ=OuterRef("organ"))
    repeated = whole.filter(Exists(others.exclude(pk=OuterRef("pk")))).select_related("resolution")
    ordered = repeated.order_by("resolution_id", "organ", "date", "pk")
    for _, rows in groupby(ordered.iterator(), attrgetter("resolution_id", "organ")):
        votes = list(rows)
        labels = {each.scope_label for each in votes} - {""}
        if len(labels) < len(votes):
            days = "; ".join(written(each.date) for each in votes)
            what = f"voted on as a whole {len(votes)} times in the {votes[0].get_organ_display()}"
            yield Doubt("duplicates", str(votes[0].resolution), f"{what}: {days}")
    yield from identical()


def identical() -> Iterator[Doubt]:
    """Roll calls in which every state took the position it took in an earlier one that may be
    the same vote."""
    published = RollCall.objects.published().filter(modality__in=RollCall.BY_NAME)
    others = published.exclude(pk=OuterRef("pk"))
    that_day = others.filter(date=OuterRef("date"), organ=OuterRef("organ"))
    suspects = published.filter(
        Exists(others.filter(resolution=OuterRef("resolution")))
        | Q(Exists(that_day), resolution__symbol_key="")
        | Exists(that_day.filter(resolution__symbol_key=""))
    )
    prints = fingerprints(suspects)
    common = {each for each, count in Counter(prints.values()).items() if count > 1}
    earlier: dict[bytes, list[RollCall]] = {each: [] for each in common}
    for roll_call in suspects.select_related("resolution").order_by("date", "pk").iterator():
        alike = earlier.get(prints.get(roll_call.pk, b""))
        if alike is None:
            continue
        if twin := next((each for each in alike if may_be_one_vote(each, roll_call)), None):
            numbers = f"roll calls {twin.pk} and {roll_call.pk}"
            what = f"the same positions as in {twin} ({numbers})"
            yield Doubt("duplicates", str(roll_call), what)
        alike.append(roll_call)


def fingerprints(roll_calls: RollCallQuerySet) -> dict[int, bytes]:
    """By roll call, a digest of the positions of all states that cast one, in one query.

    Absence is left out: some files record it and some do not.
    """
    votes = Vote.objects.cast().filter(roll_call__in=roll_calls.values("pk"))
    ordered = votes.order_by("roll_call_id", "country_id")
    rows = ordered.values_list("roll_call_id", "country_id", "position").iterator(chunk_size=10_000)
    prints = {}
    for roll_call, positions in groupby(rows, itemgetter(0)):
        digest = blake2b(digest_size=16)
        for _, country, position in positions:
            digest.update(f"{country}{position}".encode())
        prints[roll_call] = digest.digest()
    return prints


def may_be_one_vote(one: RollCall, other: RollCall) -> bool:
    """Whether nothing but identical positions tells two roll calls apart.

    Two symbols never mean one vote: 38/36 C and 38/36 E were voted on alike, on the same day.
    """
    if one.scope_label and other.scope_label and one.scope_label != other.scope_label:
        return False
    same_day = (one.date, one.organ) == (other.date, other.organ)
    if one.resolution_id == other.resolution_id:
        scopes = {one.scope, other.scope}
        # Two votes on one whole text are doubtful whatever their positions.
        return len(scopes) > 1 and same_day if RollCall.Scope.WHOLE in scopes else True
    this, that = one.resolution, other.resolution
    symbols = ((this.symbol_key, that.symbol_key), (this.draft_key, that.draft_key))
    if any(each and another and each != another for each, another in symbols):
        return False
    return same_day and name_key(this.title) == name_key(that.title)


def text() -> Iterator[Doubt]:
    """Texts adopted that the official totals do not carry, and texts carried but not adopted; the
    last published vote on the whole text decides."""
    whole = RollCall.objects.published().on_whole_text().filter(organ__in=DECIDING)
    later = whole.filter(
        Q(date__gt=OuterRef("date")) | Q(date=OuterRef("date"), pk__gt=OuterRef("pk")),
        resolution=OuterRef("resolution"),
    )
    vetoes = Vote.objects.in_position(Position.NO).filter(
        roll_call=OuterRef("pk"), country__code__in=PERMANENT_MEMBERS
    )
    judged = whole.exclude(majority_rule="").filter(~Exists(later)).select_related("resolution")
    judged = judged.exclude(resolution__status=Resolution.Status.UNKNOWN)
    # As `count_votes` sets it, and `carried` reads it.
    asked = judged.annotate(**{"vetoed": Exists(vetoes)}).order_by("pk")
    for roll_call in asked.iterator():
        carried, status = roll_call.carried(), roll_call.resolution.get_status_display().lower()
        adopted = roll_call.resolution.status == Resolution.Status.ADOPTED
        if carried is None or carried == adopted:
            continue
        totals = f"{roll_call.total_yes} yes and {roll_call.total_no} no"
        rule = f"{roll_call.rule_in_words}, {roll_call.needed()} needed"
        verdict = "carry it" if carried else "do not carry it"
        what = f"recorded as {status}, but {totals} {verdict} ({rule})"
        yield Doubt("text", str(roll_call), what)


def several(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def span(first: date, last: date) -> str:
    return written(first) if first == last else f"{written(first)} – {written(last)}"
