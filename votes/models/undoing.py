"""Taking a change back, as a new entry of the history."""

from __future__ import annotations

from typing import Any

from votes.models.changing import Changing, changing, owned_records
from votes.models.history import Change, Revision, snapshot
from votes.models.record import Record


class NothingToUndo(Exception):  # noqa: N818 - an outcome, not a fault
    """A later change stands on what an undo would take back; the message names it."""


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
        if part := next(owned_records(current), None):
            raise NothingToUndo(f"{change.label} has had “{part}” added since; undo that first.")
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
