"""Bring the public record of another tracker into an empty one."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from votes.importers.dump import load_dump
from votes.importers.rollcall import UnreadableFile
from votes.management.commands.import_votes import bar


class Command(BaseCommand):
    help = (
        "Bring a file of make_dump into an empty tracker, all of it or nothing: the same records "
        "with their numbers, versions and times."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.zip")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rows = load_dump(Path(options["file"]), bar)
        except UnreadableFile as error:
            message = f"Nothing was written. {error}"
            raise CommandError(message, returncode=2) from error
        for table, count in rows.items():
            self.stdout.write(f"{count:>10,} {table}")
