"""Do one step of an uploaded import; the import desk starts it as a child process."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from votes.importers.jobs import PREVIEW, WRITE, Job
from votes.stances.proposals import propose


class Command(BaseCommand):
    help = "Look at the uploaded files of a job of the import desk, or bring them in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="the job's folder")
        parser.add_argument("--write", action="store_true", help="write, not only report")

    def handle(self, *args: Any, **options: Any) -> None:
        job = Job(Path(options["folder"]))
        if not job.about:
            raise CommandError(f"{job.folder} is no job of the import desk.", returncode=2)
        report = job.run(WRITE if options["write"] else PREVIEW)
        if options["write"] and report and report.wrote_anything:
            propose()
