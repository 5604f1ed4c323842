"""The names and spellings that states went by, and the days they did."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop, pgettext

from votes.models.record import (
    Record,
    ends_after_it_begins,
    in_force,
    known_value,
    name_key,
    refuse_long_key,
)

# The official languages of the United Nations besides English, as they are called in it.
LANGUAGES = {
    "ar": gettext_noop("Arabic"),
    "zh": gettext_noop("Chinese"),
    "fr": gettext_noop("French"),
    "ru": gettext_noop("Russian"),
    "es": gettext_noop("Spanish"),
}
# Names of one word or two that have an article inside a sentence, as the United Nations prints
# them there, and the words that bring one with them.
WITH_ARTICLE = {
    *("Bahamas", "Comoros", "Congo", "Gambia", "Holy See", "Marshall Islands", "Netherlands"),
    *("Niger", "Philippines", "State of Palestine", "Sudan"),
}
BRINGS_ARTICLE = re.compile(r"\b(Republic|Federation|Union|Kingdom|States|Emirates)\b")
BY_LANGUAGE = Path(__file__).resolve().parent.parent / "data" / "names_by_language.csv"


@dataclass(frozen=True)
class NameInLanguage:
    """A state's name as the United Nations prints it in one of its languages."""

    code: str
    language: str
    name: str


@cache
def names_by_language() -> Mapping[str, list[NameInLanguage]]:
    """The names of today's states in other official languages, by the state's code."""
    found: defaultdict[str, list[NameInLanguage]] = defaultdict(list)
    with BY_LANGUAGE.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            language = LANGUAGES[row["language"]]
            found[row["code"]].append(NameInLanguage(row["language"], language, row["name"]))
    return dict(found)


def in_sentence(name: str) -> str:
    """A state's name inside a sentence, with the article where it takes one.

    >>> in_sentence("Russian Federation"), in_sentence("Iran (Islamic Republic of)")
    ('the Russian Federation', 'Iran (Islamic Republic of)')
    """
    # What is added in brackets or behind a comma is not said with it.
    first = re.split(r"[,(]", name)[0].strip()
    if first in WITH_ARTICLE or BRINGS_ARTICLE.search(first):
        return pgettext("a state inside a sentence", "the {name}").format(name=name)
    return name


class CountryNameQuerySet(models.QuerySet["CountryName"]):
    def covering(self, day: Any) -> CountryNameQuerySet:
        return self.filter(in_force(day, "valid_from", "valid_to"))


class CountryNameKind(models.TextChoices):
    OFFICIAL = "official", "Official"
    ALIAS = "alias", "Alias or spelling"


class CountryName(Record):
    """A name or spelling a country went by, with the days it meant that country."""

    Kind = CountryNameKind
    rules_reach_others = True

    country = models.ForeignKey(
        "Country",
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
        refuse_long_key(self, "key", "name")

    @property
    def lasts(self) -> bool:
        """Whether it still leads to its country on days it was not used.

        Official names do; an alias with a last day does not (Taiwan for China until 1971).
        """
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
