"""What a group of figures is given: one kind of database, the full file, somebody to tell."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.databases import Databases
from tests.bench.files import copies

BEGUN = time.monotonic()


@dataclass(frozen=True)
class Run:
    databases: Databases
    full_file: Path

    def tenfold_file(self) -> Path:
        """The full record ten times over, beside the full file."""
        return copies(self.full_file.parent, 10)

    def say(self, text: str) -> None:
        say(f"{self.databases.label}: {text}")


def say(text: str) -> None:
    """A line of progress, on the error output so that the table stands alone on the other."""
    sys.stderr.write(f"[{time.monotonic() - BEGUN:6.1f} s] {text}\n")
    sys.stderr.flush()
