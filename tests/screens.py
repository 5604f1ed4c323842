"""Take a picture of every kind of page: `python -m tests.screens FOLDER`, `make screens`.

Desktop, phone and dark, on the bundled data and one invented tabled text; to be looked at.
"""

from __future__ import annotations

import os
import re
import secrets
import sys
import tempfile
from pathlib import Path

import django

MODES = {
    "desktop": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
}


def main() -> int:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "local/screens")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="screens-") as name:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "tracker.settings",
            "DATABASE_URL": f"sqlite:///{name}/screens.sqlite3",
            "SECRET_KEY": secrets.token_urlsafe(60),
            "RATE_LIMITS": "off",
            "LOG_LEVEL": "ERROR",
            # The browser is driven from the thread that reads the database.
            "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
        }
        django.setup()
        take_all(folder)
    return 0


def take_all(folder: Path) -> None:
    from django.core.management import call_command
    from django.test import override_settings
    from playwright.sync_api import sync_playwright
    from pytest_django.live_server_helper import LiveServer
    from tqdm import tqdm

    from tests.browser import found_chromium
    from tests.web.addresses import ADDRESSES, add_tabled_text
    from votes.importers import sample

    call_command("migrate", verbosity=0)
    sample.load()
    add_tabled_text()
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={"staticfiles": plain}), sync_playwright() as playwright:
        server = LiveServer("localhost")
        browser = playwright.chromium.launch(
            executable_path=found_chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        for mode, options in MODES.items():
            page = browser.new_context(base_url=server.url, locale="en-GB", **options).new_page()
            for name, address in tqdm(ADDRESSES.items(), desc=mode):
                page.goto(address)
                stem = re.sub(r"\W+", "-", name)
                page.screenshot(path=folder / f"{stem}-{mode}.png", full_page=True)
        browser.close()
        server.stop()


if __name__ == "__main__":
    sys.exit(main())
