"""What was said, done and expected, and where it was read: public facts only."""

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
from votes.exports.columns import CONTACTS, EXPECTATIONS, PUBLICATIONS, STATEMENTS
from votes.filters import ContactFilters, ExpectationFilters, SourceFilters, StatementFilters
from votes.models import ContactParty, DiplomaticContact, Expectation, Source, Statement

PARTY = ("country", "group")


class Statements(Reading):
    """What countries said about their votes, with the sources; the newest first."""

    queryset = (
        Statement.objects.public()
        .select_related("country", "on_behalf_of", *AboutSerializer.ABOUT)
        .with_sources()
        .newest_first()
    )
    serializer_class = StatementSerializer
    filterset_class = StatementFilters
    lookup_value_regex = NUMBER
    noun = "statement"
    tag = "Facts"
    table = STATEMENTS


class Contacts(Reading):
    """Who approached whom about a vote, as reported; the newest first."""

    queryset = (
        DiplomaticContact.objects.public()
        .select_related(*AboutSerializer.ABOUT)
        .prefetch_related(Prefetch("parties", ContactParty.objects.select_related(*PARTY)))
        .with_sources()
        .newest_first()
    )
    serializer_class = ContactSerializer
    filterset_class = ContactFilters
    lookup_value_regex = NUMBER
    noun = "contact"
    tag = "Facts"
    table = CONTACTS


class Expectations(Reading):
    """How a country was expected to vote, by whom, and on what evidence; the newest first."""

    queryset = (
        Expectation.objects.public()
        .select_related("country", "resolution")
        .prefetch_related(Prefetch("statement", Statement.objects.public()))
        .with_sources()
        .newest_first()
    )
    serializer_class = ExpectationSerializer
    filterset_class = ExpectationFilters
    lookup_value_regex = NUMBER
    noun = "expectation"
    tag = "Facts"
    table = EXPECTATIONS


class Sources(Reading):
    """Documents and reports that facts are cited from."""

    queryset = Source.objects.public().order_by("-id")
    serializer_class = SourceSerializer
    filterset_class = SourceFilters
    lookup_value_regex = NUMBER
    noun = "source"
    tag = "Facts"
    table = PUBLICATIONS
