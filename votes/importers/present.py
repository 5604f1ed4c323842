"""What the record already has of the roll calls of a file, and what people corrected in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from votes.models import (
    Change,
    FileSource,
    ImportRun,
    Record,
    Resolution,
    Revision,
    RollCall,
    RollCallIdentifier,
    Vote,
)
from votes.models.bulk import batches
from votes.models.resolution import Body

# Before every source stands what people entered.
HAND = -1
# Of a number alone; whether Voeten's three files wrote a roll call, its history says.
OTHER_SCHEMES = {"vetoes": FileSource.VETOES.rank, "voeten": FileSource.VOETEN_ABSENCES.rank}
CORRECTED = ("resolution", "resolutiontopic", "rollcall", "rollcallidentifier", "vote")
# How a hand-entered record begins; what a file says goes further and contradicts nothing.
BEGINNINGS = {("status", Resolution.Status.TABLED), ("state", RollCall.State.DRAFT)}


@dataclass
class Hands:
    """What people entered, corrected or deleted, by record; what an import did is not among it.

    A correction that was undone is none, unless the undo was undone too. To undo what an import
    did is a correction.
    """

    fields: defaultdict[tuple[str, int], set[str]]
    deleted: set[tuple[str, Any, Any]]

    @classmethod
    def load(cls) -> Hands:
        undone = undone_revisions()
        by_people = Change.objects.filter(record_type__in=CORRECTED, revision__undoes=None)
        by_people = by_people.filter(
            Q(revision__import_run=None) | Q(revision__undone_by__isnull=False)
        )
        rows = by_people.order_by("id").values_list(
            "record_type",
            "record_id",
            "action",
            "before",
            "after",
            "revision",
            "revision__import_run",
        )
        hands = cls(defaultdict(set), set())
        for kind, pk, action, before, changed, revision, run in rows.iterator():
            after = changed or {}
            if (revision in undone) == (run is None):
                continue
            if run is not None and action == Change.Action.ADDED:
                hands.deleted.add((kind, *cls._place(kind, after)))
            elif action == Change.Action.DELETED:
                hands.deleted.add((kind, *cls._place(kind, before or {})))
            elif action == Change.Action.ADDED:
                given = {name for name, value in after.items() if value not in (None, "")}
                begun = {name for name, value in BEGINNINGS if after.get(name) == value}
                hands.fields[kind, pk] |= given - begun
                hands.deleted.discard((kind, *cls._place(kind, after)))
            else:
                hands.fields[kind, pk] |= after.keys()
        return hands

    @staticmethod
    def _place(kind: str, values: dict[str, Any]) -> tuple[Any, Any]:
        """What a deleted record stood for, so that it is known when a file brings it again."""
        names = {
            "vote": ("roll_call_id", "country_id"),
            "resolutiontopic": ("resolution_id", "topic_id"),
            "rollcallidentifier": ("scheme", "value"),
        }.get(kind, ())
        first, second = (values[name] for name in names) if names else (kind, None)
        return first, second

    def kept(self, record: Record, name: str) -> bool:
        """Whether a person gave this column of the record its value."""
        fields = self.fields.get((record._meta.model_name or "", record.pk))
        return fields is not None and name in fields


def undone_revisions() -> set[int]:
    """The revisions that are undone now: by an undo that is not undone itself."""
    undos = Revision.objects.exclude(undoes=None)
    following = dict(undos.values_list("undoes", "pk"))
    undone: set[int] = set()
    for first in following.keys() - set(following.values()):
        last, is_undone = first, False
        while last in following:
            last, is_undone = following[last], not is_undone
        if is_undone and first is not None:
            undone.add(first)
    return undone


@dataclass(slots=True)
class Present:
    """A roll call of the record, the libraries that name it, and the rank of the best source.

    People who entered it rank before all only until a library names it: from then on what they
    entered is kept column by column.
    """

    roll_call: RollCall
    schemes: set[str]
    rank: int
    is_entered: bool = False


@dataclass
class Texts:
    """Texts of the record by their symbols as compared, and their roll calls."""

    by_symbol: dict[str, Resolution] = field(default_factory=dict)
    by_draft: defaultdict[str, list[Resolution]] = field(default_factory=lambda: defaultdict(list))

    def add(self, text: Resolution) -> None:
        if text.symbol_key:
            self.by_symbol[text.symbol_key] = text
        if text.draft_key:
            self.by_draft[text.draft_key].append(text)

    def called(self, symbol: str, draft: str) -> Resolution | None:
        """The text with a symbol; or the one that has only this draft symbol so far; or, for a
        draft without a symbol, the one text that was voted from it."""
        if symbol and symbol in self.by_symbol:
            return self.by_symbol[symbol]
        drafted = self.by_draft.get(draft, ()) if draft else ()
        if symbol:
            drafted = [text for text in drafted if not text.symbol]
        return drafted[0] if len(drafted) == 1 else None


def texts_called(symbols: Iterable[str], drafts: Iterable[str]) -> Texts:
    found: dict[int, Resolution] = {}
    for name, keys in (("symbol_key", symbols), ("draft_key", drafts)):
        for batch in batches(sorted({key for key in keys if key}), 1000):
            found |= {text.pk: text for text in Resolution.objects.filter(**{f"{name}__in": batch})}
    texts = Texts()
    for text in found.values():
        texts.add(text)
    return texts


def present_roll_calls(pks: Iterable[int], texts: Iterable[Resolution]) -> dict[int, Present]:
    """The roll calls with these keys or on these texts, by key."""
    found: dict[int, Present] = {}
    by_key = {text.pk: text for text in texts}
    wanted = (("pk__in", sorted(pks)), ("resolution__in", sorted(by_key)))
    for lookup, keys in wanted:
        for batch in batches(keys, 1000):
            rows = RollCall.objects.filter(**{lookup: batch}).select_related("resolution")
            for roll_call in rows.order_by("id"):
                # One object a text, whichever roll call leads to it.
                roll_call.resolution = by_key.setdefault(
                    roll_call.resolution_id, roll_call.resolution
                )
                found[roll_call.pk] = Present(roll_call, set(), FileSource.BUNDLED.rank)
    for batch in batches(sorted(found), 1000):
        for pk, ranks in writers(batch).items():
            found[pk].rank, found[pk].is_entered = min(ranks), HAND in ranks
        named = RollCallIdentifier.objects.filter(roll_call__in=batch)
        for pk, scheme in named.values_list("roll_call", "scheme"):
            each = found[pk]
            is_council = each.roll_call.resolution.body == Body.COUNCIL
            rank = FileSource.UNDL_COUNCIL.rank if is_council else FileSource.UNDL_ASSEMBLY.rank
            rank = OTHER_SCHEMES.get(scheme, rank)
            each.rank = rank if each.rank == HAND else min(each.rank, rank)
            each.schemes.add(scheme)
    return found


def writers(pks: Iterable[int]) -> dict[int, set[int]]:
    """Of roll calls, the ranks of the sources that wrote each; HAND where a person entered it."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    written = Change.objects.filter(record_type="rollcall", record_id__in=pks)
    for pk, action, source in written.values_list(
        "record_id", "action", "revision__import_run__source"
    ):
        if source:
            found[pk].add(FileSource(source).rank)
        elif action == Change.Action.ADDED:
            found[pk].add(HAND)
    return dict(found)


def positions_in(pks: Iterable[int]) -> dict[int, dict[int, str]]:
    """The letters of many roll calls, by roll call and state."""
    found: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for batch in batches(sorted(pks), 500):
        rows = Vote.objects.filter(roll_call__in=batch).order_by()
        for pk, country, letter in rows.values_list("roll_call", "country", "position").iterator(
            chunk_size=10_000
        ):
            found[pk][country] = letter
    return found


def run_ranks() -> dict[int | None, int]:
    """The rank of each past run's source; of no run, that of people."""
    ranks = ImportRun.objects.values_list("pk", "source")
    return {None: HAND} | {pk: FileSource(source).rank for pk, source in ranks}
