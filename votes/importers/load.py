"""Bringing a file in: read, compared, checked and written, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from votes.importers.comparison import Comparison
from votes.importers.identity import Identity
from votes.importers.locks import alone
from votes.importers.plan import Plan
from votes.importers.present import CORRECTED
from votes.importers.progress import Watch, unwatched
from votes.importers.report import Report
from votes.importers.rollcall import FileRollCall, UnreadableFile
from votes.importers.sources import LAYOUTS, InputFile, recognise
from votes.importers.write import write_plan
from votes.models import (
    AcceptedDiscrepancy,
    Change,
    Country,
    EditConflict,
    FileSource,
    ImportIssue,
    ImportRun,
    Resolution,
    RollCall,
    RollCallIdentifier,
    States,
    Vote,
    changing,
)

# Much smaller than the last: a file that is taken as the whole record and has less than this
# share of its roll calls was probably cut off.
MUCH_SMALLER = 0.9
# From so many new votes on the database's idea of its tables is out of date.
MANY = 100_000
# PostgreSQL's codes for two writers in each other's way.
DEADLOCK, SERIALIZATION_FAILURE = "40P01", "40001"
# So often an import begins anew where people changed what it had read.
TRIES = 3
# Imports wait for each other: on PostgreSQL by this lock, on SQLite so many milliseconds.
IMPORT_LOCK = 4_060_887
LONGEST_WAIT = 600_000
CACHE_KIBIBYTES = 48 * 1024
USUAL_CACHE = -2000
# What a person can do about each kind of refusal.
WHAT_TO_DO = {
    "tally": (
        "Compare the record with the meeting's. If it is right all the same, accept it with an "
        "explanation and bring the file in again."
    ),
    "unknown_state": (
        "Add the name or code as an alias of the state it means, and bring the file in again."
    ),
}


def bring_in(
    paths: Sequence[Path],
    *,
    user: Any = None,
    source_name: str = "",
    is_complete: bool = False,
    is_dry_run: bool = False,
    watch: Watch = unwatched,
) -> Report:
    """Bring files in, each source in one transaction; return what came of all.

    With `is_complete` a file is taken as the whole record of its source: what it no longer has
    is reported. A dry run does all that a run does, and takes it back. Raises UnreadableFile,
    before anything is written where a header is unknown; where one of several files turns out to
    be damaged further on, those before it stay, and the exception's `report` says what came of
    them. Raises EditConflict, IntegrityError, ValidationError or OperationalError, each with such a
    `report`, where nothing of a file could be written.
    """
    report = Report()
    files = recognise(paths)
    with patient(), ExitStack() as taken_back:
        try:
            for file in files:
                with watch(f"Reading {file.name}", file.size) as progress:
                    source, calls = file.read(progress)
                if is_dry_run and file is files[0]:
                    # One transaction for all; others may write until the first file is read.
                    taken_back.enter_context(alone())
                    taken_back.enter_context(transaction.atomic())
                with nullcontext() if is_dry_run else alone():
                    report.include(
                        bring_in_one(file, source, calls, user, source_name, is_complete, watch)
                    )
        except Exception as error:
            # What was written before it stays.
            error.report = report  # type: ignore[attr-defined]
            raise
        if is_dry_run and files:
            transaction.set_rollback(True)
    return report


def bring_in_one(
    file: InputFile,
    source: FileSource,
    calls: list[FileRollCall],
    user: Any,
    source_name: str,
    is_complete: bool,
    watch: Watch,
) -> Report:
    """Bring in what was read from the file, or the files together, of one source."""
    about = {
        "name": file.name[:300],
        "source": source,
        "source_name": source_name or source.label,
        "edition": file.edition,
        "checksum": file.checksum(),
        "terms": LAYOUTS[file.layout].terms,
        "user": user,
    }
    if is_complete:
        refuse_much_smaller(file, source, calls)
    for attempt in range(1, TRIES + 1):
        tried = [copy(call) for call in calls]
        for call, read in zip(tried, calls, strict=True):
            call.faults = list(read.faults)
        try:
            return _transacted(file, tried, ImportRun(**about), is_complete, watch)
        except (Overtaken, EditConflict, IntegrityError, OperationalError) as error:
            # A person changed what had been read already: read it again.
            if attempt == TRIES or not may_pass(error):
                raise
    raise AssertionError("unreachable")


class Overtaken(Exception):  # noqa: N818 - what happened, not a fault
    """A person changed the record between its comparison with a file and the writing of that."""

    def __init__(self) -> None:
        super().__init__("People kept changing the record meanwhile.")


def may_pass(error: Exception) -> bool:
    """Whether what stopped an import may be gone when it begins anew: another writer, not a
    database that is away."""
    if isinstance(error, OperationalError):
        return getattr(error.__cause__, "pgcode", None) in {DEADLOCK, SERIALIZATION_FAILURE}
    return True


def changes_by_people() -> int:
    """How many changes people have made to what files bring; history is never deleted."""
    return Change.objects.filter(record_type__in=CORRECTED, revision__import_run=None).count()


def find_states(file: InputFile, calls: Sequence[FileRollCall]) -> None:
    """Give every roll call its states; what is unknown or doubtful becomes a fault."""
    layout = LAYOUTS[file.layout]
    states = States.load()
    if not states.countries:
        raise UnreadableFile("The record has no countries yet: run load_sample first.")
    identity = Identity(states, layout.code_column, layout.name_column)
    for call in calls:
        if call.is_by_name:
            identity.settle(call)
        else:
            # Adoption without a vote may list every member; it has no positions.
            call.positions = []


def refuse_much_smaller(file: InputFile, source: FileSource, calls: Sequence[FileRollCall]) -> None:
    """Raise UnreadableFile for a file that cannot be the whole record of its source."""
    past = ImportRun.objects.filter(source=source).exclude(outcome=ImportRun.Outcome.RUNNING)
    most = max(
        (
            sum(counts.get("roll_calls", {}).values())
            for counts in past.values_list("counts", flat=True)
        ),
        default=0,
    )
    if len(calls) < MUCH_SMALLER * most:
        raise UnreadableFile(
            f"{file.name} has {len(calls):,} roll calls, an earlier file of the same source had "
            f"{most:,}: it cannot be the whole record. Without --complete it can be brought in as "
            "an addition."
        )


def _transacted(
    file: InputFile, calls: list[FileRollCall], run: ImportRun, is_complete: bool, watch: Watch
) -> Report:
    """Compare and write in one transaction that other imports wait for."""
    reason = f"Import of {run.name} ({run.source_name}{run.edition and f', {run.edition}'})"
    with transaction.atomic():
        wait_for_other_imports()
        before = changes_by_people()
        find_states(file, calls)
        with changing(run.user, reason, import_run=run) as gate:
            run.save()
            plan = Comparison(calls, run, accepted()).plan(is_complete, watch)
            write_plan(plan, run, gate, watch)
            if plan.report.votes["added"] >= MANY:
                refresh_statistics()
            finish(run, plan)
        if changes_by_people() != before:
            raise Overtaken
    plan.report.runs = [run.pk]
    plan.report.issues = [replace(each, scheme=run.scheme) for each in plan.report.issues]
    return plan.report


def accepted() -> dict[tuple[str, str], AcceptedDiscrepancy]:
    """What people have accepted although it does not add up, by library and record."""
    return {(each.scheme, each.record): each for each in AcceptedDiscrepancy.objects.all()}


def finish(run: ImportRun, plan: Plan) -> None:
    """Write what came of the run, and its issues."""
    ImportIssue.objects.bulk_create(
        [
            ImportIssue(
                run=run,
                kind=fault.kind,
                roll_call=plan.roll_calls.get(fault.record) if not fault.refuses else None,
                record=fault.record[:100],
                line=fault.line,
                column=fault.column[:100],
                what=fault.what,
                why=WHAT_TO_DO.get(fault.kind, ""),
            )
            for fault in plan.report.issues
        ],
        batch_size=500,
    )
    refused = plan.report.has_refusals
    run.outcome = ImportRun.Outcome.REFUSED_SOME if refused else ImportRun.Outcome.COMPLETED
    run.counts, run.finished_at = plan.report.counts, timezone.now()
    run.save()


@contextmanager
def patient() -> Iterator[None]:
    """On SQLite, wait for another writer as long as an import may take rather than fail, and keep
    the indexes that are written in memory."""
    if connection.vendor != "sqlite":
        yield
        return
    usual = int(connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000)
    _pragma("busy_timeout", LONGEST_WAIT)
    _pragma("cache_size", -CACHE_KIBIBYTES)
    try:
        yield
    finally:
        _pragma("busy_timeout", usual)
        _pragma("cache_size", USUAL_CACHE)


def _pragma(name: str, value: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name} = {value}")


def refresh_statistics() -> None:
    """Tell the database how large its tables have become: PostgreSQL before it checks foreign keys
    by a plan that was made for small ones, SQLite before anybody asks for the newest votes of a
    country, where it would sort all of them."""
    with connection.cursor() as cursor:
        for model in (Vote, RollCall, RollCallIdentifier, Resolution, Country):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def wait_for_other_imports() -> None:
    """Of two imports at once the second compares with what the first has written."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])
