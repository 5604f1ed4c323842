"""A text and a few states on one sheet: where they stood, what they said, what is expected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
from votes.stances import LastVote, SeriesText, rows_of_series, texts_of
from votes.web.charts import shown
from votes.web.figures import Figure, Query
from votes.web.pages.last_time import Needed, placed
from votes.web.pages.lines import Event, Freshness, VoteLine
from votes.web.pages.results import asked_as, needed_figure, result_figures

# One sheet holds so many states, texts of a series, and facts of a kind of a state; fewer facts
# where there are more states than `ROOMY`.
MOST_COUNTRIES, MOST_TEXTS, MOST_FACTS, ROOMY = 10, 5, 2, 3
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
        entry: SeriesEntry,
        texts: Sequence[SeriesText],
        countries: Sequence[Country],
        own: RollCall | None,
        last: LastVote | None,
        place: int,
    ) -> SeriesBrief:
        """`own` is the vote on the text itself, None before there is one; `place` that of `last`
        among the last votes on the text."""
        earlier = [each for each in texts if own is None or each.roll_call.date <= own.date]
        listed = earlier[-MOST_TEXTS:]
        calls = [each.roll_call for each in listed]
        count_where_needed([*calls, last.roll_call] if last else calls)
        return cls(
            series=entry.series,
            entry=entry,
            texts=[VoteLine.of(each.roll_call, is_core=each.text.is_core) for each in listed],
            positions=[
                (row.country, [shown(each.position, each.was_member) for each in row.taken])
                for row in rows_of_series(entry.series, listed, countries)
            ],
            before=len(earlier) - len(listed),
            line=VoteLine.of(last.roll_call) if last else None,
            result=result_figures(last.roll_call) if last else [],
            needed=Needed.after(last, place) if last else None,
            is_turned=last is not None and last.is_turned,
        )


@dataclass(frozen=True)
class Facts:
    """The latest facts of one kind about a state, of `count` that are recorded (`total`)."""

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


@dataclass(frozen=True)
class BriefPage:
    """A text for a few states on one sheet; `own` is the vote on its whole, where there is one."""

    freshness: Freshness
    resolution: Resolution
    today: date
    chosen: Chosen
    names: list[str]
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
        entries = list(SeriesEntry.objects.placing(resolution))
        series = [entry.series for entry in entries]
        texts = texts_of(series)
        found = [
            None if own else LastVote.before(each, texts.get(each.series_id, []))
            for each in entries
        ]
        due = resolution.vote_expected_on
        return cls(
            freshness=Freshness.now(),
            resolution=resolution,
            today=today,
            chosen=chosen,
            names=list(Country.objects.order_by("name").values_list("name", flat=True)),
            own=VoteLine.of(own) if own else None,
            own_result=result_figures(own) if own else [],
            own_needed=needed_figure(own) if own else None,
            own_rule=_(own.get_majority_rule_display()).lower() if own else "",
            series=[
                SeriesBrief.of(
                    entry, texts.get(entry.series_id, []), chosen.countries, own, last, place
                )
                for entry, (last, place) in zip(entries, placed(found), strict=True)
            ],
            countries=briefs_of(chosen.countries, resolution, series),
            is_overdue=due is not None and due < today,
        )


def briefs_of(
    countries: Sequence[Country], resolution: Resolution, series: Sequence[Series]
) -> list[CountryBrief]:
    """What is recorded of each state, the newest first, in a constant number of queries."""
    if not countries:
        return []
    statements = Statement.objects.public().by(*countries).select_related("on_behalf_of")
    contacts = DiplomaticContact.objects.public().by(*countries)
    about = (
        {"series": [each.slug for each in series]}
        if series
        else {"resolution": [asked_as(resolution)]}
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
    most = MOST_FACTS if len(countries) <= ROOMY else 1

    def facts(name: str, events: list[Event], **asked: list[str]) -> Facts:
        query = Query.count(name, country=country.code, **asked)
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
                    resolution=[asked_as(resolution)],
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
