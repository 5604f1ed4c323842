"""The one way to write: every change in one transaction, with who, when, why, before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from votes.models.record import Record

UNTRACKED = {"id", "version", "updated_at"}


class DataVersion(models.Model):
    """The single row that counts committed changes; every cache and ETag hangs on it."""

    number = models.PositiveBigIntegerField(default=0)
    moved_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def current(cls) -> int:
        """The number of the newest committed change; 0 in an empty database."""
        return cls.objects.filter(pk=1).values_list("number", flat=True).first() or 0

    @classmethod
    def move(cls) -> None:
        """Count one more change. Called last, since it holds other writers until the commit."""
        moved = cls.objects.filter(pk=1).update(number=F("number") + 1, moved_at=timezone.now())
        if not moved:
            cls.objects.create(pk=1, number=1)


class Revision(models.Model):
    """One act of writing: who changed something, when and why. Never edited or deleted."""

    at = models.DateTimeField(default=timezone.now, editable=False, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        related_name="+",
        # History must keep naming whoever wrote; accounts are deactivated, not deleted.
        on_delete=models.PROTECT,
    )
    reason = models.TextField(blank=True, editable=False)
    undoes = models.ForeignKey(
        "self",
        null=True,
        editable=False,
        related_name="undone_by",
        # History is never deleted.
        on_delete=models.PROTECT,
    )

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Change {self.pk}" + (f": {self.reason}" if self.reason else "")

    @property
    def who(self) -> str:
        return self.user.get_username() if self.user else "the system"


class Change(models.Model):
    """What one revision did to one record. Never edited or deleted."""

    class Action(models.TextChoices):
        ADDED = "added", "Added"
        CHANGED = "changed", "Changed"
        DELETED = "deleted", "Deleted"

    revision = models.ForeignKey(
        Revision,
        related_name="changes",
        # History is never deleted.
        on_delete=models.PROTECT,
    )
    record_type = models.CharField(max_length=50, editable=False)
    record_id = models.BigIntegerField(editable=False)
    label = models.CharField(max_length=300, editable=False)
    action = models.CharField(max_length=7, choices=Action.choices, editable=False)
    # Of a changed record the fields that differ; of an added one all after, of a deleted one all
    # before.
    before = models.JSONField(null=True, editable=False)
    after = models.JSONField(null=True, editable=False)
    record_version = models.PositiveIntegerField(editable=False)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["record_type", "record_id", "-id"], name="change_record")]

    def __str__(self) -> str:
        return f"{self.label}: {self.get_action_display().lower()}"

    @property
    def model(self) -> type[Record]:
        return apps.get_model("votes", self.record_type)

    @classmethod
    def of(cls, record: Record) -> models.QuerySet[Change]:
        """The history of one record, newest first."""
        return cls.objects.filter(
            record_type=record._meta.model_name, record_id=record.pk
        ).select_related("revision__user")

    def lines(self) -> list[str]:
        """What changed, one readable line a field: "Position: Abstained → Yes"."""
        names = (self.before or {}) | (self.after or {})
        return [line for name in names if (line := self._line(name))]

    def _line(self, name: str) -> str:
        field = self.model._meta.get_field(name.removesuffix("_id"))
        before = readable(field, (self.before or {}).get(name))
        after = readable(field, (self.after or {}).get(name))
        title = str(getattr(field, "verbose_name", name))
        title = title[:1].upper() + title[1:]
        if self.action == self.Action.CHANGED:
            return f"{title}: {before or '(empty)'} → {after or '(empty)'}"
        return f"{title}: {before or after}" if before or after else ""


def readable(field: Any, value: Any) -> str:
    """A stored value in words: a choice's label, a referred record's name."""
    if value is None or value == "":
        return ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if field.is_relation:
        referred = field.related_model._base_manager.filter(pk=value).first()
        return str(referred) if referred else f"no longer there ({value})"
    return str(value)


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


class NothingToUndo(Exception):  # noqa: N818 - an outcome, not a fault
    """A later change stands on what an undo would take back; the message names it."""


def snapshot(record: Record) -> dict[str, Any]:
    """A record's own values, by column, as history keeps them: plain JSON."""
    values = {}
    for field in record._meta.concrete_fields:
        if field.attname not in UNTRACKED:
            value = getattr(record, field.attname)
            values[field.attname] = value.isoformat() if isinstance(value, date) else value
    return values


class Changing:
    """The open gate that `changing` yields: save, add and delete records through it."""

    def __init__(self, user: Any, reason: str, undoes: Revision | None = None) -> None:
        self.user, self.reason, self.undoes = user, reason.strip(), undoes
        self.revision: Revision | None = None
        self._changes: list[Change] = []
        self._moved = False
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

    def finish(self) -> None:
        """Check the rules across rows, write the history, and move the data version."""
        checked: set[tuple[type[Record], Any]] = set()
        while waiting := self._parts.keys() - checked:
            for model, pk in waiting:
                checked.add((model, pk))
                if whole := model._base_manager.filter(pk=pk).first():
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
    finally:
        _open.reset(token)


def undo(revision: Revision, user: Any, reason: str = "") -> Revision:
    """Take back everything one revision did, as a new entry of the history.

    Raises NothingToUndo when a later change stands on what would be taken back.
    """
    if revision.undone_by.exists():
        raise NothingToUndo(f"Change {revision.pk} has been undone already.")
    with changing(user, reason or f"Undo of change {revision.pk}", undoes=revision) as gate:
        for change in revision.changes.order_by("-id"):
            take_back(change, gate)
    if gate.revision is None:
        raise NothingToUndo(f"Change {revision.pk} left nothing to take back.")
    return gate.revision


def take_back(change: Change, gate: Changing) -> None:
    """Undo one record's part of a revision through an open gate."""
    model = change.model
    current = model._base_manager.filter(pk=change.record_id).first()
    if change.action == Change.Action.DELETED:
        if current is not None:
            raise NothingToUndo(f"{change.label} is there again already.")
        restored = model(version=change.record_version + 1)
        restored.pk = change.record_id
        _set(restored, change.before)
        gate.save(restored)
        return
    if current is None:
        raise NothingToUndo(f"{change.label} has been deleted since.")
    values = snapshot(current)
    if any(values[name] != kept for name, kept in (change.after or {}).items()):
        later = Change.of(current).filter(id__gt=change.pk).first()
        by = f" by {later.revision.who} (change {later.revision_id})" if later else ""
        raise NothingToUndo(f"{change.label} has been changed since{by}; undo that first.")
    if change.action == Change.Action.ADDED:
        gate.delete(current)
    else:
        _set(current, change.before)
        gate.save(current)


def _set(record: Record, values: dict[str, Any] | None) -> None:
    """Give a record values as history keeps them."""
    fields = {field.attname: field for field in record._meta.concrete_fields}
    for name, value in (values or {}).items():
        field = fields[name]
        setattr(record, name, getattr(field, "target_field", field).to_python(value))
