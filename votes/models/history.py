"""The history: who changed what, when and why, from what to what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.db.models import F
from django.utils import timezone

from votes.models.record import Record

UNTRACKED = {"id", "version", "updated_at"}
# What is made of the texts beside it, for comparison: kept, but nothing to tell a reader.
MADE = {"key", "symbol_key", "draft_key", "title_key", "text_key"}


class DataVersion(models.Model):
    """The single row that counts committed changes; caches and ETags can hang on it."""

    number = models.PositiveBigIntegerField(default=0)
    moved_at = models.DateTimeField(default=timezone.now)
    # When votes or roll calls last changed: what is made of them all is made anew only then.
    votes_moved_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def current(cls) -> int:
        """The number of the newest committed change; 0 in an empty database."""
        return cls.objects.filter(pk=1).values_list("number", flat=True).first() or 0

    @classmethod
    def stamp(cls) -> str:
        """What no other state of the record has: the data's version, since when it is so, and when
        an import last ended, since one that changes nothing may still find where sources differ."""
        with connection.cursor() as cursor:
            # As text: every answer begins with this question.
            cursor.execute(
                "SELECT number, moved_at, (SELECT MAX(finished_at) FROM votes_importrun) "
                "FROM votes_dataversion WHERE id = 1"
            )
            row = cursor.fetchone()
        return " ".join(map(str, row)) if row else ""

    @classmethod
    def hold(cls) -> None:
        """Make other writers wait from here to the end of this transaction."""
        cls.objects.select_for_update().filter(pk=1).first()

    @classmethod
    def votes_stamp(cls) -> str:
        """What changes whenever a vote or roll call does; "" in an empty database."""
        moved = cls.objects.filter(pk=1).values_list("votes_moved_at", flat=True).first()
        return moved.isoformat() if moved else ""

    @property
    def both_stamps(self) -> tuple[str, str]:
        """What changes whenever anything of the record does, and whenever a vote or roll call
        does."""
        return f"{self.number} {self.moved_at}", self.votes_moved_at.isoformat()

    @classmethod
    def stamps(cls) -> tuple[str, str]:
        """As `both_stamps` says, now; both "" in an empty database."""
        row = cls.objects.filter(pk=1).first()
        return row.both_stamps if row else ("", "")

    @classmethod
    def move(cls, with_votes: bool) -> None:
        """Count one more change. Called last, since it holds other writers until the commit."""
        now = timezone.now()
        times = {"moved_at": now} | ({"votes_moved_at": now} if with_votes else {})
        moved = cls.objects.filter(pk=1).update(number=F("number") + 1, **times)
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
    import_run = models.ForeignKey(
        "ImportRun",
        null=True,
        editable=False,
        related_name="revisions",
        # History is never deleted, nor what it names.
        on_delete=models.PROTECT,
    )
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
        permissions = [("undo_others", "Can undo what others changed")]

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
    def own_of(cls, record: Record) -> models.QuerySet[Change]:
        """What was done to one record itself, not to its parts."""
        return cls.objects.filter(record_type=record._meta.model_name, record_id=record.pk)

    @classmethod
    def of(cls, record: Record) -> models.QuerySet[Change]:
        """The history of one record, newest first, with who wrote it."""
        return cls.own_of(record).select_related("revision__user")

    # Set by `name_together`.
    names: Names | None = None

    def lines(self) -> list[str]:
        """What changed, one readable line a field: "Position: Abstained → Yes"."""
        names = self.names or Names(self.stored())
        written = (self.before or {}) | (self.after or {})
        lines = (
            self._line(field, names)
            for field in self.model._meta.concrete_fields
            if field.attname in written and field.attname not in MADE
        )
        return [line for line in lines if line]

    def stored(self) -> Iterator[tuple[Any, Any]]:
        """Every stored value of before and after, with its field."""
        for field in self.model._meta.concrete_fields:
            for values in (self.before or {}, self.after or {}):
                if field.attname in values:
                    yield field, values[field.attname]

    @staticmethod
    def name_together(changes: Iterable[Change]) -> None:
        """Look up what many changes refer to, for their `lines`, in one query a model."""
        changes = list(changes)
        names = Names(pair for change in changes for pair in change.stored())
        for change in changes:
            change.names = names

    def _line(self, field: Any, names: Names) -> str:
        before = names.readable(field, (self.before or {}).get(field.attname))
        after = names.readable(field, (self.after or {}).get(field.attname))
        if self.action == self.Action.CHANGED:
            return f"{titled(field)}: {before or '(empty)'} → {after or '(empty)'}"
        return f"{titled(field)}: {before or after}" if before or after else ""


class Names:
    """The names of the records that stored values refer to, looked up in one query a model."""

    def __init__(self, stored: Iterable[tuple[Any, Any]]) -> None:
        wanted: defaultdict[type[models.Model], set[Any]] = defaultdict(set)
        for field, value in stored:
            if field.is_relation and value is not None:
                wanted[field.related_model].add(value)
        self._known = {
            (model, key): str(record)
            for model, keys in wanted.items()
            # With what a record's own name is made of.
            for key, record in model._base_manager.select_related().in_bulk(keys).items()
        }

    def readable(self, field: Any, value: Any) -> str:
        """A stored value in words: a choice's label, a referred record's name."""
        if value is None or value == "":
            return ""
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        if field.is_relation:
            return self._known.get((field.related_model, value), f"no longer there ({value})")
        return str(value)


def titled(field: Any) -> str:
    """The name of a field as a line begins with it."""
    title = str(field.verbose_name)
    return title[:1].upper() + title[1:]


def snapshot(record: Record) -> dict[str, Any]:
    """A record's own values, by column, as history keeps them: plain JSON."""
    values = {}
    for field in record._meta.concrete_fields:
        if field.attname not in UNTRACKED:
            value = getattr(record, field.attname)
            values[field.attname] = value.isoformat() if isinstance(value, date) else value
    return values


def walked_back(values: dict[str, Any] | None, changes: Iterable[Change]) -> dict[str, Any] | None:
    """What a record held before some changes, given newest first, from what it holds after them.

    None stands for a record that is not there.
    """
    for change in changes:
        if change.action == Change.Action.CHANGED:
            values = (values or {}) | (change.before or {})
        else:
            values = change.before
    return values
