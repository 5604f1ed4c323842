"""Figures of asking how countries vote alike."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tests.bench import goals
from tests.bench.child import Child, bring_in
from tests.bench.databases import prepare
from tests.bench.figure import Figure
from tests.bench.run import Run


def figures(run: Run) -> Iterator[Figure]:
    """One country with all others on the full record: warm under each filter, and the first
    answer after a vote was changed."""
    databases, label = run.databases, run.databases.label
    run.say("The full file again, to ask it questions …")
    prepare(databases, "asked")
    ended, _ = bring_in(databases.url("asked"), run.full_file)
    run.say(f"Import {ended}. Asking …")
    ended = Child(["-m", "tests.bench.asking"], databases.url("asked")).end().checked()
    databases.drop("asked")
    told = json.loads(ended.output.splitlines()[-1])
    for question, milliseconds in told["warm"].items():
        name = f"one country with all, {question}"
        yield Figure(name, label, milliseconds, goals.AGREEMENT_WARM, "ms")
    name = "one country with all, first after a change"
    yield Figure(name, label, told["first"], goals.AGREEMENT_FIRST, "s")
    name = "one country with all, first in another process"
    yield Figure(name, label, told["another"], goals.AGREEMENT_FIRST, "s")
