"""A state's time in the United Nations: membership, limits on its vote, who followed whom."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from votes.models.record import (
    Record,
    ends_after_it_begins,
    in_force,
    known_value,
    written,
)
from votes.models.source import Source

# A year that a note names.
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class MembershipSpellQuerySet(models.QuerySet["MembershipSpell"]):
    def covering(self, day: Any) -> MembershipSpellQuerySet:
        return self.filter(in_force(day, "started_on", "ended_on"))


class MembershipSpell(Record):
    """One period of a state's membership of the United Nations; both days count."""

    country = models.ForeignKey(
        "Country",
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
        started, ended = written(self.started_on), written(self.ended_on)
        return f"{started} – {ended}" if ended else _("{day} – today").format(day=started)

    def covers(self, day: date) -> bool:
        return self.started_on <= day and (self.ended_on is None or day <= self.ended_on)

    def bears_on(self, first: int, last: int) -> bool:
        """Whether its note tells of the years from one to another: it begins by the last of them,
        and the first is no later than its beginning, its end or a year that the note names."""
        ends = [self.ended_on.year] if self.ended_on else []
        told = [self.started_on.year, *ends, *map(int, YEAR.findall(self.note))]
        return bool(self.note) and self.started_on.year <= last and first <= max(told)

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
        "Country",
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
        "Country",
        related_name="successions",
        # The chain of states is part of the record.
        on_delete=models.PROTECT,
    )
    successor = models.ForeignKey(
        "Country",
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
                condition=~Q(predecessor=models.F("successor")),
                name="no_state_follows_itself",
                violation_error_message="No state follows itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}, {written(self.date)}"

    def whole(self) -> Record:
        # Where it came from is told of the state that follows.
        return self.successor
