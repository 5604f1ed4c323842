"""Make the whole public record one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from votes.exports.dump import make_dump
from votes.models import Vote


class Command(BaseCommand):
    help = (
        "Write the whole public record as a zip of CSV files with a data dictionary, terms and "
        "checksums: into a folder (that of the API's /dump/ where none is named), or as one file."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("target", nargs="?", type=Path, metavar="FILE.zip or FOLDER")

    def handle(self, *args: Any, **options: Any) -> None:
        target = Path(options["target"] or settings.DUMPS_DIR)
        total = Vote.objects.count()
        try:
            with tqdm(total=total, unit=" rows", unit_scale=True, disable=None, leave=False) as bar:
                dump = make_dump(target, bar.update)
        except OSError as error:
            raise CommandError(f"{target} could not be written: {error}") from error
        self.stdout.write(f"{dump.path}\n{dump.size:,} bytes, sha256 {dump.sha256}")
        for table, rows in dump.tables.items():
            self.stdout.write(f"{rows:>10,} {table}")
