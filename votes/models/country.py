"""States, and which one a code or a name means."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from votes.models.country_name import (
    CountryName,
    CountryNameQuerySet,
    NameInLanguage,
    in_sentence,
    names_by_language,
)
from votes.models.membership_spell import MembershipSpell, VotingStatus
from votes.models.record import Record, known_value, name_key, refuse_overlap


class UnknownCountry(LookupError):  # noqa: N818 - read as what the text names
    """No country, or more than one, answers to a code or name; `near` lists likely names."""

    def __init__(self, text: str, message: str, near: list[str]) -> None:
        super().__init__(message)
        self.text, self.near = text, near


class CountryQuerySet(models.QuerySet["Country"]):
    def members_on(self, day: date) -> CountryQuerySet:
        """The states that were members of the United Nations on a day."""
        spells = MembershipSpell.objects.filter(country=OuterRef("pk")).covering(day)
        return self.filter(Exists(spells))

    def members(self) -> CountryQuerySet:
        return self.filter(kind=Country.Kind.MEMBER)

    def former(self) -> CountryQuerySet:
        return self.filter(kind=Country.Kind.FORMER)

    def voters(self) -> CountryQuerySet:
        """States that vote or once voted; observers do not."""
        return self.exclude(kind=Country.Kind.OBSERVER)

    def in_group(self, group: Any, day: date) -> CountryQuerySet:
        """The members of a group on a day."""
        return self.in_groups([group], day)

    def in_groups(self, groups: Iterable[Any], day: date) -> CountryQuerySet:
        """The members of one group or another on a day."""
        from votes.models.group import Membership

        spells = Membership.objects.filter(country=OuterRef("pk"), group__in=groups)
        return self.filter(Exists(spells.counting_on(day)))

    def named(self, text: str, on: date | None = None) -> Country:
        """The one country that a code or a name means, on a day if one is given.

        A code wins. A name that was in use on the day (today, without one) wins over a name
        used at other times, so a former name still leads to its country when it never meant
        two. Raises UnknownCountry, with near names, when none or several answer.
        """
        found = self.each_named([text], on)[text]
        if len(found) != 1:
            raise self.unknown(text, found)
        return found[0]

    def unknown(self, text: str, found: list[Country]) -> UnknownCountry:
        """What is wrong with a text that none or several countries answer to."""
        if found:
            choices = [f"{country.name} ({country.code})" for country in found]
            return UnknownCountry(text, f"“{text}” means more than one country", choices)
        return UnknownCountry(text, f"No country is called “{text}”", self.near(text))

    def each_named(self, texts: Iterable[str], on: date | None = None) -> dict[str, list[Country]]:
        """The countries that each of several codes or names means on a day, in two queries.

        As `named` finds them: one where it is clear, several where it is not, none for unknown.
        """
        codes = {text: text.strip().upper() for text in texts}
        by_code = {country.code: country for country in self.filter(code__in=codes.values())}
        keys = {text: name_key(text) for text, code in codes.items() if code not in by_code}
        names: list[CountryName] = []
        if any(keys.values()):
            wanted = {key for key in keys.values() if key}
            rows = CountryName.objects.filter(key__in=wanted, country__in=self)
            names = list(rows.select_related("country").order_by("country__name", "id"))
        day = on or timezone.now().date()
        found: dict[str, list[Country]] = {}
        for text, code in codes.items():
            if code in by_code:
                found[text] = [by_code[code]]
                continue
            meant = [name for name in names if name.key == keys[text]]
            used = [name for name in meant if name.covers(day)]
            meant = used or [name for name in meant if name.lasts]
            found[text] = list({name.country_id: name.country for name in meant}.values())
        return found

    def of_kind(self, *kinds: str) -> CountryQuerySet:
        return self.filter(kind__in=kinds)

    def matching(self, search: str) -> CountryQuerySet:
        """Countries of which one name, former ones too, has every word; any accents and case."""
        names = CountryName.objects.filter(country=OuterRef("pk"))
        for word in name_key(search).split():
            names = names.filter(key__contains=word)
        return self.filter(Q(code=search.strip().upper()) | Exists(names))

    def near(self, text: str, count: int = 3) -> list[str]:
        """Names and codes that look like a text, best first, for "did you mean"."""
        return [f"{country.name} ({country.code})" for country in self.nearest(text, count)]

    def nearest(self, text: str, count: int = 3) -> list[Country]:
        """The countries whose code or one of whose names looks like a text, best first."""
        code = text.strip().upper()
        codes = {country.code: country for country in self}
        names: dict[str, str] = {}
        for name in CountryName.objects.select_related("country"):
            names.setdefault(name.key, name.country.code)
        found = get_close_matches(name_key(text), names, n=count, cutoff=0.6)
        suggestions = [names[key] for key in found]
        if len(code) <= 3:
            suggestions += get_close_matches(code, codes, n=count, cutoff=0.6)
        unique = list(dict.fromkeys(code for code in suggestions if code in codes))
        return [codes[code] for code in unique[:count]]


class CountryKind(models.TextChoices):
    MEMBER = "member_state", "Member state"
    FORMER = "former_member", "Former member"
    OBSERVER = "observer", "Observer"


class Country(Record):
    """A state that votes or voted, or an observer that speaks and sponsors."""

    Kind = CountryKind

    code = models.CharField(
        max_length=3,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{3}$", "Three capital letters, such as PAK.")],
        help_text="The three letters the United Nations uses, e.g. PAK; SUN for the Soviet Union.",
    )
    iso2 = models.CharField("ISO two-letter code", max_length=2, blank=True)
    m49 = models.CharField(
        "M49 code",
        max_length=3,
        blank=True,
        validators=[RegexValidator(r"^[0-9]{3}$", "Three digits, such as 586.")],
        help_text="The UN Statistics Division's number, three digits.",
    )
    cow = models.PositiveSmallIntegerField(
        "Correlates of War number", null=True, blank=True, unique=True
    )
    name = models.CharField(
        max_length=100, unique=True, help_text="As the United Nations lists it today."
    )
    official_name = models.CharField(max_length=200, blank=True, help_text="The long form.")
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.MEMBER)

    objects = CountryQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        verbose_name_plural = "countries"
        constraints = [
            known_value("kind", CountryKind, "country_kind_known"),
            models.UniqueConstraint(
                fields=["iso2"],
                condition=~Q(iso2=""),
                name="iso2_of_one_country",
                violation_error_message="Another country has this two-letter code.",
            ),
            models.UniqueConstraint(
                fields=["m49"],
                condition=~Q(m49=""),
                name="m49_of_one_country",
                violation_error_message="Another country has this M49 code.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("country", args=[self.code])

    @property
    def in_sentence(self) -> str:
        """Its name inside a sentence: "the Russian Federation"."""
        return in_sentence(self.name)

    @property
    def other_names(self) -> list[NameInLanguage]:
        """Its name in the other languages of the United Nations, as far as they are known."""
        return names_by_language().get(self.code, [])

    def is_member_on(self, day: date) -> bool:
        return any(spell.covers(day) for spell in self.spells.all())

    def check_whole(self) -> None:
        """Refuse overlapping spells of membership or of one voting status, published positions
        outside membership, and shared names."""
        spells = list(self.spells.all())
        refuse_overlap(spells, "started_on", "ended_on", str(self))
        if spells and self.kind == self.Kind.OBSERVER:
            raise ValidationError(f"{self} is an observer and has no spell of membership.")
        entered = self.votes.public().filter(import_run__isnull=True)
        # In the order of an index: by number, a large record would be read through.
        outside = entered.outside_membership().order_by("country_id", "roll_call_id")
        if vote := outside.first():
            raise ValidationError(f"{self} was no member on {vote.roll_call}, where it voted.")
        for kind in VotingStatus.Kind.values:
            limits = list(self.voting_statuses.filter(kind=kind))
            refuse_overlap(limits, "started_on", "ended_on", str(self))
        if clash := self.shared_names().first():
            raise ValidationError(
                f"“{clash.name}” already means {clash.country} on some of the same days."
            )

    def shared_names(self) -> CountryNameQuerySet:
        """Other countries' names with the same key on some of the same days."""
        clashing = Q(pk__in=[])
        for name in self.names.all():
            clashing |= Q(key=name.key) & name.shares_a_day()
        return CountryName.objects.filter(clashing).exclude(country=self)


def codes(countries: Iterable[Country]) -> str:
    """Codes in alphabetical order, for messages: "BLR, ERI, PRK"."""
    return ", ".join(sorted(country.code for country in countries))
