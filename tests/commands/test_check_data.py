"""What is doubtful, said to a person and to programs, with an exit code for both."""

import json
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.copied import load_bundled
from tests.factories import make_countries, make_country, make_resolution, make_roll_call
from votes.models import DataVersion, RollCall, changing
from votes.models.doubts import KINDS

pytestmark = pytest.mark.django_db

NO_TRACE = "neither cited, nor in a library, nor imported"
EMPTY_REPORT = "".join(f"{kind} (0): {title}\n" for kind, title in KINDS.items())


@pytest.fixture
def noon(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 1, 2, 12, tzinfo=UTC))


def check(*args: str) -> tuple[int, str]:
    """The exit code and what is written to stdout."""
    out, code = StringIO(), 0
    try:
        call_command("check_data", *args, stdout=out)
    except SystemExit as ended:
        code = ended.code
    return code, out.getvalue()


def document(version, found=()):
    counts = dict.fromkeys(KINDS, 0)
    for doubt in found:
        counts[doubt["kind"]] += 1
    return {
        "checked_at": "2026-01-02T12:00:00+00:00",
        "data_version": version,
        "doubts": list(found),
        "counts": counts,
    }


def add_doubtful_roll_call():
    """One roll call in doubt for its tally and its source."""
    make_roll_call(make_resolution(), {make_country("PAK", "Türkiye"): "Y"})
    with changing(None):
        RollCall.objects.update(total_yes=2)


DOUBTS = [
    {
        "kind": "tally",
        "record": "A/RES/ES-11/1, 2 March 2022",
        "what": "yes: 1 recorded, 2 official, 1 missing",
    },
    {"kind": "source", "record": "A/RES/ES-11/1, 2 March 2022", "what": NO_TRACE},
]


def test_on_the_bundled_data_it_says_that_nothing_is_doubtful_and_exits_with_0():
    load_bundled()
    assert check() == (0, f"{EMPTY_REPORT}\nNothing is doubtful.\n")


def test_what_is_doubtful_stands_under_its_kind_and_it_exits_with_1():
    add_doubtful_roll_call()
    lines = []
    for kind, title in KINDS.items():
        of_kind = [doubt for doubt in DOUBTS if doubt["kind"] == kind]
        lines.append(f"{kind} ({len(of_kind)}): {title}")
        lines += [f"  {doubt['record']}: {doubt['what']}" for doubt in of_kind]
    assert check() == (1, "\n".join([*lines, "", "2 doubts.", ""]))


def test_one_doubt_is_not_called_doubts():
    make_roll_call(positions={make_country(): "Y"})
    code, said = check()
    assert (code, said.splitlines()[-1]) == (1, "1 doubt.")


def test_the_report_is_cut_to_50_lines_a_kind_and_the_json_is_not(tmp_path):
    pak, _ = make_countries("PAK IND")
    for number in range(52):
        make_roll_call(make_resolution(f"A/RES/77/{number}"), {pak: "Y"})
    code, said = check("--json", str(tmp_path / "out.json"))
    lines = [line for line in said.splitlines() if line.startswith("  ")]
    assert (code, len(lines), lines[49:]) == (
        1,
        51,
        [
            f"  A/RES/77/49, 2 March 2022: {NO_TRACE}",
            "  and 2 more; --json lists all",
        ],
    )
    assert len(json.loads((tmp_path / "out.json").read_text())["doubts"]) == 52


def test_the_json_stands_beside_the_report(tmp_path, noon):
    add_doubtful_roll_call()
    out = tmp_path / "out.json"
    code, said = check("--json", str(out))
    assert json.loads(out.read_text(encoding="utf-8")) == document(DataVersion.current(), DOUBTS)
    assert (code, said) == check()


def test_with_a_dash_the_json_stands_instead_of_the_report(noon):
    add_doubtful_roll_call()
    code, said = check("--json", "-")
    assert (code, json.loads(said)) == (1, document(DataVersion.current(), DOUBTS))


def test_every_kind_is_counted_where_nothing_is_doubtful(noon):
    code, said = check("--json", "-")
    assert (code, json.loads(said)) == (0, document(0))


def test_a_file_that_cannot_be_written_is_named_and_is_not_taken_for_a_doubt(tmp_path):
    out = tmp_path / "missing" / "out.json"
    with pytest.raises(CommandError, match=r"out\.json cannot be written: No such file") as error:
        check("--json", str(out))
    assert error.value.returncode == 2


def test_it_writes_nothing_to_the_database():
    add_doubtful_roll_call()
    before = DataVersion.current()
    check()
    assert DataVersion.current() == before
