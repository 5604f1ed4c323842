"""The filters of what was said, done and expected about a vote, and of where it was read."""

from __future__ import annotations

from votes.filters.lists import Asks, ChangedSince, Filters, choices
from votes.filters.references import Countries, Resolutions, SeriesSlugs
from votes.filters.values import Day, Words
from votes.models import DiplomaticContact, Expectation, Source, Statement


class FactFilters(Filters):
    """Filters that every fact has."""

    country = Asks("by", Countries, "Country", "The country that it is about.", "PAK")
    resolution = Asks(
        *("on", Resolutions, "Text"),
        *("The text, by its symbol or draft symbol in any spelling.", "A/RES/ES-11/1"),
    )
    series = Asks(
        *("in_series", SeriesSlugs, "Series", "The series that it is about, by slug."), "ukraine"
    )
    since = Asks("since", Day, "From", "Dated this day or later.", "2022-03-01")
    until = Asks("until", Day, "To", "Dated this day or earlier.", "2022-12-31")
    updated_since = ChangedSince()


class StatementFilters(FactFilters):
    kind = Asks(
        *("of_kind", Words, "Kind", "On what occasion it was said.", "explanation_after"),
        words=choices(Statement.Kind),
    )


class ContactFilters(FactFilters):
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
    kind = Asks(
        "of_kind", Words, "Kind", "What sort of source it is.", "news", words=choices(Source.Kind)
    )
