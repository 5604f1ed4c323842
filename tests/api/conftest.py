"""Asking the API as a program does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from tests.api.writers import Writer

Ask = Callable[..., Any]


@pytest.fixture(autouse=True)
def close_files(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close the files that a test did not read to the end, the last first: a server does."""
    # The framework's views first: their settings name what is in it.
    import_module("rest_framework.views")
    formats = import_module("votes.api.formats")
    opened: list[Any] = []
    begin = formats.Begun.__init__

    def kept(self: Any, *args: Any) -> None:
        begin(self, *args)
        opened.append(self)

    monkeypatch.setattr(formats.Begun, "__init__", kept)
    yield
    for each in reversed(opened):
        each.close()


@pytest.fixture
def ask(client: Client) -> Ask:
    """GET an address under /api/v1/, or a whole one; the answer must have the status."""

    def get(path: str, params: Any = None, status: int = 200) -> Any:
        address = path if path.startswith("http") else f"/api/v1/{path}"
        response = client.get(address, params)
        assert response.status_code == status, response.content
        return response.json()

    return get


@pytest.fixture
def refused(ask: Ask) -> Ask:
    """The details of the one refusal that a request meets."""

    def get(path: str, params: Any = None, status: int = 400) -> Any:
        (detail,) = ask(path, params, status)["error"]["details"]
        return detail

    return get


@pytest.fixture
def roles(db: None) -> None:
    """The roles as the migrations make them, also where another test has emptied the tables."""
    import_module("votes.migrations.0007_roles").add_roles(apps, None)


@pytest.fixture
def editor(roles: None) -> Writer:
    return Writer("Editors")


@pytest.fixture
def reviewer(roles: None) -> Writer:
    return Writer("Reviewers")
