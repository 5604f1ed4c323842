"""A run is whole or not at all, tells what it does, and counts every position once."""

import gzip
import zipfile

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.importers.small_files import (
    LONG,
    NAMES,
    bring,
    came_of,
    dump,
    library,
    make_states,
    record,
    roll_call,
    said,
    table,
    voeten,
    voeten_call,
)
from votes.importers import load
from votes.importers.rollcall import UnreadableFile
from votes.models import (
    DataVersion,
    ImportRun,
    ResolutionTopic,
    RollCall,
    Topic,
)
from votes.models.doubts import doubts

pytestmark = pytest.mark.django_db
SUBJECTS = "PEACE--REPORTS--ANNUAL|ARMS"


@pytest.fixture(autouse=True)
def states():
    return make_states()


def other(number="8", **cells):
    return roll_call(number, **({"resolution": "A/RES/40/87", "draft": "A/40/L.2"} | cells))


def test_what_fails_midway_leaves_nothing_not_even_the_run(tmp_path, monkeypatch):
    bring(library(tmp_path, roll_call()))
    before, version = dump(set()), DataVersion.current()
    monkeypatch.setattr(load, "finish", broken)
    with pytest.raises(ZeroDivisionError):
        bring(library(tmp_path, roll_call(title="As filed", subjects=SUBJECTS), other()))
    assert dump(set()) == before
    assert DataVersion.current() == version


def broken(*args):
    assert ImportRun.objects.count() == 2
    assert RollCall.objects.count() == 2
    assert Topic.objects.exists()
    raise ZeroDivisionError


def test_a_dry_run_writes_nothing_and_tells_what_the_run_then_tells(tmp_path):
    bring(*voeten(tmp_path, voeten_call(), positions="FRA Y, TUR Y, USA N, IND Y"))
    refused = other("9", resolution="A/RES/40/88", draft="", total_yes="3")
    path = library(tmp_path, roll_call(subjects=SUBJECTS), other(), other("10"), refused)
    before = dump(set())
    told = bring(path, is_dry_run=True).document()
    assert dump(set()) == before
    assert bring(path).document() == told
    assert told["roll_calls"] == {
        "added": 1,
        "changed": 1,
        "unchanged": 1,
        "kept_by_hand": 0,
        "refused": 1,
    }


def test_subjects_make_a_tree_and_are_linked(tmp_path):
    bring(library(tmp_path, roll_call(subjects=SUBJECTS), other(subjects="PEACE--REPORTS")))
    tree = Topic.objects.order_by("name").values_list("name", "parent__name", "scheme")
    assert list(tree) == [
        ("ARMS", None, "unbis"),
        ("PEACE", None, "unbis"),
        ("PEACE--REPORTS", "PEACE", "unbis"),
        ("PEACE--REPORTS--ANNUAL", "PEACE--REPORTS", "unbis"),
    ]
    links = ResolutionTopic.objects.order_by("resolution__symbol", "topic__name")
    assert list(links.values_list("resolution__symbol", "topic__name")) == [
        ("A/RES/40/86", "ARMS"),
        ("A/RES/40/86", "PEACE--REPORTS--ANNUAL"),
        ("A/RES/40/87", "PEACE--REPORTS"),
    ]


def test_pages_and_the_api_have_the_news_at_once(client, tmp_path):
    address = "/api/v1/votes/?resolution=A/RES/40/86"
    assert client.get(address).status_code == 400
    assert client.get("/resolutions/A-RES-40-86/").status_code == 404
    bring(library(tmp_path, roll_call()))
    page = client.get("/resolutions/A-RES-40-86/")
    assert page.status_code == 200
    assert "Security of States" in page.content.decode()
    assert len(client.get(address).json()["results"]) == 5
    bring(library(tmp_path, roll_call(title="Security of all")))
    assert "Security of all" in client.get("/resolutions/A-RES-40-86/").content.decode()


def text_of(folder, name="ga.csv", **cells):
    return library(folder, roll_call(**cells), name=name).read_text("utf-8")


