"""What every test stands on: no network, no tracked write outside the gate, a known clock."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Callable, Iterator
from threading import BoundedSemaphore
from typing import Any

import pytest
import redis
from django.db import connection, connections, transaction

from tests.browser import found_chromium
from tests.copied import load_bundled
from votes.api import slots
from votes.models import Record
from votes.models.changing import open_gate

LOOPBACK = {"127.0.0.1", "::1", "localhost"}
WRITE = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)


def tracked_tables() -> set[str]:
    """The tables whose rows only the gate may write."""
    waiting, found = [Record], set()
    while waiting:
        model = waiting.pop()
        waiting += model.__subclasses__()
        if not model._meta.abstract:
            found.add(model._meta.db_table)
    return found


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sockets other than loopback fail: no test depends on the world."""
    connect = socket.socket.connect

    def local_only(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in LOOPBACK:
            raise AssertionError(f"A test reached for the network: {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", local_only)


@pytest.fixture(autouse=True)
def refuse_writes_outside_the_gate() -> Iterator[None]:
    """Fail any test in which a tracked table is written while no gate is open."""
    tables = tracked_tables()

    def guard(execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        written = WRITE.match(sql)
        if written and written.group(1) in tables and open_gate() is None:
            raise AssertionError(f"A tracked write outside `changing`: {sql[:120]}")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(guard):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file, as it is used: in memory, connections share locks that files do not."""
    if connection.vendor == "sqlite":
        name = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
        connection.settings_dict["TEST"]["NAME"] = name


@pytest.fixture(scope="module")
def bundled_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The bundled data, loaded once a module and taken away after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_bundled()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def bundled(bundled_once: None, db: None) -> None:
    """The bundled data, with what a test writes taken back after it."""


@pytest.fixture
def chromium(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A real browser; tests that ask for it are skipped where none is installed."""
    if (path := found_chromium()) is None:
        pytest.skip("there is no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    # Playwright's loop runs in this thread, where the test also reads the database.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()
        # Under Playwright's loop this thread has connections of its own, which nothing else closes.
        connections.close_all()


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> None:
    """Accounts are made by the hundred here, and slow hashes, made to resist guessing, protect
    nobody."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What tests keep for other processes is not kept among a developer's own."""
    from django.conf import settings

    settings.CACHES["matrix"]["LOCATION"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(autouse=True)
def plain_static_files(settings: Any) -> None:
    """Tests need no collected static files."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks no database is the same on each."""
    for item in items:
        names = set(getattr(item, "fixturenames", ()))
        if not item.get_closest_marker("django_db") and not names & {"db", "transactional_db"}:
            item.add_marker(pytest.mark.once)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Any:
    """Where everything is there that tests need (REQUIRE_ALL), a skipped test is a failed one."""
    report = yield
    if report.skipped and os.environ.get("REQUIRE_ALL"):
        report.outcome = "failed"
        report.longrepr = f"Skipped where nothing may be: {report.longrepr}"
    return report


@pytest.fixture(autouse=True)
def no_limits(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """All tests ask from one address; those of the limits set their own."""
    settings.RATE_LIMITS = {}
    # Answers that a test does not read to the end are closed by nobody.
    monkeypatch.setattr(slots, "free", BoundedSemaphore(1000))


@pytest.fixture(scope="session")
def redis_url() -> str:
    """A Redis server for tests; those that ask for it are skipped where none answers."""
    url = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/9")
    try:
        redis.Redis.from_url(url, socket_connect_timeout=1).ping()
    except redis.RedisError:
        pytest.skip(f"no Redis answers at {url}")
    return url
