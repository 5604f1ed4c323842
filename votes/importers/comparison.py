"""A file's roll calls against the record: what is new, changed, kept, refused, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from votes.importers.matching import Match, match
from votes.importers.plan import FieldChange, Plan, Planner
from votes.importers.positions import PositionChange, PositionComparison
from votes.importers.present import Hands, writers
from votes.importers.progress import Tell, Watch
from votes.importers.rollcall import TOTAL_COLUMNS, Fault, FileRollCall
from votes.importers.subjects import Subjects
from votes.models import (
    AcceptedDiscrepancy,
    Country,
    FileSource,
    ImportRun,
    RollCall,
    RollCallIdentifier,
    Tally,
)

FOUNDED = date(1945, 10, 24)
# What a roll call's count rests on, besides its positions.
COUNTED = {"modality", "state", "discrepancy_explanation", *RollCall.TOTALS.values()}


class Comparison:
    """Compares one file with the record; every roll call and position gets one outcome."""

    def __init__(
        self,
        calls: Sequence[FileRollCall],
        run: ImportRun,
        accepted: dict[tuple[str, str], AcceptedDiscrepancy],
    ) -> None:
        self.calls, self.run, self.accepted = calls, run, accepted
        self.source = FileSource(run.source)
        self.hands = Hands.load()
        self.countries = {country.pk: country for country in Country.objects.all()}

    def plan(self, is_complete: bool, watch: Watch) -> Plan:
        """What bringing the file in would write, with the report of it."""
        self._refuse_numbers()
        for call in self.calls:
            self._count(call)
        taken = [call for call in self.calls if not call.is_refused]
        matches, present = match(taken)
        self.planner = Planner(self.source, matches, present.values(), self.hands)
        self.planned = self.planner.plan
        self.subjects = Subjects.load(matches, self.hands)
        self.planned.countries, self.planned.removed = self.countries, self.subjects.removed
        with watch("Comparing", sum(len(call.letters) for call in self.calls)) as progress:
            self._compare(matches, is_complete, progress)
        for call in self.calls:
            if call.is_refused:
                self._refused(call)
            self.planned.report.issues += call.faults
        if is_complete:
            self._report_missing()
        return self.planned

    def _refuse_numbers(self) -> None:
        """Refuse numbers that come a second time, and those that cannot be kept."""
        seen: dict[str, FileRollCall] = {}
        longest = RollCallIdentifier._meta.get_field("value").max_length or 0
        for call in self.calls:
            if len(call.record) > longest:
                call.fault("", f"The record's number is longer than {longest} characters.")
            first = seen.setdefault(call.record, call)
            if first is not call:
                call.fault("", f"Record {call.record} begins a second time here.")

    def _count(self, call: FileRollCall) -> None:
        """Count positions against the official totals; what a person accepted is explained."""
        if call.is_refused:
            return
        if call.day and not FOUNDED <= call.day <= timezone.now().date():
            call.fault("date", f"{call.name}: no vote can have been on {call.day}.")
            return
        if call.is_by_name and not call.letters:
            call.fault("", f"{call.name}: no position is listed.")
            return
        if call.is_by_name and call.totals and not call.totals.keys() >= {"Y", "N"}:
            column = TOTAL_COLUMNS["N" if "Y" in call.totals else "Y"]
            call.fault(column, f"{call.name}: official totals begin with those of yes and of no.")
            return
        gaps = call.gaps()
        if not gaps:
            return
        difference = " ".join(sentence for _, sentence in gaps)
        acceptance = self.accepted.get((call.scheme, call.record))
        if acceptance and acceptance.difference == difference:
            call.explanation = acceptance.explanation
            return
        call.fault(gaps[0][0], difference, kind="tally")

    def _compare(self, matches: list[Match], is_complete: bool, progress: Tell) -> None:
        deleted = {place[1:] for place in self.hands.deleted if place[0] == "rollcallidentifier"}
        there: dict[int, Match] = {}
        kept_deleted: set[str] = set()
        for each in matches:
            if each.same_as is not None:
                continue
            if not each.is_numbered and (each.call.scheme, each.call.record) in deleted:
                self._kept_deleted(each)
                kept_deleted.add(each.call.record)
                progress(len(each.call.letters))
            elif each.present is not None:
                self._hold_to_one(each, there.setdefault(each.present.roll_call.pk, each))
            else:
                self._add(each)
                progress(len(each.call.letters))
        comparison = PositionComparison(self.source, self.run, self.hands, self.countries)
        changes = comparison.compare(list(there.values()), is_complete, progress)
        for pk, each in there.items():
            self._change(each, changes.get(pk))
        for each in matches:
            if each.same_as is not None and each.same_as.call.record in kept_deleted:
                self._kept_deleted(each)
            elif each.same_as is not None:
                self._merge(each)

    @staticmethod
    def _hold_to_one(each: Match, first: Match) -> None:
        """Refuse a second record of one vote that no longer has the first one's positions."""
        if first is not each:
            each.call.fault(
                "",
                f"{each.call.name} was the same vote as record {first.call.record}, and in this "
                "file is not. One of the two is wrong.",
            )

    def _add(self, each: Match) -> None:
        call = each.call
        try:
            text = self.planner.text_change(each) if each.text else FieldChange(None)
            roll_call = self.planner.add(each)
        except ValidationError as error:
            self._refuse(call, error)
            return
        if text.is_changed:
            self.planned.texts_changed.append(text.record)
        self._tell_fields(each, text)
        self.planned.votes_added.append((roll_call, each, call.states))
        self._name(each, roll_call)
        self._outcome("added", len(call.letters), votes="added")

    @staticmethod
    def _refuse(call: FileRollCall, error: ValidationError) -> None:
        """Say which value cannot be kept, and why."""
        named = getattr(error, "error_dict", {"": [error]})
        for field, errors in named.items():
            column = "" if field == "__all__" else field
            told = " ".join(message for each in errors for message in each.messages)
            call.fault(column, f"{call.name}: {told}")

    def _name(self, each: Match, roll_call: RollCall) -> None:
        """Note which roll call a record is, with its number and subjects."""
        call = each.call
        self.planned.roll_calls[call.record] = roll_call
        if not each.is_numbered:
            self.planned.numbers.append((roll_call, call.scheme, call.record))
        if call.subjects:
            self.planned.subjects.append((roll_call.resolution, each))

    def _outcome(self, outcome: str, count: int = 0, votes: str = "unchanged") -> None:
        self.planned.report.roll_calls[outcome] += 1
        self.planned.report.votes[votes] += count

    def _refused(self, call: FileRollCall) -> None:
        named = [letter for _, _, letter in call.positions if letter]
        self._outcome("refused", len(call.letters) or len(named), votes="refused")

    def _kept_deleted(self, each: Match) -> None:
        call = each.call
        call.fault(
            "", f"{call.name} is in the file; a person took it out, and it stays so.", kind="kept"
        )
        self._outcome("kept_by_hand", len(call.letters), votes="kept_by_hand")

    def _merge(self, each: Match) -> None:
        """A second number of the same vote."""
        call, first = each.call, each.same_as
        assert first is not None  # noqa: S101 - only merged records come here
        roll_call = self.planned.roll_calls.get(first.call.record)
        if roll_call is None:
            call.fault("", f"{call.name} is the same vote as record {first.call.record}, refused.")
            return
        if not each.is_numbered:
            self.planned.numbers.append((roll_call, call.scheme, call.record))
        self.planned.roll_calls[call.record] = roll_call
        call.fault("", f"{call.name} is the same vote as record {first.call.record}.", kind="doubt")
        self._outcome("unchanged", len(call.letters))

    def _change(self, each: Match, positions: PositionChange | None) -> None:
        call, present = each.call, each.present
        assert present is not None  # noqa: S101 - only roll calls that are there are changed
        positions = positions or PositionChange(counted={})
        try:
            text = self.planner.text_change(each)
            roll_call = self.planner.change(each)
        except ValidationError as error:
            self._refuse(call, error)
            return
        if not self._still_adds_up(each, roll_call, positions):
            return
        self._write(each, text, roll_call, positions)
        self._tell(each, text, roll_call, positions)

    def _still_adds_up(self, each: Match, change: FieldChange, positions: PositionChange) -> bool:
        """Whether the roll call would add up with what people corrected kept; else refuse it."""
        roll_call: RollCall = change.record
        if not self._may_have_positions(each, roll_call, positions):
            return False
        if not positions.counted and not change.changed & COUNTED:
            return True
        counted = positions.counted or roll_call.count()
        tally = Tally(counted, roll_call.official if roll_call.is_by_name else {})
        if tally.adds_up:
            if roll_call.discrepancy_explanation and tally.is_checked:
                roll_call.discrepancy_explanation = ""
                change.changed.discard("discrepancy_explanation")
                if each.present and each.present.roll_call.discrepancy_explanation:
                    change.changed.add("discrepancy_explanation")
            return True
        if roll_call.discrepancy_explanation or not roll_call.is_published:
            return True
        besides = ""
        if positions.besides:
            states = ", ".join(sorted(positions.besides))
            besides = (
                f" Not in the file: {states}; delete what is wrong, and bring the file in again."
            )
        each.call.fault(
            "",
            f"{each.call.name}: with what the record has besides, it would no longer add up: "
            f"{tally}{besides} The roll call is left as it was.",
        )
        return False

    @staticmethod
    def _may_have_positions(each: Match, roll_call: RollCall, positions: PositionChange) -> bool:
        """Whether it was by name or has nothing that only a vote by name has; else refuse it."""
        if roll_call.is_by_name:
            return True
        if not any(positions.counted.values()) and not roll_call.official:
            return True
        how = roll_call.get_modality_display().lower()
        each.call.fault(
            "modality",
            f"{each.call.name}: {how}, but there are positions or totals. The roll call is left "
            "as it was.",
        )
        return False

    def _write(
        self, each: Match, text: FieldChange, change: FieldChange, positions: PositionChange
    ) -> None:
        roll_call = each.present.roll_call  # type: ignore[union-attr]
        if text.is_changed:
            self.planned.texts_changed.append(text.record)
        if change.is_changed:
            self.planned.roll_calls_changed.append(change.record)
        if positions.added:
            self.planned.votes_added.append((roll_call, each, positions.added))
        self.planned.votes_changed += positions.changed
        self._name(each, roll_call)

    def _tell(
        self, each: Match, text: FieldChange, change: FieldChange, positions: PositionChange
    ) -> None:
        """Count the outcome of a roll call that is there, and say what was kept and differs."""
        call, report = each.call, self.planned.report
        new = self._tell_fields(each, text, change, positions.differing)
        for place, told in positions.kept:
            call.fault("", f"{call.name}, {told}", call.lines[place], "kept")
        if positions.missing:
            codes = ", ".join(sorted(positions.missing))
            call.fault("", f"{call.name}: no longer in the file: {codes}.", kind="missing")
        if not each.present.roll_call.is_published:  # type: ignore[union-attr]
            call.fault(
                "", f"{call.name} is a draft; it was completed, not published.", kind="doubt"
            )
        added, changed = len(positions.added), len(positions.changed)
        kept = len(positions.kept)
        report.votes["added"] += added
        report.votes["changed"] += changed
        report.votes["kept_by_hand"] += kept
        report.votes["unchanged"] += len(call.letters) - added - changed - kept
        is_changed = text.is_changed or change.is_changed or bool(new)
        if is_changed or added or changed or not each.is_numbered:
            report.roll_calls["changed"] += 1
        elif kept or text.kept or change.kept:
            report.roll_calls["kept_by_hand"] += 1
        else:
            report.roll_calls["unchanged"] += 1

    def _tell_fields(
        self,
        each: Match,
        text: FieldChange,
        change: FieldChange | None = None,
        positions: Sequence[str] = (),
    ) -> list[str]:
        """Say what is kept and what differs; return the subjects that are new to the text."""
        call, changes = each.call, [text, change] if change else [text]
        new, removed = self.subjects.compared(each)
        text.kept += [f"subject “{name}” in the file; kept: none" for name in removed]
        for told in [told for each_change in changes for told in each_change.kept]:
            call.fault("", f"{call.name}: {told}, as a person corrected it.", kind="kept")
        differing = [told for each_change in changes for told in each_change.differing]
        if told_all := "; ".join([*differing, *positions]):
            call.fault("", f"{call.name}: {told_all}.", kind="difference")
        return new

    def _report_missing(self) -> None:
        """Say which roll calls of this source are no longer in its file, for a person to decide."""
        if not self.calls:
            return
        scheme, body = self.calls[0].scheme, self.calls[0].body
        numbers = RollCallIdentifier.objects.filter(
            scheme=scheme, roll_call__resolution__body=body
        ).select_related("roll_call__resolution")
        named = {call.record for call in self.calls}
        missing = [number for number in numbers if number.value not in named]
        # Two of Voeten's editions share their numbers: each answers for what it wrote.
        wrote = writers([number.roll_call_id for number in missing])
        gone: defaultdict[RollCall, list[str]] = defaultdict(list)
        for number in missing:
            if scheme != "voeten" or self.source.rank in wrote.get(number.roll_call_id, ()):
                gone[number.roll_call].append(number.value)
        for roll_call, values in gone.items():
            told = f"{roll_call} (record {', '.join(values)}) is no longer in the file."
            fault = Fault(values[0], None, "", f"{told} Nothing was removed.", "missing")
            self.planned.roll_calls[values[0]] = roll_call
            self.planned.report.issues.append(fault)
