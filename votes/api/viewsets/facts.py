"""What was said, done and expected, and where it was read; lists have public facts only."""

from __future__ import annotations

from django.db.models import Prefetch

from votes.api.reading import NUMBER
from votes.api.serializers.facts import (
    AboutSerializer,
    ContactSerializer,
    ExpectationSerializer,
    SourceSerializer,
    StatementSerializer,
)
from votes.api.serializers.sources import WrittenSource
from votes.api.serializers.written_facts import (
    WrittenContact,
    WrittenExpectation,
    WrittenStatement,
)
from votes.api.writing import Writing
from votes.exports.columns import CONTACTS, EXPECTATIONS, PUBLICATIONS, STATEMENTS
from votes.filters import ContactFilters, ExpectationFilters, SourceFilters, StatementFilters
from votes.models import ContactParty, DiplomaticContact, Expectation, Source, Statement

PARTY = ("country", "group")


class Statements(Writing):
    """What countries said about their votes, with the sources; the newest first."""

    every = (
        Statement.objects.select_related("country", "on_behalf_of", *AboutSerializer.ABOUT)
        .with_sources()
        .newest_first()
    )
    queryset = every.public()
    write_serializer_class = WrittenStatement
    serializer_class = StatementSerializer
    filterset_class = StatementFilters
    lookup_value_regex = NUMBER
    noun = "statement"
    tag = "Facts"
    table = STATEMENTS


class Contacts(Writing):
    """Who approached whom about a vote, as reported; the newest first."""

    every = (
        DiplomaticContact.objects.select_related(*AboutSerializer.ABOUT)
        .prefetch_related(Prefetch("parties", ContactParty.objects.select_related(*PARTY)))
        .with_sources()
        .newest_first()
    )
    queryset = every.public()
    write_serializer_class = WrittenContact
    serializer_class = ContactSerializer
    filterset_class = ContactFilters
    lookup_value_regex = NUMBER
    noun = "contact"
    tag = "Facts"
    table = CONTACTS


class Expectations(Writing):
    """How a country was expected to vote, by whom, and on what evidence; the newest first."""

    every = (
        Expectation.objects.select_related("country", "resolution").with_sources().newest_first()
    )
    queryset = every.public().prefetch_related(Prefetch("statement", Statement.objects.public()))
    write_serializer_class = WrittenExpectation
    serializer_class = ExpectationSerializer
    filterset_class = ExpectationFilters
    lookup_value_regex = NUMBER
    noun = "expectation"
    tag = "Facts"
    table = EXPECTATIONS


class Sources(Writing):
    """Documents and reports that facts are cited from."""

    every = Source.objects.order_by("-id")
    queryset = every.public()
    write_serializer_class = WrittenSource
    serializer_class = SourceSerializer
    filterset_class = SourceFilters
    lookup_value_regex = NUMBER
    noun = "source"
    tag = "Facts"
    table = PUBLICATIONS
