"""Make the pictures of the editors' guide from the desk itself: `python -m tests.pictures`.

A database of its own, the bundled data and a few invented drafts, a clock that stands still.
"""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import django
from django.utils import timezone

from tests.browser import follow

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
NOW = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)
SIZE = {"width": 1100, "height": 720}
HEADINGS = {"Y": "In favour", "N": "Against", "A": "Abstaining"}


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="pictures-") as name:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "tracker.settings",
            "DATABASE_URL": f"sqlite:///{name}/pictures.sqlite3",
            "SECRET_KEY": secrets.token_urlsafe(60),
            "LOG_LEVEL": "ERROR",
            # The browser is driven from the thread that reads the database.
            "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
        }
        # Before the models take it as the default of their times.
        timezone.now = lambda: NOW
        django.setup()
        fill()
        FOLDER.mkdir(parents=True, exist_ok=True)
        with desk() as page:
            take_all(page)
    return 0


def fill() -> None:
    """The bundled data, an account, two tabled texts and a draft that lacks positions."""
    from django.contrib.auth import get_user_model
    from django.core.management import call_command

    from tests.factories import make_expectation, make_resolution, make_roll_call, make_source
    from votes.importers import sample
    from votes.models import Country, changing

    call_command("migrate", verbosity=0)
    sample.load()
    editor = get_user_model().objects.create_superuser("editor", password="a long password")
    tabled = {"status": "tabled", "session": "79", "tabled_on": date(2025, 2, 20)}
    with changing(editor, "An example"):
        for number, day in (("901", date(2025, 3, 10)), ("902", date(2025, 4, 2))):
            make_resolution(
                "",
                **tabled | {"draft_symbol": f"A/79/L.{number}", "title": f"An example, {number}"},
                vote_expected_on=day,
            )
        states = {each.code: each for each in Country.objects.all()}
        text = make_resolution("", **tabled | {"draft_symbol": "A/79/L.900", "title": "An example"})
        some = dict(zip(["PAK", "TUR", "BOL", "BLR", "IND", "CHN"], "YYYNAA", strict=True))
        positions = {states[code]: letter for code, letter in some.items()}
        totals = {"total_yes": 3, "total_no": 1, "total_abstain": 3, "total_non_voting": None}
        make_roll_call(text, positions, on=date(2025, 2, 27), state="draft", **totals)
        expected = {"PAK": "A", "IND": "A", "TUR": "Y"}
        due = text.__class__.objects.get(draft_symbol="A/79/L.901")
        for code, letter in expected.items():
            make_expectation(states[code], due, make_source(f"A report on {code}"), position=letter)


@contextmanager
def desk() -> Iterator[Any]:
    """A browser's page, signed in at a server of the desk."""
    from django.test import override_settings
    from playwright.sync_api import sync_playwright
    from pytest_django.live_server_helper import LiveServer

    from tests.browser import found_chromium

    plain = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with override_settings(STORAGES=plain), sync_playwright() as playwright:
        server = LiveServer("localhost")
        browser = playwright.chromium.launch(
            executable_path=found_chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        context = browser.new_context(base_url=server.url, viewport=SIZE, locale="en-GB")
        context.add_init_script("localStorage.setItem('django.admin.navSidebarIsOpen', 'false')")
        page = context.new_page()
        page.goto("/admin/")
        page.fill("#id_username", "editor")
        page.fill("#id_password", "a long password")
        follow(page, "[type=submit]")
        yield page
        browser.close()
        server.stop()


def take_all(page: Any) -> None:
    """Work at the desk as the guide tells it, and take a picture of each step."""
    from django.urls import reverse

    from votes.models import Country, Resolution, RollCall, Vote

    def change(record: Any, which: str = "change") -> str:
        return reverse(f"admin:votes_{record._meta.model_name}_{which}", args=[record.pk])

    take(page, "front")
    page.goto(reverse("admin:votes_resolution_due"))
    take(page, "due")

    draft = RollCall.objects.get(state="draft")
    page.goto(change(draft, "grid"))
    take(page, "grid")
    page.goto(change(draft))
    page.select_option("#id_state", "published")
    follow(page, "[name=_continue]")
    take(page, "gate")

    text = Resolution.objects.get(draft_symbol="A/79/L.901")
    page.goto(reverse("admin:votes_resolution_paste", args=[text.pk]))
    page.fill("#id_text", printed())
    page.fill("#id_day", "2025-02-24")
    follow(page, "[name=look]")
    take(page, "paste", "#reading")

    vote = Vote.objects.get(country__code="PAK", roll_call__resolution__symbol="A/RES/ES-11/4")
    page.goto(change(vote))
    page.select_option("#id_intended_position", "Y")
    page.fill("#id_reason", "An example: its delegation said so later, see the note.")
    take(page, "correction")
    follow(page, "[name=_save]")
    page.goto(change(vote, "history"))
    take(page, "history")

    pakistan = Country.objects.get(code="PAK")
    page.goto(change(pakistan))
    follow(page, "text=Add a statement")
    page.fill("#id_date", "03/03/2025")
    page.fill("#id_summary", "An example: it called for talks.")
    page.fill("[name$=named_source]", "https://example.org/report")
    take(page, "fact", "#citations-group")


def printed() -> str:
    """The lists of a vote as a record prints them, one name misspelt."""
    from votes.models import RollCall

    vote = RollCall.objects.get(resolution__symbol="A/RES/ES-11/7")
    lists = []
    for letter, heading in HEADINGS.items():
        states = vote.votes.filter(position=letter).order_by("country__name")
        lists.append(f"{heading}:\n" + ", ".join(states.values_list("country__name", flat=True)))
    result = (
        f"The draft was adopted by {vote.total_yes} votes to {vote.total_no}, "
        f"with {vote.total_abstain} abstentions."
    )
    return "\n".join([*lists, result]).replace("Liechtenstein", "Lichtensteyn")


def take(page: Any, name: str, beginning: str = "body") -> None:
    """A picture of what the window shows from one element on."""
    page.wait_for_load_state("networkidle")
    page.eval_on_selector(beginning, "element => element.scrollIntoView()")
    page.evaluate("document.activeElement.blur()")
    page.mouse.move(0, 0)
    # Scroll bars and focus rings fade.
    page.wait_for_timeout(500)
    page.screenshot(path=FOLDER / f"{name}.png", animations="disabled", caret="hide")


if __name__ == "__main__":
    sys.exit(main())
