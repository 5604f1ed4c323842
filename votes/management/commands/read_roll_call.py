"""Say what a printed roll call is read as."""

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from votes.importers import named, verbatim
from votes.importers.verbatim_day import day_of
from votes.models import States

STDIN = "-"
LARGEST = 50 * 1024 * 1024
MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


class Command(BaseCommand):
    help = (
        "Read the roll call of a meeting record or press release and print it as JSON. Nothing "
        "is written. Totals that the text does not state are null; non_voting are the members of "
        "that day whom it does not name. Exit code 2 if there is no roll call in it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="a text file; - reads standard input")
        parser.add_argument(
            "--date",
            type=iso_day,
            metavar="YYYY-MM-DD",
            help="the day of the vote; without it the day that the text clearly has, else today",
        )
        parser.add_argument(
            "--vote",
            type=int,
            default=1,
            metavar="N",
            help="which roll call of the text, from 1: those with lists first (default: 1)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        text = read(options["file"])
        votes = verbatim.parse(text)
        if not votes:
            raise CommandError("No roll call was found in the text.", returncode=2)
        if not 1 <= options["vote"] <= len(votes):
            raise CommandError(
                f"The text has {len(votes)} roll calls; there is no number {options['vote']}.",
                returncode=2,
            )
        day = options["date"]
        if day is None:
            today = timezone.now().date()
            found = day_of(text, today)
            day = found or today
            reason = "the day that the text has" if found else "today; --date names another"
            self.stderr.write(f"Read for {day.isoformat()}, {reason}.")
        if len(votes) > 1:
            self.stderr.write(f"Roll call {options['vote']} of {len(votes)}; --vote names another.")
        reading = named.name(votes[options["vote"] - 1], States.load(), day)
        self.stdout.write(json.dumps(reading.document(), ensure_ascii=False, indent=2))


def iso_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is no date such as 2007-09-13") from None


def read(name: str) -> str:
    """The text of a file or of standard input: UTF-8, UTF-16 with its mark, or Windows-1252."""
    try:
        if name == STDIN:
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CommandError(f"{name} cannot be read: {reason}.", returncode=2) from None
    if len(data) > LARGEST:
        raise CommandError(f"{name} is longer than any text: over 50 MB.", returncode=2)
    encodings = [MARKS[data[:2]]] if data[:2] in MARKS else ["utf-8-sig", "cp1252"]
    if not data.startswith(b"%PDF") and (b"\0" not in data or data[:2] in MARKS):
        for encoding in encodings:
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise CommandError(f"{name} is not a text; of a PDF, give its text.", returncode=2)
