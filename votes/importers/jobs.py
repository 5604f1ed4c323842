"""Imports that wait for a person: uploaded files, a child process that reads them, its result.

All about a job stands in a folder of its own outside the database, so that it can be followed
while a transaction runs, and outlives a child that died.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.move import file_move_safe
from django.db import DatabaseError

from votes.importers.load import Overtaken, bring_in
from votes.importers.locks import is_held, take
from votes.importers.progress import Tell
from votes.importers.report import Report
from votes.importers.rollcall import UnreadableFile
from votes.models import EditConflict

KEY = re.compile(r"[0-9a-f]{16}")
LONGEST_NAME_BYTES = 200
KEPT_SECONDS = 7 * 24 * 3600
# So many issues a page shows; the report has them all.
SHOWN = 200
BETWEEN_TELLING_SECONDS = 0.5
PREVIEW, WRITE = "preview", "write"
STATES = {
    "running": "being worked on",
    "previewed": "looked at, not brought in",
    "written": "brought in",
    "failed": "could not be brought in",
    "died": "ended without a result",
}


class Job:
    """One upload and what came of it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.key = folder, folder.name

    @classmethod
    def all(cls) -> list[Job]:
        """Every job, the newest first."""
        root = Path(settings.UPLOADS_DIR)
        folders = root.iterdir() if root.is_dir() else ()
        jobs = [cls(path) for path in folders if KEY.fullmatch(path.name)]
        return sorted(
            (each for each in jobs if each.is_whole), key=lambda each: each.began, reverse=True
        )

    @classmethod
    def find(cls, key: str) -> Job | None:
        """The job of this key; a key is never taken as a path."""
        if not KEY.fullmatch(key):
            return None
        job = cls(Path(settings.UPLOADS_DIR) / key)
        return job if job.is_whole else None

    @classmethod
    def receive(
        cls, files: Sequence[File], user_pk: Any, source_name: str = "", is_complete: bool = False
    ) -> Job:
        """Keep uploaded files under their own names."""
        job = cls(Path(settings.UPLOADS_DIR) / secrets.token_hex(8))
        job.folder.mkdir(mode=0o700, parents=True)
        names = []
        for number, file in enumerate(files):
            # A folder each: two files may have one name.
            path = job.folder / "files" / str(number) / safe_name(file.name or "")
            path.parent.mkdir(parents=True)
            keep(file, path)
            names.append(path.name)
        about = {
            "files": names,
            "user": user_pk,
            "source_name": source_name,
            "is_complete": is_complete,
            "began": time.time(),
        }
        job._write("job.json", about)
        return job

    @cached_property
    def about(self) -> dict[str, Any]:
        return self._read("job.json")

    @property
    def is_whole(self) -> bool:
        """Whether its folder says what it is."""
        return self.about.keys() >= {"files", "user", "source_name", "is_complete", "began"}

    @property
    def began(self) -> float:
        return self.about["began"]

    @property
    def began_at(self) -> datetime:
        return datetime.fromtimestamp(self.began, UTC)

    @property
    def name(self) -> str:
        return ", ".join(self.about["files"])

    @property
    def paths(self) -> list[Path]:
        names = enumerate(self.about["files"])
        return [self.folder / "files" / str(number) / name for number, name in names]

    @property
    def progress(self) -> dict[str, Any]:
        """How far the child is: its step, the phase of it, and the amounts done and in all."""
        told = self._read("progress.json")
        return {"step": PREVIEW, "phase": "Starting", "done": 0, "total": 0} | told

    @property
    def result(self) -> dict[str, Any]:
        """What came of the last step, once it has ended by itself."""
        return self._read("result.json")

    @property
    def report(self) -> Path:
        """The whole report of the last step, with every issue."""
        return self.folder / "report.json"

    @property
    def is_running(self) -> bool:
        return is_held(self.folder / "running")

    @property
    def state(self) -> str:
        """running; previewed; written; failed; or died, where a child left no result."""
        # Asked first: a child leaves its result before it ends.
        return "running" if self.is_running else self.result_state

    @property
    def result_state(self) -> str:
        """What the last step left, whether or not a child is at work."""
        if not (result := self.result):
            return "died"
        if result.get("message", "damaged"):
            return "failed"
        return "written" if result.get("step") == WRITE else "previewed"

    @property
    def state_in_words(self) -> str:
        return STATES[self.state]

    def start(self, step: str, user_pk: Any) -> bool:
        """Start a child that does one step for a person; False where one is running already."""
        lock = take(self.folder / "running")
        if lock is None:
            return False
        try:
            is_there = Job(self.folder).is_whole
            if not is_there or (step == WRITE and self.result_state != "previewed"):
                # Another request has discarded or written it meanwhile.
                return False
            # The history names who says so, not who uploaded.
            self._write("job.json", self.about | {"user": user_pk})
            for name in ("result.json", "report.json"):
                (self.folder / name).unlink(missing_ok=True)
            self._write("progress.json", {"step": step})
            launch(self.folder, step, lock)
        finally:
            # The child has it open too, and with it the lock.
            os.close(lock)
        return True

    def run(self, step: str) -> Report | None:
        """Do one step here, and leave its result; None where nothing came of it."""
        about = self.about
        report, message = None, ""
        try:
            report = bring_in(
                self.paths,
                user=get_user_model().objects.filter(pk=about["user"]).first(),
                source_name=about["source_name"],
                is_complete=about["is_complete"],
                is_dry_run=step == PREVIEW,
                watch=Following(self, step).watch,
            )
        except UnreadableFile as error:
            report, message = error.report, str(error)
        except ValidationError as error:
            report, message = told_with(error), " ".join(error.messages)
        except (Overtaken, EditConflict, DatabaseError, OSError, MemoryError) as error:
            report, message = told_with(error), str(error) or type(error).__name__
        if report and report.wrote_anything and message and step == WRITE:
            message += " The files before it were brought in."
        self.conclude(step, report or Report(), message)
        return report

    def conclude(self, step: str, report: Report, message: str) -> None:
        """Leave the result of a step for whoever looks."""
        self._write("report.json", report.document())
        refusals_first = sorted(report.issues, key=lambda issue: not issue.refuses)
        result = {
            "step": step,
            "message": message,
            "counts": report.counts if report.counts_anything else {},
            "issues": [asdict(issue) for issue in refusals_first[:SHOWN]],
            "issue_count": len(report.issues),
            "runs": report.runs if step == WRITE else [],
        }
        self._write("result.json", result)

    def discard(self) -> bool:
        """Remove the upload; False where a child works on it."""
        lock = take(self.folder / "running")
        if lock is None:
            return False
        shutil.rmtree(self.folder, ignore_errors=True)
        os.close(lock)
        return True

    def _read(self, name: str) -> dict[str, Any]:
        try:
            found = json.loads((self.folder / name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _write(self, name: str, document: dict[str, Any]) -> None:
        """Replace a file at once: nobody reads half of it."""
        new = self.folder / f"{name}.new"
        text = json.dumps(document, ensure_ascii=False, indent=2)
        new.write_text(text, encoding="utf-8", errors="replace")
        new.replace(self.folder / name)


class Following:
    """Writes down how far a job's step is, a few times a second."""

    def __init__(self, job: Job, step: str) -> None:
        self.job, self.step = job, step

    @contextmanager
    def watch(self, phase: str, total: int) -> Iterator[Tell]:
        done, told_at = 0, 0.0

        def tell(amount: int) -> None:
            nonlocal done, told_at
            done += amount
            if (now := time.monotonic()) - told_at >= BETWEEN_TELLING_SECONDS:
                told_at = now
                told = {"step": self.step, "phase": phase, "done": min(done, total)}
                self.job._write("progress.json", told | {"total": total})

        tell(0)
        yield tell


def launch(folder: Path, step: str, lock: int) -> None:
    """Run a step of a job as a process that outlives the server's, and holds the lock."""
    arguments = ["run_import_job", str(folder), *(["--write"] if step == WRITE else [])]
    with (folder / "output.txt").open("wb") as output:
        child = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments],
            cwd=settings.BASE_DIR,
            # An import may hold the database for longer than a page.
            env=os.environ | {"STATEMENT_TIMEOUT_SECONDS": "0"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=[lock],
        )
    threading.Thread(target=child.wait, daemon=True).start()


def keep(file: File, path: Path) -> None:
    """Move an uploaded file to its place, or copy one that is in memory."""
    if hasattr(file, "temporary_file_path"):
        file_move_safe(file.temporary_file_path(), str(path))
        path.chmod(0o600)
        return
    with path.open("wb") as out:
        for chunk in file.chunks():
            out.write(chunk)


def safe_name(name: str) -> str:
    """An uploaded file's own name, without what could lead elsewhere or cannot be kept."""
    name = re.split(r"[/\\]", name)[-1]
    name = "".join(sign if sign.isprintable() else "_" for sign in name).strip(" .")
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        stem, dot, ending = name, "", ""
    room = LONGEST_NAME_BYTES - len((dot + ending).encode("utf-8", "replace"))
    short = stem.encode("utf-8", "replace")[:room].decode("utf-8", "ignore")
    return f"{short}{dot}{ending}" if short else f"file{dot}{ending}"


def told_with(error: Exception) -> Report | None:
    """What had been written of several files before one stopped the rest."""
    return getattr(error, "report", None)


def remove_old(now: float | None = None) -> None:
    """Remove the uploads of more than a week ago, and what a broken upload left."""
    now = time.time() if now is None else now
    for job in Job.all():
        if now - job.began > KEPT_SECONDS:
            job.discard()
    root = Path(settings.UPLOADS_DIR)
    for path in _left_over(root.iterdir() if root.is_dir() else ()):
        with suppress(FileNotFoundError):
            if now - path.stat().st_mtime > KEPT_SECONDS:
                if path.is_dir():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink()


def _left_over(paths: Iterable[Path]) -> Iterator[Path]:
    """Temporary files of uploads that broke off, and folders that never became a job."""
    for path in paths:
        is_folder = KEY.fullmatch(path.name) and not (path / "job.json").exists()
        if is_folder or path.name.endswith(".upload"):
            yield path
