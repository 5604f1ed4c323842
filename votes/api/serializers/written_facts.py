"""Statements, diplomatic contacts and expectations as programs write them."""

from __future__ import annotations

from typing import Any

from votes.api.serializers.facts import (
    ContactSerializer,
    ExpectationSerializer,
    StatementSerializer,
)
from votes.api.serializers.naming import (
    CountryNamed,
    GroupNamed,
    ResolutionNamed,
    RollCallNumbered,
    SeriesNamed,
    StatementNumbered,
)
from votes.api.serializers.sources import (
    ContactCitation,
    ExpectationCitation,
    StatementCitation,
)
from votes.api.serializers.writing import WrittenPart, WrittenRecord
from votes.api.serializers.written import PositionWord
from votes.models import ContactParty, DiplomaticContact, Expectation, Statement

OPEN: dict[str, Any] = {"required": False, "allow_null": True}


class WrittenStatement(WrittenRecord):
    answers = (StatementSerializer,)
    country = CountryNamed()
    on_behalf_of = GroupNamed(**OPEN)
    roll_call = RollCallNumbered(**OPEN)
    resolution = ResolutionNamed(**OPEN)
    series = SeriesNamed(**OPEN)
    sources = StatementCitation(many=True, allow_empty=False)

    class Meta:
        model = Statement
        fields = [
            *("country", "on_behalf_of", "date", "precision", "kind", "speaker", "venue"),
            *("quote", "language", "summary", "stance", "reasons", "attribution"),
            *("roll_call", "resolution", "series", "visibility", "sources", "reason"),
        ]


class WrittenParty(WrittenPart):
    owner = "contact"
    told_by = ("country", "group")
    country = CountryNamed(**OPEN)
    group = GroupNamed(**OPEN)

    class Meta:
        model = ContactParty
        fields = ["country", "group"]


class WrittenInitiator(WrittenParty):
    """Who approached: a country or a group."""

    alike = {"role": ContactParty.Role.INITIATOR}


class WrittenTarget(WrittenParty):
    """Who was approached: a country or a group."""

    alike = {"role": ContactParty.Role.TARGET}


class WrittenContact(WrittenRecord):
    answers = (ContactSerializer,)
    initiators = WrittenInitiator(many=True, required=False)
    targets = WrittenTarget(many=True, allow_empty=False)
    sought_position = PositionWord(allow_blank=True, **OPEN)
    roll_call = RollCallNumbered(**OPEN)
    resolution = ResolutionNamed(**OPEN)
    series = SeriesNamed(**OPEN)
    sources = ContactCitation(many=True, allow_empty=False)

    class Meta:
        model = DiplomaticContact
        fields = [
            *("date", "date_to", "precision", "kind", "initiators", "initiators_as_reported"),
            *("targets", "sought_position", "attribution", "summary", "roll_call"),
            *("resolution", "series", "visibility", "sources", "reason"),
        ]


class WrittenExpectation(WrittenRecord):
    answers = (ExpectationSerializer,)
    resolution = ResolutionNamed()
    country = CountryNamed()
    position = PositionWord(Expectation.Position)
    statement = StatementNumbered(**OPEN)
    sources = ExpectationCitation(many=True, allow_empty=False)

    class Meta:
        model = Expectation
        fields = [
            *("resolution", "country", "position", "confidence", "expected_by", "date"),
            *("precision", "statement", "summary", "attribution", "visibility", "sources"),
            "reason",
        ]
