"""Records for tests, written through the gate; a test names only what it is about.

They are added as an import adds them, which leaves constraints to the database: `saved` asks each
of them beforehand, as the desk does, for the words in which a refusal is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from votes.models import (
    Citation,
    ContactParty,
    Country,
    CountryName,
    DiplomaticContact,
    Expectation,
    Group,
    Membership,
    MembershipSpell,
    Position,
    Record,
    Resolution,
    RollCall,
    Series,
    SeriesEntry,
    Source,
    Statement,
    Vote,
    changing,
)

FOUNDING = date(1945, 10, 24)
R = TypeVar("R", bound=Record)


def saved(record: R) -> R:
    """Write one record through the gate, with every check that the desk makes."""
    with changing(None, "for a test") as change:
        change.save(record)
    return record


def added(record: R) -> R:
    """Write one new record that a test only stands on."""
    with changing(None, "for a test") as change:
        change.add_all([record])
    return record


def make_country(code: str = "PAK", name: str = "", **fields: Any) -> Country:
    """A member state since 1945, with its name; `since=None` for one that never was."""
    since, until = fields.pop("since", FOUNDING), fields.pop("until", None)
    country = Country(code=code, name=name or code.title(), **fields)
    with changing(None, "for a test") as change:
        change.add_all([country])
        change.add_all([CountryName(country=country, name=country.name, kind="official")])
        if since:
            change.add_all([MembershipSpell(country=country, started_on=since, ended_on=until)])
    return country


def make_countries(codes: str) -> list[Country]:
    with changing(None, "for a test") as change:
        countries = [Country(code=code, name=code.title()) for code in codes.split()]
        change.add_all(countries)
        change.add_all(CountryName(country=c, name=c.name, kind="official") for c in countries)
        change.add_all(MembershipSpell(country=c, started_on=FOUNDING) for c in countries)
    return countries


def make_group(code: str = "NATO", members: Iterable[Country] = (), **fields: Any) -> Group:
    group = added(Group(code=code, name=fields.pop("name", code), kind="alliance", **fields))
    for country in members:
        added(Membership(group=group, country=country))
    return group


def make_resolution(symbol: str = "A/RES/ES-11/1", **fields: Any) -> Resolution:
    fields = {"title": f"Title of {symbol}", "status": "adopted", "session": "ES-11"} | fields
    return added(Resolution(symbol=symbol, **fields))


def make_roll_call(
    resolution: Resolution | None = None,
    positions: dict[Country, str] | None = None,
    *,
    on: date = date(2022, 3, 2),
    totals: bool = True,
    state: str = "published",
    **fields: Any,
) -> RollCall:
    """A roll call with positions by country ("Y", "N", "A", "X") and totals that fit them."""
    positions = positions or {}
    if totals:
        fields = {
            name: list(positions.values()).count(position.value)
            for position, name in RollCall.TOTALS.items()
        } | fields
    text = resolution or make_resolution()
    # A text voted on more than once a day says which vote it was.
    if earlier := text.roll_calls.filter(date=on).count():
        fields = {"scope_label": f"vote {earlier + 1}"} | fields
    roll_call = RollCall(resolution=text, date=on, state=state, **fields)
    with changing(None, "for a test") as change:
        change.add_all([roll_call])
        change.add_all(
            Vote(roll_call=roll_call, country=country, position=Position(position))
            for country, position in positions.items()
        )
    return roll_call


def make_series(slug: str = "ukraine", core: Iterable[Resolution] = (), **fields: Any) -> Series:
    series = Series(slug=slug, title=fields.pop("title", slug.title()), status="accepted", **fields)
    added(series)
    for resolution in core:
        added(SeriesEntry(series=series, resolution=resolution))
    return series


def make_source(title: str = "A report", **fields: Any) -> Source:
    return added(Source(title=title, **fields))


def make_statement(country: Country, source: Source | None = None, **fields: Any) -> Statement:
    fields = {
        "date": date(2022, 3, 2),
        "kind": "debate",
        "summary": "It called for talks.",
        "stance": "neutral",
        "attribution": "on_record",
    } | fields
    statement = Statement(country=country, **fields)
    source = source or make_source()
    with changing(None, "for a test") as change:
        change.add_all([statement])
        change.add_all([Citation(statement=statement, source=source)])
    return statement


def make_contact(
    by: Country, to: dict[str, Any], source: Source | None = None, **fields: Any
) -> DiplomaticContact:
    """A contact of one country with `to`, a party: {"country": …} or {"group": …}."""
    fields = {
        "date": date(2022, 10, 7),
        "kind": "meeting",
        "attribution": "unnamed",
        "summary": "They met.",
    } | fields
    contact = DiplomaticContact(**fields)
    with changing(None, "for a test") as change:
        change.add_all([contact])
        change.add_all([ContactParty(contact=contact, role="initiator", country=by)])
        change.add_all([ContactParty(contact=contact, role="target", **to)])
        change.add_all([Citation(contact=contact, source=source or make_source())])
    return contact


def make_expectation(
    country: Country, resolution: Resolution, source: Source | None = None, **fields: Any
) -> Expectation:
    fields = {
        "position": "U",
        "confidence": "leans",
        "expected_by": "Foreign Office sources",
        "date": date(2022, 10, 7),
        "attribution": "unnamed",
    } | fields
    expectation = Expectation(country=country, resolution=resolution, **fields)
    with changing(None, "for a test") as change:
        change.add_all([expectation])
        change.add_all([Citation(expectation=expectation, source=source or make_source())])
    return expectation
