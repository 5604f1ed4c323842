"""The browser of this machine that tests and pictures are made with."""

from __future__ import annotations

import os
import shutil


def found_chromium() -> str | None:
    """Where Chromium is: `CHROMIUM`, else the first found by its usual names."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
