"""What was said, done and expected, and where it was read; lists have public facts only."""

from __future__ import annotations

from django.db.models import Prefetch

from votes.api.reading import NUMBER, Reading
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
from votes.filters import ContactFilters, ExpectationFilters, SourceFilters, StatementFilters
from votes.models import ContactParty, DiplomaticContact, Expectation, Source, Statement

PARTY = ("country", "group")


class Statements(Writing, Reading):
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


class Contacts(Writing, Reading):
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


class Expectations(Writing, Reading):
    every = (
        Expectation.objects.select_related("country", "resolution").with_sources().newest_first()
    )
    queryset = every.public().prefetch_related(Prefetch("statement", Statement.objects.public()))
    write_serializer_class = WrittenExpectation
    serializer_class = ExpectationSerializer
    filterset_class = ExpectationFilters
    lookup_value_regex = NUMBER
    noun = "expectation"


class Sources(Writing, Reading):
    every = Source.objects.order_by("-id")
    queryset = every.public()
    write_serializer_class = WrittenSource
    serializer_class = SourceSerializer
    filterset_class = SourceFilters
    lookup_value_regex = NUMBER
    noun = "source"
