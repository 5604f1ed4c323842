"""The grid of a roll call: every member of the day in one row, one key or click a position."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import chain

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from votes.admin.form import words
from votes.admin.record import REFUSALS
from votes.admin.roll_call_form import PositionsSeen, Seen
from votes.admin.shown import page_of
from votes.models import Country, Group, Membership, Position, RollCall, changing

KEYS = {Position.YES: "y", Position.NO: "n", Position.ABSTAIN: "a", Position.NON_VOTING: "x"}


@dataclass(frozen=True, slots=True)
class Row:
    """One state: the position chosen for it, and the one that another editor gave it meanwhile."""

    country: Country
    chosen: Position | None
    meanwhile: str = ""
    # The codes of the groups it was in on the day, separated by spaces.
    groups: str = ""


class GridForm(PositionsSeen, forms.Form):
    """The positions of one roll call as the grid sends them: one field a state."""

    reason = forms.CharField(
        label="Why",
        required=False,
        widget=AdminTextareaWidget(attrs={"rows": 2}),
        help_text="Kept in the history. A correction to a published roll call cannot do without.",
    )

    def __init__(self, roll_call, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance = roll_call
        self.show_recorded()

    def clean(self):
        cleaned = super().clean()
        known = {country.code: country for country in states_of(self.instance)}
        for code, country in known.items():
            value = self.data.get(f"position-{code}")
            if value in Position.values:
                self.wanted[country] = (Position(value), "")
            elif value:
                self.add_error(None, f"{country}: “{value[:20]}” is no position.")
            elif value is None and country in self.read:
                self.add_error(None, f"{country} is missing from this page; open it again.")
        for name, value in self.data.items():
            code = name.removeprefix("position-")
            if code != name and value and code not in known:
                self.add_error(None, f"{code[:20]} is no member on that day; open the grid again.")
        return cleaned


def last_of_series(roll_call):
    """The last published vote on a whole text of the same series before this one, or None."""
    series = roll_call.resolution.series_entries.values("series")
    earlier = RollCall.objects.published().on_whole_text().in_series(*series.values_list("series"))
    before = earlier.filter(date__lt=roll_call.date).exclude(resolution=roll_call.resolution)
    return before.select_related("resolution").newest_first().first()


def groups_on(day):
    """The codes of the groups that each state was in on a day, by the state's key."""
    groups = defaultdict(list)
    spells = Membership.objects.counting_on(day).order_by("group__code")
    for country, code in spells.values_list("country", "group__code").distinct():
        groups[country].append(code)
    return groups


def states_of(roll_call):
    """The members of the day and whoever has a recorded position, by name."""
    members = Country.objects.members_on(roll_call.date)
    recorded = Country.objects.filter(votes__roll_call=roll_call)
    return list((members | recorded).distinct().order_by("name", "id"))


def grid_view(desk, request, pk):
    """Show and write the grid; where two editors chose differently, both choices are shown."""
    roll_call = get_object_or_404(RollCall.objects.select_related("resolution"), pk=pk)
    if not desk.has_change_permission(request, roll_call):
        raise PermissionDenied
    if not roll_call.is_by_name:
        desk.message_user(request, f"{roll_call}: it was no vote by name.", "WARNING")
        return HttpResponseRedirect(page_of(roll_call))
    form = GridForm(roll_call, request.POST or None)
    last = last_of_series(roll_call)
    begins_as_last = last is not None and request.GET.get("as") == "last"
    refusals = []
    if request.method == "POST" and form.is_valid():

        def view():
            with changing(request.user) as gate:
                form.write_positions(gate)
            desk.say_what_came_of_it(request, roll_call)

        try:
            desk.through_the_gate(request, view)
        except REFUSALS as refusal:
            refusals = words(refusal).messages
        else:
            return HttpResponseRedirect(page_of(roll_call))
    elif request.method == "POST":
        refusals = [error for errors in form.errors.values() for error in errors]
    groups = groups_on(roll_call.date)
    context = {
        **desk.admin_site.each_context(request),
        "title": f"Positions on {roll_call}",
        "opts": desk.opts,
        "roll_call": roll_call,
        "form": form,
        "rows": [
            replace(row, groups=" ".join(groups.get(row.country.pk, ())))
            for row in rows_of(roll_call, form, last if begins_as_last else None)
        ],
        "groups": Group.objects.filter(code__in={*chain.from_iterable(groups.values())}),
        "last": None if begins_as_last else last,
        "begun_as": last if begins_as_last else None,
        "refusals": refusals,
        "columns": [
            (position, KEYS[position], roll_call.official.get(position)) for position in Position
        ],
        "positions_read": (GridForm(roll_call) if form.is_bound else form).initial[
            "positions_read"
        ],
    }
    return TemplateResponse(request, "admin/roll_call_grid.html", context)


def rows_of(roll_call, form, last):
    """Each state with what stands in its row: on a refused page what the person chose, beside
    what someone else recorded meanwhile; with `last`, where nothing is recorded, the position
    of that vote."""
    before = {}
    if last is not None:
        before = dict(last.votes.values_list("country", "position"))
    now = {vote.country: Seen.of(vote) for vote in roll_call.votes.select_related("country")}
    for country in states_of(roll_call):
        seen, current = form.read.get(country), now.get(country)
        there = current.position if current else None
        if not form.is_bound:
            then = before.get(country.pk)
            yield Row(country, there or (Position(then) if then else None))
            continue
        mine = form.wanted.get(country, (None, ""))[0]
        if seen == current:
            yield Row(country, mine)
        elif mine in (seen.position if seen else None, there):
            yield Row(country, there)
        else:
            told = there.label if there else "not recorded"
            yield Row(country, mine, f"Someone else has set it to “{told}” meanwhile.")
