"""The desk's page for a pasted roll call: read, asked about, counted, and kept as a draft."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from votes.admin.form import words
from votes.admin.record import REFUSALS
from votes.importers import named, verbatim
from votes.importers.named import NamedVote
from votes.importers.verbatim_day import day_of
from votes.models import (
    Body,
    Country,
    CountryName,
    Position,
    Resolution,
    RollCall,
    States,
    Vote,
    changing,
    name_key,
)

LONGEST_TEXT = 500_000
NOT_A_STATE = "-"
SMALLER = (RollCall.Organ.COUNCIL, RollCall.Organ.HUMAN_RIGHTS_COUNCIL)
IN_ORDER = (Position.YES, Position.NO, Position.ABSTAIN, Position.NON_VOTING)


class PasteForm(forms.Form):
    """The text as pasted, and the day of the vote."""

    text = forms.CharField(
        label="Text of the record or press release",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 14, "cols": 90, "spellcheck": "false"}),
        help_text="From “In favour:” to the last name, with the sentence on the result if there "
        "is one. Page headers and line breaks may stay.",
    )
    day = forms.DateField(
        label="Day of the vote",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Names are read as of this day. Empty: the day that the text has.",
    )
    organ = forms.ChoiceField(choices=RollCall.Organ.choices)
    scope = forms.ChoiceField(label="What was voted on", choices=RollCall.Scope.choices)
    scope_label = forms.CharField(
        label="Which part",
        required=False,
        max_length=200,
        help_text="Only for a part, e.g. operative paragraph 4.",
    )


@dataclass(frozen=True, slots=True)
class Question:
    """A stretch of text that means no member of the day, and how it was answered.

    `answer` is a code, "-" for what is not a state, or "" while it is open.
    """

    number: int
    position: Position
    text: str
    near: list[Country]
    answer: str
    is_new_name: bool
    remember: bool


@dataclass(frozen=True, slots=True)
class Count:
    """What was read for one position, beside the total that the text states."""

    position: Position
    names: list[str]
    stated: int | None

    @property
    def label(self) -> str:
        return self.position.label

    @property
    def fits(self) -> bool:
        return self.stated is None or self.stated == len(self.names)


class PastedVote:
    """One roll call of a pasted text with the answers to what was unknown in it."""

    def __init__(self, reading: NamedVote, states: States, answers: dict[str, str]) -> None:
        self.reading, self.problems = reading, list(reading.problems)
        self.by_code = {each.code: each for each in states.countries.values()}
        self.positions: dict[str, tuple[Position, str]] = {
            code: (Position.from_word(word), reading.printed[code])
            for word, codes in reading.positions.items()
            for code in codes
        }
        self.questions: list[Question] = []
        for number, (word, text) in enumerate(reading.asked):
            position, answer = Position.from_word(word), answers.get(f"answer-{number}", "")
            self.questions.append(
                Question(
                    number,
                    position,
                    text,
                    Country.objects.nearest(text),
                    answer if answer == NOT_A_STATE or answer in self.by_code else "",
                    name_key(text) not in states.names,
                    not answers or f"remember-{number}" in answers,
                )
            )
        self.clashes = [
            f"{self.by_code[each.answer]} is listed twice: “{each.text}” is another state."
            for each in self.questions
            if each.answer in self.by_code and not self._take(each)
        ]

    def _take(self, question: Question) -> bool:
        taken = self.positions.setdefault(question.answer, (question.position, question.text))
        return taken == (question.position, question.text)

    @property
    def is_open(self) -> bool:
        """Whether something still has to be answered."""
        return any(not each.answer for each in self.questions) or bool(self.clashes)

    @property
    def counts(self) -> list[Count]:
        return [
            Count(
                position,
                sorted(
                    self.by_code[code].name
                    for code, (taken, _) in self.positions.items()
                    if taken == position
                ),
                self.reading.totals.get(position.word),
            )
            for position in IN_ORDER
        ]

    @property
    def unnamed(self) -> list[Country]:
        """The members of the day that no list names."""
        left = [code for code in self.reading.unnamed if code not in self.positions]
        return sorted((self.by_code[code] for code in left), key=lambda each: each.name)

    @property
    def rest_is_known(self) -> bool:
        """Whether who is not named did not vote: all totals are stated and met."""
        totals = self.reading.totals
        stated = all(position.word in totals for position in IN_ORDER[:3])
        return stated and all(each.fits for each in self.counts) and not self.is_open

    def write(self, gate, roll_call: RollCall, with_rest: bool) -> None:
        """Add the draft and its positions, and the names to remember, through an open gate."""
        gate.save(roll_call)
        intended = self.reading.intended
        votes = {
            code: Vote(
                roll_call=roll_call,
                country=self.by_code[code],
                position=position,
                recorded_name="" if printed == self.by_code[code].name else printed[:200],
                intended_position=intended_letter(intended.get(code)),
            )
            for code, (position, printed) in self.positions.items()
        }
        for country in self.unnamed if with_rest else ():
            votes[country.code] = Vote(
                roll_call=roll_call,
                country=country,
                position=Position.NON_VOTING,
                intended_position=intended_letter(intended.get(country.code)),
            )
        gate.add_all(votes.values())
        for question in self.questions:
            if question.remember and question.is_new_name and question.answer in self.by_code:
                alias = CountryName(
                    country=self.by_code[question.answer], name=question.text, kind="alias"
                )
                gate.save(alias)


def intended_letter(word: str | None) -> str:
    return Position.from_word(word).value if word else ""


def paste_view(desk, request, pk):
    """Read a pasted roll call, ask what is unknown, show the count, and keep it as a draft."""
    if not request.user.has_perm("votes.add_rollcall"):
        raise PermissionDenied
    text = get_object_or_404(Resolution, pk=pk)
    initial = {"day": text.vote_expected_on, "organ": RollCall.DECIDING[Body(text.body)]}
    form = PasteForm(request.POST or None, initial=initial)
    context = {
        **desk.admin_site.each_context(request),
        "title": f"Paste a roll call on {text}",
        "opts": desk.opts,
        "text": text,
        "form": form,
    }
    if request.method == "POST" and form.is_valid():
        read_into(context, form, request.POST)
        pasted = context.get("pasted")
        if pasted and "save" in request.POST:
            refusal = keep(request, text, context)
            if refusal is None:
                address = reverse("admin:votes_rollcall_change", args=[context["kept"].pk])
                return HttpResponseRedirect(address)
            context["refusals"] = refusal
    return TemplateResponse(request, "admin/paste_roll_call.html", context)


def read_into(context, form, answers):
    """Read the text of a valid form; what comes of it stands in the page's context."""
    votes = verbatim.parse(form.cleaned_data["text"])
    day = form.cleaned_data["day"] or day_of(form.cleaned_data["text"], timezone.now().date())
    if not votes:
        form.add_error("text", "No roll call was found in it. Paste the lists with their headings.")
        return
    if day is None:
        form.add_error("day", "The text has no clear day; say when the vote was.")
        return
    chosen = answers.get("vote", "0")
    number = int(chosen) if chosen.isdecimal() and int(chosen) < len(votes) else 0
    states = States.load()
    is_same = answers.get("read") == f"{number} {day.isoformat()}"
    # Answers belong to the reading they were asked about.
    given = {**answers.dict()} if is_same else {}
    pasted = PastedVote(named.name(votes[number], states, day), states, given)
    # Only of the Assembly it is known who its members were.
    may_rest = form.cleaned_data["organ"] not in SMALLER
    with_rest = may_rest and ("rest" in given if is_same else pasted.rest_is_known)
    context |= {
        "pasted": pasted,
        "day": day,
        "number": number,
        "read": f"{number} {day.isoformat()}",
        "votes": list(enumerate(votes)) if len(votes) > 1 else [],
        "result": votes[number].result,
        "members": Country.objects.members_on(day).order_by("name"),
        "may_rest": may_rest,
        "with_rest": with_rest,
    }


def keep(request, text, context):
    """Keep a reading as a draft; return why not, as sentences, or None."""
    pasted = context["pasted"]
    if pasted.is_open:
        return pasted.clashes or ["Answer first what the unknown names mean."]
    totals = pasted.reading.totals
    stated = totals if {"yes", "no"} <= totals.keys() else {}
    given = context["form"].cleaned_data
    roll_call = RollCall(
        resolution=text,
        date=context["day"],
        **{name: given[name] for name in ("organ", "scope", "scope_label")},
        **{f"total_{word}": total for word, total in stated.items()},
    )
    try:
        with changing(request.user, "Pasted from a record") as gate:
            pasted.write(gate, roll_call, context["with_rest"])
    except REFUSALS as refusal:
        return words(refusal).messages
    context["kept"] = roll_call
    return None
