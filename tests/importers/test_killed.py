"""An import that is killed leaves nothing half-done, and two at once double nothing.

The short form of `make proof`: real processes on a database of their own, of the kind that the
suite runs on.
"""

import os
import random
from collections import Counter
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from django.db import connection

from tests.bench.child import bring_in
from tests.bench.databases import Postgres, Sqlite
from tests.bench.files import with_changes, write_groups
from tests.importers.small_files import LONG
from tests.proof.kills import BETWEEN, Clean, Outcome, after_writing_began, kill
from tests.proof.together import two_at_once

# It has the suite's database made; nothing here opens it but to copy it.
pytestmark = pytest.mark.django_db

STATES = [f"{first}{second}Q" for first in "ABCD" for second in "FGHIJKLMNO"]
ROLL_CALLS, THERE, KILLS, SEED = 120, 50, 3, 20221012


def roll_calls(number):
    """The groups of rows of a library's file: the heading, then so many roll calls."""
    chance = random.Random(SEED)  # noqa: S311
    yield [LONG]
    for record in range(1, number + 1):
        letters = chance.choices("YNAX", weights=(6, 2, 3, 1), k=len(STATES))
        counted = Counter(letters)
        facts = {
            "undl_id": f"{900_000 + record}",
            "date": "1985-12-12",
            "session": "40",
            "resolution": f"A/RES/40/{record}",
            "title": f"Text {record}",
            "subjects": f"SUBJECT {record % 7}--PART {record % 3}",
            "total_yes": counted["Y"],
            "total_no": counted["N"],
            "total_abstentions": counted["A"],
            "total_non_voting": counted["X"],
            "total_ms": len(STATES),
        }
        rows = []
        for code, letter in zip(STATES, letters, strict=True):
            cells = facts | {"ms_code": code, "ms_name": f"State {code}", "ms_vote": letter}
            rows.append([cells.get(name, "") for name in LONG])
        yield rows


@pytest.fixture(scope="module")
def databases(django_db_setup, django_db_blocker, tmp_path_factory):
    """Where databases of these tests' own are made; one is there, with tables and states."""
    with django_db_blocker.unblock():
        connection.close()
    # Named after this worker's test database, so that workers do not meet.
    original = str(connection.settings_dict["NAME"])
    assert "test" in original
    if connection.vendor == "sqlite":
        databases = Sqlite(tmp_path_factory.mktemp("killed"))
    else:
        server = urlsplit(os.environ["DATABASE_URL"])._replace(path="/postgres").geturl()
        databases = Postgres(server, prefix=f"{original}_killed")
    databases.adopt(original, "there")
    with closing(databases.connect("there")) as raw:
        alike = "1, '2026-01-01 00:00:00+00:00', '', '', '', 'member_state'"
        rows = ", ".join(f"({alike}, '{code}', 'State {code}')" for code in STATES)
        columns = "version, updated_at, iso2, m49, official_name, kind, code, name"
        raw.cursor().execute(f"INSERT INTO votes_country ({columns}) VALUES {rows}")  # noqa: S608
    yield databases
    databases.close()


@pytest.fixture(scope="module")
def clean(databases, tmp_path_factory):
    """A file, a database that has its first part with other positions, and a clean import."""
    folder = tmp_path_factory.mktemp("files")
    there = write_groups(folder / "there.csv", with_changes(roll_calls(THERE)))
    path = write_groups(folder / "all.csv", roll_calls(ROLL_CALLS))
    ended, _ = bring_in(databases.url("there"), there)
    assert ended.code == 0, ended.output
    clean = Clean.of(databases, "there", path)
    added = len(STATES) * (ROLL_CALLS - THERE)
    changed = 2 * len(range(1, THERE + 1, 10))
    assert clean.report["votes"] == {
        "added": added,
        "changed": changed,
        "unchanged": len(STATES) * ROLL_CALLS - added - changed,
        "kept_by_hand": 0,
        "refused": 0,
    }
    return clean


def test_killed_while_it_writes_an_import_leaves_all_as_before_or_as_after(clean):
    chance, outcome = random.Random(SEED), Outcome()  # noqa: S311
    for number in range(KILLS):
        # The first at once, the others so much later that the commit comes near.
        later = number * chance.random() * clean.seconds / 8
        kill(clean, after_writing_began(later), outcome)
    assert outcome.faults == []
    assert outcome.states[BETWEEN] == 0
    assert outcome.while_writing > 0


def test_of_two_imports_at_once_one_writes_and_one_finds_it_there(clean):
    assert two_at_once(clean) == []
