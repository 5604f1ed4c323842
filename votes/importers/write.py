"""Writing what a file brings, through the one gate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.utils import timezone

from votes.importers.plan import Plan
from votes.importers.progress import Watch
from votes.importers.subjects import link_subjects
from votes.models import (
    Changing,
    ImportRun,
    RollCall,
    RollCallIdentifier,
    Vote,
    name_key,
)

VARYING = ("roll_call_id", "country_id", "position", "recorded_name")


def write_plan(
    plan: Plan,
    run: ImportRun,
    gate: Changing,
    watch: Watch,
) -> None:
    """Write all of a plan through an open gate."""
    gate.add_all(plan.texts_added, are_clean=True)
    gate.save_all(plan.texts_changed)
    gate.add_all((each for each, _ in plan.roll_calls_added), are_clean=True)
    # Votes before their roll calls, as at the desk: two writers who lock in one order wait for
    # each other instead of for ever.
    gate.save_all(plan.votes_changed)
    gate.save_all(plan.roll_calls_changed)
    gate.add_traced(
        RollCallIdentifier(roll_call=roll_call, scheme=scheme, value=value)
        for roll_call, scheme, value in plan.numbers
    )
    total = sum(len(states) for _, _, states in plan.votes_added)
    if total:
        with watch("Writing votes", total) as progress:
            gate.copy_traced(
                Vote,
                VARYING,
                vote_rows(plan),
                vote_constants(run),
                (RollCall, [roll_call.pk for roll_call, _, _ in plan.votes_added]),
                progress,
            )
    link_subjects(plan.subjects, plan.removed, gate)


def vote_rows(plan: Plan) -> Iterator[tuple[Any, ...]]:
    """The votes to add, as rows of VARYING."""
    names: dict[tuple[str, int], str] = {}
    countries = plan.countries
    for roll_call, each, states in plan.votes_added:
        pk, call = roll_call.pk, each.call
        wanted = None if len(states) == len(call.states) else set(states)
        for state, letter, (_, name, _) in zip(
            call.states, call.letters, call.positions, strict=True
        ):
            if wanted is not None and state not in wanted:
                continue
            printed = names.get((name, state))
            if printed is None:
                # As printed, where that is not simply the state's name.
                is_usual = name_key(name) == name_key(countries[state].name)
                printed = names[name, state] = "" if is_usual else name[:200]
            yield pk, state, letter, printed


def vote_constants(run: ImportRun) -> dict[str, Any]:
    """What all votes of one run have alike, as the database stores it."""
    return {
        "intended_position": "",
        "non_voting_reason": "",
        "note": "",
        "evidence": "",
        "import_run_id": run.pk,
        "version": 1,
        "updated_at": connection.ops.adapt_datetimefield_value(timezone.now()),
    }
