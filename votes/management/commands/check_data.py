"""Say what in the database is doubtful."""

import json
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from votes.models import DataVersion
from votes.models.doubts import KINDS, Doubt, doubts, several

# What a person reads of one kind on a terminal.
MOST_LINES = 50
STDOUT = "-"


class Command(BaseCommand):
    help = (
        "Say what in the database is doubtful: exit code 1 if anything is, 0 if nothing, "
        "2 if the JSON cannot be written. Nothing is changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--json",
            metavar="OUT.json",
            help="also write everything as JSON to this file; - writes it instead of the report",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        # Read first: a change during the check makes the report older, never falsely newer.
        version, found = DataVersion.current(), list(doubts())
        if out := options["json"]:
            self.write_json(out, version, found)
        if out != STDOUT:
            self.report(found)
        if found:
            sys.exit(1)

    def write_json(self, out: str, version: int, found: list[Doubt]) -> None:
        counts = Counter(doubt.kind for doubt in found)
        document = {
            "checked_at": timezone.now().isoformat(),
            "data_version": version,
            "doubts": [asdict(doubt) for doubt in found],
            "counts": {kind: counts[kind] for kind in KINDS},
        }
        written = json.dumps(document, ensure_ascii=False, indent=2)
        if out == STDOUT:
            self.stdout.write(written)
            return
        try:
            Path(out).write_text(f"{written}\n", encoding="utf-8")
        except OSError as error:
            raise CommandError(
                f"{out} cannot be written: {error.strerror}.", returncode=2
            ) from None

    def report(self, found: list[Doubt]) -> None:
        for kind, title in KINDS.items():
            lines = [f"  {doubt.record}: {doubt.what}" for doubt in found if doubt.kind == kind]
            self.stdout.write(f"{kind} ({len(lines)}): {title}")
            for line in lines[:MOST_LINES]:
                self.stdout.write(line)
            if more := len(lines[MOST_LINES:]):
                self.stdout.write(f"  and {more} more; --json lists all")
        self.stdout.write(
            f"\n{several(len(found), 'doubt')}." if found else "\nNothing is doubtful."
        )
