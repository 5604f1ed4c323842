"""One country's position in one roll call, and the questions one asks of many."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from votes.models.country import Country
from votes.models.group import Group, members_of
from votes.models.import_run import ImportRun
from votes.models.membership_spell import MembershipSpell
from votes.models.record import Record, known_value
from votes.models.roll_call import PERMANENT_MEMBERS, RollCall
from votes.models.tally import CAST, Position
from votes.models.text import RollCallTextQuerySet


class VoteQuerySet(RollCallTextQuerySet["Vote"]):
    text_path, roll_call_path = "roll_call__resolution", "roll_call"

    def public(self) -> VoteQuerySet:
        """Positions in published roll calls."""
        return self.filter(roll_call__state=RollCall.State.PUBLISHED)

    def cast(self) -> VoteQuerySet:
        """Yes, no and abstain; absence is not a vote cast."""
        return self.filter(position__in=CAST)

    def by(self, *countries: Country) -> VoteQuerySet:
        return self.filter(country__in=countries)

    def in_roll_call(self, *numbers: int) -> VoteQuerySet:
        return self.filter(roll_call__in=numbers)

    def in_position(self, *positions: Position) -> VoteQuerySet:
        return self.filter(position__in=positions)

    def in_group(self, *groups: Group) -> VoteQuerySet:
        """Positions of states that were members of one of the groups on the day of the vote."""
        return self.filter(Exists(members_of(groups, "country", "roll_call__date")))

    def agreeing_with(self, *others: Country) -> VoteQuerySet:
        """Positions that one of the others took in the same roll call, both having cast one."""
        same = Vote.objects.beside(*others).filter(position=OuterRef("position"))
        return self.cast().filter(Exists(same))

    def differing_from(self, *others: Country) -> VoteQuerySet:
        """Positions that differ from one of the others' in the same roll call, both cast."""
        different = Vote.objects.beside(*others).exclude(position=OuterRef("position"))
        return self.cast().filter(Exists(different))

    def beside(self, *others: Country) -> VoteQuerySet:
        """What the others cast in the roll call of an outer query's vote, not that vote itself."""
        return (
            self.by(*others)
            .cast()
            .filter(roll_call=OuterRef("roll_call"))
            .exclude(country=OuterRef("country"))
        )

    def outside_membership(self) -> VoteQuerySet:
        """Positions of states that were not members on the day."""
        spells = MembershipSpell.objects.filter(country=OuterRef("country"))
        return self.exclude(Exists(spells.covering(OuterRef("roll_call__date"))))

    def newest_first(self) -> VoteQuerySet:
        return self.order_by("-roll_call__date", "-roll_call_id", "-id")

    def oldest_first(self) -> VoteQuerySet:
        return self.order_by("roll_call__date", "roll_call_id", "id")


class NonVotingReason(models.TextChoices):
    ABSENT = "absent", "Absent"
    DID_NOT_PARTICIPATE = "did_not_participate", "Present, did not participate"
    ARTICLE_19 = "article_19", "No vote under Article 19"
    BARRED = "barred", "Barred from taking part"
    UNKNOWN = "unknown", "Not known"


class Evidence(models.TextChoices):
    """How a position is known where it does not come from the library's own file."""

    CONFIRMED = "A", "A: found in a published list and confirmed by a second"
    DERIVED = "B", "B: partly worked out from published counts, confirmed by a second list"


