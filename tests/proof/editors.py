"""Many editors on one roll call at once: nothing that was saved is lost, nobody finds it locked.

Each editor is a process of its own and writes by turns through the gate and through the grid's
page. `python -m tests.proof.editors prepare|edit|check …` is what runs in these processes.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.bench.child import Child
from tests.bench.databases import Databases

EDITORS, ROUNDS = 8, 100
# So few that the editors meet often.
COUNTRIES = 12
LETTERS = ["Y", "N", "A", "X", ""]
# What the pages say to whom they refuse, and how it is counted.
TOLD = {
    "changed meanwhile": "changed meanwhile",
    "deleted meanwhile": "deleted meanwhile",
    "recorded": "recorded meanwhile",
    "have just entered the same": "recorded meanwhile",
    "writing to the same records": "deadlock",
}


@dataclass
class Outcome:
    """What one editor, or all of them, did and was told."""

    # By the reason that was given, which is of one save alone: each country's position, or none.
    saved: dict[str, dict[str, str]] = field(default_factory=dict)
    told: Counter[str] = field(default_factory=Counter)
    ways: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def add(self, other: Outcome) -> None:
        self.saved |= other.saved
        self.told += other.told
        self.ways += other.ways
        self.faults += other.faults

    def __str__(self) -> str:
        told = ", ".join(f"{count} {what}" for what, count in sorted(self.told.items()))
        ways = ", ".join(f"{count} by {way}" for way, count in sorted(self.ways.items()))
        return (
            f"{len(self.saved)} saves ({ways}); {sum(self.told.values())} conflicts told ({told}); "
            f"{len(self.faults)} faults"
        )


class Editor:
    """Somebody who changes positions of one roll call, one or two at a time."""

    def __init__(self, name: str, roll_call: int, codes: list[str], chance: random.Random) -> None:
        from django.contrib.auth.models import User
        from django.test import Client
        from django.urls import reverse

        self.name, self.roll_call, self.codes, self.chance = name, roll_call, codes, chance
        self.user = User.objects.get(username=name)
        self.client = Client()
        self.client.force_login(self.user)
        self.grid = reverse("admin:votes_rollcall_grid", args=[roll_call])
        self.outcome = Outcome()

    def work(self, rounds: int) -> Outcome:
        for number in range(rounds):
            reason = f"{self.name}, round {number}"
            try:
                self.by_grid(reason) if number % 2 else self.by_gate(reason)
            except Exception as error:
                self.outcome.faults.append(f"{reason}: {type(error).__name__}: {error}")
        return self.outcome

    def by_gate(self, reason: str) -> None:
        from votes.models import EditConflict, Vote, changing

        recorded = list(Vote.objects.filter(roll_call=self.roll_call).select_related("country"))
        if not recorded:
            return
        vote = self.chance.choice(recorded)
        letters = [each for each in LETTERS if each and each != vote.position]
        vote.position = self.chance.choice(letters)
        try:
            with changing(self.user, reason) as gate:
                gate.save(vote)
        except EditConflict as conflict:
            what = "deleted" if conflict.current is None else "changed"
            self.outcome.told[f"{what} meanwhile"] += 1
        else:
            self.note("gate", reason, {vote.country.code: vote.position})

    def by_grid(self, reason: str) -> None:
        fields = self.fields(self.client.get(self.grid))
        for code in self.chance.sample(self.codes, 2):
            others = [each for each in LETTERS if each != fields.get(f"position-{code}", "")]
            fields[f"position-{code}"] = self.chance.choice(others)
        page = self.send(fields, reason)
        if page is not None and self.chance.random() < 0.5:
            # Having seen what the other did, the editor saves again.
            self.send(self.fields(page), f"{reason}, again")

    def send(self, fields: dict[str, str], reason: str) -> Any:
        """Send the grid; the page if it was refused, else None."""
        page = self.client.post(self.grid, fields | {"reason": reason})
        if page.status_code == 302:
            self.note("grid", reason, wanted(fields))
            return None
        html = page.content.decode()
        told = [what for words, what in TOLD.items() if words in refusals(html)]
        if told:
            self.outcome.told[told[0]] += 1
        else:
            self.outcome.faults.append(f"{reason}: {page.status_code}: {refusals(html)[:300]}")
        return page

    def note(self, way: str, reason: str, positions: dict[str, str]) -> None:
        if positions:
            self.outcome.saved[reason] = positions
            self.outcome.ways[way] += 1

    @staticmethod
    def fields(page: Any) -> dict[str, str]:
        from tests.admin.desk import fields_of

        return fields_of(page)


def wanted(fields: dict[str, str]) -> dict[str, str]:
    """The positions that a grid's fields change, by country; "" takes one away."""
    read = {code: letter for code, (letter, *_) in json.loads(fields["positions_read"]).items()}
    chosen = {
        name.removeprefix("position-"): letter
        for name, letter in fields.items()
        if name.startswith("position-")
    }
    return {
        code: chosen.get(code, "")
        for code in read.keys() | chosen.keys()
        if chosen.get(code, "") != read.get(code, "")
    }


def refusals(html: str) -> str:
    """What a refused grid says above its form."""
    return html.partition('<p class="errornote"')[2].partition('<p class="help">')[0]