@pytest.mark.parametrize("form", ["bom", "gz", "zip", "cp1252", "crlf", "nul"])
def test_a_file_is_the_same_however_it_comes(tmp_path, form):
    text = text_of(tmp_path, title="L’été – Säkularisierung")
    path = tmp_path / f"file.{form if form in {'gz', 'zip'} else 'csv'}"
    if form == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("ga.csv", text)
    else:
        data = {
            "bom": text.encode("utf-8-sig"),
            "gz": gzip.compress(text.encode()),
            "cp1252": text.encode("cp1252"),
            "crlf": text.replace("\n", "\r\n").encode(),
            "nul": text.replace("été", "é\x00té").encode(),
        }[form]
        path.write_bytes(data)
    assert came_of(bring(path)) == ({"added": 1}, {"added": 5})
    assert record()[0][:3] == ("A/RES/40/86", "L’été – Säkularisierung", "1985-12-12")
    assert came_of(bring(path)) == ({"unchanged": 1}, {"unchanged": 5})


def test_very_long_cells_are_kept_whole(tmp_path):
    title = "word " * 200_000 + "end"
    bring(library(tmp_path, roll_call(title=title)))
    assert record()[0][1] == title


def test_a_header_alone_is_a_file_without_news(tmp_path):
    assert came_of(bring(library(tmp_path))) == ({}, {})


def test_an_unreadable_file_stops_before_anything_of_any_is_written(tmp_path):
    strange = tmp_path / "strange.csv"
    strange.write_text("a,b\n1,2\n", "utf-8")
    before = dump(set())
    with pytest.raises(UnreadableFile, match=r"strange\.csv: the layout is not known"):
        bring(library(tmp_path, roll_call()), strange)
    assert dump(set()) == before


LETTERS = st.sampled_from(["Y", "N", "A", "X", "", "NV", "Q"])
CODES = st.sampled_from([*NAMES, "FRE"])
CALLS = st.lists(
    st.tuples(
        st.sampled_from(["1", "2", "3", ""]),
        st.sampled_from(["A/RES/40/1", "A/RES/40/2", "S/RES/3(1985)", "", "odd"]),
        st.sampled_from(["A/40/L.1", "A/40/L.2", ""]),
        st.sampled_from(["1985-12-12", "1985-12-13", "then"]),
        st.sampled_from(["right", "right", "right", "wrong", "none"]),
        st.sampled_from(["", "ARMS|PEACE--REPORTS", "A|A--B--C"]),
        st.lists(st.tuples(CODES, LETTERS), min_size=1, max_size=6),
    ),
    max_size=4,
)


def written(calls):
    """The rows of a long file, and how many positions it has that a letter tells."""
    rows, readable = [], 0
    for number, symbol, draft, day, totals, subjects, votes in calls:
        counted = [letter if letter in "YNA" and letter else "X" for _, letter in votes]
        stated = {"right": [counted.count(letter) for letter in "YNAX"], "wrong": [1, 1, 1, 1]}
        cells = dict(
            zip(LONG[14:18], map(str, stated.get(totals, [""] * 4)), strict=True),
            undl_id=number,
            resolution=symbol,
            draft=draft,
            date=day,
            subjects=subjects,
        )
        for code, letter in votes:
            row = cells | {"ms_code": code, "ms_vote": letter}
            rows.append([row.get(column, "") for column in LONG])
            readable += letter != "Q"
    return rows, readable


@given(st.lists(CALLS, min_size=1, max_size=3))
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_roll_call_and_position_comes_to_one_outcome(tmp_path, files):
    """Small files one after the other; a state that stands twice in a roll call counts once."""
    with transaction.atomic():
        bring_in_each(files, tmp_path / "random.csv")
        transaction.set_rollback(True)


def bring_in_each(files, path):
    for calls in files:
        rows, readable = written(calls)
        path.write_text(table(LONG, rows), "utf-8")
        told = bring(path, is_dry_run=True).document()
        report = bring(path)
        assert report.document() == told
        twice = sum("a second time" in what and "begins" not in what for what in said(report))
        assert sum(report.roll_calls.values()) == len({row[0] for row in rows})
        assert readable - twice <= sum(report.votes.values()) <= readable
        assert min([0, *report.votes.values()]) == 0
        assert [doubt for doubt in doubts() if doubt.kind == "tally"] == []
        before = dump()
        again = bring(path)
        assert set(came_of(again)[0]) <= {"unchanged", "refused"}
        assert again.roll_calls["refused"] == report.roll_calls["refused"]
        assert dump() == before
