"""Ask the database that DATABASE_URL names, and print how long the answers took as JSON."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import date
from statistics import median
from typing import Any

import django

ASKED = 20


def seconds(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    from votes.models import Country, RollCall, Topic, Vote, changing
    from votes.stances import matrix
    from votes.stances.agreement import partners
    from votes.stances.matrix import select

    pakistan = Country.objects.named("PAK")
    everyone = list(Country.objects.all())
    roll_calls = RollCall.objects.published()
    filters = {
        "no filter": None,
        "five sessions": roll_calls.in_session("40", "41", "42", "43", "44"),
        "thirty years": roll_calls.since(date(1980, 1, 1)).until(date(2009, 12, 31)),
        "a topic": roll_calls.about(*Topic.objects.order_by("id")[:1]),
        "the Assembly": roll_calls.in_body("GA"),
        "votes on the whole": roll_calls.of_scope("whole"),
    }

    def ask(chosen: Any) -> None:
        partners(pakistan, everyone, select(chosen if chosen is None else chosen.all()))

    vote = Vote.objects.public().by(pakistan).select_related("roll_call").first()
    vote.intended_position = "Y"
    with changing(None, "For the bench") as gate:
        gate.save(vote)
    first = seconds(lambda: ask(None))
    warm = {
        name: 1000 * median(seconds(lambda chosen=chosen: ask(chosen)) for _ in range(ASKED))
        for name, chosen in filters.items()
    }
    # What another process knows at its start: nothing but what is shared.
    matrix._loaded.clear()
    another = seconds(lambda: ask(None))
    sys.stdout.write(json.dumps({"first": first, "warm": warm, "another": another}) + "\n")


if __name__ == "__main__":
    main()
