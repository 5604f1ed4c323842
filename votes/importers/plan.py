"""What bringing a file in would do: texts, roll calls and votes to add and to change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from votes.importers.matching import Match
from votes.importers.present import BEGINNINGS, HAND, Hands, Present
from votes.importers.report import Report
from votes.importers.rollcall import FileRollCall
from votes.models import Country, FileSource, Position, Record, Resolution, RollCall, Vote

OUTCOMES = {"adopted": Resolution.Status.ADOPTED, "not_adopted": Resolution.Status.NOT_ADOPTED}
# Of these a difference between two sources is said; of titles and notes it is expected.
FACTS = {"date", "modality", *RollCall.TOTALS.values()}


@dataclass
class Plan:
    """What a file would write. Nothing of it has been written."""

    report: Report = field(default_factory=Report)
    texts_added: list[Resolution] = field(default_factory=list)
    texts_changed: list[Resolution] = field(default_factory=list)
    roll_calls_added: list[tuple[RollCall, Match]] = field(default_factory=list)
    roll_calls_changed: list[RollCall] = field(default_factory=list)
    # A roll call, and the states whose positions in the file it does not have yet.
    votes_added: list[tuple[RollCall, Match, Sequence[int]]] = field(default_factory=list)
    votes_changed: list[Vote] = field(default_factory=list)
    # Numbers that a roll call gets, subjects that a text is about.
    numbers: list[tuple[RollCall, str, str]] = field(default_factory=list)
    subjects: list[tuple[Resolution, Match]] = field(default_factory=list)
    # The roll call that each record of the file is, for issues to refer to.
    roll_calls: dict[str, RollCall] = field(default_factory=dict)
    countries: dict[int, Country] = field(default_factory=dict)
    # Subjects that people took from a text: its key and the subject's name.
    removed: set[tuple[int, str]] = field(default_factory=set)


def text_values(call: FileRollCall) -> dict[str, Any]:
    """The columns of a text that a file gives."""
    return {
        "symbol": call.symbol,
        "draft_symbol": call.drafts[0] if call.drafts else "",
        "draft_addenda": "|".join(call.drafts[1:]),
        "title": call.title,
        "session": call.session,
        "agenda_title": call.agenda_title,
        "committee_report": call.committee_report,
        "status": OUTCOMES.get(call.outcome, Resolution.Status.ADOPTED if call.symbol else ""),
    }


def roll_call_values(call: FileRollCall) -> dict[str, Any]:
    """The columns of a roll call that a file gives."""
    totals = {RollCall.TOTALS[Position(letter)]: total for letter, total in call.totals.items()}
    return {
        "date": call.day,
        "precision": call.precision,
        "meeting": call.meeting,
        "modality": call.modality,
        "scope": call.scope if call.scope != RollCall.Scope.UNKNOWN else "",
        "scope_label": call.scope_label,
        "note": call.note,
        "discrepancy_explanation": call.explanation,
        **totals,
    }


def new_text(call: FileRollCall) -> Resolution:
    values = text_values(call)
    values["title"] = values["title"] or call.name
    values["status"] = values["status"] or Resolution.Status.UNKNOWN
    return Resolution(body=call.body, **values)


def new_roll_call(call: FileRollCall, text: Resolution) -> RollCall:
    values = roll_call_values(call)
    values["scope"] = call.scope
    return RollCall(resolution=text, organ=call.organ, state=RollCall.State.PUBLISHED, **values)


def cleaned(record: Record) -> None:
    """Raise ValidationError where a value of a new record cannot be kept."""
    relations = {each.name for each in record._meta.fields if each.is_relation}
    record.clean_fields(exclude=relations)
    record.clean()


@dataclass
class FieldChange:
    """What setting a record's columns to a file's values comes to."""

    record: Any
    changed: set[str] = field(default_factory=set)
    kept: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)

    @property
    def is_changed(self) -> bool:
        return bool(self.changed)


def set_values(
    record: Record, values: dict[str, Any], ranks: tuple[int, int], hands: Hands
) -> FieldChange:
    """A copy of a record with a file's values, as far as precedence allows.

    `ranks` are those of the file's source and of the record's. An empty value in the file says
    nothing; an empty one in the record is filled; a person's is kept.
    """
    mine, theirs = ranks
    change = FieldChange(copy(record))
    for name, value in values.items():
        current = getattr(record, name)
        if value in (None, "") or value == current:
            continue
        is_empty = current in (None, "", "unknown") or (name, current) in BEGINNINGS
        told = f"{name.replace('_', ' ')} “{value}”"
        if hands.kept(record, name):
            change.kept.append(f"{told} in the file; kept: “{current}”")
            continue
        if not is_empty and mine != theirs and name in FACTS:
            follows = "the file is followed" if mine < theirs else "kept"
            change.differing.append(f"{told} in the file, “{current}” in the record ({follows})")
        if is_empty or (mine <= theirs and theirs != HAND):
            setattr(change.record, name, value)
            change.changed.add(name)
    return change


class Planner:
    """Plans one file's writing: texts first, then roll calls; votes are compared elsewhere."""

    def __init__(
        self, source: FileSource, matches: Sequence[Match], present: Iterable[Present], hands: Hands
    ) -> None:
        self.source, self.matches, self.hands = source, matches, hands
        self.plan = Plan()
        self.roll_calls_of: defaultdict[int, list[Present]] = defaultdict(list)
        # Which whole votes there are on a text, by text, day, organ and label.
        self.wholes: dict[tuple[Any, ...], str] = {}
        for kept in present:
            self.roll_calls_of[kept.roll_call.resolution_id].append(kept)
            self._hold(kept.roll_call)
        self._new_texts: dict[str, Resolution] = {}
        # The symbols that this file gives to texts which had another or none.
        self._given: set[str] = set()
        self._main: dict[str | int, Match] = {}
        for each in matches:
            key = self._text_key(each)
            if key and (key not in self._main or self._is_better(each, self._main[key])):
                self._main[key] = each

    @staticmethod
    def _text_key(each: Match) -> str | int:
        """What identifies its text: the key in the record, else what does so in the file."""
        return each.text.pk if each.text else each.key

    @staticmethod
    def _is_better(each: Match, other: Match) -> bool:
        """Whether a vote says better what its text is: that on the whole does."""
        return each.call.scope == "whole" != other.call.scope

    def text_of(self, each: Match) -> Resolution:
        """The text of a roll call: one there already, changed or not, or a new one."""
        if each.text is not None:
            return each.text
        if each.key in self._new_texts:
            return self._new_texts[each.key]
        main = self._main.get(self._text_key(each), each)
        text = new_text(main.call)
        cleaned(text)
        self.plan.texts_added.append(text)
        if each.key:
            self._new_texts[each.key] = text
        return text

    def text_change(self, each: Match) -> FieldChange:
        """What a file says of a text that is there: its main vote there speaks for it.

        Raises ValidationError where a value cannot be kept.
        """
        text = self.text_of(each)
        if each.present and self.hands.kept(each.present.roll_call, "resolution_id"):
            told = f"resolution “{each.call.name}” in the file; kept: “{text}”"
            is_other = each.symbol and each.symbol != text.symbol_key
            return FieldChange(text, kept=[told] if is_other else [])
        if self._main.get(self._text_key(each), each) is not each:
            return FieldChange(text)
        ranks = [kept.rank for kept in self.roll_calls_of[text.pk]]
        change = set_values(
            text, text_values(each.call), (self.source.rank, min(ranks, default=HAND)), self.hands
        )
        if change.is_changed:
            cleaned(change.record)
            self._refuse_taken_symbol(change.record, text)
        return change

    def _refuse_taken_symbol(self, changed: Resolution, text: Resolution) -> None:
        """A text is not given a symbol that another has, nor one that not all its votes have."""
        key = changed.symbol_key
        if key in {"", text.symbol_key}:
            return
        symbols = {each.symbol for each in self.matches if each.text is text} - {""}
        others = Resolution.objects.filter(symbol_key=key).exclude(pk=text.pk)
        given = key in self._given or key in self._new_texts
        if len(symbols) > 1 or given or others.exists():
            raise ValidationError(
                f"The record has this vote on {text}, and {changed.symbol} is another text: move "
                "it to the text that was voted on."
            )
        self._given.add(key)

    def add(self, each: Match) -> RollCall:
        """Plan a new roll call. Raises ValidationError where it cannot be kept."""
        roll_call = new_roll_call(each.call, each.text or Resolution(title="?"))
        cleaned(roll_call)
        text = self.text_of(each)
        roll_call.resolution = text
        self._refuse_second(roll_call, text)
        self._hold(roll_call)
        self.plan.roll_calls_added.append((roll_call, each))
        return roll_call

    def change(self, each: Match) -> FieldChange:
        """What a file says of a roll call that is there. Raises ValidationError."""
        present = each.present
        assert present is not None  # noqa: S101 - only matched roll calls are changed
        old = present.roll_call
        values = roll_call_values(each.call)
        # How exactly a date is known goes with the date; a file is not asked of another's.
        precision = values.pop("precision")
        change = set_values(old, values, (self.source.rank, present.rank), self.hands)
        follows = self.source.rank <= present.rank and not self.hands.kept(old, "date")
        if follows and change.record.date == each.call.day and old.precision != precision:
            change.record.precision = precision
            change.changed.add("precision")
        if change.is_changed:
            cleaned(change.record)
            if self._place(change.record) != self._place(old):
                self._refuse_second(change.record, old.resolution)
                self._hold(change.record)
        return change

    @staticmethod
    def _place(roll_call: RollCall) -> tuple[Any, ...] | None:
        if roll_call.scope != RollCall.Scope.WHOLE:
            return None
        text = roll_call.resolution
        return (text.pk or id(text), roll_call.date, roll_call.organ, roll_call.scope_label)

    def _hold(self, roll_call: RollCall) -> None:
        if place := self._place(roll_call):
            self.wholes[place] = str(roll_call)

    def _refuse_second(self, roll_call: RollCall, text: Resolution) -> None:
        place = self._place(roll_call)
        if place and (other := self.wholes.get(place)):
            raise ValidationError(
                f"A vote on the whole of this text on this day is there already with other "
                f"positions ({other}): one of the two is wrong, or was on a part."
            )
