"""The form of a roll call: its positions, and what became known later, typed as lists of states."""

import json
import re
from dataclasses import astuple, dataclass
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError

from votes.admin.form import RecordForm
from votes.admin.name_lists import read_names
from votes.admin.versions import Choice, Meeting
from votes.models import Change, Country, EditConflict, Position, RollCall, Vote

LISTS = {
    Position.YES: "in_favour",
    Position.NO: "against",
    Position.ABSTAIN: "abstaining",
    Position.NON_VOTING: "not_voting",
}
# What delegations later said they had meant, and why states did not vote; whoever has another
# value, set on the page of the position itself, is on none of these lists and keeps it.
LATER_SAID = {
    Position.YES: "later_in_favour",
    Position.NO: "later_against",
    Position.ABSTAIN: "later_abstaining",
}
REASONS = {
    Vote.NonVotingReason.ABSENT: "absent",
    Vote.NonVotingReason.DID_NOT_PARTICIPATE: "not_participating",
    Vote.NonVotingReason.ARTICLE_19: "under_article_19",
}
# What is said of a state in a roll call: in words, by which lists, by which values.
FACETS: tuple[tuple[str, dict, Any], ...] = (
    ("", LISTS, Position),
    ("later said", LATER_SAID, Position),
    ("why it did not vote", REASONS, Vote.NonVotingReason),
)
# No more digits than the largest version has.
LONGEST_VERSION = 10
# Twice what all members take by their longest names.
LONGEST_LIST = 20_000
THE_REST = re.compile(r"\b(?:all|the) (?:others?|rest)(?: members?)?\b\.?", re.IGNORECASE)


def list_of_states(label, help_text=""):
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST_LIST,
        widget=AdminTextareaWidget(attrs={"rows": 5, "spellcheck": "false"}),
        help_text=help_text,
    )


@dataclass(frozen=True)
class Seen:
    """A position as the person saw it."""

    position: Position
    version: int
    intended_position: str = ""
    non_voting_reason: str = ""

    @classmethod
    def of(cls, vote):
        return cls(
            Position(vote.position), vote.version, vote.intended_position, vote.non_voting_reason
        )

    @classmethod
    def told(cls, position, version, intended="", reason=""):
        """What a page says was seen; an error where it names no such values."""
        intended = Position(intended).value if intended else ""
        reason = Vote.NonVotingReason(reason).value if reason else ""
        return cls(Position(position), int(version), intended, reason)


def values_of(seen):
    """What was seen of a state, one value for each of FACETS; empty where nothing was."""
    if seen is None:
        return ("", "", "")
    return (seen.position, seen.intended_position, seen.non_voting_reason)


