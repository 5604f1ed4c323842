"""The desk's page for a pasted roll call: read, asked about, counted, and kept."""

from __future__ import annotations

import hashlib

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from votes.admin.form import words
from votes.admin.history import PUBLISH
from votes.admin.pasted_vote import PastedVote
from votes.admin.record import REFUSALS
from votes.importers import named, verbatim
from votes.importers.verbatim_day import day_of
from votes.models import Body, Country, Resolution, RollCall, States, changing

LONGEST_TEXT = 500_000
MOST_QUESTIONS = 100


class PasteForm(forms.Form):
    """The text as pasted, and the day of the vote."""

    text = forms.CharField(
        label="Text of the record or press release",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(
            attrs={"rows": 14, "cols": 90, "spellcheck": "false", "autofocus": True}
        ),
        help_text="From “In favour:” to the last name, with the sentence on the result if there "
        "is one. Page headers and line breaks may stay.",
    )
    day = forms.DateField(
        label="Day of the vote",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="Names are read as of this day. Empty: the day that the text has, else the one "
        "on which the vote was expected.",
    )
    organ = forms.ChoiceField(choices=RollCall.Organ.choices)
    scope = forms.ChoiceField(label="What was voted on", choices=RollCall.Scope.choices)
    majority_rule = forms.ChoiceField(
        required=False, choices=[("", "Not established"), *RollCall.Rule.choices]
    )
    scope_label = forms.CharField(
        label="Which part",
        required=False,
        max_length=200,
        help_text="Only for a part, e.g. operative paragraph 4.",
    )


def paste_view(desk, request, pk):
    """Read a pasted roll call, ask what is unknown, show the count, and keep it."""
    if not request.user.has_perm("votes.add_rollcall"):
        raise PermissionDenied
    text = get_object_or_404(Resolution, pk=pk)
    initial = {"organ": RollCall.DECIDING[Body(text.body)]}
    form = PasteForm(request.POST or None, initial=initial)
    context = {
        **desk.admin_site.each_context(request),
        "title": f"Paste a roll call on {text}",
        "opts": desk.opts,
        "text": text,
        "form": form,
        "may_publish": request.user.has_perm(PUBLISH),
        "may_name": may_name(request),
    }
    if request.method == "POST" and form.is_valid():
        read_into(context, text, form, request.POST)
        pasted = context.get("pasted")
        if pasted and {"save", "publish"} & request.POST.keys():
            refusals = keep(desk, request, text, context)
            if not refusals:
                address = reverse("admin:votes_rollcall_change", args=[context["kept"].pk])
                return HttpResponseRedirect(address)
            context["refusals"] = refusals
    return TemplateResponse(request, "admin/paste_roll_call.html", context)


def read_into(context, text, form, answers):
    """Read the text of a valid form; what comes of it stands in the page's context."""
    given = form.cleaned_data
    votes = verbatim.parse(given["text"])
    printed = day_of(given["text"], timezone.now().date())
    day = given["day"] or printed or text.vote_expected_on
    if not votes:
        form.add_error("text", "No roll call was found in it. Paste the lists with their headings.")
        return
    if day is None:
        form.add_error("day", "The text has no clear day; say when the vote was.")
        return
    chosen = answers.get("vote", "0")
    number = int(chosen) if chosen.isdecimal() and len(chosen) < 5 else 0
    number = number if number < len(votes) else 0
    read = " ".join([str(number), day.isoformat(), given["organ"], digest(given["text"])])
    # Answers belong to the reading that they were asked about.
    is_same = answers.get("read") == read
    states = States.load()
    reading = named.name(votes[number], states, day)
    if len(reading.asked) > MOST_QUESTIONS:
        form.add_error("text", f"{len(reading.asked)} pieces of it are no states: is it a list?")
        return
    pasted = PastedVote(reading, states, answers.dict() if is_same else {})
    if printed and printed != day:
        pasted.problems.append(f"The text itself says {printed:%-d %B %Y}.")
    # Only of the Assembly it is known who its members were.
    may_rest = given["organ"] not in RollCall.SMALL
    with_rest = may_rest and ("rest" in answers if is_same else pasted.rest_is_known)
    context |= {
        "pasted": pasted,
        "day": day,
        "number": number,
        "read": read,
        "is_seen": is_same,
        "votes": list(enumerate(votes)) if len(votes) > 1 else [],
        "result": votes[number].result,
        "members": Country.objects.members_on(day).order_by("name"),
        "may_rest": may_rest,
        "with_rest": with_rest,
    }


def digest(text):
    """What tells one pasted text from another, whatever ends its lines have."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:16]


def keep(desk, request, text, context):
    """Keep a reading as a draft, or published, with what becomes of its text: all of it or
    nothing. Return why not, as sentences."""
    pasted = context["pasted"]
    if not context["is_seen"]:
        return ["The text, the day or the organ is another than what was read: look at it first."]
    publishes = "publish" in request.POST
    if publishes and not context["may_publish"]:
        return ["Only a reviewer may publish; keep it as a draft."]
    if pasted.is_open:
        return pasted.clashes or ["Answer first what the unknown names mean."]
    totals = pasted.reading.totals
    stated = totals if {"yes", "no"} <= totals.keys() else {}
    given = context["form"].cleaned_data
    roll_call = RollCall(
        resolution=text,
        date=context["day"],
        state=RollCall.State.PUBLISHED if publishes else RollCall.State.DRAFT,
        **{name: given[name] for name in ("organ", "scope", "scope_label", "majority_rule")},
        **{f"total_{word}": total for word, total in stated.items()},
    )
    roll_calls = desk.admin_site.get_model_admin(RollCall)

    def view():
        with changing(request.user, "Pasted from a record") as gate:
            pasted.write(gate, roll_call, context["with_rest"], may_name(request))
        roll_calls.say_what_came_of_it(request, roll_call)

    try:
        roll_calls.through_the_gate(request, view)
    except REFUSALS as refusal:
        return words(refusal).messages
    context["kept"] = roll_call
    return []


def may_name(request):
    """Whether the account may add a name to a state."""
    return request.user.has_perm("votes.add_countryname")
