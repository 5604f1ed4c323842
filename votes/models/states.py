"""Every code and name of a state in memory, for files that name a million of them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from votes.models.country import Country
from votes.models.country_name import CountryName
from votes.models.membership_spell import MembershipSpell, Succession, SuccessionKind
from votes.models.record import name_key


@dataclass(frozen=True, slots=True)
class Meaning:
    """The state that a code or name means on a day: its key, and whether it was a member then.

    `country` is None where nothing or more than one state is meant; `problem` says which.
    """

    country: int | None
    is_member: bool = False
    problem: str = ""


@dataclass
class States:
    """What codes and names mean on a day, as `Country.objects.named` has it, through succession.

    A code is the three letters of the record, two ISO letters, or a Correlates of War number; an
    alias may stand for it. A state that was no member on the day means the one that had its seat:
    its predecessor or successor by continuation, or the one member that was merged into it.
    """

    countries: dict[int, Country]
    by_code: dict[str, int]
    names: dict[str, list[CountryName]]
    spells: dict[int, list[MembershipSpell]]
    continued: dict[int, set[int]]
    merged: dict[int, set[int]]
    _spans: dict[tuple[str, str], tuple[list[int], list[Meaning]]] = field(default_factory=dict)

    @classmethod
    def load(cls) -> States:
        countries = {country.pk: country for country in Country.objects.all()}
        by_code: dict[str, int] = {}
        for spelling in ("cow", "iso2", "code"):
            for pk, country in countries.items():
                if code := getattr(country, spelling):
                    by_code[str(code)] = pk
        names = defaultdict(list)
        for name in CountryName.objects.order_by("country__name", "id"):
            names[name.key].append(name)
        spells = defaultdict(list)
        for spell in MembershipSpell.objects.all():
            spells[spell.country_id].append(spell)
        continued, merged = defaultdict(set), defaultdict(set)
        for tie in Succession.objects.all():
            if tie.kind == SuccessionKind.CONTINUATION:
                continued[tie.predecessor_id].add(tie.successor_id)
                continued[tie.successor_id].add(tie.predecessor_id)
            elif tie.kind == SuccessionKind.MERGER:
                merged[tie.successor_id].add(tie.predecessor_id)
        return cls(countries, by_code, dict(names), dict(spells), dict(continued), dict(merged))

    def meaning(self, code: str, name: str, on: int) -> Meaning:
        """What a code, or a name where there is no code, means on a day given as its ordinal."""
        spans = self._spans.get((code, name))
        if spans is None:
            spans = self._spans[code, name] = self._spans_of(code, name)
        starts, meanings = spans
        return meanings[bisect_right(starts, on) - 1]

    def was_member(self, country: int, day: date) -> bool:
        return any(spell.covers(day) for spell in self.spells.get(country, ()))

    def seat(self, country: int, day: date) -> int:
        """The state in whose seat a state sat on a day; itself where there was none."""
        if self.was_member(country, day):
            return country
        chain = self._chain(country)
        for near in (chain, [each for link in chain for each in self.merged.get(link, ())]):
            seated = [each for each in near if self.was_member(each, day)]
            if len(seated) == 1:
                return seated[0]
        return country

    def _chain(self, country: int) -> list[int]:
        """A state with all that it continues and that continue it."""
        found, waiting = [country], [country]
        while waiting:
            for each in sorted(self.continued.get(waiting.pop(), ())):
                if each not in found:
                    found.append(each)
                    waiting.append(each)
        return found

    def _named(self, code: str, name: str) -> list[CountryName] | int:
        """The state that a code is, or the names that a text may mean."""
        if code and (country := self.by_code.get(code.upper())):
            return country
        return self.names.get(name_key(code or name), [])

    def _meaning_on(self, meant: list[CountryName] | int, text: str, day: date) -> Meaning:
        if isinstance(meant, int):
            found = {meant}
        else:
            used = [name for name in meant if name.covers(day)]
            lasting = used or [name for name in meant if name.lasts]
            found = {name.country_id for name in lasting}
        if not found:
            return Meaning(None, problem=f"No state is called “{text}”")
        seats = {self.seat(country, day) for country in found}
        if len(seats) > 1:
            return Meaning(None, problem=f"“{text}” means more than one state on that day")
        country = seats.pop()
        return Meaning(country, self.was_member(country, day))

    def _spans_of(self, code: str, name: str) -> tuple[list[int], list[Meaning]]:
        """From which days on a text means what, ascending from the first day there is."""
        meant = self._named(code, name)
        names = [] if isinstance(meant, int) else meant
        reach = {meant} if isinstance(meant, int) else {each.country_id for each in names}
        family = {link for country in reach for link in self._chain(country)}
        family |= {each for link in family for each in self.merged.get(link, ())}
        turns = {date.min, *_turns((each.valid_from, each.valid_to) for each in names)}
        for country in family:
            spells = self.spells.get(country, ())
            turns |= _turns((spell.started_on, spell.ended_on) for spell in spells)
        days = sorted(turns)
        text = code or name
        return (
            [day.toordinal() for day in days],
            [self._meaning_on(meant, text, day) for day in days],
        )


def _turns(spans: Iterable[tuple[date | None, date | None]]) -> set[date]:
    """The first days of spans, and the days after their last."""
    turns = set()
    for first, last in spans:
        if first:
            turns.add(first)
        if last and last < date.max:
            turns.add(last + timedelta(days=1))
    return turns
