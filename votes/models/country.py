"""States, their time in the United Nations, the names they went by, and who followed whom."""

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

from votes.models.record import (
    Record,
    ends_after_it_begins,
    in_force,
    known_value,
    name_key,
    refuse_overlap,
    written,
)
from votes.models.source import Source


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
        code, key = text.strip().upper(), name_key(text)
        if country := self.filter(code=code).first():
            return country
        if key:
            names = CountryName.objects.filter(key=key)
            used = names.covering(on or timezone.now().date())
            for found in (used, names.lasting()):
                countries = list(self.filter(names__in=found).distinct()[:2])
                if len(countries) == 1:
                    return countries[0]
                if countries:
                    choices = [f"{country.name} ({country.code})" for country in countries]
                    raise UnknownCountry(text, f"“{text}” means more than one country", choices)
        raise UnknownCountry(text, f"No country is called “{text}”", self.near(text))

    def each_named(self, texts: Iterable[str]) -> dict[str, list[Country]]:
        """The countries that each of several codes or names means today, in two queries.

        As `named` finds them: one where it is clear, several where it is not, none for unknown.
        """
        codes = {text: text.strip().upper() for text in texts}
        by_code = {country.code: country for country in self.filter(code__in=codes.values())}
        keys = {text: name_key(text) for text, code in codes.items() if code not in by_code}
        names: list[CountryName] = []
        if any(keys.values()):
            wanted = {key for key in keys.values() if key}
            rows = CountryName.objects.filter(key__in=wanted, country__in=self)
            names = list(rows.select_related("country"))
        today = timezone.now().date()
        found: dict[str, list[Country]] = {}
        for text, code in codes.items():
            if code in by_code:
                found[text] = [by_code[code]]
                continue
            meant = [name for name in names if name.key == keys[text]]
            used = [name for name in meant if name.covers(today)]
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
                fields=["iso2"], condition=~Q(iso2=""), name="iso2_of_one_country"
            ),
            models.UniqueConstraint(
                fields=["m49"], condition=~Q(m49=""), name="m49_of_one_country"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("country", args=[self.code])

    def is_member_on(self, day: date) -> bool:
        return any(spell.covers(day) for spell in self.spells.all())

    def is_in(self, group: Any, day: date) -> bool:
        return self.memberships.filter(group=group).covering(day).exists()

    def name_on(self, day: date) -> str:
        """The official name the state went by on a day; today's where none is recorded."""
        official = self.names.filter(kind=CountryName.Kind.OFFICIAL, language="en").covering(day)
        return official.values_list("name", flat=True).first() or self.name

    def check_whole(self) -> None:
        """Refuse overlapping spells of membership or of one voting status, and shared names."""
        refuse_overlap(list(self.spells.all()), "started_on", "ended_on", str(self))
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


class MembershipSpellQuerySet(models.QuerySet["MembershipSpell"]):
    def covering(self, day: Any) -> MembershipSpellQuerySet:
        return self.filter(in_force(day, "started_on", "ended_on"))


class MembershipSpell(Record):
    """One period of a state's membership of the United Nations; both days count."""

    country = models.ForeignKey(
        Country,
        related_name="spells",
        # A country that was ever a member is kept, and its record with it.
        on_delete=models.PROTECT,
    )
    started_on = models.DateField("from", help_text="The day of admission.")
    ended_on = models.DateField(
        "to", null=True, blank=True, help_text="The last day; empty while a member."
    )
    note = models.CharField(max_length=300, blank=True)

    objects = MembershipSpellQuerySet.as_manager()

    class Meta:
        ordering = ["started_on", "id"]
        constraints = [
            ends_after_it_begins("started_on", "ended_on", "membership_spell_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return f"{written(self.started_on)} – {written(self.ended_on) or 'today'}"

    def covers(self, day: date) -> bool:
        return self.started_on <= day and (self.ended_on is None or day <= self.ended_on)

    def whole(self) -> Record:
        return self.country


class VotingStatusKind(models.TextChoices):
    ARTICLE_19 = "article_19", "No vote under Article 19 (arrears)"
    ARTICLE_19_EXEMPT = "article_19_exempt", "In arrears, permitted to vote"
    BARRED = "barred", "Barred from taking part"


class VotingStatus(Record):
    """A dated limit on a member's vote; both days count."""

    Kind = VotingStatusKind

    country = models.ForeignKey(
        Country,
        related_name="voting_statuses",
        # As for membership.
        on_delete=models.PROTECT,
    )
    kind = models.CharField(max_length=20, choices=Kind.choices)
    started_on = models.DateField("from")
    ended_on = models.DateField("to", null=True, blank=True, help_text="The last day.")
    note = models.CharField(max_length=300, blank=True)
    source = models.ForeignKey(
        Source,
        related_name="+",
        # The source stays as long as the fact.
        on_delete=models.PROTECT,
    )

    class Meta:
        ordering = ["started_on", "id"]
        verbose_name_plural = "voting statuses"
        constraints = [
            known_value("kind", VotingStatusKind, "voting_status_kind_known"),
            ends_after_it_begins("started_on", "ended_on", "voting_status_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        last = written(self.ended_on) or "today"
        return f"{self.get_kind_display()}, {written(self.started_on)} – {last}"

    def whole(self) -> Record:
        return self.country


class CountryNameQuerySet(models.QuerySet["CountryName"]):
    def covering(self, day: Any) -> CountryNameQuerySet:
        return self.filter(in_force(day, "valid_from", "valid_to"))

    def lasting(self) -> CountryNameQuerySet:
        """Names that still lead to their country on days they were not used.

        Official names do; an alias with a last day does not (Taiwan for China until 1971).
        """
        return self.filter(Q(kind=CountryName.Kind.OFFICIAL) | Q(valid_to__isnull=True))


class CountryNameKind(models.TextChoices):
    OFFICIAL = "official", "Official"
    ALIAS = "alias", "Alias or spelling"


class CountryName(Record):
    """A name or spelling a country went by, with the days it meant that country."""

    Kind = CountryNameKind

    country = models.ForeignKey(
        Country,
        related_name="names",
        # Names are the key to the record in old files; a country takes them along only if it
        # has no record, and then they mean nothing.
        on_delete=models.CASCADE,
    )
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200, editable=False, db_index=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.ALIAS)
    valid_from = models.DateField(null=True, blank=True, help_text="Empty: from the start.")
    valid_to = models.DateField(null=True, blank=True, help_text="The last day; empty: still.")
    language = models.CharField(max_length=10, default="en", help_text="ISO code, e.g. en, fr.")

    objects = CountryNameQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-valid_from", "name", "id"]
        constraints = [
            known_value("kind", CountryNameKind, "country_name_kind_known"),
            ends_after_it_begins("valid_from", "valid_to", "country_name_ends_after_it_begins"),
            models.CheckConstraint(
                condition=~Q(key=""),
                name="country_name_has_letters",
                violation_error_message="A name has letters or digits.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.key = name_key(self.name)

    @property
    def lasts(self) -> bool:
        """As in `lasting`."""
        return self.kind == self.Kind.OFFICIAL or self.valid_to is None

    def covers(self, day: date) -> bool:
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)

    def shares_a_day(self) -> Q:
        """The condition that another name was in use on some of the same days."""
        condition = Q()
        if self.valid_to:
            condition &= Q(valid_from__isnull=True) | Q(valid_from__lte=self.valid_to)
        if self.valid_from:
            condition &= Q(valid_to__isnull=True) | Q(valid_to__gte=self.valid_from)
        return condition

    def whole(self) -> Record:
        return self.country


class SuccessionKind(models.TextChoices):
    CONTINUATION = "continuation", "Continues as"
    DISSOLUTION = "dissolution", "Dissolved into"
    MERGER = "merger", "Merged into"
    SECESSION = "secession", "Seceded"
    REPRESENTATION = "representation", "Represented by"


class Succession(Record):
    """A state following another."""

    Kind = SuccessionKind

    predecessor = models.ForeignKey(
        Country,
        related_name="successions",
        # The chain of states is part of the record.
        on_delete=models.PROTECT,
    )
    successor = models.ForeignKey(
        Country,
        related_name="precessions",
        # As above.
        on_delete=models.PROTECT,
    )
    date = models.DateField(help_text="The first day of the state that follows.")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["date", "id"]
        constraints = [
            known_value("kind", SuccessionKind, "succession_kind_known"),
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="one_succession_per_pair"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=models.F("successor")), name="no_state_follows_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}, {written(self.date)}"


def codes(countries: Iterable[Country]) -> str:
    """Codes in alphabetical order, for messages: "BLR, ERI, PRK"."""
    return ", ".join(sorted(country.code for country in countries))
