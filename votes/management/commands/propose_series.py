"""Propose series of texts whose title comes back."""

from typing import Any

from django.core.management.base import BaseCommand

from votes.stances.proposals import propose


class Command(BaseCommand):
    help = (
        "Propose a series for each title that came back in another session. Run again it adds "
        "only what is new, and never touches what an editor accepted, changed or rejected."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        proposed = propose()
        self.stdout.write(
            f"{proposed.series:,} series proposed, {proposed.texts:,} texts placed; "
            f"{proposed.left:,} proposals left as an editor has them."
        )
