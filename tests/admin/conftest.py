"""What the tests of the desk stand on."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """Accounts of tests need no slow hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def own_uploads(settings: Any, tmp_path: Path) -> None:
    """What tests upload is not kept among a developer's own."""
    settings.UPLOADS_DIR = tmp_path / "uploads"