def begin(editors: Iterable[str]) -> tuple[int, list[str]]:
    """Accounts, and a draft with a few positions; its key and the countries that are changed."""
    from django.contrib.auth.models import User

    from tests.factories import make_resolution, make_roll_call
    from votes.models import Country

    for name in editors:
        User.objects.create_superuser(name)
    text = make_resolution("A/RES/99/1", session="99")
    countries = list(Country.objects.order_by("code")[:COUNTRIES])
    positions = dict.fromkeys(countries[: COUNTRIES * 2 // 3], "A")
    roll_call = make_roll_call(text, positions, state="draft", totals=False)
    return roll_call.pk, [country.code for country in countries]


def check(roll_call: int, outcome: Outcome) -> list[str]:
    """What is wrong between what was saved, what the history holds and what is recorded."""
    from votes.models import Change, Country, Revision, Vote
    from votes.models.history import snapshot

    faults = []
    codes = dict(Country.objects.values_list("pk", "code"))
    changes = Change.objects.filter(record_type="vote").select_related("revision__user")
    rows: dict[int, dict[str, Any]] = {}
    versions: dict[int, int] = {}
    found: dict[str, dict[str, str]] = {}
    for change in changes.order_by("id"):
        pk, before = change.record_id, rows.get(change.record_id)
        values = change.before or change.after
        if (before or values).get("roll_call_id") != roll_call:
            continue
        if change.action == "added":
            expected, rows[pk] = None, change.after
        else:
            expected = {name: (before or {}).get(name) for name in change.before}
            rows[pk] = (before or {}) | (change.after or {})
            if expected != change.before:
                faults.append(f"{change}: it stood on {change.before}, not on {expected}")
        last = versions.get(pk, 0)
        if change.record_version != last + (change.action != "deleted"):
            faults.append(f"{change}: version {change.record_version} follows {last}")
        versions[pk] = change.record_version
        code = codes[rows[pk]["country_id"]]
        letter = "" if change.action == "deleted" else rows[pk]["position"]
        found.setdefault(change.revision.reason, {})[code] = letter
        if change.action == "deleted":
            del rows[pk]
    found.pop("for a test", None)
    for reason in sorted(found.keys() | outcome.saved.keys()):
        saved, kept = outcome.saved.get(reason), found.get(reason)
        if saved != kept:
            faults.append(f"{reason}: saved {in_order(saved)}, in the history {in_order(kept)}")
    twice = Revision.objects.filter(reason__in=found).count() - len(found)
    if twice:
        faults.append(f"{twice} saves stand in the history twice")
    recorded = {vote.pk: snapshot(vote) for vote in Vote.objects.filter(roll_call=roll_call)}
    if recorded != rows:
        faults.append(f"recorded are {recorded}, the history leads to {rows}")
    return faults


def in_order(positions: dict[str, str] | None) -> str:
    told = (f"{code} {letter or 'none'}" for code, letter in sorted((positions or {}).items()))
    return ", ".join(told) or "nothing"


def editors_at_once(
    databases: Databases, template: str, seed: int, editors: int = EDITORS, rounds: int = ROUNDS
) -> Outcome:
    """Let many editors work on one roll call of a copy of a database; what came of it."""
    name = "edited"
    databases.copy(template, name)
    url = databases.url(name)
    names = [f"editor-{number}" for number in range(1, editors + 1)]
    outcome = Outcome()
    with tempfile.TemporaryDirectory() as folder:
        plan = Path(folder) / "plan.json"
        Child([*MODULE, "prepare", plan, *names], url).end().checked()
        children = [
            Child([*MODULE, "edit", plan, each, f"{seed}-{each}", str(rounds)], url)
            for each in names
        ]
        for each, child in zip(names, children, strict=True):
            ended = child.end()
            told = plan.with_name(f"{each}.json")
            if ended.code or not told.exists():
                outcome.faults.append(f"{each} ended with {ended.code}: {ended.output[-500:]}")
            else:
                outcome.add(read(told))
        saved = plan.with_name("all.json")
        write(saved, outcome)
        Child([*MODULE, "check", plan, saved], url).end().checked()
        outcome = read(saved)
    databases.drop(name)
    return outcome


MODULE = ["-m", "tests.proof.editors"]


def write(path: Path, outcome: Outcome) -> None:
    path.write_text(json.dumps(vars(outcome)), encoding="utf-8")


def read(path: Path) -> Outcome:
    values = json.loads(path.read_text(encoding="utf-8"))
    told, ways = Counter(values["told"]), Counter(values["ways"])
    return Outcome(values["saved"], told, ways, values["faults"])


def main(command: str, plan: Path, *arguments: str) -> None:
    """What runs in a process of the proof."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    os.environ["LOG_LEVEL"] = "ERROR"
    import django
    from django.conf import settings
    from django.test.utils import setup_test_environment

    # Pages are asked for without a server, and without collected static files.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    django.setup()
    setup_test_environment()
    if command == "prepare":
        plan.write_text(json.dumps(begin(arguments)), encoding="utf-8")
        return
    roll_call, codes = json.loads(plan.read_text(encoding="utf-8"))
    if command == "edit":
        name, seed, rounds = arguments
        editor = Editor(name, roll_call, codes, random.Random(seed))  # noqa: S311
        write(plan.with_name(f"{name}.json"), editor.work(int(rounds)))
    else:
        path = Path(arguments[0])
        outcome = read(path)
        outcome.faults += check(roll_call, outcome)
        write(path, outcome)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
