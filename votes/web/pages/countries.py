"""All states: members, former members and observers, found by name and group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from votes.models import Country, Group, MembershipSpell, Series
from votes.stances import SeriesText, rows_of_series, texts_of
from votes.web.charts import shown
from votes.web.pages.lines import Freshness, by_name


@dataclass(frozen=True)
class CountryLine:
    """One state in the list, with its position on the newest text of a series."""

    country: Country
    spells: Sequence[MembershipSpell]
    position: str

    @property
    def since(self) -> MembershipSpell | None:
        return self.spells[-1] if self.spells else None


@dataclass(frozen=True)
class CountriesPage:
    """The states that a name and a group leave, of all."""

    freshness: Freshness
    query: str
    group: Group | None
    unknown_group: str
    groups: Sequence[Group]
    # The accepted series that have a vote, of which one is chosen.
    choices: Sequence[Series]
    series: Series | None
    unknown_series: str
    newest: SeriesText | None
    members: list[CountryLine]
    former: list[CountryLine]
    observers: list[CountryLine]
    total: int

    @property
    def found(self) -> int:
        return len(self.members) + len(self.former) + len(self.observers)

    @classmethod
    def of(cls, query: str = "", group_code: str = "", series_slug: str = "") -> CountriesPage:
        groups = list(Group.objects.all())
        group = next((each for each in groups if each.code.lower() == group_code.lower()), None)
        countries = Country.objects.prefetch_related("spells")
        total = countries.count()
        if query:
            countries = countries.matching(query)
        if group:
            countries = countries.in_group(group, timezone.now().date())
        found = by_name(countries)
        accepted = list(Series.objects.accepted())
        texts = texts_of(accepted)
        voted = [each for each in accepted if texts.get(each.pk)]
        chosen = next((each for each in voted if each.slug == series_slug.lower()), None)
        series = chosen or max(
            voted, key=lambda each: texts[each.pk][-1].roll_call.date, default=None
        )
        positions: dict[int, str] = {}
        place = newest_core(texts[series.pk]) if series else 0
        if series:
            for row in rows_of_series(series, texts[series.pk], found):
                taken = row.taken[place]
                positions[row.country.pk] = shown(taken.position, taken.was_member)
        lines = [
            CountryLine(each, list(each.spells.all()), positions.get(each.pk, "."))
            for each in found
        ]
        of_kind = {
            kind: [line for line in lines if line.country.kind == kind]
            for kind in Country.Kind.values
        }
        return cls(
            freshness=Freshness.now(),
            query=query,
            group=group,
            unknown_group="" if group else group_code,
            groups=groups,
            choices=voted,
            series=series,
            unknown_series="" if chosen else series_slug,
            newest=texts[series.pk][place] if series else None,
            members=of_kind[Country.Kind.MEMBER],
            former=of_kind[Country.Kind.FORMER],
            observers=of_kind[Country.Kind.OBSERVER],
            total=total,
        )


def newest_core(texts: Sequence[SeriesText]) -> int:
    """The place of the newest core text, on which positions can be compared; else of the last."""
    core = [place for place, each in enumerate(texts) if each.text.is_core]
    return core[-1] if core else len(texts) - 1