class PositionsSeen(forms.Form):
    """What a form that writes positions shares: what the person saw, and what they want.

    `positions_read` carries the positions as they stood when the page was shown, each with the
    version of its row: what the person did not change is not written, and what someone else
    changed meanwhile is not overwritten.
    """

    instance: RollCall
    positions_read = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # By country: the position and name wanted; the intended position and the reason for not
        # voting, where the page asks for them; what was seen.
        self.wanted: dict = {}
        self.later: dict = {}
        self.read: dict[Country, Seen] = {}

    def show_recorded(self):
        """Begin with the positions as they are recorded; return them by country."""
        votes = self.instance.votes.select_related("country").order_by("country__name")
        recorded = {vote.country: Seen.of(vote) for vote in votes}
        self.initial["positions_read"] = json.dumps(
            {country.code: astuple(seen) for country, seen in recorded.items()}
        )
        return recorded

    def clean_positions_read(self):
        """The positions that the person saw, by country."""
        try:
            seen = dict(json.loads(self.cleaned_data["positions_read"] or "{}"))
            self.read = {
                country: Seen.told(*seen[country.code])
                for country in Country.objects.filter(code__in=seen).order_by("name", "id")
            }
        except (LookupError, TypeError, ValueError, OverflowError, RecursionError) as error:
            raise ValidationError("This page is damaged; open it again.") from error
        return self.cleaned_data["positions_read"]

    def write_positions(self, gate):
        """Write what the lists change, through the open gate."""
        recorded = {vote.country_id: vote for vote in self.instance.votes.all()}
        added = []
        for country, (position, name) in self.wanted.items():
            seen, vote = self.read.get(country), recorded.get(country.pk)
            before = (seen.intended_position, seen.non_voting_reason) if seen else ("", "")
            intended, reason = self.later.get(country, before)
            if position != Position.NON_VOTING:
                reason = ""
            if seen is None and vote is None:
                name = "" if name.upper() == country.code else name
                added.append(
                    Vote(
                        roll_call=self.instance,
                        country=country,
                        position=position,
                        recorded_name=name,
                        intended_position=intended,
                        non_voting_reason=reason,
                    )
                )
            elif seen is None:
                raise ValidationError(
                    f"Someone else has recorded {country} meanwhile. Nothing of yours was saved."
                )
            elif (seen.position, *before) != (position, intended, reason):
                vote = self.as_read(vote, country, seen.version)
                vote.position = position
                vote.intended_position, vote.non_voting_reason = intended, reason
                gate.save(vote)
        for country in self.read.keys() - self.wanted.keys():
            gate.delete(self.as_read(recorded.get(country.pk), country, self.read[country].version))
        gate.add_all(added)

    def as_read(self, vote, country, version):
        """A recorded position at the version that the person saw."""
        if vote is None:
            seen = Vote(
                roll_call=self.instance, country=country, position=self.read[country].position
            )
            raise EditConflict(seen, None)
        vote.roll_call, vote.country, vote.version = self.instance, country, version
        return vote


