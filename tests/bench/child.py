"""The project's commands as child processes, with the time and the memory each took."""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parents[2]
# Only where the machine has none of its own: nothing is signed here that anybody reads.
KEY = secrets.token_urlsafe(50)


@dataclass(frozen=True)
class Ended:
    """How a child ended. `code` is negative where a signal ended it."""

    code: int
    seconds: float
    # Of processors; on a busy machine steadier than the clock.
    cpu_seconds: float
    megabytes: float
    output: str

    def __str__(self) -> str:
        return f"{self.seconds:.2f} s ({self.cpu_seconds:.2f} s CPU), {self.megabytes:.0f} MB"

    def checked(self) -> Ended:
        if self.code != 0:
            raise RuntimeError(f"A child ended with {self.code}:\n{self.output[-3000:]}")
        return self


class Child:
    """A running child in a process group of its own."""

    def __init__(self, arguments: Sequence[str | Path], url: str) -> None:
        self.output: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        environment = os.environ | {"DATABASE_URL": url, "PYTHONUNBUFFERED": "1"}
        environment.setdefault("SECRET_KEY", KEY)
        self.begun = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, *map(str, arguments)],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=self.output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def kill(self) -> bool:
        """Kill the whole group at once; return whether it was still running."""
        self.output.close()
        if self.process.poll() is not None:
            return False
        os.killpg(self.process.pid, signal.SIGKILL)
        return self.process.wait() == -signal.SIGKILL

    def end(self) -> Ended:
        """Wait for the end."""
        try:
            _, status, usage = os.wait4(self.process.pid, 0)
        except BaseException:
            self.kill()
            raise
        seconds = time.perf_counter() - self.begun
        self.process.returncode = code = os.waitstatus_to_exitcode(status)
        self.output.seek(0)
        output = self.output.read().decode(errors="replace")
        self.output.close()
        # Linux counts in KiB, macOS in bytes.
        unit = 1024 * 1024 if sys.platform == "darwin" else 1024
        cpu = usage.ru_utime + usage.ru_stime
        return Ended(code, seconds, cpu, usage.ru_maxrss / unit, output)


def manage(url: str, *arguments: str | Path) -> Ended:
    """One command of manage.py from its start to its end."""
    return Child(["manage.py", *arguments], url).end()


def import_command(*files: str | Path, report: Path | None = None) -> list[str | Path]:
    told: list[str | Path] = [] if report is None else ["--report", report]
    return ["manage.py", "import_votes", *files, *told]


def bring_in(url: str, *files: Path) -> tuple[Ended, dict[str, Any]]:
    """Bring files in; how it ended, and its report. Refusals (exit 1) are for the caller."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        ended = Child(import_command(*files, report=report), url).end()
        if ended.code not in {0, 1} or not report.exists():
            ended.checked()
            raise RuntimeError(f"An import wrote no report:\n{ended.output[-3000:]}")
        return ended, json.loads(report.read_text(encoding="utf-8"))
