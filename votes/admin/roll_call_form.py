"""The form of a roll call: its positions typed as four lists of states."""

import json
import re

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError

from votes.admin.form import RecordForm
from votes.admin.name_lists import read_names
from votes.admin.versions import Choice, Meeting
from votes.models import Country, EditConflict, Position, RollCall, Vote

LISTS = {
    Position.YES: "in_favour",
    Position.NO: "against",
    Position.ABSTAIN: "abstaining",
    Position.NON_VOTING: "not_voting",
}
THE_REST = re.compile(r"\b(?:all|the) (?:others?|rest)(?: members?)?\b\.?", re.IGNORECASE)


def list_of_states(label, help_text=""):
    return forms.CharField(
        label=label,
        required=False,
        widget=AdminTextareaWidget(attrs={"rows": 5, "spellcheck": "false"}),
        help_text=help_text,
    )


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
        # By country: the position and name wanted; the position and version seen.
        self.wanted: dict = {}
        self.read: dict = {}

    def show_recorded(self):
        """Begin with the positions as they are recorded; return them by country."""
        votes = self.instance.votes.select_related("country").order_by("country__name")
        recorded = {vote.country: (vote.position, vote.version) for vote in votes}
        self.initial["positions_read"] = json.dumps(
            {country.code: entry for country, entry in recorded.items()}
        )
        return recorded

    def clean_positions_read(self):
        """The positions that the person saw, by country."""
        try:
            seen = dict(json.loads(self.cleaned_data["positions_read"] or "{}"))
            self.read = {
                country: (Position(seen[country.code][0]), int(seen[country.code][1]))
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
            seen, version = self.read.get(country, (None, None))
            vote = recorded.get(country.pk)
            if seen is None and vote is None:
                name = "" if name.upper() == country.code else name
                added.append(
                    Vote(
                        roll_call=self.instance,
                        country=country,
                        position=position,
                        recorded_name=name,
                    )
                )
            elif seen is None:
                raise ValidationError(
                    f"Someone else has recorded {country} meanwhile. Nothing of yours was saved."
                )
            elif seen != position:
                vote = self.as_read(vote, country, version)
                vote.position = position
                if position != Position.NON_VOTING:
                    vote.non_voting_reason = ""
                gate.save(vote)
        for country in self.read.keys() - self.wanted.keys():
            gate.delete(self.as_read(recorded.get(country.pk), country, self.read[country][1]))
        gate.add_all(added)

    def as_read(self, vote, country, version):
        """A recorded position at the version that the person saw."""
        if vote is None:
            seen = Vote(roll_call=self.instance, country=country, position=self.read[country][0])
            raise EditConflict(seen, None)
        vote.roll_call, vote.country, vote.version = self.instance, country, version
        return vote


class RollCallForm(PositionsSeen, RecordForm):
    """A roll call with its positions."""

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

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            recorded = self.show_recorded()
            for position, name in LISTS.items():
                self.initial[name] = typed(recorded, position)

    def clean_state(self):
        """The state; only who may publish changes it."""
        state = self.cleaned_data["state"]
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
        return cleaned

    def take(self, position, name, text, day):
        """Read one list into `wanted`; what cannot be read is an error of that list."""
        if text == typed(self.read, position):
            found = [(country, "") for country, (seen, _) in self.read.items() if seen == position]
            problems = []
        else:
            rest = position == Position.NON_VOTING and THE_REST.search(text)
            text = THE_REST.sub("", text) if rest else text
            known = {country.name: country for country in self.read}
            found, problems = read_names(text, day, known)
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
        """The positions that someone else changed meanwhile, and the lists with both in them."""
        self.is_valid()
        recorded = self.show_recorded()
        choices: list = []
        merged: dict = {}
        countries = {*self.read, *self.wanted, *recorded}
        for country in sorted(countries, key=lambda each: (each.name, each.pk)):
            opened, theirs = self.read.get(country), recorded.get(country)
            mine, name = self.wanted.get(country, (None, ""))
            before, now = (each[0] if each else None for each in (opened, theirs))
            if opened != theirs:
                told = (Position(each).label if each else "" for each in (before, mine, now))
                choices.append(Choice(country.code, str(country), *told))
            if kept := now if mine == before else mine:
                plain = name and not re.search(r"[,;\n]", name)
                known = country.name if country in recorded else country.code
                merged.setdefault(kept, []).append(name if plain else known)
        if not choices:
            return []
        for position, field in LISTS.items():
            posted[field] = ", ".join(merged.get(position, []))
        posted["positions_read"] = self.initial["positions_read"]
        return [Meeting(self, "Positions", choices)]


def typed(positions, position):
    """The states of one position as their list is first shown."""
    return ", ".join(country.name for country, (seen, _) in positions.items() if seen == position)
