"""Parameters that name records: any spelling a model knows, in a constant number of queries."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from votes.filters.values import LONGEST_SEARCH, AnyOf, Refused
from votes.models import Country, Group, Resolution, RollCall, Series, Source, Topic


class References(AnyOf):
    """Records that are named in any way their model knows; one name in two queries or as many."""

    # What is said where a name means no record, and where it means several.
    unknown = ""
    unclear = ""
    # Whether one name may mean several records at once.
    many = False

    def read_given(self, given: list[str]) -> list[Any]:
        parts = {text: [part.strip() for part in text.split(",")] for text in given}
        found = self.find(set(self.unique(part for each in parts.values() for part in each)))
        # A name may hold a comma: what is unknown in parts may be known as a whole.
        doubtful = {text for text in given if not all(found.get(part) for part in parts[text])}
        if doubtful := {text for text in doubtful if "," in text}:
            found |= {text: records for text, records in self.find(doubtful).items() if records}
        values = [value for text in given for value in ([text] if text in found else parts[text])]
        return self.pick(self.unique(values), found)

    def pick(self, values: list[str], found: dict[str, list[Any]]) -> list[Any]:
        picked: dict[Any, None] = {}
        for value in values:
            records = found[value]
            if not records:
                raise Refused(_(self.unknown).format(value=value), value, self.near(value))
            if len(records) > 1 and not self.many:
                names = [self.name(record) for record in records]
                raise Refused(_(self.unclear).format(value=value), value, names)
            picked |= dict.fromkeys(records)
        return list(picked)

    def find(self, texts: set[str]) -> dict[str, list[Any]]:
        raise NotImplementedError

    def near(self, value: str) -> list[str]:
        raise NotImplementedError

    def name(self, record: Any) -> str:
        return str(record)


class Countries(References):
    unknown = gettext_noop("No country is called “{value}”.")
    unclear = gettext_noop("“{value}” means more than one country.")

    def find(self, texts: set[str]) -> dict[str, list[Country]]:
        return Country.objects.each_named(texts)

    def near(self, value: str) -> list[str]:
        return Country.objects.near(value[:LONGEST_SEARCH])

    def name(self, record: Country) -> str:
        return f"{record.name} ({record.code})"

    def spell(self, record: Country) -> str:
        return record.code


class OneCountry(Countries):
    def pick(self, values: list[str], found: dict[str, list[Any]]) -> list[Any]:
        if len(values) > 1:
            raise Refused(_("This takes one value; several were given."), values[1])
        return super().pick(values, found)


class Groups(References):
    unknown = gettext_noop("No group is called “{value}”.")
    unclear = gettext_noop("“{value}” means more than one group.")

    def find(self, texts: set[str]) -> dict[str, list[Group]]:
        return Group.objects.each_named(texts)

    def near(self, value: str) -> list[str]:
        return Group.objects.near(value[:LONGEST_SEARCH])

    def spell(self, record: Group) -> str:
        return record.code


class Resolutions(References):
    unknown = gettext_noop("No text is called “{value}”.")
    unclear = gettext_noop("“{value}” means more than one text.")

    def find(self, texts: set[str]) -> dict[str, list[Resolution]]:
        return Resolution.objects.each_called(texts)

    def near(self, value: str) -> list[str]:
        return Resolution.objects.near(value[:LONGEST_SEARCH])

    def spell(self, record: Resolution) -> str:
        return record.own_name


NUMBER = re.compile(r"[0-9]{1,18}")


class RollCalls(References):
    unknown = gettext_noop("No roll call has the number “{value}”.")
    unclear = gettext_noop("“{value}” means more than one roll call.")

    def find(self, texts: set[str]) -> dict[str, list[int]]:
        numbers = {text: int(text) for text in texts if NUMBER.fullmatch(text)}
        published = RollCall.objects.published().filter(pk__in=numbers.values())
        known = set(published.values_list("pk", flat=True))
        return {text: [numbers[text]] if numbers.get(text) in known else [] for text in texts}

    def near(self, value: str) -> list[str]:
        return []


class Topics(References):
    unknown = gettext_noop("No topic is called “{value}”.")
    many = True

    def find(self, texts: set[str]) -> dict[str, list[Topic]]:
        return Topic.objects.each_named(texts)

    def near(self, value: str) -> list[str]:
        slugs = Topic.objects.values_list("slug", flat=True)
        return get_close_matches(value[:LONGEST_SEARCH].lower(), slugs)

    def spell(self, record: Topic) -> str:
        return record.slug


class SeriesSlugs(References):
    unknown = gettext_noop("No series is called “{value}”.")
    unclear = gettext_noop("“{value}” means more than one series.")

    def find(self, texts: set[str]) -> dict[str, list[Series]]:
        slugs = {text: text.lower() for text in texts}
        accepted = list(Series.objects.accepted().filter(slug__in=slugs.values()))
        return {
            text: [each for each in accepted if each.slug == slug] for text, slug in slugs.items()
        }

    def near(self, value: str) -> list[str]:
        slugs = Series.objects.accepted().values_list("slug", flat=True)
        return get_close_matches(value[:LONGEST_SEARCH].lower(), slugs)

    def spell(self, record: Series) -> str:
        return record.slug


class Sessions(References):
    unknown = gettext_noop("No session is called “{value}”.")
    unclear = gettext_noop("“{value}” means more than one session.")

    def find(self, texts: set[str]) -> dict[str, list[str]]:
        known = Resolution.objects.sessions([text.upper() for text in texts])
        return {text: [text.upper()] if text.upper() in known else [] for text in texts}

    def near(self, value: str) -> list[str]:
        return get_close_matches(value[:LONGEST_SEARCH].upper(), Resolution.objects.sessions())


class Publishers(References):
    """Publishers of public sources; one in several spellings is one."""

    unknown = gettext_noop("No publisher is called “{value}”.")
    many = True

    def find(self, texts: set[str]) -> dict[str, list[str]]:
        known = Source.objects.public().publishers()
        return {
            text: [each for each in known if each.casefold() == text.casefold()] for text in texts
        }

    def near(self, value: str) -> list[str]:
        spelling = {each.casefold(): each for each in Source.objects.public().publishers()}
        near = get_close_matches(value[:LONGEST_SEARCH].casefold(), spelling)
        return [spelling[each] for each in near]
