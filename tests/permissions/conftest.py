"""A record of every kind and somebody of every kind, made once for each module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from tests.admin.rows import make_rows
from tests.permissions.askers import Asker, everybody


@pytest.fixture(scope="module")
def dumps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folders of this machine are left alone."""
    kept = settings.DUMPS_DIR, settings.UPLOADS_DIR
    folder = tmp_path_factory.mktemp("kept")
    settings.DUMPS_DIR, settings.UPLOADS_DIR = folder / "dumps", folder / "uploads"
    yield settings.DUMPS_DIR
    settings.DUMPS_DIR, settings.UPLOADS_DIR = kept


@pytest.fixture(scope="module")
def askers_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Asker]]:
    with django_db_blocker.unblock(), transaction.atomic():
        make_rows(1)
        yield everybody()
        transaction.set_rollback(True)


@pytest.fixture
def askers(askers_once: list[Asker], db: None) -> list[Asker]:
    """One of each kind; what they write is taken back."""
    return askers_once
