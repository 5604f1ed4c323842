"""The filters of what was said, done and expected about a vote, and of where it was read."""

from __future__ import annotations

from votes.filters.lists import MEANT, Asks, ChangedSince, Filters, choices
from votes.filters.references import (
    Countries,
    Groups,
    Publishers,
    Resolutions,
    SeriesSlugs,
    Sessions,
    Topics,
)
from votes.filters.values import Day, Search, Words
from votes.models import DiplomaticContact, Expectation, Position, Source, Statement


class FactFilters(Filters):
    """Filters that every fact has."""

    country = Asks("by", Countries, "Country", "The country that it is about.", "PAK")
    group = Asks(
        *("in_group", Groups, "Members of the group on the day"),
        *("Of a country that was a member of the group on the day of the fact.", "NATO"),
    )
    resolution = Asks(
        *("on", Resolutions, "Text"),
        *("The text, by its symbol or draft symbol in any spelling.", "A/RES/ES-11/1"),
    )
    series = Asks(
        *("in_series", SeriesSlugs, "Series", "The series that it is about, by slug."), "ukraine"
    )
    session = Asks(
        *("in_session", Sessions, "Session"),
        *("The session of the text that it is about, as symbols write it.", "ES-11"),
    )
    topic = Asks(
        *("about", Topics, "Topic"),
        *("The subject of the text that it is about, by slug or name.", "palestinian-conflict"),
    )
    q = Asks(
        *("matching", Search, "Words in it or in the title or symbol"),
        "Words that all stand in what is written of it, or all in the title or the symbol of its "
        "text, in any order.",
        "talks",
    )
    since = Asks("since", Day, "From", "Dated this day or later.", "2022-03-01")
    until = Asks("until", Day, "To", "Dated this day or earlier.", "2022-12-31")
    updated_since = ChangedSince()


class StatementFilters(FactFilters):
    group = Asks(
        *("in_group", Groups, "Members of the group on the day"),
        "Said by a country that was a member of the group on the day of the statement, or on "
        "behalf of the group.",
        "NATO",
    )
    kind = Asks(
        *("of_kind", Words, "Kind", "On what occasion it was said.", "explanation_after"),
        words=choices(Statement.Kind),
    )


class ContactFilters(FactFilters):
    group = Asks(
        *("in_group", Groups, "Members of the group on the day"),
        "A country took part that was a member of the group on the day of the contact, or the "
        "group itself did.",
        "NATO",
    )
    position = Asks(
        *("in_position", Words, "Position", "The position that was sought.", "yes"),
        words={each.word: each for each in Position},
        meant=MEANT,
    )
    kind = Asks(
        *("of_kind", Words, "Kind", "How the contact was made.", "call"),
        words=choices(DiplomaticContact.Kind),
    )


class ExpectationFilters(FactFilters):
    position = Asks(
        *("in_position", Words, "Position", "The position that was expected.", "abstain"),
        words={each.word: each for each in Expectation.Position},
    )


class SourceFilters(FactFilters):
    """Sources by what they are, and by the facts that rest on them."""

    publisher = Asks(
        *("published_by", Publishers, "Publisher", "Who published it, in any case.", "Dawn"),
    )
    q = Asks(
        *("matching", Search, "Words of the source"),
        "Words that all stand in its title, publisher, author or address, in any order.",
        "united nations",
    )
    kind = Asks(
        "of_kind", Words, "Kind", "What sort of source it is.", "news", words=choices(Source.Kind)
    )
