"""A text and a few states on one sheet: where they stood, what they said, what is expected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from votes.models import (
    Country,
    DiplomaticContact,
    Expectation,
    Resolution,
    RollCall,
    Series,
    SeriesEntry,
    Statement,
    count_where_needed,
)
from votes.stances import Place, Positions, SeriesText, places_of, positions_taken, rows_of_series
from votes.web.charts import shown
from votes.web.figures import Figure, Query
from votes.web.pages.last_time import Needed
from votes.web.pages.lines import Event, Freshness, VoteLine
from votes.web.pages.results import needed_figure, result_figures

# One sheet holds so many states and texts of a series.
MOST_COUNTRIES, MOST_TEXTS = 10, 5
# So many of the names given are looked up.
MOST_NAMES = 40


@dataclass(frozen=True)
class Chosen:
    """The states that a reader asked for, and what became of the other names given: `unknown`
    with the names that are near, `unclear` with the states that it may mean, and `left_off`."""

    countries: list[Country]
    unknown: list[tuple[str, list[str]]]
    unclear: list[tuple[str, list[Country]]]
    left_off: list[str]

    @classmethod
    def of(cls, given: Iterable[str]) -> Chosen:
        """States by any code or name, each once, in the order given."""
        names = list(dict.fromkeys(text for each in given if (text := each.strip()[:100])))
        found = Country.objects.prefetch_related("spells").each_named(names[:MOST_NAMES])
        meant = {each.pk: each for states in found.values() if len(states) == 1 for each in states}
        countries = list(meant.values())
        unknown = [text for text, states in found.items() if not states]
        return cls(
            countries=countries[:MOST_COUNTRIES],
            # To look for near names reads all of them: for the first few.
            unknown=[
                (text, Country.objects.near(text) if place < 3 else [])
                for place, text in enumerate(unknown)
            ],
            unclear=[(text, states) for text, states in found.items() if len(states) > 1],
            left_off=[str(each) for each in countries[MOST_COUNTRIES:]] + names[MOST_NAMES:],
        )


@dataclass(frozen=True)
class SeriesBrief:
    """The last texts of one series, and the chosen states' positions on each.

    `line` is the newest vote on a core text, for a text that was not voted on itself, and `needed`
    what it asks of this one.
    """

    series: Series
    entry: SeriesEntry
    texts: list[VoteLine]
    positions: list[tuple[Country, list[str]]]
    before: int
    line: VoteLine | None
    result: list[tuple[str, Figure]]
    needed: Needed | None
    is_turned: bool

    @classmethod
    def of(
        cls,
        place: Place,
        at: int,
        earlier: Sequence[SeriesText],
        countries: Sequence[Country],
        positions: Mapping[int, Positions],
        members: int,
    ) -> SeriesBrief:
        """`at` is which of the text's places it is, `earlier` the texts of its series, `positions`
        those on the last of them, and `members` how many may vote."""
        entry, last, listed = place.entry, place.last, earlier[-MOST_TEXTS:]
        return cls(
            series=entry.series,
            entry=entry,
            texts=[VoteLine.of(each.roll_call, is_core=each.text.is_core) for each in listed],
            positions=[
                (row.country, [shown(each.position, each.was_member) for each in row.taken])
                for row in rows_of_series(entry.series, listed, countries, positions=positions)
            ],
            before=len(earlier) - len(listed),
            line=VoteLine.of(last.roll_call) if last else None,
            result=result_figures(last.roll_call) if last else [],
            needed=Needed.after(last, at, members) if last else None,
            is_turned=last is not None and last.is_turned,
        )


@dataclass(frozen=True)
class Facts:
    """Some facts of one kind about a state, those on the text itself first, of `count` that are
    recorded (`total`)."""

    events: list[Event]
    count: int
    total: Figure

    @property
    def more(self) -> int:
        return self.count - len(self.events)


@dataclass(frozen=True)
class CountryBrief:
    """What is recorded of one state about a text and its series."""

    country: Country
    expectations: Facts
    statements: Facts
    contacts: Facts

    @property
    def has_facts(self) -> bool:
        return any(each.events for each in (self.expectations, self.statements, self.contacts))


@dataclass(frozen=True)
class BriefPage:
    """A text for a few states on one sheet; `own` is the vote on its whole, where there is one, and
    `awaits` whether it is tabled and has none."""

    freshness: Freshness
    resolution: Resolution
    today: date
    chosen: Chosen
    names: list[str]
    awaits: bool
    own: VoteLine | None
    own_result: list[tuple[str, Figure]]
    own_needed: Figure | None
    own_rule: str
    series: list[SeriesBrief]
    countries: list[CountryBrief]
    is_overdue: bool

    @classmethod
    def of(cls, resolution: Resolution, given: Iterable[str]) -> BriefPage:
        chosen, today = Chosen.of(given), timezone.now().date()
        whole = RollCall.objects.published().on_whole_text().filter(resolution=resolution)
        own = whole.newest_first().first()
        if own:
            own.resolution = resolution
            count_where_needed([own])
        awaits = resolution.awaits_vote()
        places = places_of(resolution, awaits)
        earlier = [
            [each for each in place.texts if own is None or each.roll_call.date <= own.date]
            for place in places
        ]
        listed = [each for texts in earlier for each in texts[-MOST_TEXTS:]]
        count_where_needed(each.roll_call for each in listed)
        positions = positions_taken(listed)
        members = Country.objects.members_on(today).count() if awaits and places else 0
        due = resolution.vote_expected_on
        return cls(
            freshness=Freshness.now(),
            resolution=resolution,
            today=today,
            chosen=chosen,
            names=list(Country.objects.order_by("name").values_list("name", flat=True)),
            awaits=awaits,
            own=VoteLine.of(own) if own else None,
            own_result=result_figures(own) if own else [],
            own_needed=needed_figure(own) if own else None,
            own_rule=_(own.rule_in_words).lower() if own else "",
            series=[
                SeriesBrief.of(place, at, texts, chosen.countries, positions, members)
                for at, (place, texts) in enumerate(zip(places, earlier, strict=True))
            ],
            countries=briefs_of(
                chosen.countries, resolution, [each.entry.series for each in places]
            ),
            is_overdue=due is not None and due < today,
        )


def most_facts(states: int) -> int:
    """How many facts of a kind a sheet has room for, of each of so many states."""
    if states == 1:
        return 4
    return 2 if states <= 3 else 1


def briefs_of(
    countries: Sequence[Country], resolution: Resolution, series: Sequence[Series]
) -> list[CountryBrief]:
    """What is recorded of each state, what is about the text itself and then the newest first, in a
    constant number of queries."""
    if not countries:
        return []
    statements = Statement.objects.public().by(*countries).select_related("on_behalf_of")
    contacts = DiplomaticContact.objects.public().by(*countries)
    about = (
        {"series": [each.slug for each in series]}
        if series
        else {"resolution": [resolution.own_slug]}
    )
    said, sought = (
        list(
            (rows.in_series(*series) if series else rows.on(resolution))
            .with_sources()
            .newest_first()
        )
        for rows in (
            statements.select_related("country"),
            contacts.prefetch_related("parties__country", "parties__group"),
        )
    )
    expected = list(
        Expectation.objects.public()
        .on(resolution)
        .by(*countries)
        .with_sources()
        .select_related("country")
        .newest_first()
    )
    most = most_facts(len(countries))

    def facts(name: str, events: list[Event], **asked: list[str]) -> Facts:
        query = Query.count(name, country=country.code, **asked)
        # What is about the text itself comes before what is about its series.
        events.sort(key=lambda each: each.about != resolution)
        return Facts(events[:most], len(events), Figure(len(events), query))

    briefs = []
    for country in countries:
        parties = [
            each
            for each in sought
            if country.pk in {party.country_id for party in each.parties.all()}
        ]
        briefs.append(
            CountryBrief(
                country=country,
                expectations=facts(
                    "expectations-list",
                    [
                        Event.of_expectation(each)
                        for each in expected
                        if each.country_id == country.pk
                    ],
                    resolution=[resolution.own_slug],
                ),
                statements=facts(
                    "statements-list",
                    [Event.of_statement(each) for each in said if each.country_id == country.pk],
                    **about,
                ),
                contacts=facts(
                    "contacts-list", [Event.of_contact(each) for each in parties], **about
                ),
            )
        )
    return briefs
