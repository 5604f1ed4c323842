"""Two imports of one file at once double nothing: the second finds what the first has written."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from tests.bench.child import Child, import_command
from tests.bench.state import differing, meaning, without_runs
from tests.proof.kills import Clean


def two_at_once(clean: Clean) -> list[str]:
    """Start two imports at once; return what is wrong with what came of them."""
    databases, name = clean.databases, "together"
    databases.copy(clean.template, name)
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        reports = [Path(folder) / "one.json", Path(folder) / "two.json"]
        children = [
            Child(import_command(clean.path, report=report), databases.url(name))
            for report in reports
        ]
        ended = [child.end() for child in children]
        for each in ended:
            if each.code != clean.code:
                faults.append(f"one ended with {each.code}: {each.output[-500:]}")
        told = [json.loads(path.read_text(encoding="utf-8")) for path in reports if path.exists()]
    counts = [{what: report[what] for what in ("roll_calls", "votes")} for report in told]
    first = {what: clean.report[what] for what in ("roll_calls", "votes")}
    second = {what: all_unchanged(each) for what, each in first.items()}
    if counts not in ([first, second], [second, first]):
        faults.append(f"they report {counts}, not {first} and {second}")
    tables = differing(without_runs(meaning(databases, name)), without_runs(clean.after))
    if tables:
        faults.append(f"{', '.join(tables)} differ from a clean import's")
    databases.drop(name)
    return faults


def all_unchanged(counts: dict[str, int]) -> dict[str, int]:
    """What a second import reports where the first has written everything."""
    written = counts["added"] + counts["changed"]
    return counts | {"added": 0, "changed": 0, "unchanged": counts["unchanged"] + written}
