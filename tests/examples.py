"""Ask the bundled data for every example of the API's document anew: `python -m tests.examples`.

`votes/api/examples.json` has the address of each; its answer is written beside it.
"""

from __future__ import annotations

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
        from django.core.management import call_command
        from django.test import Client

        from votes.importers import sample

        call_command("migrate", verbosity=0)
        sample.load()
        add_topic()
        client = Client(SERVER_NAME="localhost")
        examples = json.loads(FILE.read_text(encoding="utf-8"))
        for operation, example in examples.items():
            response = client.get(example["address"])
            if response.status_code != 200:
                raise SystemExit(f"{operation}: {response.content.decode()}")
            example["answer"] = shown(response.json())
    FILE.write_text(json.dumps(examples, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def add_topic() -> None:
    """The bundled data have no topic of their own: one of Voeten's issue codes."""
    from votes.models import Topic, changing

    with changing(None, "An example"):
        Topic.objects.create(
            name="Palestinian conflict", slug="palestinian-conflict", scheme="voeten"
        )


def shown(answer: Any) -> Any:
    """An answer as the document shows it: without the host and the key that it was asked with."""
    text = json.dumps(answer, ensure_ascii=False)
    text = re.sub(r"https?://(localhost|testserver)/", "https://example.org/", text)
    return json.loads(CURSOR.sub(ONE_CURSOR, text))


if __name__ == "__main__":
    sys.exit(main())
