"""The same votes as Datasette would have them: a table with its labels beside it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

READ = """
SELECT v.id, v.country_id, t.id, v.position, v.intended_position, v.non_voting_reason,
       r.date, r.scope, t.body, t.session, v.version
FROM votes_vote v JOIN votes_rollcall r ON r.id = v.roll_call_id
JOIN votes_resolution t ON t.id = r.resolution_id
WHERE r.state = 'published' ORDER BY r.date DESC, r.id DESC, v.id DESC
"""


def make(connection: Any, path: Path) -> None:
    """Copy the record of a tracker's database into a file as a journalist would lay it out."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as peer:
        peer.executescript(
            """
            PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;
            CREATE TABLE country (id INTEGER PRIMARY KEY, name TEXT);
            CREATE TABLE resolution (id INTEGER PRIMARY KEY, title TEXT);
            CREATE TABLE vote (
                id INTEGER PRIMARY KEY, number INTEGER,
                country INTEGER REFERENCES country(id),
                resolution INTEGER REFERENCES resolution(id),
                position TEXT, intended_position TEXT, non_voting_reason TEXT,
                date TEXT, scope TEXT, body TEXT, session TEXT, version INTEGER
            );
            """
        )
        for table, query in (
            ("country", "SELECT id, name FROM votes_country"),
            ("resolution", "SELECT id, title FROM votes_resolution"),
        ):
            peer.executemany(f"INSERT INTO {table} VALUES (?, ?)", rows(connection, query))  # noqa: S608
        # Numbered in the order in which they are asked for, so that no sorting is needed.
        numbered = (
            (place, row[0], *row[1:6], str(row[6]), *row[7:])
            for place, row in enumerate(rows(connection, READ), 1)
        )
        peer.executemany(f"INSERT INTO vote VALUES ({', '.join('?' * 12)})", numbered)  # noqa: S608
        peer.execute("CREATE INDEX vote_country ON vote (country)")
        peer.commit()


def rows(connection: Any, query: str) -> Any:
    cursor = connection.cursor()
    cursor.execute(query)
    return cursor