class Vote(Record):
    """One country's position in one roll call."""

    NonVotingReason = NonVotingReason
    Evidence = Evidence
    counts_as_votes = True
    told_by = ("country", "position")

    roll_call = models.ForeignKey(
        RollCall,
        related_name="votes",
        # The unique constraint's index begins with it.
        db_index=False,
        # A position means nothing without its roll call.
        on_delete=models.CASCADE,
    )
    country = models.ForeignKey(
        Country,
        related_name="votes",
        # The index vote_by_country begins with it.
        db_index=False,
        # Deleting a country must never silently erase its record.
        on_delete=models.PROTECT,
    )
    position = models.CharField(max_length=1, choices=Position.choices)
    intended_position = models.CharField(
        max_length=1,
        choices=Position.choices,
        blank=True,
        help_text="What the delegation later told the Secretariat it had meant to vote.",
    )
    non_voting_reason = models.CharField(
        "reason for not voting",
        max_length=20,
        choices=NonVotingReason.choices,
        blank=True,
        help_text="Only where the state did not vote.",
    )
    recorded_name = models.CharField(
        "name as recorded", max_length=200, blank=True, help_text="As the record prints it."
    )
    note = models.TextField(blank=True, help_text="Shown on the public page.")
    evidence = models.CharField(max_length=1, choices=Evidence.choices, blank=True)
    import_run = models.ForeignKey(
        ImportRun,
        null=True,
        blank=True,
        editable=False,
        related_name="votes",
        db_index=False,
        # Where a vote came from stays known.
        on_delete=models.PROTECT,
    )

    objects = VoteQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["country", "roll_call"], name="vote_by_country")]
        constraints = [
            models.UniqueConstraint(
                fields=["roll_call", "country"],
                name="vote_once_per_roll_call",
                violation_error_message="This country's position is already recorded here.",
            ),
            known_value("position", Position, "vote_position_known", in_bulk=True),
            known_value(
                "intended_position", Position, "intended_position_known", blank=True, in_bulk=True
            ),
            known_value(
                "non_voting_reason", NonVotingReason, "reason_known", blank=True, in_bulk=True
            ),
            known_value("evidence", Evidence, "vote_evidence_known", blank=True, in_bulk=True),
            models.CheckConstraint(
                condition=Q(non_voting_reason="") | Q(position=Position.NON_VOTING),
                name="only_non_voting_has_a_reason",
                violation_error_message="Only a state that did not vote has a reason for it.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country} on {self.roll_call}: {self.get_position_display().lower()}"

    def get_absolute_url(self) -> str:
        return self.roll_call.get_absolute_url()

    def whole(self) -> Record:
        return self.roll_call

    @property
    def said_otherwise(self) -> bool:
        """Whether the delegation later said that it had meant another position."""
        return self.intended_position not in ("", self.position)

    @property
    def origin(self) -> str:
        """Where it came from: the file, its edition and the record there, or the desk."""
        run = self.import_run
        if run is None:
            return "entered at the desk"
        numbers = self.roll_call.identifiers.filter(scheme=run.scheme)
        records = ", ".join(numbers.values_list("value", flat=True))
        parts = [
            run.name,
            run.edition and f"edition {run.edition}",
            records and f"record {records}",
        ]
        return f"{run.source_name}: {', '.join(part for part in parts if part)}"


def count_votes(roll_calls: Iterable[RollCall]) -> None:
    """Count the positions and the vetoes of many roll calls at once, in one query.

    Of rows already cut to a page: annotated on the list, every roll call would be counted first.
    """
    waiting = {roll_call.pk: roll_call for roll_call in roll_calls}
    if not waiting:
        return
    counted = {pk: dict.fromkeys(Position, 0) for pk in waiting}
    for pk, roll_call in waiting.items():
        roll_call.counted, roll_call.vetoed = counted[pk], False
    counts = (
        Vote.objects.filter(roll_call__in=waiting)
        .order_by()
        .values_list("roll_call", "position")
        .annotate(
            count=Count("id"),
            permanent=Count("id", filter=Q(country__code__in=PERMANENT_MEMBERS)),
        )
    )
    for pk, letter, count, permanent in counts:
        counted[pk][Position(letter)] = count
        waiting[pk].vetoed |= letter == Position.NO and permanent > 0


def count_where_needed(roll_calls: Iterable[RollCall]) -> None:
    """As `count_votes`, of those roll calls whose source does not state all four totals."""
    count_votes(each for each in roll_calls if len(each.official) < len(Position))
