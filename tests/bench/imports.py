"""Figures of bringing files of votes in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from statistics import median

from tests.bench import goals
from tests.bench.child import bring_in
from tests.bench.databases import prepare
from tests.bench.figure import Figure
from tests.bench.files import VOETEN, WIDE_SAMPLE, count, needed
from tests.bench.floor import floor
from tests.bench.run import Run
from tests.bench.state import differing, exact, without_runs

# Roll calls that a file numbered, whose positions are not as many as their official totals.
WRONG_TALLIES = """
SELECT count(*) FROM votes_rollcall AS roll_call
WHERE id IN (SELECT roll_call_id FROM votes_rollcallidentifier) AND ({})
"""
WRONG = (
    "total_{0} IS NULL OR total_{0} <> (SELECT count(*) FROM votes_vote "
    "WHERE roll_call_id = roll_call.id AND position = '{1}')"
)
LETTERS = {"yes": "Y", "no": "N", "abstain": "A", "non_voting": "X"}


def figures(run: Run) -> Iterator[Figure]:
    run.say("A database with the bundled data …")
    prepare(run.databases, "bundled")
    yield from full_file(run)
    yield from wide_sample(run)
    yield from voeten(run)


def full_file(run: Run) -> Iterator[Figure]:
    """The full file beside the floor, and the same file again."""
    databases, label, path = run.databases, run.databases.label, run.full_file
    rows, calls = count(path)
    run.say(f"The floor for {rows:,} rows …")
    floors = [floor(databases, "bundled", path, calls)]
    run.say(f"Floor {floors[0]:.2f} s. Importing …")
    databases.copy("bundled", "full")
    first, report = bring_in(databases.url("full"), path)
    run.say(f"Import {first}. The floor again …")
    floors.append(floor(databases, "bundled", path, calls))
    run.say(f"Floor {floors[1]:.2f} s. Checksums, the same file again, checksums …")
    before = exact(databases, "full")
    again, second = bring_in(databases.url("full"), path)
    after = exact(databases, "full")
    run.say(f"Again {again}.")
    databases.drop("full")

    name = "import of the full file"
    goal = goals.IMPORT_TIME[databases.vendor]
    yield Figure(name, label, first.seconds, goal, "s", median(floors), "floor")
    memory = max(first.megabytes, again.megabytes)
    yield Figure(f"{name}: memory", label, memory, goals.IMPORT_MEMORY, "MB")
    refused = report["roll_calls"]["refused"] + report["votes"]["refused"]
    yield Figure(f"{name}: roll calls and votes refused", label, refused, goals.NONE)
    # Changed are those that the bundled data had already.
    brought = (
        report[what][how] for what in ("roll_calls", "votes") for how in ("added", "changed")
    )
    missing = rows + calls - sum(brought)
    yield Figure(f"{name}: roll calls and votes not brought in", label, missing, goals.NONE)
    name = "the same file again"
    goal = goals.IMPORT_AGAIN
    yield Figure(name, label, again.seconds, goal, "s", first.seconds, "first import")
    changed = rows + calls - second["votes"]["unchanged"] - second["roll_calls"]["unchanged"]
    yield Figure(f"{name}: not unchanged", label, changed, goals.NONE)
    written = differing(without_runs(before), without_runs(after))
    if written:
        run.say(f"Written although nothing was new: {', '.join(written)}")
    yield Figure(f"{name}: tables written but the run's", label, len(written), goals.NONE)


def wide_sample(run: Run) -> Iterator[Figure]:
    """The library's own sample, one row a resolution."""
    databases, label = run.databases, run.databases.label
    run.say("The wide sample …")
    databases.copy("bundled", "wide")
    _, report = bring_in(databases.url("wide"), *needed(WIDE_SAMPLE))
    wrong = " OR ".join(WRONG.format(*pair) for pair in LETTERS.items())
    with closing(databases.connect("wide")) as connection:
        cursor = connection.cursor()
        cursor.execute(WRONG_TALLIES.format(wrong))
        (wrong_tallies,) = cursor.fetchone()
    databases.drop("wide")
    taken = sum(report["roll_calls"].values()) - report["roll_calls"]["refused"]
    yield Figure("wide sample: roll calls taken", label, taken, goals.WIDE_SAMPLE)
    right = taken - wrong_tallies
    yield Figure("wide sample: tallies right", label, right, goals.WIDE_SAMPLE)


def voeten(run: Run) -> Iterator[Figure]:
    """Voeten's three files: every roll call and vote has an outcome, every refusal a reason."""
    databases, label = run.databases, run.databases.label
    run.say("Voeten's three files …")
    databases.copy("bundled", "voeten")
    ended, report = bring_in(databases.url("voeten"), *needed(*VOETEN))
    run.say(f"Voeten {ended}: {report['roll_calls']}")
    databases.drop("voeten")
    roll_calls = sum(report["roll_calls"].values())
    name = "Voeten's three files"
    yield Figure(f"{name}: roll calls", label, roll_calls, goals.VOETEN_ROLL_CALLS)
    votes = sum(report["votes"].values())
    yield Figure(f"{name}: votes", label, votes, goals.VOETEN_VOTES)
    listed = {issue["record"] for issue in report["issues"]}
    unexplained = max(0, report["roll_calls"]["refused"] - len(listed))
    yield Figure(f"{name}: refused without a reason", label, unexplained, goals.NONE)
