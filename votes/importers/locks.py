"""Locks that last as long as their holder: the system frees them when a process dies."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.db import connection

# Whoever only looks whether a lock is held has it for a moment too.
TRIES, BETWEEN_SECONDS = 10, 0.02
READABLE = 0o666


def take(path: Path) -> int | None:
    """The open file with the lock on it, or None where another holds it.

    A child that inherits the file holds the lock until it ends.
    """
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except FileNotFoundError:
        # Its folder has just been removed.
        return None
    for _ in range(TRIES):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(BETWEEN_SECONDS)
        else:
            return file
    os.close(file)
    return None


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Wait for the lock and hold it."""
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with suppress(PermissionError):
        # Whoever may write the database beside it may lock it.
        os.fchmod(file, READABLE)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
    finally:
        os.close(file)


def is_held(path: Path) -> bool:
    """Whether somebody holds the lock now."""
    try:
        file = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(file)
    return False


def beside_database() -> Path | None:
    """The lock of whoever writes an import into this SQLite database; elsewhere there is none."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or ":memory:" in name or name.startswith("file:"):
        return None
    return Path(f"{name}.importing")


@contextmanager
def alone() -> Iterator[None]:
    """While it lasts, others can see that an import is writing."""
    path = beside_database()
    if path is None:
        yield
        return
    with held(path):
        yield


def is_import_writing() -> bool:
    """Whether an import has the only place for a writer that SQLite has."""
    path = beside_database()
    return path is not None and is_held(path)
