"""A record written with its parts: what was read can be sent back, a list replaces a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, ClassVar

from django.core.exceptions import NON_FIELD_ERRORS
from django.core.exceptions import ValidationError as ModelError
from rest_framework import serializers

from votes.api.serializers.written import WHOLE, Text, WrittenModel
from votes.models import Changing, Record


class WithParts(WrittenModel):
    """What has lists of parts; a list that is not given stays."""

    @property
    def parts(self) -> dict[str, WrittenPart]:
        """The lists, by their names in the request."""
        lists = {
            name: field.child
            for name, field in self.fields.items()
            if isinstance(field, serializers.ListSerializer)
        }
        return {name: child for name, child in lists.items() if isinstance(child, WrittenPart)}

    def apart(self, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """The values of its own, and the lists of parts that are given."""
        own, parts = dict(values), self.parts
        given = {name: own.pop(name) for name in parts if name in own}
        return own, given

    def write_parts(self, gate: Changing, record: Record, given: Mapping[str, Any]) -> None:
        """Make the lists of a record those given."""
        parts = self.parts
        with together() as faults:
            for name, rows in given.items():
                with faults(name):
                    replace(gate, record, parts[name], rows)


class WrittenPart(WithParts):
    """A row of a list in a record; `owner` is its reference to the record.

    `told_by` names the fields that make it the same row as one that is recorded.
    """

    owner: ClassVar[str]
    told_by: ClassVar[tuple[str, ...]]
    # What all rows of the list have in common besides.
    alike: ClassVar[dict[str, Any]] = {}

    def prepare(self, gate: Changing, values: dict[str, Any]) -> None:
        """Write what the row needs before itself."""


class WrittenRecord(WithParts):
    """A record in the request; `reason` goes to the history.

    A list that is given replaces the recorded list; one that is not given stays. `answers` are
    what the record is read by: keys of theirs that nobody writes are let pass.
    """

    answers: ClassVar[tuple[Any, ...]] = ()
    # Models whose rows come with it without a permission of their own.
    with_it: ClassVar[tuple[str, ...]] = ("source",)

    reason = Text(
        required=False,
        allow_blank=True,
        allow_null=True,
        write_only=True,
        help_text="Why; kept in the history.",
    )

    @property
    def ignored(self) -> frozenset[str]:  # type: ignore[override]
        return frozenset(name for answer in self.answers for name in answer.Meta.fields)

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        values = super().to_internal_value(data)
        self.why: str = values.pop("reason", "")
        return values

    def write(self, gate: Changing) -> Record:
        """Write what was sent through the gate; ValidationError has the faults by their paths."""
        model: Any = self.Meta.model
        record: Record = self.instance or model()
        values, parts = self.apart(self.validated_data)
        for name, value in values.items():
            setattr(record, name, value)
        with named(self.called()):
            gate.save(record)
        self.write_parts(gate, record, parts)
        return record


def replace(
    gate: Changing, record: Record, part: WrittenPart, wanted: Sequence[dict[str, Any]]
) -> None:
    """Make the rows of a record those wanted: what is the same stays, with its history."""
    model: Any = part.Meta.model
    alike = {part.owner: record} | part.alike
    given = [part.apart(values) for values in wanted]
    wanted, parts = [own for own, _ in given], [lists for _, lists in given]
    left = list(model._base_manager.filter(**alike).order_by("pk"))
    with together() as faults:
        for index, values in enumerate(wanted):
            with faults(index), named(part.called()):
                part.prepare(gate, values)
    rows: dict[int, Any] = {}
    for whole in (True, False):
        for index, values in enumerate(wanted):
            same = {name: values.get(name) for name in part.told_by} | (values if whole else {})
            row = next((row for row in left if has(row, same)), None)
            if index not in rows and row is not None:
                left.remove(row)
                rows[index] = row
    for row in left:
        gate.delete(row)
    with together() as faults:
        for index, values in enumerate(wanted):
            row = rows.get(index) or model(**alike)
            for name, value in values.items():
                setattr(row, name, value)
            with faults(index), named(part.called()):
                gate.save(row)
                part.write_parts(gate, row, parts[index])


def has(row: Any, values: dict[str, Any]) -> bool:
    """Whether a row has these values; of what it refers to only the key is compared."""
    return all(
        getattr(row, row._meta.get_field(name).attname)
        == (value.pk if isinstance(value, Record) else value)
        for name, value in values.items()
    )


@contextmanager
def named(names: dict[str, str]) -> Iterator[None]:
    """Faults of a record's fields, told by the names that the fields have in the request."""
    try:
        yield
    except ModelError as error:
        found = getattr(error, "message_dict", {NON_FIELD_ERRORS: error.messages})
        faults: dict[str, Any] = {}
        for field, messages in found.items():
            *above, last = names.get(field, WHOLE).split(".")
            place = faults
            for name in above:
                place = place.setdefault(name, {})
            place.setdefault(last, []).extend(messages)
        raise serializers.ValidationError(faults) from None


@contextmanager
def together() -> Iterator[Callable[..., Any]]:
    """Go on after faults to find the others, then raise them all, each under its key."""
    found: dict[Any, Any] = {}

    @contextmanager
    def under(key: Any) -> Iterator[None]:
        try:
            yield
        except serializers.ValidationError as error:
            found[key] = error.detail

    yield under
    if found:
        raise serializers.ValidationError(found)
