"""Show on SQLite and on PostgreSQL what takes too long for the suite; 1 if anything fails.

`python -m tests.proof`, `make proof`. PROOF_SEED repeats a run, PROOF_KILLS shortens it;
`python -m tests.proof editors` is only about several editors at once, `… schema` about requests
made up from the API's document (PROOF_EXAMPLES for each operation): neither needs a file.
"""

from __future__ import annotations

import os
import random
import secrets
import sys
import tempfile
import time
from pathlib import Path

import django

from tests.bench.child import KEY, bring_in
from tests.bench.databases import Databases, all_kinds, prepare
from tests.bench.files import MissingFile, first_roll_calls, full_file, with_changes, write_groups
from tests.bench.run import say
from tests.proof.editors import EDITORS, ROUNDS, editors_at_once
from tests.proof.kills import Clean, Outcome, after_delay, kill, spread
from tests.proof.schema import answers_by_the_document
from tests.proof.together import two_at_once

# Of the full-size file: what is brought in, and what of it is there before.
ROLL_CALLS, THERE = 600, 300
KILLS = 50
# A little past the end, so that moments around the commit are met too.
LONGER = 1.05


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    os.environ.setdefault("SECRET_KEY", KEY)
    django.setup()

    seed = int(os.environ.get("PROOF_SEED") or secrets.randbelow(1_000_000))
    kills = int(os.environ.get("PROOF_KILLS") or KILLS)
    say(f"PROOF_SEED={seed}")
    lines = [f"seed {seed}"]
    is_proven = True
    with tempfile.TemporaryDirectory(prefix="proof-") as name:
        folder = Path(name)
        if part := PARTS.get(" ".join(sys.argv[1:])):
            with all_kinds(folder) as (kinds, skipped):
                for databases in kinds:
                    prepare(databases, "there")
                    told, held = part(databases, seed)
                    lines += told
                    is_proven &= held
            lines += [skipped] if skipped else []
            sys.stdout.write("\n".join(lines) + "\n")
            return 0 if is_proven else 1
        try:
            full = full_file(folder, say)
        except MissingFile as error:
            say(str(error))
            return 2
        path = write_groups(folder / "part.csv", first_roll_calls(full, ROLL_CALLS))
        changed = with_changes(first_roll_calls(full, THERE))
        there = write_groups(folder / "there.csv", changed)
        with all_kinds(folder) as (kinds, skipped):
            for databases in kinds:
                told, held = prove(databases, path, there, kills, random.Random(seed))  # noqa: S311
                lines += told
                is_proven &= held
                for part in PARTS.values():
                    told, held = part(databases, seed)
                    lines += told
                    is_proven &= held
        lines += [skipped] if skipped else []
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if is_proven else 1


def prove(
    databases: Databases, path: Path, there: Path, kills: int, chance: random.Random
) -> tuple[list[str], bool]:
    """The proofs of one database, as lines, and whether all held."""
    label = databases.label
    prepare(databases, "there")
    bring_in(databases.url("there"), there)
    clean = Clean.of(databases, "there", path)
    say(f"{label}: a clean import takes {clean.seconds:.2f} s: {clean.report['votes']}")
    outcome = Outcome()
    for number, delay in enumerate(spread(kills, clean.seconds * LONGER, chance), start=1):
        told = kill(clean, after_delay(delay), outcome)
        say(f"{label}: kill {number} after {delay:.2f} s: {told}")
    faults = two_at_once(clean)
    lines = [
        f"{label}: {outcome}",
        f"{label}: two imports at once: {'; '.join(faults) or 'one writes, one finds it there'}",
    ]
    lines += [f"{label}: {fault}" for fault in outcome.faults]
    is_proven = not outcome.faults and not faults and outcome.while_writing > 0
    return lines, is_proven


def prove_editors(databases: Databases, seed: int) -> tuple[list[str], bool]:
    """Several editors at once, as lines, and whether nothing was lost or locked."""
    begun = time.monotonic()
    outcome = editors_at_once(databases, "there", seed)
    seconds = time.monotonic() - begun
    told = f"{databases.label}: {EDITORS} editors, {ROUNDS} rounds each, {seconds:.0f} s"
    lines = [f"{told}: {outcome}", *(f"{databases.label}: {fault}" for fault in outcome.faults)]
    say(lines[0])
    # Editors who never meet prove nothing.
    return lines, not outcome.faults and bool(outcome.saved) and outcome.told.total() > 0


def prove_schema(databases: Databases, seed: int) -> tuple[list[str], bool]:
    """Requests made up from the API's document, as lines, and whether all were answered by it."""
    begun = time.monotonic()
    faults = answers_by_the_document(databases, "there", seed)
    told = f"{databases.label}: the API by its document, {time.monotonic() - begun:.0f} s"
    lines = [f"{told}: {faults[0] if faults else 'every answer is as it says'}", *faults[1:]]
    say(lines[0])
    return lines, not faults


# What can be shown alone, by its name.
PARTS = {"editors": prove_editors, "schema": prove_schema}

if __name__ == "__main__":
    sys.exit(main())
