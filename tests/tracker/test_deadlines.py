"""A statement of the web that takes SQLite too long is interrupted, as PostgreSQL interrupts it."""

import time

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from tracker import deadlines

pytestmark = pytest.mark.django_db
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture
def sqlite(monkeypatch, settings):
    """A SQLite of its own, whatever the other tests run on."""
    settings.STATEMENT_TIMEOUT_SECONDS = 1
    memory = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
    connection = ConnectionHandler({"default": memory})["default"]
    monkeypatch.setattr(deadlines, "connection", connection)
    yield connection
    connection.close()


def asked(connection, sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def test_an_endless_statement_is_interrupted(sqlite):
    site = deadlines.StatementTimeMiddleware(lambda request: asked(sqlite, ENDLESS))
    begun = time.monotonic()
    with pytest.raises(OperationalError, match="interrupted"):
        site(None)
    assert time.monotonic() - begun < 10


def test_each_statement_has_the_time_for_itself(sqlite):
    def answer(request):
        time.sleep(0.6)
        first = asked(sqlite, "SELECT 1")
        time.sleep(0.6)
        return first + asked(sqlite, "SELECT 2")

    assert deadlines.StatementTimeMiddleware(answer)(None) == 3


def test_what_runs_after_the_request_has_no_deadline(sqlite, monkeypatch):
    deadlines.StatementTimeMiddleware(lambda request: asked(sqlite, "SELECT 1"))(None)
    monkeypatch.setattr(deadlines.time, "monotonic", lambda: float("inf"))
    million = ENDLESS.replace("FROM n)", "FROM n WHERE i < 1000000)")
    assert asked(sqlite, million) == 1_000_000


def test_a_long_reading_has_its_time_for_each_step(sqlite):
    with pytest.raises(OperationalError, match="interrupted"), deadlines.long_reading(0) as begin:
        begin()
        asked(sqlite, ENDLESS)
    assert asked(sqlite, "SELECT 4") == 4


def test_without_a_limit_or_on_postgresql_nothing_stands_between(sqlite, settings, monkeypatch):
    settings.STATEMENT_TIMEOUT_SECONDS = 0
    with pytest.raises(MiddlewareNotUsed):
        deadlines.StatementTimeMiddleware(lambda request: None)
    settings.STATEMENT_TIMEOUT_SECONDS = 5
    monkeypatch.setattr(sqlite, "vendor", "postgresql")
    with pytest.raises(MiddlewareNotUsed):
        deadlines.StatementTimeMiddleware(lambda request: None)
