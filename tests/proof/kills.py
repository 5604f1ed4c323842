"""An import killed at any moment leaves the database as before or as after, never between."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.child import Child, bring_in, import_command
from tests.bench.databases import Databases
from tests.bench.state import State, differing, exact, meaning, without_runs

BEFORE, AFTER, BETWEEN = "before", "after", "between"


@dataclass(frozen=True)
class Clean:
    """A database before a file is brought in, and what an undisturbed import makes of it."""

    databases: Databases
    template: str
    path: Path
    before: State
    meaning_before: State
    after: State
    report: dict[str, dict[str, int]]
    seconds: float
    code: int

    @classmethod
    def of(cls, databases: Databases, template: str, path: Path) -> Clean:
        databases.copy(template, "clean")
        before = exact(databases, "clean")
        meaning_before = meaning(databases, "clean")
        ended, report = bring_in(databases.url("clean"), path)
        after = meaning(databases, "clean")
        databases.drop("clean")
        if not differing(without_runs(meaning_before), without_runs(after)):
            raise RuntimeError(f"{path} brings nothing new: its import cannot be killed halfway.")
        return cls(
            databases, template, path, before, meaning_before, after, report, ended.seconds,
            ended.code,
        )  # fmt: skip

    def state_of(self, name: str) -> tuple[str, list[str]]:
        """Which state a database is in; in between, the tables that are neither as before nor as
        after."""
        if exact(self.databases, name) == self.before:
            return BEFORE, []
        found = meaning(self.databases, name)
        if found == self.after:
            return AFTER, []
        return BETWEEN, differing(found, self.meaning_before)


@dataclass
class Outcome:
    """What came of many kills."""

    states: Counter[str] = field(default_factory=Counter)
    # Kills that met an open writing transaction, and that met a process at all.
    while_writing: int = 0
    while_running: int = 0
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        rounds = sum(self.states.values())
        return (
            f"{rounds} kills: {self.states[BEFORE]} as before, {self.states[AFTER]} as after, "
            f"{self.states[BETWEEN]} in between; {self.while_running} met a running import, "
            f"{self.while_writing} an open transaction; {len(self.faults)} faults"
        )


def after_delay(seconds: float) -> Callable[[Child, Clean, str], None]:
    """A moment: so long after the start."""

    def wait(child: Child, clean: Clean, name: str) -> None:
        time.sleep(max(0, child.begun + seconds - time.perf_counter()))

    return wait


def after_writing_began(seconds: float) -> Callable[[Child, Clean, str], None]:
    """A moment: so long after its transaction was first seen to write."""

    def wait(child: Child, clean: Clean, name: str) -> None:
        while child.process.poll() is None and not clean.databases.is_written(name):
            time.sleep(0.005)
        time.sleep(seconds)

    return wait


def spread(rounds: int, seconds: float, chance: random.Random) -> Iterator[float]:
    """Random delays, one in each equal part of the time, in random order."""
    parts = list(range(rounds))
    chance.shuffle(parts)
    for part in parts:
        yield (part + chance.random()) / rounds * seconds


def kill(clean: Clean, wait: Callable[[Child, Clean, str], None], outcome: Outcome) -> str:
    """One round: kill an import, look at the database, import again, look again."""
    databases, name = clean.databases, "killed"
    databases.copy(clean.template, name)
    child = Child(import_command(clean.path), databases.url(name))
    wait(child, clean, name)
    was_writing = databases.is_written(name)
    was_running = child.kill()
    databases.settle(name)
    outcome.while_running += was_running
    outcome.while_writing += was_running and was_writing
    state, tables = clean.state_of(name)
    outcome.states[state] += 1
    if state == BETWEEN:
        outcome.faults.append(f"in between: {', '.join(tables)} differ")
    ended, _ = bring_in(databases.url(name), clean.path)
    if ended.code != clean.code:
        outcome.faults.append(f"the next run ended with {ended.code}: {ended.output[-500:]}")
    tables = differing(without_runs(meaning(databases, name)), without_runs(clean.after))
    if tables:
        outcome.faults.append(f"after the next run {', '.join(tables)} differ from a clean one's")
    databases.drop(name)
    return f"{state}{', running' if was_running else ''}{', writing' if was_writing else ''}"
