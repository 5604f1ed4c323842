"""The browser of this machine that tests and pictures are made with."""

from __future__ import annotations

import os
import shutil
from typing import Any


def found_chromium() -> str | None:
    """Where Chromium is: `CHROMIUM`, else the first found by its usual names."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


def follow(page: Any, what: str) -> None:
    """Click what leads to another page, and wait until all of that is there."""
    with page.expect_navigation():
        page.click(what)
