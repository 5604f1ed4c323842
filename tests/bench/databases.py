"""Databases of the bench's own, on SQLite and on PostgreSQL: made, copied, looked at, dropped."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg2
from psycopg2.sql import SQL, Identifier

from tests.bench.child import manage

USUAL_SERVER = "postgres://postgres@127.0.0.1:5432/postgres"
# So long a server may need to notice that a client is gone.
PATIENCE_SECONDS = 60


class Sqlite:
    """Database files in one folder."""

    vendor, label = "sqlite", "SQLite"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, name: str) -> Path:
        return self.folder / f"{name}.sqlite3"

    def url(self, name: str) -> str:
        return f"sqlite:///{self.path(name)}"

    def connect(self, name: str) -> Any:
        return sqlite3.connect(self.path(name), isolation_level=None)

    def create(self, name: str) -> None:
        self.drop(name)

    def copy(self, name: str, to: str) -> None:
        with closing(self.connect(name)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.drop(to)
        shutil.copy(self.path(name), self.path(to))

    def adopt(self, original: str, to: str) -> None:
        """A copy of a database that is not of the bench's own."""
        with (
            closing(sqlite3.connect(original)) as source,
            closing(sqlite3.connect(self.path(to))) as target,
        ):
            source.backup(target)

    def drop(self, name: str) -> None:
        for end in ("", "-wal", "-shm", "-journal"):
            self.path(name).with_name(self.path(name).name + end).unlink(missing_ok=True)

    def close(self) -> None:
        for path in self.folder.glob("*.sqlite3"):
            self.drop(path.stem)

    def is_written(self, name: str) -> bool:
        """Whether somebody's writing transaction is open."""
        connection = sqlite3.connect(self.path(name), isolation_level=None, timeout=0)
        with closing(connection):
            try:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("ROLLBACK")
            except sqlite3.OperationalError:
                return True
        return False

    def settle(self, name: str) -> None:
        """A killed process leaves nothing behind that still runs."""


class Postgres:
    """Databases on one server, each named with a prefix of this process."""

    vendor, label = "postgresql", "PostgreSQL"

    def __init__(self, server: str, prefix: str = "") -> None:
        self.server = server
        self.prefix = prefix or f"bench_{os.getpid()}"
        self.names: set[str] = set()
        self.main = psycopg2.connect(server, connect_timeout=3)
        self.main.autocommit = True

    def full(self, name: str) -> str:
        return f"{self.prefix}_{name}"

    def url(self, name: str) -> str:
        return urlsplit(self.server)._replace(path=f"/{self.full(name)}").geturl()

    def connect(self, name: str) -> Any:
        connection = psycopg2.connect(self.url(name))
        connection.autocommit = True
        return connection

    def create(self, name: str) -> None:
        self.drop(name)
        self._run("CREATE DATABASE {}", name)

    def copy(self, name: str, to: str) -> None:
        self.settle(name)
        self.drop(to)
        self._run("CREATE DATABASE {} TEMPLATE {}", to, self.full(name))

    def adopt(self, original: str, to: str) -> None:
        """A copy of a database that is not of the bench's own. What still hangs on to it, such as
        a connection that another thread left behind, is cut off: else it could not be copied."""
        self.drop(to)
        with self.main.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                [original],
            )
        self._run("CREATE DATABASE {} TEMPLATE {}", to, original)

    def drop(self, name: str) -> None:
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        self.names.discard(name)

    def close(self) -> None:
        for name in sorted(self.names):
            self.drop(name)
        self.main.close()

    def is_written(self, name: str) -> bool:
        """Whether somebody's writing transaction is open."""
        return self._count(name, "AND backend_xid IS NOT NULL") > 0

    def settle(self, name: str) -> None:
        """Wait until the server has ended what killed clients had begun."""
        until = time.monotonic() + PATIENCE_SECONDS
        while self._count(name):
            if time.monotonic() > until:
                raise RuntimeError(f"Somebody is still connected to {self.full(name)}.")
            time.sleep(0.01)

    def _count(self, name: str, condition: str = "") -> int:
        with self.main.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = %s "  # noqa: S608
                f"AND backend_type = 'client backend' {condition}",
                [self.full(name)],
            )
            return cursor.fetchone()[0]

    def _run(self, statement: str, name: str, *others: str) -> None:
        self.names.add(name)
        with self.main.cursor() as cursor:
            names = map(Identifier, (self.full(name), *others))
            cursor.execute(SQL(statement).format(*names))


Databases = Sqlite | Postgres


def server_address() -> str:
    """BENCH_POSTGRES, else DATABASE_URL where it is PostgreSQL's, else the usual local server."""
    named = os.environ.get("DATABASE_URL", "")
    usual = named if named.startswith("postgres") else USUAL_SERVER
    return os.environ.get("BENCH_POSTGRES") or usual


@contextmanager
def all_kinds(folder: Path) -> Iterator[tuple[list[Databases], str]]:
    """Both kinds of database, and why one is left out; everything made there is dropped after."""
    kinds: list[Databases] = [Sqlite(folder)]
    skipped = ""
    server = server_address()
    try:
        kinds.append(Postgres(server))
    except psycopg2.OperationalError as error:
        where = urlsplit(server)
        reason = str(error).strip().splitlines()[0]
        skipped = f"PostgreSQL: skipped, none answers at {where.hostname}:{where.port} ({reason})"
    try:
        yield kinds, skipped
    finally:
        for kind in kinds:
            kind.close()


def prepare(databases: Databases, name: str) -> None:
    """A new database with its tables and the bundled data, as `make setup` leaves it."""
    databases.create(name)
    manage(databases.url(name), "migrate", "--verbosity", "0").checked()
    manage(databases.url(name), "load_sample").checked()
