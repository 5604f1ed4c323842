"""Which countries a reader wants compared, and what cannot be taken of what was given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from votes.models import Country
from votes.models.roll_call import PERMANENT_MEMBERS
from votes.web.pages.filter_form import Fault, address

LEAST, MOST = 2, 10
# So many of the names given are looked up, and near ones are sought for the first few unknown.
MOST_NAMES, MOST_NEAR = 40, 3


@dataclass(frozen=True)
class Chosen:
    """The countries chosen, in the reader's order; `unknown` are names that mean none or several,
    as they were given, and `faults` say what is wrong with the choice."""

    countries: list[Country]
    unknown: list[str]
    faults: list[Fault]

    @property
    def is_enough(self) -> bool:
        return len(self.countries) >= LEAST

    @property
    def codes(self) -> list[str]:
        return [country.code for country in self.countries]

    @classmethod
    def of(cls, given: Sequence[str]) -> Chosen:
        """From the values of the parameter `c`: names and codes, repeated or comma-separated."""
        given = [text.strip() for text in given]
        parts = {text: [part.strip() for part in text.split(",") if part.strip()] for text in given}
        found = Country.objects.each_named({*given, *(part for p in parts.values() for part in p)})
        # A name may hold a comma: "Korea, Republic of".
        names = [name for text in given for name in ([text] if found[text] else parts[text])]
        names, rest = names[:MOST_NAMES], names[MOST_NAMES:]
        countries: list[Country] = []
        unknown: list[str] = []
        faults: list[Fault] = []
        for name in names:
            meant = found[name]
            if len(meant) != 1:
                faults.append(not_one(name, meant, seeks_near=len(unknown) < MOST_NEAR))
                unknown.append(name)
            elif meant[0] in countries:
                again = _("{country} is named twice (“{name}”); it is compared once.")
                faults.append(Fault(again.format(country=meant[0], name=name)))
            else:
                countries.append(meant[0])
        if over := countries[MOST:]:
            most = _("At most {count} countries are compared; left out: {names}.")
            left_out = ", ".join(map(str, over))
            faults.append(Fault(most.format(count=MOST, names=left_out)))
        if rest:
            more = ngettext(
                "At most {most} names are looked up; {count} more are left out.",
                "At most {most} names are looked up; {count} more are left out.",
                len(rest),
            )
            faults.append(Fault(more.format(most=MOST_NAMES, count=len(rest))))
        return cls(countries[:MOST], unknown[:MOST], faults)


def not_one(name: str, meant: list[Country], seeks_near: bool) -> Fault:
    """What is wrong with a name that means none or several countries."""
    short = name[:100]
    said = (
        _("“{name}” means more than one country; it is left out.")
        if meant
        else _("No country is called “{name}”; it is left out.")
    ).format(name=short)
    if not meant and not seeks_near:
        return Fault(said)
    return Fault(said, Country.objects.unknown(short, meant).near)


@dataclass(frozen=True)
class Change:
    """A country to add or to take out, and the address that does it."""

    country: Country
    href: str


def changes(
    path: str, chosen: Chosen, asked: dict[str, list[str]]
) -> tuple[list[Change], list[Change]]:
    """The addresses without each of the chosen, and with each of the permanent members of the
    Security Council that is not among them."""
    codes = chosen.codes
    out = [
        Change(each, address(path, {"c": [code for code in codes if code != each.code]} | asked))
        for each in chosen.countries
    ]
    others = Country.objects.members().filter(code__in=set(PERMANENT_MEMBERS) - set(codes))
    into = [
        Change(each, address(path, {"c": [*codes, each.code]} | asked))
        for each in others.order_by("name")
    ]
    return out, into if len(codes) < MOST else []
