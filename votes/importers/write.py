"""Writing what a file brings, through the one gate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.text import slugify

from votes.importers.plan import Plan
from votes.importers.progress import Watch
from votes.models import (
    Changing,
    ImportRun,
    Resolution,
    ResolutionTopic,
    RollCall,
    RollCallIdentifier,
    Topic,
    Vote,
    name_key,
)
from votes.models.bulk import batches

VARYING = ("roll_call_id", "country_id", "position", "recorded_name")
LEVELS = "--"
LONGEST_TOPIC = 200


def write_plan(
    plan: Plan,
    run: ImportRun,
    gate: Changing,
    watch: Watch,
) -> None:
    """Write all of a plan through an open gate."""
    gate.add_all(plan.texts_added, are_clean=True)
    gate.save_all(plan.texts_changed)
    for roll_call, _ in plan.roll_calls_added:
        # The text had no key when the roll call was made.
        roll_call.resolution = roll_call.resolution
    gate.add_all((each for each, _ in plan.roll_calls_added), are_clean=True)
    gate.save_all(plan.roll_calls_changed)
    gate.add_traced(
        RollCallIdentifier(roll_call=roll_call, scheme=scheme, value=value)
        for roll_call, scheme, value in plan.numbers
    )
    gate.save_all(plan.votes_changed)
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
    link_subjects(plan, gate)


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


def link_subjects(plan: Plan, gate: Changing) -> None:
    """Make the subjects that are new, each under its broader one, and link the texts."""
    wanted: dict[tuple[int, str], Resolution] = {}
    schemes = {}
    for text, each in plan.subjects:
        scheme = Topic.Scheme.VOETEN if each.call.scheme == "voeten" else Topic.Scheme.UNBIS
        for subject in each.call.subjects:
            wanted[text.pk, subject[:LONGEST_TOPIC].strip()] = text
            schemes[subject[:LONGEST_TOPIC].strip()] = scheme
    if not wanted:
        return
    topics = subjects_named(schemes, gate)
    have: set[tuple[int, int]] = set()
    for batch in batches(sorted({pk for pk, _ in wanted}), 1000):
        links = ResolutionTopic.objects.filter(resolution__in=batch)
        have |= set(links.values_list("resolution", "topic"))
    new = {
        (pk, topics[subject].pk): ResolutionTopic(resolution=text, topic=topics[subject])
        for (pk, subject), text in wanted.items()
    }
    gate.add_traced(
        link
        for place, link in new.items()
        if place not in have and ("resolutiontopic", *place) not in plan.deleted
    )


def subjects_named(schemes: dict[str, Any], gate: Changing) -> dict[str, Topic]:
    """The subjects of these names; those that are new are made, broader ones first."""
    scheme = next(iter(schemes.values()))
    paths = {
        LEVELS.join(subject.split(LEVELS)[: depth + 1])
        for subject in schemes
        for depth in range(subject.count(LEVELS) + 1)
    }
    topics = {topic.name: topic for topic in Topic.objects.of_scheme(scheme)}
    slugs = Counter(Topic.objects.values_list("slug", flat=True))
    for depth in range(1 + max(path.count(LEVELS) for path in paths)):
        new = []
        for path in sorted(paths - topics.keys()):
            if path.count(LEVELS) == depth:
                parent = topics.get(path.rpartition(LEVELS)[0])
                topic = Topic(name=path, slug=free_slug(path, scheme, slugs), scheme=scheme)
                topic.parent = parent
                new.append(topic)
        gate.add_all(new)
        topics |= {topic.name: topic for topic in new}
    return topics


def free_slug(name: str, scheme: str, taken: Counter[str]) -> str:
    """A name as it stands in an address, not taken by another subject."""
    plain = slugify(name)[:180] or scheme
    choices = [plain, f"{plain}-{scheme}", *(f"{plain}-{number}" for number in range(2, 1000))]
    slug = next(choice for choice in choices if not taken[choice])
    taken[slug] += 1
    return slug
