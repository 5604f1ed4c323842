"""Versions of a record side by side, worked out from its history."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from votes.models import Change
from votes.models.history import Names, snapshot, titled, walked_back


@dataclass(frozen=True, slots=True)
class FieldPair:
    """One field as it was and as it is in a later version, in words."""

    title: str
    before: str
    after: str

    @property
    def differs(self):
        return self.before != self.after

    def __str__(self):
        return f"{self.title}: {self.before or '(empty)'} → {self.after or '(empty)'}"


@dataclass(frozen=True, slots=True)
class PartPair:
    """A row that belongs to the record, in two versions; either may be None, not there."""

    model: Any
    label: str
    before: Any
    after: Any

    def stored(self):
        return pairs_of(self.model, self.before, self.after)

    def lines(self, names):
        """What differs, a line for each field: "Pakistan: Abstained → Yes"."""
        if self.model.told_by is None:
            if self.before is None or self.after is None:
                return [f"{self.label}: {'added' if self.before is None else 'deleted'}"]
            return [
                f"{self.label}: {pair}"
                for pair in field_pairs(self.model, self.before, self.after, names)
            ]
        name, said = self.model.told_by
        name, said = self.model._meta.get_field(name), self.model._meta.get_field(said)
        whose = names.readable(name, (self.after or self.before)[name.attname])
        lines = []
        for pair in field_pairs(self.model, self.before, self.after, names):
            if pair.title == titled(said):
                nothing = "not recorded"
                lines.append(f"{whose}: {pair.before or nothing} → {pair.after or nothing}")
            elif self.before is not None and self.after is not None:
                lines.append(f"{whose}: {pair}")
        return lines


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two versions of a record hold: fields that differ, fields that do not, its parts."""

    differing: list
    same: list
    parts: list

    @classmethod
    def of(cls, record, parts, history, first, second):
        """Two versions of a record and of its parts, as two entries of its history left them.

        The entries are numbers of revisions, `first` the earlier. Takes as many queries for many
        changes as for few.
        """
        since = defaultdict(list)
        for change in history.filter(revision__gt=first).order_by("-id"):
            since[change.record_type, change.record_id].append(change)
        model = type(record)
        own = since.pop((model._meta.model_name, record.pk), [])
        before, after = two_versions(snapshot(record), own, second)
        moved = list(part_pairs(record, parts, since, second))
        stored = list(pairs_of(model, before, after))
        names = Names([*stored, *(pair for part in moved for pair in part.stored())])
        fields = list(field_pairs(model, before, after, names, with_same=True))
        return cls(
            [pair for pair in fields if pair.differs],
            [pair for pair in fields if not pair.differs],
            sorted(line for part in moved for line in part.lines(names)),
        )


def two_versions(now, changes, second):
    """What a record held before all changes, given newest first, and after those up to an entry."""
    later = [change for change in changes if change.revision_id > second]
    after = walked_back(now, later)
    return walked_back(after, changes[len(later) :]), after


def part_pairs(record, parts, since, second):
    """The rows of a record that differ between two versions of it."""
    for model, owner in parts:
        column = f"{owner}_id"
        moved = {
            pk: changes for (kind, pk), changes in since.items() if kind == model._meta.model_name
        }
        present = model._base_manager.in_bulk(moved)
        for pk, changes in moved.items():
            now = snapshot(present[pk]) if pk in present else None
            before, after = (
                # A row may have belonged to another record.
                values if values and values[column] == record.pk else None
                for values in two_versions(now, changes, second)
            )
            if before != after:
                yield PartPair(model, changes[0].label, before, after)


def columns_of(model):
    """The fields of a model that people write."""
    return [
        field for field in model._meta.concrete_fields if field.editable and not field.primary_key
    ]


def pairs_of(model, *versions):
    """Every value of some versions of a row, with its field."""
    for field in columns_of(model):
        for values in versions:
            yield field, (values or {}).get(field.attname)


def field_pairs(model, before, after, names, with_same=False):
    """The fields of a row in two versions, in words."""
    for field in columns_of(model):
        pair = FieldPair(
            titled(field),
            *(
                names.readable(field, (values or {}).get(field.attname))
                for values in (before, after)
            ),
        )
        if with_same or pair.differs:
            yield pair


@dataclass(frozen=True, slots=True)
class Choice:
    """One field that two editors had before them: as it was opened, and what each made of it."""

    name: str
    title: str
    opened: str
    yours: str
    theirs: str

    @property
    def kept(self):
        """Whose value the form holds now."""
        if self.yours == self.theirs:
            return "both the same"
        return "theirs" if self.yours == self.opened else "yours"

    @property
    def is_disputed(self):
        """Whether both changed it, and not to the same."""
        return self.yours not in (self.opened, self.theirs) and self.opened != self.theirs


LONGEST_NUMBER = 18


@dataclass(frozen=True, slots=True)
class Meeting:
    """What two editors of one record made of it, field by field."""

    form: Any
    record: str
    choices: list

    @classmethod
    def of(cls, form, posted):
        """Both versions of the record of a posted form, or None where nobody else changed it.

        `posted` is brought to the newer version: it takes the fields that only the other editor
        changed, and the number of the version that is shown.
        """
        record, number = form.instance, form.add_prefix("read_version")
        read = posted.get(number, "")
        if record.pk is None or not read.isdecimal() or len(read) > LONGEST_NUMBER:
            return None
        if int(read) == record.version:
            return None
        name, version, theirs = str(record), record.version, snapshot(record)
        since = Change.of(record).filter(record_version__gt=min(int(read), version))
        if int(read) < version and not since.exists():
            # Only its parts, which meet by themselves.
            return None
        opened = walked_back(theirs, since.order_by("-id")) or theirs
        # Reading the form gives the record what was typed.
        form.is_valid()
        typed = snapshot(record)
        fields = columns_of(type(record))
        yours = {
            field.attname: (typed if field.name in form.fields else opened).get(field.attname)
            for field in fields
        }
        names = Names(pairs_of(type(record), opened, yours, theirs))
        choices = []
        for field in fields:
            values = [each.get(field.attname) for each in (opened, yours, theirs)]
            if values[0] == values[1] == values[2]:
                continue
            told = (names.readable(field, value) for value in values)
            choices.append(Choice(field.name, titled(field), *told))
            if field.name in form.fields and values[0] == values[1]:
                posted[form.add_prefix(field.name)] = "" if values[2] is None else str(values[2])
        posted[number] = str(version)
        return cls(form, name, choices)
