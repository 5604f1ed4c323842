"""The columns of every list as a file: their names, what they mean, and how a record gives them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from votes.models import (
    Citation,
    Expectation,
    Position,
    Resolution,
    RollCall,
    Series,
    Statement,
    count_votes,
)
from votes.models.import_run import IdentifierScheme

Value = Callable[[Any], Any]
BETWEEN = "; "


@dataclass(frozen=True)
class Column:
    """One column; `value` takes it from a record, by default from the attribute of its name."""

    name: str
    meaning: str
    value: Value | None = None

    def of(self, record: Any) -> Any:
        return self.value(record) if self.value else getattr(record, self.name)


@dataclass(frozen=True)
class Table:
    """A list as a file. `prepare` completes many records at once."""

    name: str
    columns: tuple[Column, ...]
    prepare: Callable[[list[Any]], object] = list


def joined(values: Iterable[str]) -> str:
    return BETWEEN.join(value for value in values if value)


def symbol(text: Resolution | None) -> str:
    return text.called if text else ""


def word(letter: str) -> str:
    return Position(letter).word if letter else ""


def code(record: Any) -> str:
    return record.code if record else ""


def accepted(series: Series | None) -> str:
    return series.slug if series and series.status == Series.Status.ACCEPTED else ""


def cited(citations: Iterable[Any], name: str) -> str:
    return joined(getattr(citation.source, name) for citation in citations)


def identifier(scheme: str) -> Value:
    def value(roll_call: RollCall) -> str:
        return joined(each.value for each in roll_call.identifiers.all() if each.scheme == scheme)

    return value


def total(position: Position) -> Value:
    return lambda roll_call: roll_call.totals()[position]


def complete_roll_calls(roll_calls: list[RollCall]) -> None:
    """Count the positions of many roll calls and find their sources, in a few queries."""
    cited_with = Prefetch("citations", Citation.objects.select_related("source"))
    prefetch_related_objects(roll_calls, "identifiers", cited_with)
    count_votes(roll_calls)


def adds_up(roll_call: RollCall) -> bool | None:
    tally = roll_call.tally()
    return tally.adds_up if tally.is_checked else None


VERSION = (
    Column("version", "How often the record was changed, from 1."),
    Column("updated_at", "When it was last changed, UTC."),
)
ABOUT = (
    Column(
        "roll_call", "The roll call it is about: its number here.", lambda fact: fact.roll_call_id
    ),
    Column("resolution", "The text it is about.", lambda fact: symbol(fact.resolution)),
    Column("series", "The series it is about.", lambda fact: accepted(fact.series)),
)
SOURCES = (
    Column(
        "source_titles",
        "Titles of its sources, separated by “; ”.",
        lambda fact: cited(fact.citations.all(), "title"),
    ),
    Column(
        "source_urls",
        "Addresses of its sources, separated by “; ”.",
        lambda fact: cited(fact.citations.all(), "url"),
    ),
)
WHEN = (
    Column("date", "The day; of a month or year known no closer, its first day."),
    Column("precision", "How exactly the date is known: day, month or year."),
)

COUNTRIES = Table(
    "countries",
    (
        Column("code", "ISO 3166 three-letter code; of former members the code once assigned."),
        Column("name", "The name as a reader says it."),
        Column("official_name", "The long form."),
        Column("kind", "Member, former member, observer or other."),
        Column("iso2", "ISO two-letter code."),
        Column("m49", "United Nations M49 code."),
        Column("cow", "Correlates-of-War number."),
        *VERSION,
    ),
)
GROUPS = Table(
    "groups",
    (
        Column("code", "The group's code in addresses."),
        Column("name", "Its name."),
        Column("short_name", "As a reader says it."),
        Column("kind", "Regional group, bloc, alliance or other."),
        Column("founded_on", "The day of its founding."),
        Column("note", "What membership means here, and its doubts."),
        Column("source_title", "Where its members are listed.", lambda group: title(group.source)),
        Column("source_url", "The address of that list.", lambda group: url(group.source)),
        *VERSION,
    ),
)
TOPICS = Table(
    "topics",
    (
        Column("slug", "The topic in addresses."),
        Column("name", "Its name."),
        Column("scheme", "Whose list of topics it is from."),
        Column(
            "parent",
            "The wider topic.",
            lambda topic: topic.parent.slug if topic.parent else "",
        ),
        *VERSION,
    ),
)
SERIES = Table(
    "series",
    (
        Column("slug", "The series in addresses."),
        Column("title", "What its texts are about."),
        Column("yes_means", "What a yes on its core texts means."),
        Column("note", "What readers should know."),
        *VERSION,
    ),
)
RESOLUTIONS = Table(
    "resolutions",
    (
        Column("id", "Its number here."),
        Column("symbol", "Its symbol, A/RES/ES-11/1; empty until it is adopted."),
        Column("draft_symbol", "The draft as voted on, A/ES-11/L.1."),
        Column("title", "Its subject."),
        Column("body", "GA General Assembly, SC Security Council, HRC Human Rights Council."),
        Column("session", "The session, 77 or ES-11."),
        Column("agenda_title", "The agenda item."),
        Column("status", "What became of it."),
        Column("tabled_on", "The day on which the draft was tabled."),
        Column("vote_expected_on", "The day on which a vote is expected."),
        Column("text_url", "The address of the text."),
        Column(
            "topics",
            "Its topics, separated by “; ”.",
            lambda text: joined(topic.slug for topic in text.topics.all()),
        ),
        *VERSION,
    ),
)
ROLL_CALLS = Table(
    "roll-calls",
    (
        Column("id", "Its number here."),
        Column("date", "The day of the vote."),
        Column("precision", "How exactly the date is known: day, month or year."),
        Column("resolution", "The text voted on.", lambda call: symbol(call.resolution)),
        Column("title", "Its subject.", lambda call: call.resolution.title),
        Column("body", "Whose text it is.", lambda call: call.resolution.body),
        Column("session", "The session, 77 or ES-11.", lambda call: call.resolution.session),
        Column("organ", "Who voted: the plenary, a committee, a council."),
        Column("scope", "What was voted on: the whole text, a part, an amendment, a motion."),
        Column("scope_label", "Which part."),
        Column("meeting", "The meeting's record, A/ES-11/PV.14."),
        Column("modality", "Recorded vote, roll-call vote, adopted without a vote …"),
        Column("yes", "In favour: the official total, else the count.", total(Position.YES)),
        Column("no", "Against, likewise.", total(Position.NO)),
        Column("abstain", "Abstained, likewise.", total(Position.ABSTAIN)),
        Column(
            "non_voting",
            "Did not vote, likewise; empty where nobody counted them.",
            total(Position.NON_VOTING),
        ),
        Column(
            "adds_up",
            "Whether the positions add up to the official totals; empty where there are none.",
            adds_up,
        ),
        Column("discrepancy_explanation", "Why they do not."),
        Column("majority_rule", "The majority it needed; empty where not established."),
        Column("carried", "Whether it was reached.", lambda call: call.carried()),
        Column(
            "undl_id",
            "Record number in the UN Digital Library.",
            identifier(IdentifierScheme.UNDL),
        ),
        Column("voeten_id", "Voeten's rcid.", identifier(IdentifierScheme.VOETEN)),
        *SOURCES,
        Column("note", "What readers should know."),
        *VERSION,
    ),
    prepare=complete_roll_calls,
)
STATEMENTS = Table(
    "statements",
    (
        Column("id", "Its number here."),
        *WHEN,
        Column("country", "Who spoke: three-letter code.", lambda said: code(said.country)),
        Column("country_name", "Who spoke.", lambda said: said.country.name),
        Column("on_behalf_of", "The group spoken for.", lambda said: code(said.on_behalf_of)),
        Column("kind", "Explanation of vote, statement in debate, statement elsewhere …"),
        Column("speaker", "Name and office."),
        Column("venue", "Where."),
        Column("quote", "The words as printed."),
        Column("language", "The language of the quotation."),
        Column("summary", "What was said, in our words."),
        Column("stance", "Where it stands: " + ", ".join(Statement.Stance.values) + "."),
        Column("reasons", "The reasons given, in our words."),
        Column("attribution", "Who stands behind it."),
        *ABOUT,
        *SOURCES,
        *VERSION,
    ),
)
CONTACTS = Table(
    "contacts",
    (
        Column("id", "Its number here."),
        Column("date", "The day, or the first of a period."),
        Column("date_to", "The last day of a period."),
        Column("precision", "How exactly the dates are known: day, month or year."),
        Column("kind", "Démarche, letter, call, visit, public appeal …"),
        Column(
            "initiators",
            "Who approached: codes, separated by “; ”.",
            lambda contact: joined(str_of(party) for party in contact.initiators),
        ),
        Column("initiators_as_reported", "The same as the source has it."),
        Column(
            "targets",
            "Who was approached: codes, separated by “; ”.",
            lambda contact: joined(str_of(party) for party in contact.targets),
        ),
        Column(
            "sought_position",
            "The position that was sought.",
            lambda contact: word(contact.sought_position),
        ),
        Column("summary", "What is reported, in our words."),
        Column("attribution", "Who stands behind it."),
        *ABOUT,
        *SOURCES,
        *VERSION,
    ),
)
EXPECTATIONS = Table(
    "expectations",
    (
        Column("id", "Its number here."),
        *WHEN,
        Column("resolution", "The text.", lambda expected: symbol(expected.resolution)),
        Column(
            "country", "Whose vote: three-letter code.", lambda expected: code(expected.country)
        ),
        Column("country_name", "Whose vote.", lambda expected: expected.country.name),
        Column(
            "position",
            "What is expected.",
            lambda expected: Expectation.Position(expected.position).name.lower(),
        ),
        Column("confidence", "How sure who expects it is."),
        Column("expected_by", "Who expects it."),
        Column(
            "statement",
            "The statement that is the evidence: its number here.",
            lambda expected: expected.statement.pk if expected.statement else None,
        ),
        Column("summary", "What is expected, in our words."),
        Column("attribution", "Who stands behind it."),
        *SOURCES,
        *VERSION,
    ),
)
PUBLICATIONS = Table(
    "sources",
    (
        Column("id", "Its number here."),
        Column("title", "As published."),
        Column("publisher", "Who published it."),
        Column("author", "Who wrote it."),
        Column("url", "Its address."),
        Column("archived_url", "An archived copy."),
        Column("published_on", "The day of publication."),
        Column("accessed_on", "The day on which it was read."),
        Column("kind", "Official record, government publication, news report …"),
        Column("language", "ISO code of its language."),
        Column("grade", "Primary, secondary or weaker."),
        *VERSION,
    ),
)


def title(source: Any) -> str:
    return source.title if source else ""


def url(source: Any) -> str:
    return source.url if source else ""


def str_of(party: Any) -> str:
    return code(party.country or party.group)
