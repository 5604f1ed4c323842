"""Bring in files of votes."""

import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from tqdm import tqdm

from votes.importers.load import WHAT_TO_DO, Overtaken, bring_in
from votes.importers.report import OUTCOMES, Report
from votes.importers.rollcall import UnreadableFile
from votes.models import EditConflict
from votes.stances.proposals import propose

# So many issues are listed on the terminal; the report has them all.
LISTED = 20


class Command(BaseCommand):
    help = (
        "Bring in files of votes: the UN Digital Library's, the list of vetoes, Voeten's. "
        "Plain, .gz or .zip; the layout is recognised. Running it again adds only what is new."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--complete",
            action="store_true",
            help="take each file as the whole record of its source and report what it lacks",
        )
        parser.add_argument(
            "--source", default="", metavar="NAME", help="how the record names the source"
        )
        parser.add_argument("--dry-run", action="store_true", help="report, but write nothing")
        parser.add_argument("--report", type=Path, metavar="OUT.json", help="write it as JSON too")

    def handle(self, *args: Any, **options: Any) -> None:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                # A terminal that cannot show a sign does not stop an import.
                stream.reconfigure(errors="replace")
        files = [Path(file) for file in options["files"]]
        out = Path(options["report"]) if options["report"] else None
        if out is not None:
            check_writable(out, files)
        if not options["source"].isprintable():
            raise CommandError(
                "The name of a source has letters that cannot be kept.", returncode=2
            )
        if len(options["source"]) > 100:
            raise CommandError("The name of a source has at most 100 characters.", returncode=2)
        try:
            report = bring_in(
                files,
                source_name=options["source"],
                is_complete=options["complete"],
                is_dry_run=options["dry_run"],
                watch=bar,
            )
        except UnreadableFile as error:
            if error.report and (error.report.counts_anything or error.report.issues):
                self.conclude(error.report, out, options["dry_run"])
            raise CommandError(str(error), returncode=2) from error
        except ValidationError as error:
            message = f"Nothing of it was written. {' '.join(error.messages)}"
            raise CommandError(message, returncode=2) from error
        except (Overtaken, EditConflict, DatabaseError) as error:
            raise CommandError(f"Nothing of it was written. {error}", returncode=2) from error
        self.conclude(report, out, options["dry_run"])
        if report.has_refusals:
            sys.exit(1)

    def conclude(self, report: Report, out: Path | None, is_dry_run: bool) -> None:
        """Refresh what follows from the files, and tell what came of them."""
        if report.wrote_anything and not is_dry_run:
            propose()
        self.say(report, is_dry_run)
        if out is not None:
            document = json.dumps(report.document(), ensure_ascii=False, indent=2)
            try:
                out.write_text(document + "\n", encoding="utf-8", errors="replace")
            except OSError as error:
                message = f"All else is done, but the report {out} could not be written: {error}"
                raise CommandError(message) from error

    def say(self, report: Report, is_dry_run: bool) -> None:
        """The issues' beginning, and the table of outcomes."""
        refusals = [issue for issue in report.issues if issue.refuses]
        others = [issue for issue in report.issues if not issue.refuses]
        for issue in [*refusals, *others][:LISTED]:
            place = f"record {issue.record}, line {issue.line}" if issue.line else issue.record
            column = f", {issue.column}" if issue.column else ""
            self.stdout.write(f"{issue.kind}: {issue.what} ({place}{column})")
        if len(report.issues) > LISTED:
            more = len(report.issues) - LISTED
            self.stdout.write(f"… and {more:,} more; --report OUT.json lists them all.")
        for kind in sorted({issue.kind for issue in refusals} & WHAT_TO_DO.keys()):
            self.stdout.write(WHAT_TO_DO[kind])
        if report.issues:
            self.stdout.write("")
        heads = [outcome.replace("_", " ") for outcome in OUTCOMES]
        self.stdout.write(f"{'':<12}" + "".join(f"{head:>14}" for head in heads))
        for what, counts in report.counts.items():
            numbers = "".join(f"{counts[outcome]:>14,}" for outcome in OUTCOMES)
            self.stdout.write(f"{what.replace('_', ' '):<12}{numbers}")
        if is_dry_run:
            self.stdout.write("Nothing was written: this was a dry run.")


def check_writable(out: Path, files: list[Path]) -> None:
    """Raise CommandError, before any work is done, where a report could not be written, or would
    be written over a file."""
    if out.resolve() in {file.resolve() for file in files}:
        raise CommandError(f"The report {out} would overwrite the file itself.", returncode=2)
    folder = out.resolve().parent
    if not folder.is_dir():
        raise CommandError(f"The folder of {out} does not exist.", returncode=2)
    if out.is_dir() or not os.access(out if out.exists() else folder, os.W_OK):
        raise CommandError(f"The report {out} cannot be written.", returncode=2)


@contextmanager
def bar(phase: str, total: int) -> Iterator[Callable[[int], None]]:
    """A progress bar with rate and remaining time on a terminal; nothing elsewhere."""
    unit, scale = ("B", True) if phase.startswith("Reading") else (" votes", True)
    with tqdm(
        desc=phase[:40], total=total, unit=unit, unit_scale=scale, disable=None, leave=False
    ) as shown:

        def tell(amount: int) -> None:
            shown.update(min(amount, total - shown.n))

        yield tell
