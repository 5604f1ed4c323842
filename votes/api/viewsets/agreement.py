"""With whom a country votes."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from votes.api.asking import Asking, in_words, selected
from votes.api.errors import InvalidParameters
from votes.api.serializers.questions import AgreementAnswer, PartnersAnswer
from votes.api.serializers.stances import named, partner_row, period
from votes.filters import AgreementFilters, PartnerFilters, Refused
from votes.models import Country, Group
from votes.stances.agreement import (
    LEAST,
    agreement_by_year,
    agreement_with,
    agreement_with_all,
    agreement_with_groups,
    method,
    partners,
)

ALL_SCOPES = "All scopes, unless filtered."
LINE = (
    "A group's line is the position that most of its other members of the day cast; where two "
    "tie it has none."
)
RANKED = (
    "Ranks are among the countries that share at least {} roll calls; equal scores have the same."
)


class Agreement(Asking):
    """A country's agreement with others and with groups, over any roll calls."""

    filterset_class = AgreementFilters
    answer_class = AgreementAnswer

    def answer(self, asked: AgreementFilters, **subjects: Any) -> dict[str, Any]:
        given, selection = asked.given, selected(asked)
        (country,) = given["country"]
        words = given["index"] or [("lijphart",)]
        indices = list(dict.fromkeys(index for word in words for index in word))
        others, groups = given["with"] or [], given["with_group"] or []
        everyone = [] if others or groups else voters()
        row = partial(agreement_row, named(country), asked.as_intended)
        if not given["by"]:
            found = (
                agreement_with_all(country, everyone, selection, *indices)
                if everyone
                else agreement_with(country, others, selection, *indices)
                + agreement_with_groups(country, groups, selection, *indices)
            )
            rows = [row(each.partner, each.agreement, each.first, each.last) for each in found]
        else:
            if everyone:
                message = "By year, name the countries in “with” or the groups in “with_group”."
                raise InvalidParameters({"by": [Refused(message, "year")]})
            rows = [
                row(other, each.agreement, each.first, each.last, each.year)
                for other in [*others, *groups]
                for each in agreement_by_year(country, other, selection, *indices)
            ]
        return {"results": rows}


class Partners(Asking):
    """A country beside all others under every index, the closest first."""

    filterset_class = PartnerFilters
    answer_class = PartnersAnswer

    def answer(self, asked: PartnerFilters, **subjects: Any) -> dict[str, Any]:
        country, given = subjects["country"], asked.given
        index, least = given["index"] or "lijphart", given["min_n"] or LEAST
        everyone = voters()
        found = partners(country, everyone, selected(asked), least, index)
        first = min((each.first for each in found if each.first), default=None)
        last = max((each.last for each in found if each.last), default=None)
        return {
            "country": named(country),
            "index": index,
            "min_n": least,
            "method": how_scored(index, RANKED.format(least), asked.as_intended),
            "period": period(first, last),
            "results": [partner_row(each) for each in found[: given["limit"]]],
        }


def voters() -> list[Country]:
    """Every state that votes or voted, by name."""
    return list(Country.objects.voters().only("code", "name").order_by("name", "id"))


def agreement_row(
    country: dict[str, Any],
    as_intended: bool,
    partner: Country | Group,
    agreement: Any,
    first: date | None,
    last: date | None,
    year: int | None = None,
) -> dict[str, Any]:
    is_group = isinstance(partner, Group)
    return {
        "country": country,
        "with": None if is_group else named(partner),
        "with_group": named(partner) if is_group else None,
        **({} if year is None else {"year": year}),
        "score": agreement.score,
        "n": agreement.n,
        "index": agreement.index,
        "period": period(first, last),
        "method": how_scored(agreement.index, LINE if is_group else "", as_intended),
    }


def how_scored(index: str, also: str, as_intended: bool) -> str:
    """How a score was made."""
    parts = [method(index), ALL_SCOPES, also]
    return in_words(" ".join(part for part in parts if part), as_intended)
