"""The one way to write: every change in one transaction, with who, when, why, before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from votes.models.history import Change, DataVersion, Revision, snapshot
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

    def __init__(self, user: Any, reason: str, undoes: Revision | None = None) -> None:
        if "\x00" in reason:
            raise ValidationError("A reason cannot hold a NUL character.")
        self.user, self.reason, self.undoes = user, reason.strip(), undoes
        self.revision: Revision | None = None
        self._changes: list[Change] = []
        self._moved = False
        # Records whose version this gate has raised, to be lowered again if it fails.
        self._raised: list[Record] = []
        # Of every whole that was touched, the models of the rows written.
        self._parts: dict[tuple[type[Record], Any], set[type[Record]]] = {}

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
        record.version, record.updated_at = current.version + 1, timezone.now()
        self._raised.append(record)
        record.save(force_update=True)
        self._touch(current)
        self._note(
            record,
            Change.Action.CHANGED,
            {name: before[name] for name in changed},
            {name: after[name] for name in changed},
        )
        return True

    def add_all(self, records: Iterable[Record]) -> None:
        """Insert many new records of one model at once; field rules are checked, and the
        database's own constraints."""
        records = list(records)
        self._insert(records)
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

    def delete(self, record: Record) -> None:
        """Delete one record with what its deletion rules take along, each with its history."""
        current = self._locked(record)
        current.check_deletion(self.reason)
        for owned in owned_records(current):
            self.delete(owned)
        self._note(current, Change.Action.DELETED, snapshot(current), None)
        current.delete()

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
        """The record as the database has it, locked until the commit, if of the read version."""
        current = type(record)._base_manager.select_for_update().filter(pk=record.pk).first()
        if current is None or current.version != record.version:
            raise EditConflict(record, current)
        return current

    @staticmethod
    def _insert(records: list[Record]) -> None:
        for record in records:
            relations = {field.name for field in record._meta.fields if field.is_relation}
            record.clean_fields(exclude=relations)
            record.clean()
        if records:
            type(records[0])._base_manager.bulk_create(records, batch_size=500)

    def _touch(self, record: Record) -> None:
        whole = record.whole()
        self._parts.setdefault((type(whole), whole.pk), set()).add(type(record))

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
        checked: set[tuple[type[Record], Any]] = set()
        while waiting := self._parts.keys() - checked:
            # In one order, and locked: of two writers to one whole the second checks what the
            # first has committed.
            for model, pk in sorted(waiting, key=lambda each: (each[0].__name__, each[1])):
                checked.add((model, pk))
                locked = model._base_manager.select_for_update(no_key=True)
                if whole := locked.filter(pk=pk).first():
                    whole.check_whole()
        if not self._changes:
            if self._moved:
                DataVersion.move()
            return
        self.revision = Revision.objects.create(
            user=self.user, reason=self.reason, undoes=self.undoes
        )
        for change in self._changes:
            change.revision = self.revision
        Change.objects.bulk_create(self._changes, batch_size=500)
        DataVersion.move()


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
def changing(user: Any, reason: str = "", undoes: Revision | None = None) -> Iterator[Changing]:
    """Write records: all of it or none, checked as a whole, with its history.

    `user` is the account that writes, or None for the system itself. Inside an open gate the
    same gate is used again. Raises ValidationError or EditConflict, and then nothing is written.

    >>> with changing(user, "Typing error in the total") as change:
    ...     change.save(roll_call)
    """
    outer = _open.get()
    if outer is not None:
        yield outer
        return
    gate = Changing(user, reason, undoes)
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
