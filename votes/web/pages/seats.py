"""Whose seat a picture through the years reaches back to, as the record notes it."""

from __future__ import annotations

from collections.abc import Iterable

from votes.models import Country, MembershipSpell
from votes.web.charts import Lines


def seats_in(lines: Lines | None, countries: Iterable[Country]) -> list[MembershipSpell]:
    """The spells of membership, of countries that come with theirs, whose notes bear on the years
    of a picture; each with its country."""
    if lines is None:
        return []
    return [
        spell
        for country in countries
        for spell in country.spells.all()
        if spell.bears_on(lines.first, lines.last)
    ]
