"""The one way to write: every change in one transaction, with who, when, why, before and after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from votes.models.bulk import batches, insert_rows, update_rows
from votes.models.history import Change, DataVersion, Revision, snapshot
from votes.models.import_run import ImportRun
from votes.models.record import Record


class EditConflict(Exception):  # noqa: N818 - a conflict is an outcome, not a fault
    """A record was changed by someone else since the writer read it.

    `record` holds what the writer wanted, `current` what the database has (None if deleted).
    """

    def __init__(self, record: Record, current: Record | None) -> None:
        self.record, self.current = record, current
        what = f"{record._meta.verbose_name} “{record}”"
        if current is None:
            super().__init__(f"The {what} has been deleted meanwhile.")
        else:
            super().__init__(
                f"The {what} has been changed meanwhile: you read version {record.version}, "
                f"it is now version {current.version}."
            )


class Changing:
    """The open gate that `changing` yields: save, add and delete records through it."""

    def __init__(
        self,
        user: Any,
        reason: str,
        undoes: Revision | None = None,
        import_run: ImportRun | None = None,
    ) -> None:
        if "\x00" in reason:
            raise ValidationError("A reason cannot hold a NUL character.")
        # What nobody can read is no reason.
        reason = reason.strip() if any(mark.isalnum() for mark in reason) else ""
        self.user, self.reason, self.undoes = user, reason, undoes
        # The file that is being brought in. Its records are checked together at the end.
        self.import_run = import_run
        self.revision: Revision | None = None
        self._changes: list[Change] = []
        self._moved = False
        # Records whose version this gate has raised, to be lowered again if it fails.
        self._raised: list[Record] = []
        # Of every whole that was touched, the models of the rows written.
        self._parts: dict[tuple[type[Record], Any], set[type[Record]]] = {}
        self._checked: set[tuple[type[Record], Any]] = set()

    def save(self, record: Record) -> bool:
        """Insert or update one record; return whether anything changed.

        Raises ValidationError for a bad value and EditConflict when the database holds another
        version than the one that was read.
        """
        if record._state.adding:
            record.full_clean()
            record.save(force_insert=True)
            self._note(record, Change.Action.ADDED, None, snapshot(record))
            return True
        current = self._locked(record)
        before, after = snapshot(current), snapshot(record)
        changed = [name for name in after if before[name] != after[name]]
        if not changed:
            return False
        record.full_clean()
        after = snapshot(record)
        changed = [name for name in after if before[name] != after[name]]
        self._raise_version(record, current)
        record.save(force_update=True)
        self._touch(current)
        self._note_changed(record, changed, before, after)
        return True

    def save_all(self, records: Iterable[Record]) -> int:
        """Update many records of one model at once; return how many changed.

        As `save`, but for the rules of values the database's own constraints count, and labels
        are made from relations that are loaded. Raises ValidationError and EditConflict.
        """
        written = 0
        for batch in batches(records, 1000):
            locked = type(batch[0])._base_manager.select_for_update().order_by("pk")
            found = locked.in_bulk([record.pk for record in batch])
            names: set[str] = set()
            moved: list[Record] = []
            for record in batch:
                current = found.get(record.pk)
                if current is None or current.version != record.version:
                    raise EditConflict(record, current)
                self._clean(record)
                before, after = snapshot(current), snapshot(record)
                if changed := [name for name in after if before[name] != after[name]]:
                    self._raise_version(record, current)
                    self._note_changed(record, changed, before, after)
                    names.update(changed)
                    moved.append(record)
            update_rows(moved, [*sorted(names), "version", "updated_at"])
            written += len(moved)
        return written

    def add_all(self, records: Iterable[Record], are_clean: bool = False) -> None:
        """Insert many new records of one model at once; field rules are checked, unless they
        have been already, and the database's own constraints."""
        records = list(records)
        self._insert(records, are_clean)
        for record in records:
            self._note(record, Change.Action.ADDED, None, snapshot(record))

    def add_traced(self, records: Iterable[Record]) -> None:
        """Insert many new rows that an import run traces: they get no history of their own.

        Their first change keeps what the import brought, so "from what" is never lost.
        """
        records = list(records)
        self._insert(records)
        for record in records:
            self._touch(record)
        self._moved |= bool(records)

    def copy_traced(
        self,
        model: type[Record],
        columns: Sequence[str],
        rows: Iterable[tuple[Any, ...]],
        constants: dict[str, Any],
        wholes: tuple[type[Record], Iterable[Any]],
        progress: Callable[[int], None] | None = None,
    ) -> int:
        """Insert very many rows of plain values that an import run traces; return how many.

        As `add_traced`, with nothing but the database's own constraints to check each row; for
        columns and constants see `insert_rows`.
        `wholes` are the records they belong to, by model and keys: these are checked at the end.
        """
        whole, pks = wholes
        for pk in pks:
            self._parts.setdefault((whole, pk), set()).add(model)
        count = insert_rows(model, columns, rows, constants, progress)
        self._moved |= count > 0
        return count

    def delete(self, record: Record) -> None:
        """Delete one record with what its deletion rules take along, each with its history."""
        current = self._locked(record)
        current.check_deletion(self.reason)
        for owned in owned_records(current):
            self.delete(owned)
        self._note(current, Change.Action.DELETED, snapshot(current), None)
        current.delete()

    def hold(self, record: Record) -> None:
        """Lock a record, its whole first; EditConflict where it, or a part of it, is not as it
        was read."""
        self._current(record.whole())
        current = self._current(record)
        if current is None or current.version != record.version:
            raise EditConflict(record, current)

    @property
    def acts(self) -> set[tuple[str, str]]:
        """What was done to which models: ("added", "vote")."""
        return {(change.action, change.record_type) for change in self._changes}

    def has_set(self, record: Record, field: str) -> bool:
        """Whether this gate added a record or changed the named column of it."""
        return any(
            change.record_type == record._meta.model_name
            and change.record_id == record.pk
            and field in (change.after or {})
            for change in self._changes
        )

    def value_before(self, record: Record, field: str) -> Any:
        """What a column of a record held before this gate changed it; None if it did not."""
        for change in self._changes:
            before = change.before or {}
            same = (change.record_type, change.record_id) == (record._meta.model_name, record.pk)
            if same and field in before:
                return before[field]
        return None

    def wrote_parts(self, whole: Record, model: type[Record]) -> bool:
        """Whether this gate wrote rows of a model that belong to a whole."""
        return model in self._parts.get((type(whole), whole.pk), set())

    def _locked(self, record: Record) -> Record:
        """The record as the database has it, locked until the commit, if of the read version.

        Where only parts of it were written since, it is that: these have versions of their own.
        """
        current = self._current(record)
        if current is None or record.version > current.version:
            raise EditConflict(record, current)
        if record.version < current.version:
            if Change.own_of(record).filter(record_version__gt=record.version).exists():
                raise EditConflict(record, current)
            record.version = current.version
        return current

    @staticmethod
    def _current(record: Record) -> Record | None:
        return type(record)._base_manager.select_for_update().filter(pk=record.pk).first()

    @staticmethod
    def _clean(record: Record) -> None:
        relations = {field.name for field in record._meta.fields if field.is_relation}
        record.clean_fields(exclude=relations)
        record.clean()

    def _insert(self, records: list[Record], are_clean: bool = False) -> None:
        for record in records:
            if not are_clean:
                self._clean(record)
        if records:
            type(records[0])._base_manager.bulk_create(records, batch_size=500)

    def _touch(self, record: Record) -> None:
        whole = record.whole()
        self._parts.setdefault((type(whole), whole.pk), set()).add(type(record))

    def _raise_version(self, record: Record, current: Record) -> None:
        record.version, record.updated_at = current.version + 1, timezone.now()
        self._raised.append(record)

    def _note_changed(
        self, record: Record, changed: list[str], before: dict[str, Any], after: dict[str, Any]
    ) -> None:
        self._note(
            record,
            Change.Action.CHANGED,
            {name: before[name] for name in changed},
            {name: after[name] for name in changed},
        )

    def _note(self, record: Record, action: str, before: Any, after: Any) -> None:
        self._touch(record)
        self._changes.append(
            Change(
                record_type=record._meta.model_name or "",
                record_id=record.pk,
                label=str(record)[:300],
                action=action,
                before=before,
                after=after,
                record_version=record.version,
            )
        )

    def lower_versions(self) -> None:
        """Give records in memory the versions that the database still has."""
        for record in self._raised:
            record.version -= 1

    def finish(self) -> None:
        """Check the rules across rows, write the history, and move the data version."""
        if any(model.rules_reach_others for parts in self._parts.values() for model in parts):
            DataVersion.hold()
        if self.import_run is not None:
            self._check_together()
        else:
            self._count_parts()
        self._check_each()
        written = {model for parts in self._parts.values() for model in parts}
        with_votes = any(model.counts_as_votes for model in written)
        if not self._changes:
            if self._moved:
                DataVersion.move(with_votes)
            return
        self.revision = Revision.objects.create(
            user=self.user,
            reason=self.reason,
            undoes=self.undoes,
            import_run=self.import_run,
        )
        for change in self._changes:
            change.revision = self.revision
        Change.objects.bulk_create(self._changes, batch_size=500)
        DataVersion.move(with_votes)

    def _count_parts(self) -> None:
        """Raise the version of the records of which only parts were written: who read one before
        is then refused as after any other change of it. What files bring in by the million leaves
        the versions alone."""
        written = {(change.record_type, change.record_id) for change in self._changes}
        for model, pk in sorted(self._parts, key=lambda each: (each[0].__name__, each[1])):
            if (model._meta.model_name, pk) in written:
                continue
            current = model._base_manager.select_for_update(no_key=True).filter(pk=pk).first()
            if current is not None:
                current.version, current.updated_at = current.version + 1, timezone.now()
                update_rows([current], ["version", "updated_at"])

    def _check_each(self) -> None:
        checked = set(self._checked)
        while waiting := self._parts.keys() - checked:
            # In one order, and locked: of two writers to one whole the second checks what the
            # first has committed.
            for model, pk in sorted(waiting, key=lambda each: (each[0].__name__, each[1])):
                checked.add((model, pk))
                locked = model._base_manager.select_for_update(no_key=True)
                if whole := locked.filter(pk=pk).first():
                    whole.check_whole()

    def _check_together(self) -> None:
        """Check what a file brought by its thousands: in few queries where a model can, and not
        at all where it has no rules across rows."""
        together: defaultdict[type[Record], list[Any]] = defaultdict(list)
        for model, pk in self._parts:
            if model.checks_together or model.check_whole is Record.check_whole:
                together[model].append(pk)
                self._checked.add((model, pk))
        for model in sorted(together, key=lambda each: each.__name__):
            if not model.checks_together:
                continue
            for pks in batches(sorted(together[model]), 1000):
                locked = model._base_manager.select_for_update(no_key=True)
                list(locked.filter(pk__in=pks).order_by("pk").values_list("pk"))
                model.check_together(pks)


