"""Finding what is few enough to be held in memory: states by all their names, and series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils import timezone
from django.utils.translation import gettext as _

from votes.models import Country, CountryName, RollCall, Series, SeriesEntry, name_key
from votes.search.found import Found, Rank
from votes.search.words import MONTHS, POSITIONS, Question, Term


def begins_in(words: str, text: str) -> bool:
    """Whether words stand in a text as compared, the last of them perhaps only begun."""
    return f" {words}" in f" {text}"


@dataclass(frozen=True)
class Names:
    """Every name that means a state today, or still leads to one."""

    rows: list[CountryName]
    by_key: dict[str, set[int]]
    codes: dict[str, int]

    @classmethod
    def load(cls) -> Names:
        today = timezone.now().date()
        countries = {country.pk: country for country in Country.objects.order_by("name", "id")}
        place = {pk: number for number, pk in enumerate(countries)}
        rows = [name for name in CountryName.objects.all() if name.covers(today) or name.lasts]
        used = sorted(rows, key=lambda name: (place[name.country_id], name.pk))
        for name in used:
            name.country = countries[name.country_id]
        by_key: defaultdict[str, set[int]] = defaultdict(set)
        for name in used:
            by_key[name.key].add(name.country_id)
        return cls(used, dict(by_key), {each.code: pk for pk, each in countries.items()})

    def meant_by(self, text: str) -> frozenset[int]:
        """The states that a name, or a code in capitals, means."""
        if text in self.codes:
            return frozenset({self.codes[text]})
        return frozenset(self.by_key.get(name_key(text), ()))

    def find(self, question: Question) -> list[Found]:
        """States by code, by one of their names, or named beside something else."""
        best: dict[int, tuple[Rank, int, CountryName]] = {}
        named = frozenset[int]().union(*(term.countries for term in question.states))
        for name in self.rows:
            rank = self.rank(name, question, named)
            # Its own name rather than another, where both answer as well.
            other = int(name.name != name.country.name)
            if rank is not None and (rank, other) < best.get(name.country_id, (9, 9))[:2]:
                best[name.country_id] = rank, other, name
        ranked = sorted(best.values(), key=lambda each: (each[0], each[2].country.name))
        return [found_country(name.country, name, rank) for rank, _, name in ranked]

    def rank(self, name: CountryName, question: Question, named: frozenset[int]) -> Rank | None:
        if question.key in (name.key, name.country.code.lower()):
            return Rank.EXACT
        if name.key.startswith(question.key):
            return Rank.PREFIX
        if all(begins_in(term.words, name.key) for term in question.terms):
            return Rank.ALL
        return Rank.NAMED if name.country_id in named else None

    def near(self, text: str, count: int) -> list[str]:
        """What may have been meant: the same with the likely name of a state in it."""
        known = list(self.by_key)
        spelled = {name.key: name.name for name in reversed(self.rows)}
        parts = text.split()
        suggestions = [spelled[key] for key in get_close_matches(name_key(text), known, n=count)]
        for at, part in enumerate(parts if len(parts) > 1 else []):
            key = name_key(part)
            if len(key) > 3 and key not in self.by_key.keys() | MONTHS.keys() | POSITIONS.keys():
                for near in get_close_matches(key, known, n=1, cutoff=0.75):
                    suggestions.append(" ".join([*parts[:at], spelled[near], *parts[at + 1 :]]))
        return list(dict.fromkeys(suggestions))[:count]


def found_country(country: Country, name: CountryName, rank: Rank) -> Found:
    about = "" if name.name == country.name else _("also called {name}").format(name=name.name)
    if name.kind == CountryName.Kind.OFFICIAL and name.valid_to:
        about = _("formerly {name}").format(name=name.name)
    page = country.get_absolute_url()
    return Found("country", country, country.code, country.name, about, page, rank)


def find_series(question: Question) -> list[Found]:
    """Accepted series by their title, slug or what a Yes means, and by when they were voted on;
    in two queries."""
    accepted = list(Series.objects.accepted().order_by("title", "id"))
    entries = SeriesEntry.objects.filter(
        series__in=Series.objects.accepted(), resolution__roll_calls__state=RollCall.State.PUBLISHED
    ).order_by("resolution__roll_calls__date")
    days = defaultdict(list)
    known = "resolution__roll_calls__date", "resolution__roll_calls__precision"
    precision = {}
    for pk, day, precision[pk] in entries.values_list("series_id", *known):
        days[pk].append(day)
    found = []
    for series in accepted:
        key, slug = name_key(series.title), name_key(series.slug)
        text = f"{key} {slug} {name_key(series.yes_means)}"
        rank = None
        if question.key in (key, slug):
            rank = Rank.EXACT
        elif key.startswith(question.key) or slug.startswith(question.key):
            rank = Rank.PREFIX
        elif answers(question.terms, text, days[series.pk]):
            rank = Rank.ALL
        elif any(
            answers(question.beside(state), text, days[series.pk]) for state in question.states
        ):
            rank = Rank.VOTED
        if rank is not None:
            newest = max(days[series.pk], default=None)
            page = series.get_absolute_url()
            found.append(
                Found(
                    "series",
                    series,
                    series.slug,
                    series.title,
                    series.yes_means,
                    page,
                    rank,
                    newest,
                    precision.get(series.pk, ""),
                )
            )
    return sorted(found, key=lambda each: each.order)


def answers(terms: Iterable[Term], text: str, days: Iterable) -> bool:
    """Whether a series has every term, one at least in its words."""
    terms = list(terms)
    in_words = [begins_in(term.words, text) for term in terms]
    in_time = [
        any(
            (term.period and term.period[0] <= day <= term.period[1]) or day.month == term.month
            for day in days
        )
        for term in terms
    ]
    return any(in_words) and all(word or time for word, time in zip(in_words, in_time, strict=True))
