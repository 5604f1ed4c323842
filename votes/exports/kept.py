"""The dumps that are kept for readers: which is the newest, and what it holds."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

# So many stay: whoever has just read the address of one can still fetch it.
STAY = 2


@dataclass(frozen=True)
class Dump:
    """A whole public record as one file."""

    path: Path
    data_version: int
    # When the record was last changed.
    changed_at: datetime
    size: int
    sha256: str
    # Rows by table.
    tables: dict[str, int]
    terms: str
    # When it was made, in seconds.
    made_at: float = 0.0

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def rows(self) -> int:
        return sum(self.tables.values())


def describe(dump: Dump) -> None:
    """Write beside a dump what it is, so that it is found; and remove the oldest."""
    values = asdict(dump) | {"path": dump.name, "changed_at": dump.changed_at.isoformat()}
    waiting = beside(dump.path).with_suffix(".new")
    waiting.write_text(json.dumps(values, ensure_ascii=False, indent=2), encoding="utf-8")
    waiting.replace(beside(dump.path))
    for old in kept(dump.path.parent)[STAY:]:
        beside(old.path).unlink(missing_ok=True)
        old.path.unlink(missing_ok=True)


def beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")


def kept(folder: Path) -> list[Dump]:
    """The dumps that are kept in a folder, the newest first."""
    found = [each for each in map(read, folder.glob("*.zip.json")) if each]
    return sorted(found, key=lambda dump: (dump.made_at, dump.data_version), reverse=True)


def read(path: Path) -> Dump | None:
    """The dump that a description is of; None where it is gone or half there."""
    try:
        values: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        values["path"] = path.with_name(values["path"])
        values["changed_at"] = datetime.fromisoformat(values["changed_at"])
        file = values["path"].stat()
        dump = Dump(**values | {"made_at": file.st_mtime})
        is_whole = file.st_size == dump.size
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return dump if is_whole else None
