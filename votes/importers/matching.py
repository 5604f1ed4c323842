"""Which roll call of the record each roll call of a file is, if it is there already.

Dates never decide: between sources they differ for one and the same vote. A library's own number
decides first. Else two are the same vote where symbol and scope are the same and most positions
agree. Different symbols are never the same vote. Within one library every number is a vote of its
own, unless two numbers of the UN Digital Library have the same symbol, date and positions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from votes.importers.present import (
    Present,
    Texts,
    positions_in,
    present_roll_calls,
    texts_called,
)
from votes.importers.rollcall import FileRollCall
from votes.models import Resolution, RollCallIdentifier, symbol_key
from votes.models.bulk import batches

# The share of positions cast in both that must be the same.
MOST = 0.75
CAST = frozenset("YNA")


@dataclass(slots=True)
class Match:
    """A roll call of a file with what it is in the record.

    `present` is the roll call there and `text` its text, or None where they are new. `same_as` is
    an earlier record of the same file that is the same vote.
    """

    call: FileRollCall
    symbol: str
    draft: str
    text: Resolution | None = None
    present: Present | None = None
    same_as: Match | None = None
    is_numbered: bool = False

    @property
    def key(self) -> str:
        """What identifies its text within the file; "" where nothing does."""
        return self.symbol or (f"draft {self.draft}" if self.draft else "")

    def positions(self) -> dict[int, str]:
        return dict(zip(self.call.states, self.call.letters, strict=True))


def match(calls: Sequence[FileRollCall]) -> tuple[list[Match], dict[int, Present]]:
    """The roll calls of one file that can be taken, matched, in the file's order; and the roll
    calls of the record that are on the same texts, by key."""
    matches = [
        Match(call, symbol_key(call.symbol), symbol_key(call.drafts[0]) if call.drafts else "")
        for call in calls
    ]
    _drop_shared_drafts(matches)
    texts = texts_called((each.symbol for each in matches), (each.draft for each in matches))
    numbers = _numbered(matches)
    _find_texts(matches, texts)
    present = present_roll_calls(
        numbers.values(), {text.pk: text for each in matches if (text := each.text)}.values()
    )
    for each in matches:
        if kept := present.get(numbers.get(each.call.record, 0)):
            each.present, each.is_numbered = kept, True
            each.text = kept.roll_call.resolution
    _merge_within(matches)
    _choose(matches, present)
    return matches, present


def _drop_shared_drafts(matches: list[Match]) -> None:
    """A draft from which a file has several texts, or several votes without a symbol, identifies
    none of them."""
    symbols: defaultdict[str, set[str]] = defaultdict(set)
    bare: Counter[str] = Counter()
    for each in matches:
        if each.draft:
            symbols[each.draft].add(each.symbol)
            bare[each.draft] += not each.symbol
    for each in matches:
        if each.draft and (len(symbols[each.draft]) > 1 or bare[each.draft] > 1):
            each.draft = ""


def _numbered(matches: list[Match]) -> dict[str, int]:
    """The roll calls that already carry the file's own numbers, by number."""
    if not matches:
        return {}
    numbers = RollCallIdentifier.objects.filter(scheme=matches[0].call.scheme)
    found: dict[str, int] = {}
    for batch in batches(sorted({each.call.record for each in matches}), 1000):
        found |= dict(numbers.filter(value__in=batch).values_list("value", "roll_call"))
    return found


def _find_texts(matches: list[Match], texts: Texts) -> None:
    """Within a file a symbol is one text, whether each of its votes names the draft or not."""
    by_key: dict[str, Resolution] = {}
    for each in matches:
        each.text = texts.called(each.symbol, each.draft)
        if each.text and each.key:
            by_key.setdefault(each.key, each.text)
    for each in matches:
        each.text = each.text or by_key.get(each.key)


def _merge_within(matches: list[Match]) -> None:
    """Two numbers of the Digital Library with equal symbol, date and positions are one vote, and
    the one that the record has already comes first."""
    first: defaultdict[tuple, list[Match]] = defaultdict(list)
    for each in sorted(matches, key=lambda each: not each.is_numbered):
        if each.call.scheme != "undl" or not each.symbol:
            continue
        alike = first[each.symbol, each.call.day]
        for earlier in alike:
            are_two = each.present and each.present is not earlier.present
            if not are_two and earlier.positions() == each.positions():
                each.same_as = earlier
                break
        else:
            alike.append(each)


def _choose(matches: list[Match], present: dict[int, Present]) -> None:
    """Find the roll calls of other sources that are the same votes, each at most once."""
    on_text: defaultdict[int, list[Present]] = defaultdict(list)
    for kept in present.values():
        on_text[kept.roll_call.resolution_id].append(kept)
    taken = {id(each.present) for each in matches if each.present}
    open_matches = [
        each
        for each in matches
        if each.text is not None and not each.is_numbered and each.same_as is None
    ]
    alone = Counter(each.key for each in matches if each.same_as is None)
    candidates = {
        id(each): [
            kept
            for kept in on_text[each.text.pk]  # type: ignore[union-attr]
            if id(kept) not in taken
            and kept.roll_call.organ == each.call.organ
            and _scopes_fit(each, kept, alone[each.key] == 1, on_text)
        ]
        for each in open_matches
    }
    pks = {kept.roll_call.pk for kept_ones in candidates.values() for kept in kept_ones}
    positions = positions_in(pks)
    pairs = []
    for place, each in enumerate(open_matches):
        for kept in candidates[id(each)]:
            have = positions.get(kept.roll_call.pk, {})
            if (score := _likeness(each, kept, have)) is not None:
                pairs.append((-score, kept.roll_call.pk, place, each, kept))
    # The likest first: what agrees in all is not given away to what agrees in most.
    for *_, each, kept in sorted(pairs, key=lambda pair: pair[:3]):
        if each.present is None and id(kept) not in taken:
            each.present, each.text = kept, kept.roll_call.resolution
            taken.add(id(kept))


def _likeness(each: Match, kept: Present, have: dict[int, str]) -> float | None:
    """How far the positions agree; None where the two cannot be one vote."""
    mine = each.positions()
    if each.call.scheme in kept.schemes and not (
        each.call.scheme == "undl" and kept.roll_call.date == each.call.day and have == mine
    ):
        return None
    if not have:
        # Entered without positions so far.
        return 0.0 if kept.roll_call.is_by_name == each.call.is_by_name else None
    score = agreement(mine, have)
    return score if score >= MOST else None


def _scopes_fit(
    each: Match, kept: Present, is_alone: bool, on_text: dict[int, list[Present]]
) -> bool:
    """Whether both are votes on the same part of the text.

    Two labels that differ name two parts. An unknown scope fits the whole where it is the only
    vote its source has on the text.
    """
    labels = {each.call.scope_label.casefold(), kept.roll_call.scope_label.casefold()}
    if len(labels - {""}) > 1:
        return False
    mine, theirs = each.call.scope, kept.roll_call.scope
    if mine == theirs:
        return True
    if (mine, theirs) == ("unknown", "whole"):
        return is_alone
    return (mine, theirs) == ("whole", "unknown") and len(
        on_text[kept.roll_call.resolution_id]
    ) == 1


def agreement(mine: dict[int, str], theirs: dict[int, str]) -> float:
    """The share of the states that cast a position in both whose positions are the same; 0 where
    no state did."""
    both = [state for state in mine if mine[state] in CAST and theirs.get(state, "") in CAST]
    same = sum(mine[state] == theirs[state] for state in both)
    return same / len(both) if both and theirs else 0.0
