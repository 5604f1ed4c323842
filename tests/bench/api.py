"""Figures of the API: beside Datasette with the same rows, beside raw SQL, and itself."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tests.bench import goals
from tests.bench.child import Child, bring_in
from tests.bench.databases import prepare
from tests.bench.figure import Figure
from tests.bench.peer import make
from tests.bench.run import Run
from tests.bench.serving import answer, datasette, lines_a_second, throughput, tracker

PAGE = "/api/v1/votes/?country=PAK&limit=100"
FILE = "/api/v1/votes/?format=csv"


def figures(run: Run) -> Iterator[Figure]:
    """One database with the full record, asked in every way."""
    databases = run.databases
    run.say("The full file again, to serve it …")
    prepare(databases, "served")
    ended, _ = bring_in(databases.url("served"), run.full_file)
    run.say(f"Import {ended}. A file for Datasette …")
    peer = run.full_file.with_name(f"peer-{databases.vendor}.db")
    try:
        with closing(databases.connect("served")) as connection:
            make(connection, peer)
            with closing(connection.cursor()) as cursor:
                cursor.execute("SELECT id FROM votes_country WHERE code = 'PAK'")
                country = cursor.fetchone()[0]
        yield from served(run, peer, country)
    finally:
        peer.unlink(missing_ok=True)
    yield from inside(run)
    databases.drop("served")


def served(run: Run, peer: Path, country: int) -> Iterator[Figure]:
    label, url = run.databases.label, run.databases.url("served")
    table = f"/{peer.stem}/vote"
    as_it_comes = f"{table}.json?country={country}&_size=100&_labels=on"
    lean = f"{as_it_comes}&_nocount=1&_nofacet=1"
    run.say("Datasette …")
    with datasette(peer) as server:
        rows = json.loads(answer(server.port, as_it_comes)[2])["rows"]
        assert len(rows) == 100
        usual = throughput(server.port, as_it_comes)
        fast = throughput(server.port, lean)
        lines, streamed = lines_a_second(server.port, f"{table}.csv?_stream=on&_size=max")
    run.say(f"Datasette {usual:.0f} and {fast:.0f} a second, {streamed:,.0f} lines a second.")
    name = "votes of one country, 100 a page"
    for workers in (2, 1):
        with tracker(url, workers) as server:
            assert len(json.loads(answer(server.port, PAGE)[2])["results"]) == 100
            pages = throughput(server.port, PAGE)
            run.say(f"With {workers} workers {pages:.0f} a second.")
            told = f"{name}, {workers} workers"
            share = 1 if workers == 2 else 0.5
            goal = goals.PAGES_AS_IT_COMES[share]
            yield Figure(f"{told}", label, pages, goal, "/s", usual, "Datasette")
            goal = goals.PAGES_LEAN[share]
            yield Figure(f"{told}, lean", label, pages, goal, "/s", fast, "Datasette")
            if workers == 2:
                tag = re.search(rb"(?i)etag: (\S+)", answer(server.port, PAGE)[1])
                assert tag
                header = f"If-None-Match: {tag.group(1).decode()}\r\n"
                same = throughput(server.port, PAGE, 304, header)
                yield Figure(
                    *("the same, answered 304", label, same, goals.NOT_MODIFIED, "/s"),
                    *(pages, "200"),
                )
            else:
                before = server.memory("VmRSS")
                count, ours = lines_a_second(server.port, FILE)
                grown = server.memory("VmHWM") - before
                assert count >= lines - 1
                told = "CSV of all votes, lines a second"
                yield Figure(told, label, ours, goals.FILE_LINES, "/s", streamed, "Datasette")
                told = "CSV of all votes: growth of memory"
                yield Figure(told, label, grown, goals.FILE_MEMORY, "MB")


def inside(run: Run) -> Iterator[Figure]:
    run.say("A page inside the process …")
    told = timed(run.databases.url("served"))
    name, label = "one page of votes inside the process", run.databases.label
    yield Figure(
        name, label, told["pages"]["list"], goals.PAGE_INSIDE, "µs", told["raw"], "raw SQL"
    )
    name = "country page, made anew"
    yield Figure(f"{name}: queries", label, told["queries"], goals.COUNTRY_QUERIES)
    yield Figure(name, label, told["pages"]["country"] / 1000, goals.COUNTRY_TIME, "ms")
    yield Figure(f"{name}: HTML", label, told["size"] / 1000, goals.COUNTRY_SIZE, "kB")
    if run.databases.vendor == "postgresql" and os.environ.get("BENCH_TENFOLD", "on") != "off":
        yield from tenfold(run, told["pages"])


def tenfold(run: Run, once: dict[str, float]) -> Iterator[Figure]:
    """The same pages where there are ten times as many votes."""
    databases = run.databases
    run.say("The record ten times over …")
    path = run.tenfold_file()
    try:
        prepare(databases, "tenfold")
        ended, _ = bring_in(databases.url("tenfold"), path)
    finally:
        path.unlink(missing_ok=True)
    run.say(f"Import {ended}. Asking …")
    told = timed(databases.url("tenfold"))
    databases.drop("tenfold")
    for page, milliseconds in told["pages"].items():
        yield Figure(
            *(f"page “{page}” with ten times the votes", databases.label, milliseconds),
            *(goals.TENFOLD, "µs", once[page], "one copy"),
        )


def timed(url: str) -> dict:
    """Medians in microseconds of what `page` asks."""
    ended = Child(["-m", "tests.bench.page"], url).end().checked()
    told = json.loads(ended.output.splitlines()[-1])
    pages = {name: 1000 * each for name, each in told["pages"].items()}
    return told | {"raw": 1000 * told["raw"], "pages": pages}
