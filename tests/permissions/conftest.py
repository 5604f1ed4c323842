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
from tests.permissions.routes import names_of
from votes.exports.dump import make_dump


@pytest.fixture(scope="module")
def dumps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folders of this machine are left alone."""
    kept = settings.DUMPS_DIR, settings.UPLOADS_DIR
    folder = tmp_path_factory.mktemp("kept")
    settings.DUMPS_DIR, settings.UPLOADS_DIR = folder / "dumps", folder / "uploads"
    yield settings.DUMPS_DIR
    settings.DUMPS_DIR, settings.UPLOADS_DIR = kept


@pytest.fixture(scope="module")
def made_once(
    django_db_setup: None, django_db_blocker: Any, dumps: Path
) -> Iterator[tuple[list[Asker], dict[str, str]]]:
    with django_db_blocker.unblock(), transaction.atomic():
        make_rows(1)
        yield everybody(), names_of(make_dump(dumps).name)
        transaction.set_rollback(True)


@pytest.fixture
def askers(made_once: Any, db: None) -> list[Asker]:
    """One of each kind; what they write is taken back."""
    return made_once[0]


@pytest.fixture
def names(made_once: Any, db: None) -> dict[str, str]:
    """What the addresses name; see Route.address."""
    return made_once[1]
