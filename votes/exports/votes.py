"""Votes as lines of a file, by the million: what many lines share is written once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import compress
from typing import Any, NamedTuple

from django.db.models import Prefetch, QuerySet, TextField
from django.db.models.functions import Cast

from votes.exports.columns import Column, Table, adds_up, cited, identifier, word
from votes.exports.formats import Format
from votes.models import Citation, Country, ImportRun, RollCall, count_votes
from votes.models.import_run import IdentifierScheme

BY_EDITOR = "entered by an editor"
# Roll calls that are kept as written; about two megabytes.
KEPT = 4000

# A vote's columns by what gives them, in the order of the file.
TEXT = (
    Column("date", "The day of the vote."),
    Column("resolution", "The text voted on.", lambda call: call.resolution.called),
    Column("title", "Its subject.", lambda call: call.resolution.title),
)
STATE = (
    Column("country", "The state: ISO three-letter code.", lambda state: state.code),
    Column("country_name", "Its name.", lambda state: state.name),
    Column("m49", "Its United Nations M49 code."),
    Column("cow", "Its Correlates-of-War number."),
)
POSITION = (
    Column("position", "yes, no, abstain or non_voting.", lambda said: word(said.position)),
    Column(
        "intended_position",
        "What its delegation later said it had meant.",
        lambda said: word(said.intended_position),
    ),
    Column("non_voting_reason", "Why it did not vote, where known."),
)
ROLL_CALL = (
    Column("body", "GA General Assembly, SC Security Council.", lambda call: call.resolution.body),
    Column("session", "The session, 77 or ES-11.", lambda call: call.resolution.session),
    Column("organ", "Who voted: the plenary, a committee, a council."),
    Column("scope", "What was voted on: the whole text, a part, an amendment, a motion."),
    Column("scope_label", "Which part."),
    Column("precision", "How exactly the date is known: day, month or year."),
    Column("adds_up", "Whether the roll call adds up to the official totals.", adds_up),
    Column("roll_call", "The roll call: its number here.", lambda call: call.pk),
    Column(
        "undl_id", "Record number in the UN Digital Library.", identifier(IdentifierScheme.UNDL)
    ),
    Column(
        "source_urls",
        "Addresses of the roll call's sources, separated by “; ”.",
        lambda call: cited(call.citations.all(), "url"),
    ),
)
ORIGIN = (
    Column("source", "The file that the position is from, or “entered by an editor”."),
    Column("evidence", "A or B where it is known from lists of absences; empty elsewhere."),
)
CHANGE = (
    Column("id", "The vote: its number here."),
    Column("version", "How often it was changed, from 1."),
    Column("updated_at", "When it was last changed, UTC."),
)
VOTES = Table("votes", (*TEXT, *STATE, *POSITION, *ROLL_CALL, *ORIGIN, *CHANGE))

# What is read of each vote, in the order of the row.
READ = (
    *("id", "country_id", "roll_call_id", "position", "intended_position", "non_voting_reason"),
    *("import_run_id", "evidence", "version", "changed"),
)
CALL = 2


class Said(NamedTuple):
    """A position as the database has it."""

    position: str
    intended_position: str
    non_voting_reason: str


class Origin(NamedTuple):
    source: str
    evidence: str


class Changed(NamedTuple):
    version: int
    updated_at: str


class Written(dict[Any, str]):
    """Parts of lines by key, each written when it is first needed, from what the key names."""

    def __init__(
        self, columns: Sequence[Column], form: Format, record_of: Callable[[Any], Any]
    ) -> None:
        super().__init__()
        self.columns, self.form, self.record_of = columns, form, record_of

    def __missing__(self, key: Any) -> str:
        record = self.record_of(key)
        names = [column.name for column in self.columns]
        text = self[key] = self.form.part(names, [column.of(record) for column in self.columns])
        return text


def read(votes: QuerySet[Any]) -> Any:
    """Votes as the rows that `lines` takes; times stay text, which saves reading each."""
    return votes.annotate(changed=Cast("updated_at", TextField())).values_list(*READ)


class Votes:
    """The votes of batches of rows as lines with the columns named."""

    def __init__(self, names: Sequence[str], form: Format) -> None:
        self.form = form
        self.text, self.state, self.position, self.roll_call, self.origin, self.change = (
            [column for column in columns if column.name in names]
            for columns in (TEXT, STATE, POSITION, ROLL_CALL, ORIGIN, CHANGE)
        )
        self.numbered = any(column.name == "id" for column in self.change)
        self.changed = [column for column in self.change if column.name != "id"]
        self.countries = Country.objects.in_bulk()
        runs = {run.pk: origin_of(run) for run in ImportRun.objects.all()}
        self.runs = runs | {None: BY_EDITOR}
        self.texts: dict[int, str] = {}
        self.calls: dict[int, str] = {}

    def lines(self, batches: Iterable[list[tuple[Any, ...]]]) -> Iterator[str]:
        """Each batch written, in one text."""
        states = Written(self.state, self.form, self.country)
        positions = Written(self.position, self.form, Said._make)
        origins = Written(self.origin, self.form, lambda key: Origin(self.run(key[0]), key[1]))
        changes = Written(self.changed, self.form, lambda key: Changed(key[0], moment(key[1])))
        number = self.form.key("id")
        groups = (self.text, self.state, self.position, self.roll_call, self.origin)
        wanted = [*map(bool, groups), self.numbered, bool(self.changed)]
        for rows in batches:
            self.write_roll_calls({row[CALL] for row in rows})
            parts = (
                (
                    self.texts[call],
                    states[country],
                    positions[position, intended, reason],
                    self.calls[call],
                    origins[run, evidence],
                    f"{number}{pk}",
                    changes[version, at],
                )
                for pk, country, call, position, intended, reason, run, evidence, version, at in (
                    rows
                )
            )
            if all(wanted):
                yield "".join(map(self.form.line, parts))
            else:
                yield "".join(self.form.line(compress(each, wanted)) for each in parts)

    def country(self, pk: int) -> Country:
        """A country; one that is new since the file was begun is looked up."""
        return self.countries.get(pk) or Country.objects.get(pk=pk)

    def run(self, pk: int | None) -> str:
        return self.runs[pk] if pk in self.runs else origin_of(ImportRun.objects.get(pk=pk or 0))

    def write_roll_calls(self, pks: set[int]) -> None:
        """Write the parts of the roll calls that are new."""
        if len(self.calls) > KEPT:
            self.texts.clear()
            self.calls.clear()
        with_tally = any(column.name == "adds_up" for column in self.roll_call)
        for call in roll_calls(pks - self.calls.keys(), with_tally):
            for columns, written in ((self.text, self.texts), (self.roll_call, self.calls)):
                names = [column.name for column in columns]
                written[call.pk] = self.form.part(names, [column.of(call) for column in columns])


def roll_calls(pks: set[int], with_tally: bool) -> list[RollCall]:
    """Roll calls with what their columns need, in a constant number of queries."""
    found = list(
        RollCall.objects.filter(pk__in=pks)
        .select_related("resolution")
        .prefetch_related(
            "identifiers", Prefetch("citations", Citation.objects.select_related("source"))
        )
    )
    if with_tally:
        count_votes(found)
    return found


def origin_of(run: ImportRun) -> str:
    return f"{run.source_name}, {run.edition}" if run.edition else run.source_name


def moment(text: str) -> str:
    """A database's own writing of a time, as answers have it."""
    at = datetime.fromisoformat(text)
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).isoformat().replace("+00:00", "Z")
