"""The public record as tables: which rows of which models, and which of their columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models

from votes.models import cells
from votes.models.citation import Citation
from votes.models.contact import ContactParty, DiplomaticContact
from votes.models.country import Country
from votes.models.country_name import CountryName
from votes.models.expectation import Expectation, ExpectedPosition
from votes.models.group import Group, Membership
from votes.models.history import MADE
from votes.models.import_run import AcceptedDiscrepancy, ImportRun
from votes.models.membership_spell import MembershipSpell, Succession, VotingStatus
from votes.models.record import Record, Visibility
from votes.models.resolution import Resolution
from votes.models.roll_call import RollCall, RollCallIdentifier
from votes.models.series import Direction, Series, SeriesEntry, SeriesStatus
from votes.models.source import Source
from votes.models.statement import Statement
from votes.models.tally import Position
from votes.models.tie import ResolutionRelation, Sponsorship
from votes.models.topic import ResolutionTopic, Topic
from votes.models.vote import Vote

# What a dump says that it is.
FORMAT, FORMAT_VERSION = "un-votes-dump", 1
MANIFEST = "manifest.json"
# What a row of the public record has everywhere, so that no column says it.
ALWAYS: dict[type[models.Model], dict[str, Any]] = {
    RollCall: {"state": RollCall.State.PUBLISHED},
    Series: {"status": SeriesStatus.ACCEPTED},
    Statement: {"visibility": Visibility.PUBLIC},
    DiplomaticContact: {"visibility": Visibility.PUBLIC},
    Expectation: {"visibility": Visibility.PUBLIC},
}
# What is for the staff only, and what is made anew of the texts beside it.
NEVER = {"internal_note", "proposal", "user_id"} | MADE
# How a record is named where others refer to it; all others by their number.
NAMED_BY = {Country: "code", Group: "code", Topic: "slug", Series: "slug"}
MISSING = object()
LAST = ("version", "updated_at")
# Kinds of records that no table has, and why.
LEFT_OUT: dict[type[Record], str] = {
    AcceptedDiscrepancy: "A decision of the staff; readers see it explained at the roll call.",
}
# What whole numbers fit into, but for keys.
LARGEST = {"PositiveSmallIntegerField": 2**15 - 1, "PositiveIntegerField": 2**31 - 1}
MEANINGS = {
    "id": "Its number in this record, which stays.",
    "version": "How often it was written, from 1.",
    "updated_at": "When it was last written, in UTC.",
    "country": "The state.",
    "group": "The group.",
    "resolution_id": "The text.",
    "roll_call_id": "The roll call.",
    "series": "The series.",
    "source_id": "Where it was read.",
    "import_run_id": "The file that it came in; empty where a person entered it.",
}


@dataclass(frozen=True)
class Column:
    """One column: a field of a model, under the name it has in the file."""

    field: Any

    @cached_property
    def refers_to(self) -> type[models.Model] | None:
        related: type[models.Model] | None = self.field.related_model
        return related

    @cached_property
    def by(self) -> str:
        """What a referred record is named by."""
        return NAMED_BY.get(self.refers_to, "id")  # type: ignore[arg-type]

    @cached_property
    def name(self) -> str:
        is_number = self.refers_to is not None and self.by == "id"
        return str(self.field.attname if is_number else self.field.name)

    @cached_property
    def type(self) -> str:
        if self.refers_to is not None:
            return "reference"
        if self.field.choices:
            return "word"
        kinds = {
            models.DateTimeField: "time",
            models.DateField: "date",
            models.IntegerField: "number",
            models.JSONField: "json",
        }
        return next((name for kind, name in kinds.items() if isinstance(self.field, kind)), "text")

    @cached_property
    def words(self) -> dict[Any, str]:
        """The word for each value that the column takes; the database has letters or numbers for
        some."""
        values = dict(self.field.flatchoices)
        for choices in (Position, ExpectedPosition, Direction):
            if list(values) == list(choices.values):
                return {each.value: each.name.lower() for each in choices}
        return {value: value for value in values}

    @cached_property
    def labels(self) -> dict[str, str]:
        """What each word means."""
        return {self.words[value]: str(label) for value, label in self.field.flatchoices}

    @cached_property
    def meaning(self) -> str:
        if said := MEANINGS.get(self.name):
            return said
        title, help_text = str(self.field.verbose_name), str(self.field.help_text)
        return f"{title[:1].upper()}{title[1:]}. {help_text}".strip()

    @property
    def may_be_empty(self) -> bool:
        return bool(self.field.null or self.field.blank) and not self.field.primary_key

    def writer(self, names: dict[Any, str]) -> Callable[[Any], str]:
        """How a value is written; `names` are those of the records that it may refer to."""
        if self.type == "reference":
            # What is not public stays unnamed, where a row can do without.
            return names.__getitem__ if not self.field.null else lambda value: names.get(value, "")
        if self.type == "word":
            words = {None: "", "": ""} | self.words
            return words.__getitem__
        writers: dict[str, Callable[[Any], str]] = {
            "time": cells.moment_cell,
            "json": cells.json_cell,
            "text": cells.defused,
        }
        write = writers.get(self.type, str)
        if not self.field.null:
            return write
        return lambda value: "" if value is None else write(value)

    def reader(self, keys: dict[str, Any]) -> Callable[[str], Any]:
        """How a cell is read, raising ValueError with what is wrong; `keys` are those of the
        records that it may refer to, by name."""
        empty = None if self.field.null else ""
        if self.type == "reference":
            known: dict[str, Any] = keys
            missing = f"no {self.refers_to._meta.verbose_name} is called so"  # type: ignore[union-attr]
        elif self.type == "word":
            known = {word: value for value, word in self.words.items()}
            missing = f"not one of {', '.join(known)}"
        else:
            return self._plain_reader(empty)
        may_be_empty = self.may_be_empty

        def read(cell: str) -> Any:
            # What is known may still become more: of a table that refers to itself.
            if (value := known.get(cells.restored(cell), MISSING)) is not MISSING:
                return value
            if cell or not may_be_empty:
                raise ValueError(missing)
            return empty

        return read

    def _plain_reader(self, empty: Any) -> Callable[[str], Any]:
        """How a number, day, time or text is read that fits into the field."""
        readers: dict[str, Callable[[str], Any]] = {
            "time": cells.read_moment,
            "date": cells.read_day,
            "number": cells.read_number,
            "json": cells.read_json,
            "text": cells.read_text,
        }
        read, may_be_empty = readers[self.type], self.may_be_empty
        longest = getattr(self.field, "max_length", None)
        largest = LARGEST.get(self.field.get_internal_type())

        def read_cell(cell: str) -> Any:
            if not cell:
                if may_be_empty:
                    return empty
                raise ValueError("empty")
            value = read(cell)
            if longest is not None and len(value) > longest:
                raise ValueError(f"longer than {longest} characters")
            if largest is not None and value > largest:
                raise ValueError(f"larger than {largest}")
            return value

        return read_cell


@dataclass(frozen=True)
class Table:
    """One kind of record as a file of rows."""

    name: str
    model: type[models.Model]
    what: str
    # Which rows are public; all where it is not said.
    public: Callable[[], Any] | None = None

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        left_out = NEVER | ALWAYS.get(self.model, {}).keys()
        fields = [each for each in self.model._meta.concrete_fields if each.attname not in left_out]
        # What is said of the row itself comes last.
        fields.sort(key=lambda field: field.attname in LAST)
        return tuple(Column(field) for field in fields)

    @property
    def header(self) -> list[str]:
        return [column.name for column in self.columns]

    def rows(self) -> Any:
        """The public rows in the order of their numbers."""
        rows = self.public() if self.public else self.model._default_manager.all()
        return rows.order_by("pk")


def import_runs() -> Any:
    runs = Vote.objects.public().filter(import_run__isnull=False).order_by().values("import_run")
    return ImportRun.objects.filter(pk__in=runs)


def identifiers() -> Any:
    return RollCallIdentifier.objects.filter(roll_call__in=RollCall.objects.published().order_by())


def parties() -> Any:
    return ContactParty.objects.filter(contact__in=DiplomaticContact.objects.public().order_by())


# In such an order that a table refers to itself and those before it.
TABLES = (
    Table("import_runs", ImportRun, "Files that positions came in.", import_runs),
    Table("sources", Source, "Publications where facts were read.", Source.objects.public),
    Table("countries", Country, "States that vote or voted, and observers."),
    Table("country_names", CountryName, "Names of states, and the days they meant them."),
    Table("membership_spells", MembershipSpell, "Membership of the United Nations."),
    Table("voting_statuses", VotingStatus, "Limits on a member's vote."),
    Table("successions", Succession, "States that followed others."),
    Table("groups", Group, "Blocs and regional groups."),
    Table("memberships", Membership, "Who was in which group when."),
    Table("topics", Topic, "Subjects of texts."),
    Table("resolutions", Resolution, "Texts, from draft to outcome."),
    Table("resolution_topics", ResolutionTopic, "Which text has which subject."),
    Table("resolution_relations", ResolutionRelation, "Ties between texts."),
    Table("sponsorships", Sponsorship, "Who sponsored which text."),
    Table("series", Series, "Questions put again and again.", Series.objects.accepted),
    Table("series_entries", SeriesEntry, "Texts of a series.", SeriesEntry.objects.accepted),
    Table("roll_calls", RollCall, "Votes on texts, with totals.", RollCall.objects.published),
    Table("roll_call_identifiers", RollCallIdentifier, "Libraries' numbers.", identifiers),
    Table("statements", Statement, "What states said.", Statement.objects.public),
    Table("contacts", DiplomaticContact, "Who approached whom.", DiplomaticContact.objects.public),
    Table("contact_parties", ContactParty, "Who took part in a contact.", parties),
    Table("expectations", Expectation, "What was expected.", Expectation.objects.public),
    Table("citations", Citation, "Which fact was read where.", Citation.objects.public),
    Table("votes", Vote, "One state's position in one roll call.", Vote.objects.public),
)
