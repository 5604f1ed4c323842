"""Make the site ready to serve: database, bundled data, static files, dump, first administrator."""

import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from votes.exports.dump import make_dump
from votes.exports.kept import kept
from votes.models import DataVersion, Vote

# From so many votes on a dump is made by its own command only.
LARGE = 200_000
PASSWORD_FILE = "admin_password"  # noqa: S105 - the name of the file, not what is in it


class Command(BaseCommand):
    help = (
        "Migrate, bring in the bundled data, collect static files, make the dump that the API "
        "offers and, the first time, create the administrator “admin” with ADMIN_PASSWORD or a "
        "generated password."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        settings.LOCAL_DIR.mkdir(mode=0o700, exist_ok=True)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_sample", stdout=self.stdout)
        call_command("collectstatic", verbosity=0, interactive=False)
        self.make_dump()
        self.create_administrator(settings.LOCAL_DIR / PASSWORD_FILE)

    def make_dump(self) -> None:
        """Make the dump that the API offers where it is old or there is none; of a large record
        that takes too long to wait for."""
        dumps = kept(settings.DUMPS_DIR)
        is_current = dumps and dumps[0].data_version == DataVersion.current()
        if not is_current and Vote.objects.count() < LARGE:
            try:
                self.stdout.write(f"Dump of the record: {make_dump(settings.DUMPS_DIR).name}")
            except OSError as error:
                # The site can do without.
                self.stderr.write(f"No dump of the record could be made: {error}")

    def create_administrator(self, kept: Path) -> None:
        """Create `admin` where no administrator is; the password is printed this once."""
        users = get_user_model()._default_manager
        if users.filter(is_superuser=True).exists():
            return
        if users.filter(username="admin").exists():
            raise CommandError(
                "An account “admin” exists but is no administrator; run createsuperuser."
            )
        password = os.environ.get("ADMIN_PASSWORD", "")
        if not password and kept.is_file():
            password = kept.read_text(encoding="utf-8").strip()
        password = password or secrets.token_urlsafe(15)
        handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(f"{password}\n")
        kept.chmod(0o600)
        users.create_superuser("admin", password=password)
        self.stdout.write(f"\nAdministrator: admin\nPassword:      {password}")
        self.stdout.write(f"It is kept in local/{PASSWORD_FILE}; this is printed once.\n")
