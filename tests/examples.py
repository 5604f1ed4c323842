"""Ask the bundled data for every example of the API's document anew: `python -m tests.examples`.

`votes/api/examples.json` has the address of each; its answer is written beside it.
"""

from __future__ import annotations

import io
import json
import os
import re
import secrets
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django
from django.utils import timezone

FILE = Path(__file__).resolve().parent.parent / "votes" / "api" / "examples.json"
NOW = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)
# What differs from one database to another.
VARYING = re.compile(r"^(id|roll_call|statement|data_version|sha256|size|.*_at)$")
DUMP = re.compile(r"[\w.-]+\.zip")
# How the operations that write are asked, by their verb.
WRITES: dict[str, tuple[str, dict[str, str]]] = {
    "create": ("POST", {}),
    "correct": ("PATCH", {"if-match": '"1"'}),
}
# A cursor is signed with the site's own key; every other site has another.
CURSOR = re.compile(r"(cursor=)[^&\"]+")
ONE_CURSOR = r"\1WyJmIiwgWyIyMDI1LTAyLTI0IiwgMTIsIDEwNDFdXQ"


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="examples-") as name:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "tracker.settings",
            "DATABASE_URL": f"sqlite:///{name}/examples.sqlite3",
            "SECRET_KEY": secrets.token_urlsafe(60),
            "LOG_LEVEL": "ERROR",
        }
        # Before the models take it as the default of their times.
        timezone.now = lambda: NOW
        django.setup()
        from django.conf import settings
        from django.contrib.auth import get_user_model
        from django.core.management import call_command
        from django.db import transaction
        from django.test import Client

        from votes.importers import sample

        call_command("migrate", verbosity=0)
        sample.load()
        add_to_data()
        settings.DUMPS_DIR = Path(name)
        call_command("make_dump", stdout=io.StringIO())
        client = Client(SERVER_NAME="localhost")
        get_user_model().objects.create_superuser("editor", password=secrets.token_urlsafe())
        examples = json.loads(FILE.read_text(encoding="utf-8"))
        for operation, example in examples.items():
            with transaction.atomic():
                response = asked(client, operation, example["address"], example)
                # The next example starts from the same data.
                transaction.set_rollback(True)
            if response.status_code not in {200, 201}:
                raise SystemExit(f"{operation}: {response.content.decode()}")
            answer = shown(response.json())
            # What only this making of the data gave does not change the file.
            if "answer" not in example or lasting(answer) != lasting(example["answer"]):
                example["answer"] = answer
    FILE.write_text(json.dumps(examples, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def asked(client: Any, operation: str, address: str, example: dict[str, Any]) -> Any:
    """The answer to an example: a read as anybody, a write as an editor."""
    verb, _, _ = operation.partition("_")
    if verb not in WRITES:
        client.logout()
        return client.get(address)
    from django.contrib.auth import get_user_model

    client.force_login(get_user_model().objects.get(username="editor"))
    method, headers = WRITES[verb]
    return client.generic(
        method,
        address,
        json.dumps(example["sent"]),
        content_type="application/json",
        headers=headers,
    )


def lasting(answer):
    """An answer without what differs from one database to another."""
    if isinstance(answer, list):
        return [lasting(each) for each in answer]
    if not isinstance(answer, dict):
        return DUMP.sub("dump.zip", answer) if isinstance(answer, str) else answer
    return {
        key: 0 if VARYING.match(key) and not isinstance(each, dict | list) else lasting(each)
        for key, each in answer.items()
    }


def add_to_data() -> None:
    """What examples name and the bundled data lack: one of Voeten's issue codes, and a text of the
    Council on which a vote can be recorded."""
    from votes.models import Resolution, Topic, changing

    topic = Topic(name="Palestinian conflict", slug="palestinian-conflict", scheme="voeten")
    text = Resolution(
        draft_symbol="S/2022/155",
        title="Draft resolution on the situation in Ukraine",
        body="SC",
        session="77",
        status="not_adopted",
    )
    with changing(None, "An example") as gate:
        gate.save(topic)
        gate.save(text)


def shown(answer: Any) -> Any:
    """An answer as the document shows it: without the host and the key that it was asked with."""
    text = json.dumps(answer, ensure_ascii=False)
    text = re.sub(r"https?://(localhost|testserver)/", "https://example.org/", text)
    return json.loads(CURSOR.sub(ONE_CURSOR, text))


if __name__ == "__main__":
    sys.exit(main())
