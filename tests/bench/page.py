"""Time pages inside the process: one of votes, beside raw SQL and the standard JSON encoder, and a
country's, with its queries and its size."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import django

ASKED = 200
PAGE = "/api/v1/votes/?country=PAK&limit=100"
RAW = """
SELECT v.id, c.code, c.name, v.position, v.intended_position, v.non_voting_reason,
       r.id, r.date, r.scope, t.body, t.session, t.symbol, t.title, v.version, v.updated_at
FROM votes_rollcall r {join} votes_vote v ON v.roll_call_id = r.id AND v.country_id = {country}
JOIN votes_country c ON c.id = v.country_id JOIN votes_resolution t ON t.id = r.resolution_id
WHERE r.state = 'published' ORDER BY r.date DESC, r.id DESC, v.id DESC LIMIT 100
"""


def milliseconds(work: Callable[[], Any]) -> float:
    for _ in range(20):
        work()
    times = []
    for _ in range(ASKED):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return 1000 * median(times)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    os.environ["RATE_LIMITS"] = "off"
    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from votes.models import Country

    # Pages name static files that only a served copy has collected.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    client = Client(SERVER_NAME="localhost")
    country = Country.objects.named("PAK").pk
    # On SQLite the order of a cross join is the one that is written.
    join = "CROSS JOIN" if connection.vendor == "sqlite" else "JOIN"
    sql = RAW.format(join=join, country=country)

    def raw() -> str:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            names = [each[0] for each in cursor.description]
            found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        return json.dumps(found, default=str)

    def page() -> bytes:
        response = client.get(PAGE)
        assert response.status_code == 200
        return bytes(response.content)

    def country_page() -> bytes:
        response = client.get("/countries/PAK/")
        assert response.status_code == 200
        return bytes(response.content)

    assert len(json.loads(raw())) == len(json.loads(page())["results"]) == 100
    asked: list[str] = []

    def count(execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        asked.append(sql)
        return execute(sql, params, many, context)

    country_page()
    with connection.execute_wrapper(count):
        size = len(country_page())
    pages = {
        "list": milliseconds(page),
        "country": milliseconds(country_page),
    }
    told = {"raw": milliseconds(raw), "pages": pages, "queries": len(asked), "size": size}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
