"""What every kept record has in common, and the small vocabularies several of them share."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_noop

# Longest address kept; also the longest title.
LONG = 500

web_address = URLValidator(schemes=["http", "https"])


class Record(models.Model):
    """A row that people and imports change only through `changing`, with its history.

    `version` counts the row's changes from 1; `updated_at` is the time of the last.
    """

    # Whether its rules compare it with rows outside its whole, so that writers go one by one.
    rules_reach_others = False
    # Whether a change of it changes how countries voted.
    counts_as_votes = False
    # Whether `check_together` checks many of them in few queries.
    checks_together = False
    # The field that names it among the parts of its whole, and the one that says what it is.
    told_by: tuple[str, str] | None = None
    # When it or its roll call was last written; set by `last_changed_first`.
    changed: datetime

    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def whole(self) -> Record:
        """The record whose rules across rows this row takes part in; itself by default."""
        return self

    def check_deletion(self, reason: str) -> None:
        """Raise ValidationError where this record may not be deleted for a reason, or without."""

    @classmethod
    def check_together(cls, pks: list[int]) -> None:
        """Raise ValidationError where the rules across rows do not hold for one of many records
        that a file brought in; in few queries. An importer has checked each before."""

    def check_whole(self) -> None:
        """Raise ValidationError where a rule across rows does not hold.

        Called once for every record touched, when everything of one change is written and
        before it is committed; `check_data` calls it too.
        """


class Precision(models.TextChoices):
    """How exactly a date is known; a date known to the month is stored as its first day."""

    DAY = "day", "Day"
    MONTH = "month", "Month"
    YEAR = "year", "Year"


class Visibility(models.TextChoices):
    PUBLIC = "public", "Public"
    INTERNAL = "internal", "Internal: only signed-in staff see it"


class Attribution(models.TextChoices):
    """Who stands behind a reported fact."""

    ON_RECORD = "on_record", gettext_noop("On the record")
    OFFICIAL = "official", gettext_noop("Officials, not named")
    UNNAMED = "unnamed", gettext_noop("Unnamed sources")
    THIRD_PARTY = "third_party", gettext_noop("A third party's account")
    DISPUTED = "disputed", gettext_noop("Disputed")


def written(day: date | None, precision: str = Precision.DAY, month: str = "F") -> str:
    """A date in words as exactly as it is known: "2 March 2022", "March 2022", "2022"; with
    "M" for `month` "2 Mar 2022"."""
    if day is None:
        return ""
    formats = {Precision.DAY: f"j {month} Y", Precision.MONTH: f"{month} Y", Precision.YEAR: "Y"}
    return date_format(day, formats[Precision(precision)])


def written_period(first: date, last: date | None, precision: str = Precision.DAY) -> str:
    """A period in words, as exactly as it is known, and what both ends share said once:
    "3 – 5 March 2022", "September – October 2022", "30 December 2022 – 2 January 2023"."""
    if last is None or written(first, precision) == written(last, precision):
        return written(first, precision)
    begin = "j F Y" if precision == Precision.DAY else "F Y"
    if first.year == last.year:
        begin = begin.removesuffix(" Y")
        if first.month == last.month:
            begin = begin.removesuffix(" F")
    if precision == Precision.YEAR:
        begin = "Y"
    return f"{date_format(first, begin)} – {written(last, precision)}"


def name_key(text: str) -> str:
    """A name as compared: no accents, case, punctuation or article.

    >>> name_key("Côte d’Ivoire"), name_key("GAMBIA (THE)"), name_key("TÜRKİYE")
    ('cote divoire', 'gambia', 'turkiye')
    """
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(mark for mark in decomposed if not unicodedata.combining(mark)).casefold()
    plain = re.sub(r"['’‘ʼ`´]", "", plain).replace("&", " and ")
    words = re.sub(r"[\W_]+", " ", plain).strip()
    return words.removeprefix("the ").removesuffix(" the")


# The last session whose resolutions were numbered through: "3379 (XXX)", not "30/3379".
LAST_ROMAN = 30
TENS, UNITS = ("", "X", "XX", "XXX"), ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
THROUGH = re.compile(r"A-RES-(\d+)-?(?!S-)([A-Z]?)-((?:ES-|S-)?[IVX]+)(?:-([A-Z]))?")
BY_SESSION = re.compile(r"(?:A-RES|R)-((?:ES-|S-)?\d+)-(\d+)-?([A-Z]?)")
# A Roman numeral in brackets is that of a session; behind a slash that of a part of one.
BRACKETED = re.compile(r"\(\s*[IVX]+\s*\)", re.IGNORECASE)


def roman(number: int) -> str:
    """A number from 1 to 39 as sessions were numbered: 30 is XXX."""
    return TENS[number // 10] + UNITS[number % 10]


NUMERALS = {roman(number): number for number in range(1, LAST_ROMAN + 1)}


def may_be_session(number: str) -> bool:
    """Whether a number may be that of a session after those that were numbered through."""
    return len(number) == 2 and int(number) > LAST_ROMAN


def numbered_through(number: str, letter: str, session: int) -> str:
    """The key of a resolution of the first thirty sessions: A-RES-2603A-XXIV.

    Where the number may as well be a session the session stands first, A-RES-1-66: for A-RES-66-I
    is the first part of what session 66 adopted.
    """
    if may_be_session(number):
        return f"A-RES-{session}-{number}{letter}"
    return f"A-RES-{number}{letter}-{roman(session)}"


def symbol_key(symbol: str) -> str:
    """A document symbol as compared: any case, slashes or dashes, brackets, dots and spaces.

    The Assembly's symbols have one form however they are written: the letter of a part stands at
    the number, and sessions to the thirtieth have their Roman numeral behind it.

    >>> symbol_key("S/RES/503 (1982)"), symbol_key("a-es-11-l.1"), symbol_key("A/RES/38/36[E]")
    ('S-RES-503-1982', 'A-ES-11-L-1', 'A-RES-38-36E')
    >>> symbol_key("A/RES/2603(XXIV)[A]"), symbol_key("A/RES/24/2603A")
    ('A-RES-2603A-XXIV', 'A-RES-2603A-XXIV')
    >>> symbol_key("A/RES/34(XI)"), symbol_key("A/RES/11/34"), symbol_key("A/RES/34/XI")
    ('A-RES-11-34', 'A-RES-11-34', 'A-RES-34-XI')
    """
    key = re.sub(r"[^A-Z0-9]+", "-", re.sub(r"\s+(?!\()", "", symbol).upper()).strip("-")
    if match := BY_SESSION.fullmatch(key):
        session, number, letter = match.groups()
        if session.isdecimal() and len(session) < 3 and 0 < int(session) <= LAST_ROMAN:
            return numbered_through(number, letter, int(session))
        return f"A-RES-{session}-{number}{letter}"
    if match := THROUGH.fullmatch(key):
        number, letter, session, behind = match.groups()
        if may_be_session(number) and session in NUMERALS:
            if not BRACKETED.search(symbol):
                return key
            return numbered_through(number, letter or behind or "", NUMERALS[session])
        return f"A-RES-{number}{letter or behind or ''}-{session}"
    return key


def refuse_long_key(record: Record, key: str, field: str) -> None:
    """Raise ValidationError where a text, as compared, is longer than its column."""
    longest = getattr(record._meta.get_field(key), "max_length", None)
    if longest is not None and len(getattr(record, key)) > longest:
        raise ValidationError({field: f"As compared, this is longer than {longest} characters."})


def in_force(on: Any, start: str, end: str) -> Q:
    """The condition that a spell covers the day `on`; both its ends count, open ends too.

    `on` is a date or an expression such as `OuterRef("roll_call__date")`.
    """
    return (Q(**{f"{start}__isnull": True}) | Q(**{f"{start}__lte": on})) & (
        Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": on})
    )


def ends_after_it_begins(start: str, end: str, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{start}__isnull": True})
        | Q(**{f"{end}__isnull": True})
        | Q(**{f"{end}__gte": F(start)}),
        name=name,
        violation_error_message="The last day cannot be before the first.",
    )


def changed_since(rows: models.QuerySet[Any], moment: datetime) -> models.QuerySet[Any]:
    """Rows that were changed at a time or later, or whose roll call was: with it they are
    published."""
    changed = Q(updated_at__gte=moment)
    if any(field.name == "roll_call" for field in rows.model._meta.fields):
        changed |= Q(roll_call__updated_at__gte=moment)
    return rows.filter(changed)


def last_changed_first(rows: Any, *then: str) -> Any:
    """Rows in the order they were changed, the last first, with when as `changed`; a change of
    their roll call is one of theirs. `then` orders those that were changed at once."""
    changed: Any = F("updated_at")
    if any(field.name == "roll_call" for field in rows.model._meta.fields):
        changed = Greatest(changed, Coalesce("roll_call__updated_at", "updated_at"))
    return rows.annotate(changed=changed).order_by("-changed", *then, "-pk")


def known_value(
    field: str,
    choices: type[models.TextChoices],
    name: str,
    blank: bool = False,
    in_bulk: bool = False,
) -> models.CheckConstraint:
    """The database's own refusal of values that are not in `choices`.

    `in_bulk`, for tables that get a million rows at once: one comparison after the other, the
    empty value first. SQLite builds a table for each IN list and row, which is three times slower.
    """
    values = [*choices.values, *([""] if blank else [])]
    condition = Q(**{f"{field}__in": values})
    if in_bulk:
        condition = Q()
        for value in sorted(values, key=bool):
            condition |= Q(**{field: value})
    return models.CheckConstraint(
        condition=condition,
        name=name,
        violation_error_message=f"{field.replace('_', ' ').capitalize()}: unknown value.",
    )


def plain_scheme(address: str) -> str:
    """A web address with its scheme in small letters: "HTTPS://un.org/A" is "https://un.org/A"."""
    scheme, separator, rest = address.partition("://")
    return scheme.lower() + separator + rest if separator else address


def http_only(field: str, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{field: ""})
        | Q(**{f"{field}__startswith": "http://"})
        | Q(**{f"{field}__startswith": "https://"}),
        name=name,
        violation_error_message="An address starts with http:// or https://.",
    )


def exactly_one(fields: tuple[str, ...], name: str, message: str) -> models.CheckConstraint:
    """The condition that exactly one of several references is given."""
    condition = Q()
    for chosen in fields:
        condition |= Q(**{f"{field}__isnull": field != chosen for field in fields})
    return models.CheckConstraint(condition=condition, name=name, violation_error_message=message)


def first_overlap(spells: list[Any], start: str, end: str) -> tuple[Any, Any] | None:
    """The first two of several dated spells that share a day, or None; ends are inclusive."""
    ordered = sorted(spells, key=lambda spell: getattr(spell, start) or date.min)
    for earlier, later in pairwise(ordered):
        if (getattr(earlier, end) or date.max) >= (getattr(later, start) or date.min):
            return earlier, later
    return None


def refuse_overlap(spells: list[Any], start: str, end: str, what: str) -> None:
    """Raise ValidationError naming the two spells that share a day."""
    if overlap := first_overlap(spells, start, end):
        raise ValidationError(f"{what}: “{overlap[0]}” and “{overlap[1]}” overlap.")
