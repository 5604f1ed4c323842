"""Vote events: what was voted on, by what rule, with what totals, and whether it adds up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_noop

from votes.models.changing import Changing, open_gate
from votes.models.country import Country, codes
from votes.models.import_run import IdentifierScheme
from votes.models.record import Precision, Record, known_value, written
from votes.models.resolution import Body, Resolution, ResolutionStatus
from votes.models.tally import Position, Tally
from votes.models.text import RollCallTextQuerySet

# The Council had eleven members, and seven votes carried, until this day.
COUNCIL_ENLARGED = date(1965, 8, 31)
PERMANENT_MEMBERS = ("CHN", "FRA", "GBR", "RUS", "SUN", "USA")


class RollCallQuerySet(RollCallTextQuerySet["RollCall"]):
    text_path = "resolution"

    def published(self) -> RollCallQuerySet:
        return self.filter(state=RollCall.State.PUBLISHED)

    def unchecked(self) -> RollCallQuerySet:
        """Roll calls by name without any official total to count the positions against."""
        stated = {f"{total}__isnull": True for total in RollCall.TOTALS.values()}
        return self.filter(modality__in=RollCall.BY_NAME, **stated)

    def explained(self) -> RollCallQuerySet:
        """Roll calls whose positions and totals differ, with the explanation."""
        return self.exclude(discrepancy_explanation="")

    def of_tally(self, *states: str) -> RollCallQuerySet:
        """Roll calls whose tally is "unchecked", "explained", or one of the two."""
        wanted = Q()
        if "unchecked" in states:
            wanted |= Q(pk__in=self.unchecked().values("pk"))
        if "explained" in states:
            wanted |= Q(pk__in=self.explained().values("pk"))
        return self.filter(wanted)

    def with_vote_of(self, *countries: Country) -> RollCallQuerySet:
        """Roll calls in which a position of one of the countries is recorded."""
        votes = self.model._meta.get_field("votes").related_model._base_manager
        theirs = votes.filter(roll_call=OuterRef("pk"), country__in=countries)
        return self.filter(Exists(theirs))

    def on_whole_text(self) -> RollCallQuerySet:
        return self.filter(scope=RollCall.Scope.WHOLE)

    def unopposed(self) -> RollCallQuerySet:
        """Adoptions without a vote: nobody took a position."""
        return self.filter(modality__in=RollCall.UNOPPOSED)

    def deciding(self, text: Resolution) -> RollCallQuerySet:
        """The published votes that decide a text: on the whole of it, in its own organ."""
        organ = RollCall.DECIDING[Body(text.body)]
        return self.published().on_whole_text().filter(resolution=text, organ=organ)

    def newest_first(self) -> RollCallQuerySet:
        return self.order_by("-date", "-id")

    def oldest_first(self) -> RollCallQuerySet:
        return self.order_by("date", "id")


class Organ(models.TextChoices):
    PLENARY = "plenary", gettext_noop("Plenary of the General Assembly")
    FIRST = "first_committee", gettext_noop("First Committee")
    SECOND = "second_committee", gettext_noop("Second Committee")
    THIRD = "third_committee", gettext_noop("Third Committee")
    FOURTH = "fourth_committee", gettext_noop("Fourth Committee")
    FIFTH = "fifth_committee", gettext_noop("Fifth Committee")
    SIXTH = "sixth_committee", gettext_noop("Sixth Committee")
    COUNCIL = "council", gettext_noop("Security Council")
    HUMAN_RIGHTS_COUNCIL = "human_rights_council", gettext_noop("Human Rights Council")


class Scope(models.TextChoices):
    WHOLE = "whole", gettext_noop("The whole text")
    PARAGRAPH = "paragraph", gettext_noop("A paragraph or part")
    AMENDMENT = "amendment", gettext_noop("An amendment")
    MOTION = "motion", gettext_noop("A motion")
    UNKNOWN = "unknown", gettext_noop("Not known")


class Modality(models.TextChoices):
    RECORDED = "recorded", gettext_noop("Recorded vote")
    ROLL_CALL = "roll_call", gettext_noop("Roll-call vote")
    NON_RECORDED = "non_recorded", gettext_noop("Non-recorded vote")
    SECRET_BALLOT = "secret_ballot", gettext_noop("Secret ballot")
    WITHOUT_VOTE = "without_vote", gettext_noop("Adopted without a vote")
    ACCLAMATION = "acclamation", gettext_noop("By acclamation")


class MajorityRule(models.TextChoices):
    """Charter, Articles 18 and 27; Assembly resolution 475 (V) for amendments and parts."""

    SIMPLE = "simple", gettext_noop("Majority of those present and voting")
    TWO_THIRDS = "two_thirds", gettext_noop("Two thirds of those present and voting")
    COUNCIL_SUBSTANTIVE = "council_substantive", gettext_noop("Council: nine votes and no veto")
    COUNCIL_PROCEDURAL = "council_procedural", gettext_noop("Council: nine votes")

    def yes_against(self, no: int) -> int:
        """The fewest yes votes that carry a text against so many no: abstentions are not counted,
        and the Council, as enlarged, asks for nine however many are against."""
        if self == MajorityRule.SIMPLE:
            return no + 1
        return max(1, 2 * no) if self == MajorityRule.TWO_THIRDS else 9


# What the rules of the Council were while it had eleven members.
RULES_OF_ELEVEN = {
    MajorityRule.COUNCIL_SUBSTANTIVE: gettext_noop("Council: seven votes and no veto"),
    MajorityRule.COUNCIL_PROCEDURAL: gettext_noop("Council: seven votes"),
}


class RollCallState(models.TextChoices):
    DRAFT = "draft", "Draft: staff only"
    PUBLISHED = "published", "Published"


class RollCall(Record):
    """One vote event on a text."""

    Organ = Organ
    Scope = Scope
    Modality = Modality
    Rule = MajorityRule
    State = RollCallState

    checks_together = True
    counts_as_votes = True
    BY_NAME = (Modality.RECORDED, Modality.ROLL_CALL)
    # Organs in which only their own members vote; whom they have is not in this record.
    SMALL = (Organ.COUNCIL, Organ.HUMAN_RIGHTS_COUNCIL)
    UNOPPOSED = (Modality.WITHOUT_VOTE, Modality.ACCLAMATION)
    # Whose vote on the whole text decides it.
    DECIDING = {
        Body.ASSEMBLY: Organ.PLENARY,
        Body.COUNCIL: Organ.COUNCIL,
        Body.HUMAN_RIGHTS_COUNCIL: Organ.HUMAN_RIGHTS_COUNCIL,
    }
    # What a published roll call cannot change without a reason, besides its totals.
    PUBLISHED_FACTS = ("resolution_id", "organ", "scope", "date", "modality")
    TOTALS = {
        Position.YES: "total_yes",
        Position.NO: "total_no",
        Position.ABSTAIN: "total_abstain",
        Position.NON_VOTING: "total_non_voting",
    }

    resolution = models.ForeignKey(
        Resolution,
        related_name="roll_calls",
        # A text that was voted on stays, and with it the record of the vote.
        on_delete=models.PROTECT,
    )
    organ = models.CharField(max_length=25, choices=Organ.choices, default=Organ.PLENARY)
    scope = models.CharField(max_length=10, choices=Scope.choices, default=Scope.WHOLE)
    scope_label = models.CharField(
        max_length=200, blank=True, help_text="Which part, e.g. operative paragraph 4."
    )
    date = models.DateField()
    precision = models.CharField(
        "date known to the",
        max_length=5,
        choices=Precision.choices,
        default=Precision.DAY,
        help_text="Month: the day is one that the source has, and cannot be relied on.",
    )
    meeting = models.CharField(
        max_length=300, blank=True, help_text="The meeting record, e.g. A/ES-11/PV.14."
    )
    modality = models.CharField(max_length=15, choices=Modality.choices, default=Modality.RECORDED)
    majority_rule = models.CharField(
        max_length=20, choices=Rule.choices, blank=True, help_text="Empty where not established."
    )
    majority_source = models.CharField(
        max_length=300, blank=True, help_text="What says so, e.g. Charter, Article 18 (2)."
    )
    total_yes = models.PositiveSmallIntegerField("official yes", null=True, blank=True)
    total_no = models.PositiveSmallIntegerField("official no", null=True, blank=True)
    total_abstain = models.PositiveSmallIntegerField("official abstentions", null=True, blank=True)
    total_non_voting = models.PositiveSmallIntegerField(
        "official non-voting",
        null=True,
        blank=True,
        help_text="Members that did not vote, where the source states it.",
    )
    announced_yes = models.PositiveSmallIntegerField(null=True, blank=True)
    announced_no = models.PositiveSmallIntegerField(null=True, blank=True)
    announced_abstain = models.PositiveSmallIntegerField(
        "announced abstentions",
        null=True,
        blank=True,
        help_text="What was read out in the meeting, only where it differs from the official.",
    )
    note = models.TextField(blank=True, help_text="Shown on the public page.")
    internal_note = models.TextField(blank=True, help_text="Seen by signed-in staff only.")
    state = models.CharField(
        max_length=10,
        choices=State.choices,
        default=State.DRAFT,
        help_text="A draft is seen by staff only. Publishing needs a tally that adds up.",
    )
    discrepancy_explanation = models.TextField(
        "why positions and totals differ",
        blank=True,
        help_text="Needed only to publish a roll call that does not add up. Readers see it.",
    )

    objects = RollCallQuerySet.as_manager()

    # Set by `count_votes` and `count_from`.
    counted: dict[Position, int] | None = None
    vetoed: bool | None = None

    class Meta:
        ordering = ["-date", "-id"]
        permissions = [("publish_rollcall", "Can publish a roll call")]
        indexes = [models.Index(fields=["-date", "-id"], name="roll_call_newest")]
        constraints = [
            known_value("organ", Organ, "roll_call_organ_known"),
            known_value("precision", Precision, "roll_call_precision_known"),
            known_value("scope", Scope, "roll_call_scope_known"),
            known_value("modality", Modality, "roll_call_modality_known"),
            known_value("majority_rule", MajorityRule, "roll_call_rule_known", blank=True),
            known_value("state", RollCallState, "roll_call_state_known"),
            models.CheckConstraint(
                condition=~Q(modality__in=[Modality.WITHOUT_VOTE, Modality.ACCLAMATION])
                | Q(
                    total_yes__isnull=True,
                    total_no__isnull=True,
                    total_abstain__isnull=True,
                    total_non_voting__isnull=True,
                ),
                name="adoption_without_a_vote_has_no_totals",
                violation_error_message="A text adopted without a vote has no totals.",
            ),
            models.CheckConstraint(
                condition=Q(
                    total_yes__isnull=True,
                    total_no__isnull=True,
                    total_abstain__isnull=True,
                    total_non_voting__isnull=True,
                )
                | Q(total_yes__isnull=False, total_no__isnull=False),
                name="totals_begin_with_yes_and_no",
                violation_error_message="Official totals begin with those of yes and of no.",
            ),
            models.UniqueConstraint(
                fields=["resolution", "date", "organ", "scope_label"],
                condition=Q(scope="whole"),
                name="vote_on_a_text_once_a_day",
                violation_error_message=(
                    "This vote is recorded already. If the text was voted on twice that day, "
                    "say which vote this is in the scope label."
                ),
            ),
        ]

    def __str__(self) -> str:
        part = f" ({self.scope_label or self.get_scope_display().lower()})"
        return f"{self.resolution}{'' if self.scope == 'whole' else part}, {self.when}"

    def get_absolute_url(self) -> str:
        return reverse("resolution", args=[self.resolution.slug])

    @property
    def when(self) -> str:
        """Its date in words, as exactly as it is known."""
        return written(self.date, self.precision)

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def is_by_name(self) -> bool:
        """Whether the vote was one at which each state's position is recorded."""
        return self.modality in self.BY_NAME

    @property
    def official(self) -> dict[Position, int]:
        """The official totals that the source states, by position."""
        totals = {position: getattr(self, name) for position, name in self.TOTALS.items()}
        return {position: total for position, total in totals.items() if total is not None}

    def count(self) -> dict[Position, int]:
        """The recorded positions, counted; where they were counted before, as they were then."""
        if self.counted is not None:
            return self.counted
        rows = self.votes.order_by().values_list("position").annotate(Count("id"))
        found: dict[str, int] = dict(rows)
        return {position: found.get(position.value, 0) for position in Position}

    def count_from(self, votes: Iterable[tuple[str, str]]) -> None:
        """Count positions that are loaded, given with the codes of their countries."""
        self.counted, self.vetoed = dict.fromkeys(Position, 0), False
        for letter, code in votes:
            self.counted[Position(letter)] += 1
            self.vetoed |= letter == Position.NO and code in PERMANENT_MEMBERS

    def tally(self) -> Tally:
        """The recorded positions against the official totals, which are compared only where the
        vote was by name."""
        return Tally(self.count(), self.official if self.is_by_name else {})

    def totals(self) -> dict[Position, int | None]:
        """The result as a reader wants it: the official totals, and the count of positions where
        the source states none.

        Where it neither states nor lists who did not vote, nobody knows how many: None, not 0.
        """
        official = self.official
        if not self.is_by_name or len(official) == len(Position):
            return {position: official.get(position) for position in Position}
        counted: dict[Position, int | None] = {**self.count()}
        counted[Position.NON_VOTING] = counted[Position.NON_VOTING] or None
        return counted | official

    def votes_of_non_members(self) -> models.QuerySet[Any]:
        """Positions of states that were not members on the day."""
        return self.votes.select_related("country").outside_membership()

    def unlisted_members(self) -> list[str]:
        """The names of the members of that day without a recorded position."""
        members = Country.objects.members_on(self.date)
        recorded = self.votes.values("country")
        return list(members.exclude(pk__in=recorded).values_list("name", flat=True))

    @property
    def rule_in_words(self) -> str:
        """What its majority rule is called, as it was on the day; empty where not established."""
        if self.date < COUNCIL_ENLARGED and self.majority_rule in RULES_OF_ELEVEN:
            return RULES_OF_ELEVEN[MajorityRule(self.majority_rule)]
        return self.get_majority_rule_display()

    def needed(self) -> int | None:
        """The yes votes that carry it; None where the rule or the totals are unknown.

        Abstentions are not votes cast, and a tie fails (Assembly rules 85 and 86).
        """
        if self.total_yes is None or self.total_no is None or not self.majority_rule:
            return None
        cast = self.total_yes + self.total_no
        if self.majority_rule == self.Rule.SIMPLE:
            return cast // 2 + 1
        if self.majority_rule == self.Rule.TWO_THIRDS:
            return max(1, -(-2 * cast // 3))
        return 7 if self.date < COUNCIL_ENLARGED else 9

    def carried(self) -> bool | None:
        """Whether the official result meets the majority rule; None where either is unknown.

        In the Council a permanent member's No ends a substantive text; its abstention does not.
        """
        needed, yes = self.needed(), self.total_yes
        if needed is None or yes is None:
            return None
        substantive = self.majority_rule == self.Rule.COUNCIL_SUBSTANTIVE
        return yes >= needed and not (substantive and self.is_vetoed())

    def is_vetoed(self) -> bool:
        """Whether a permanent member was against; where positions were counted before, by those."""
        if self.vetoed is not None:
            return self.vetoed
        against = self.votes.filter(position=Position.NO)
        return against.filter(country__code__in=PERMANENT_MEMBERS).exists()

    @property
    def decides(self) -> bool:
        """Whether it is a published vote on the whole text in the text's own organ."""
        whole = self.scope == self.Scope.WHOLE
        return self.is_published and whole and self.is_in_own_organ

    @property
    def is_in_own_organ(self) -> bool:
        """Whether the text's own organ voted, not one that prepares its texts."""
        return self.organ == self.DECIDING[Body(self.resolution.body)]

    def outcome(self) -> ResolutionStatus | None:
        """What became of the text it decides; None where the rule or the result is unknown.

        A Council text that has the votes is not known to be adopted while the record does not
        name everyone who was against.
        """
        if self.modality in self.UNOPPOSED:
            return ResolutionStatus.ADOPTED
        carried = self.carried()
        if carried is None:
            return None
        substantive = self.majority_rule == self.Rule.COUNCIL_SUBSTANTIVE
        if carried and substantive and (self.total_no or 0) > self.count()[Position.NO]:
            return None
        return ResolutionStatus.ADOPTED if carried else ResolutionStatus.NOT_ADOPTED

    def tabled_text(self) -> Resolution | None:
        """The text it decides, as the database has it, if that is still tabled."""
        if not self.decides:
            return None
        return Resolution.objects.tabled().filter(pk=self.resolution_id).first()

    def settle(self, gate: Changing) -> Resolution | None:
        """Give the tabled text it decides its outcome; return the text if it has one now."""
        text, outcome = self.tabled_text(), self.outcome()
        if text is None or outcome is None:
            return None
        text.status = outcome
        gate.save(text)
        return text

    @classmethod
    def check_together(cls, pks: list[int]) -> None:
        """Refuse published roll calls that do not add up, unexplained, or have nothing to count,
        and positions where the vote was not by name."""
        from votes.models.vote import count_votes

        roll_calls = list(cls.objects.filter(pk__in=pks).select_related("resolution"))
        count_votes(roll_calls)
        wrong = [f"{each}: {fault}" for each in roll_calls if (fault := each.fault())]
        if wrong:
            raise ValidationError(wrong[:5])

    def fault(self) -> str:
        """What is wrong with the count of a roll call, in words; "" where nothing is."""
        tally, positions = self.tally(), sum(self.count().values())
        if positions and not self.is_by_name:
            return f"{self.get_modality_display().lower()} has no positions by name."
        if not self.is_published or not self.is_by_name:
            return ""
        if not tally.is_checked:
            return "" if positions else "it has neither positions nor official totals."
        if self.discrepancy_explanation:
            return "the positions add up, and are explained." if tally.adds_up else ""
        return "" if tally.adds_up else str(tally)

    def check_deletion(self, reason: str) -> None:
        if self.is_published and not reason:
            raise ValidationError(f"{self} is published: to delete it needs a reason.")

    def check_whole(self) -> None:
        """The gate: a published roll call adds up, or says why not.

        Positions of non-members are refused. A correction of a published roll call needs a
        reason; where it breaks the tally the reason becomes the explanation that readers see,
        and where the tally adds up again the explanation goes.
        """
        gate = open_gate()
        if not self.is_by_name and self.votes.exists():
            raise ValidationError(
                f"{self}: {self.get_modality_display().lower()} has no positions by name."
            )
        correction = gate if gate is not None and self._corrected_in(gate) else None
        tally = self.tally()
        if correction and not correction.reason:
            raise ValidationError(
                f"{self} is published: a correction needs a reason."
                + ("" if tally.adds_up else f" Readers will see it, since {tally}")
            )
        if not self.is_published:
            return
        # A file's dates may be inexact: its positions are taken, reported and listed as doubtful.
        entered = self.votes_of_non_members().filter(import_run__isnull=True)
        if strangers := codes(vote.country for vote in entered):
            raise ValidationError(f"{self}: not members on that day: {strangers}.")
        explained = self.discrepancy_explanation
        if not tally.is_checked and (explained or not self.is_by_name):
            return
        if not tally.is_checked and not self.votes.exists():
            raise ValidationError(
                f"{self} cannot be published: it has neither positions nor official totals."
            )
        if tally.adds_up:
            if explained and correction:
                self._explain("", correction)
            elif explained:
                raise ValidationError(
                    f"{self}: the positions add up, so there is no difference to explain."
                )
        elif correction:
            # An undo brings the explanation of its time back with the positions.
            told = correction.undoes is not None and explained
            if not told and correction.reason not in explained.splitlines():
                self._explain(f"{explained}\n{correction.reason}".strip(), correction)
        elif not explained:
            raise ValidationError(
                f"{self} cannot be published: {tally} Complete it, or explain the difference."
            )

    def _corrected_in(self, gate: Changing) -> bool:
        """Whether an open gate changes what was published before, or takes it back."""
        before = gate.value_before(self, "state")
        if before == self.State.PUBLISHED:
            return True
        if not self.is_published or gate.has_set(self, "state"):
            return False
        return gate.wrote_parts(self, self.votes.model) or any(
            gate.has_set(self, name) for name in (*self.TOTALS.values(), *self.PUBLISHED_FACTS)
        )

    def _explain(self, explanation: str, gate: Changing) -> None:
        self.discrepancy_explanation = explanation
        gate.save(self)


class RollCallIdentifier(Record):
    """The name that one library or data set gives a roll call; its number is unique there."""

    Scheme = IdentifierScheme

    roll_call = models.ForeignKey(
        RollCall,
        related_name="identifiers",
        # The number means nothing without the roll call.
        on_delete=models.CASCADE,
    )
    scheme = models.CharField(max_length=10, choices=Scheme.choices)
    value = models.CharField(max_length=40)

    class Meta:
        ordering = ["scheme", "value"]
        constraints = [
            known_value("scheme", IdentifierScheme, "identifier_scheme_known"),
            models.UniqueConstraint(fields=["scheme", "value"], name="library_id_of_one_roll_call"),
        ]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.value}"

    def whole(self) -> Record:
        return self.roll_call

    @property
    def url(self) -> str:
        """The address of the record in the library; "" where it has none."""
        if self.scheme == self.Scheme.UNDL and self.value.isdecimal():
            return f"https://digitallibrary.un.org/record/{self.value}"
        return ""