class RollCallForm(PositionsSeen, RecordForm):
    """A roll call with its positions, what delegations later said and why states did not vote."""

    # Whether the person may set and take back publication; the desk says so.
    may_publish = False

    in_favour = list_of_states(
        "In favour",
        "Names or codes, separated by commas, semicolons or line breaks: "
        "“Bolivia (Plurinational State of), Chad, FRA”. Names are read as of the day of the vote.",
    )
    against = list_of_states("Against")
    abstaining = list_of_states("Abstaining")
    not_voting = list_of_states(
        "Not voting", "Write “all other members” for every member of that day not listed above."
    )
    later_in_favour = list_of_states(
        "Later said: in favour",
        "Delegations that told the Secretariat afterwards that they had meant to vote so. Their "
        "recorded position and the totals stay as they are.",
    )
    later_against = list_of_states("Later said: against")
    later_abstaining = list_of_states("Later said: abstaining")
    absent = list_of_states(
        "Absent", "Of the states listed as not voting, those of which it is known."
    )
    not_participating = list_of_states("Present, but not participating")
    under_article_19 = list_of_states("No vote under Article 19")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            recorded = self.show_recorded()
            for field, lists in (
                ("position", LISTS),
                ("intended_position", LATER_SAID),
                ("non_voting_reason", REASONS),
            ):
                for value, name in lists.items():
                    self.initial[name] = typed(those_with(recorded, field, value))

    def clean_state(self):
        """The state; only who may publish changes it."""
        state = self.cleaned_data["state"]
        told = self.data.get(self.add_prefix("read_version"), "")
        read = int(told) if told.isdecimal() and len(told) < LONGEST_VERSION else 0
        since = Change.own_of(self.instance).filter(record_version__gt=read)
        if self.instance.pk and since.exists():
            # Someone else may have changed the state meanwhile: the gate tells both versions.
            return state
        if not self.may_publish and state != self.initial.get("state", RollCall.State.DRAFT):
            if state == RollCall.State.PUBLISHED:
                raise ValidationError("Only a reviewer may publish; save it as a draft.")
            raise ValidationError("Only a reviewer may take back a publication.")
        return state

    def clean(self):
        cleaned = super().clean()
        day = self.cleaned_data.get("date")
        if day is None or "positions_read" not in self.cleaned_data:
            return cleaned
        for position, name in LISTS.items():
            self.take(position, name, self.cleaned_data.get(name, ""), day)
        intended = self.take_later("intended_position", LATER_SAID, day)
        reasons = self.take_later("non_voting_reason", REASONS, day)
        self.later = {country: (intended[country], reasons[country]) for country in self.wanted}
        return cleaned

    def take(self, position, name, text, day):
        """Read one list into `wanted`; what cannot be read is an error of that list."""
        rest = position == Position.NON_VOTING and THE_REST.search(text)
        text = THE_REST.sub("", text) if rest else text
        found, problems = self.states_in(text, those_with(self.read, "position", position), day)
        if rest:
            listed = {*self.wanted, *(country for country, _ in found)}
            members = Country.objects.members_on(day)
            found += [(country, "") for country in members if country not in listed]
        for country, recorded_name in found:
            other, _ = self.wanted.get(country, (position, ""))
            if other != position:
                label = self.fields[LISTS[other]].label
                problems.append(f"{country} ({country.code}) is also listed under {label}.")
            else:
                self.wanted[country] = (position, recorded_name)
        if problems:
            self.add_error(name, problems)

    def meet_parts(self, posted):
        """What someone else changed of the positions meanwhile; the lists get both in them."""
        self.is_valid()
        recorded = self.show_recorded()
        choices: list = []
        merged: dict = {}
        countries = {*self.read, *self.wanted, *recorded}
        for country in sorted(countries, key=lambda each: (each.name, each.pk)):
            opened, theirs = values_of(self.read.get(country)), values_of(recorded.get(country))
            position, name = self.wanted.get(country, ("", ""))
            mine = (position, *self.later.get(country, ("", "")))
            plain = name and not re.search(r"[,;\n]", name)
            known = country.name if country in recorded else country.code
            for (words, lists, told), before, own, now in zip(
                FACETS, opened, mine, theirs, strict=True
            ):
                if before != now:
                    shown = (told(each).label if each else "" for each in (before, own, now))
                    title = f"{country}{words and f', {words}'}"
                    choices.append(Choice(f"{country.code} {words}".strip(), title, *shown))
                if field := lists.get(now if own == before else own):
                    merged.setdefault(field, []).append(name if plain else known)
        if not choices:
            return []
        for field in (field for _, lists, _ in FACETS for field in lists.values()):
            posted[field] = ", ".join(merged.get(field, []))
        posted["positions_read"] = self.initial["positions_read"]
        return [Meeting(self, "Positions", choices)]

    def states_in(self, text, shown, day):
        """The states that a list names, and what is wrong with it; `shown` is how it began."""
        if text == typed(shown):
            return [(country, "") for country in shown], []
        return read_names(text, day, {country.name: country for country in self.read})

    def take_later(self, field, lists, day):
        """Read lists of what became known later; return the value of each state with a position.

        Whoever begins on a list and has no such position any more leaves it without an error.
        """
        listed: dict = {}
        is_complete = not self.errors.keys() & LISTS.values()
        for value, name in lists.items():
            shown = those_with(self.read, field, value)
            found, problems = self.states_in(self.cleaned_data.get(name, ""), shown, day)
            for country, _ in found:
                if listed.setdefault(country, value) != value:
                    label = self.fields[lists[listed[country]]].label
                    problems.append(f"{country} ({country.code}) is also listed under “{label}”.")
                elif is_complete and country not in shown:
                    problems += self.unfitting(field, country)
            if problems:
                self.add_error(name, problems)
        wanted = {}
        for country in self.wanted:
            was = getattr(self.read.get(country), field, "")
            wanted[country] = listed.get(country, "" if was in lists else was)
        return wanted

    def unfitting(self, field, country):
        """Why nothing of the kind can be said of a state, by the position wanted for it."""
        position, _ = self.wanted.get(country, (None, ""))
        if position is None:
            return [f"{country} ({country.code}) is listed under no position."]
        if field == "non_voting_reason" and position != Position.NON_VOTING:
            label = self.fields[LISTS[position]].label
            return [f"{country} ({country.code}) voted: it is listed under {label}."]
        return []


def those_with(positions, field, value):
    """The states of which a field of what was seen has a value."""
    return [country for country, seen in positions.items() if getattr(seen, field) == value]


def typed(countries):
    """The states of a list as it is first shown."""
    return ", ".join(country.name for country in countries)
