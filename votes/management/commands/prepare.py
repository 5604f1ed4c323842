"""Make the site ready to serve: database, bundled data, static files, first administrator."""

import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

PASSWORD_FILE = "admin_password"  # noqa: S105 - the name of the file, not what is in it


class Command(BaseCommand):
    help = (
        "Migrate, bring in the bundled data, collect static files and, the first time, create "
        "the administrator “admin” with ADMIN_PASSWORD or a generated password."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        settings.LOCAL_DIR.mkdir(mode=0o700, exist_ok=True)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_sample", stdout=self.stdout)
        call_command("collectstatic", verbosity=0, interactive=False)
        self.create_administrator(settings.LOCAL_DIR / PASSWORD_FILE)

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