def owned_records(record: Record) -> Iterator[Record]:
    """The records that the deletion of this one takes along (its CASCADE relations)."""
    for relation in record._meta.related_objects:
        model = relation.related_model
        if getattr(relation, "on_delete", None) is models.CASCADE and issubclass(model, Record):
            yield from model._base_manager.filter(**{relation.field.name: record.pk})


_open: ContextVar[Changing | None] = ContextVar("open_gate", default=None)


def open_gate() -> Changing | None:
    """The gate that the running code is inside of, if any."""
    return _open.get()


@contextmanager
def changing(
    user: Any,
    reason: str = "",
    undoes: Revision | None = None,
    import_run: ImportRun | None = None,
) -> Iterator[Changing]:
    """Write records: all of it or none, checked as a whole, with its history.

    `user` is the account that writes, or None for the system itself; `import_run` the file that
    is brought in, if one is. Inside an open gate the same gate is used again. Raises
    ValidationError or EditConflict, and then nothing is written.

    >>> with changing(user, "Typing error in the total") as change:
    ...     change.save(roll_call)
    """
    outer = _open.get()
    if outer is not None:
        outer.reason = outer.reason or reason.strip()
        yield outer
        return
    gate = Changing(user, reason, undoes, import_run)
    token = _open.set(gate)
    try:
        with transaction.atomic():
            yield gate
            gate.finish()
    except BaseException:
        gate.lower_versions()
        raise
    finally:
        _open.reset(token)
