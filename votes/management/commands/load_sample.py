"""Bring in the bundled data."""

from typing import Any

from django.core.management.base import BaseCommand

from votes.importers import sample


class Command(BaseCommand):
    help = "Bring in the bundled data. Run again it changes nothing, and keeps every correction."

    def handle(self, *args: Any, **options: Any) -> None:
        added = sample.load()
        if not added:
            self.stdout.write("Bundled data: here already, nothing changed.")
            return
        self.stdout.write("Bundled data:")
        for what, count in added.items():
            self.stdout.write(f"  {count:>5} {what} added")
