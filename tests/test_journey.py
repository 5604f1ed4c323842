"""The main job end to end, in a real browser against a real server: an editor records a vote, a
program queries it, a reader opens the country's page; then a correction, and its undo."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model

from tests.browser import follow
from tests.copied import load_bundled
from tests.web.addresses import ADDRESSES, add_tabled_text

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def site(live_server, transactional_db) -> str:
    load_bundled()
    get_user_model().objects.create_superuser("editor", password="a long password")
    return live_server.url


@pytest.fixture
def page(chromium, site) -> Iterator:
    """A browser page that fails the test on console errors and on requests that leave the host."""
    context = chromium.new_context(base_url=site, viewport={"width": 1280, "height": 900})
    page, faults = context.new_page(), []
    page.on("console", lambda message: message.type == "error" and faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "request",
        lambda request: request.url.startswith((site, "data:")) or faults.append(request.url),
    )
    yield page
    context.close()
    assert faults == []


def sign_in(page) -> None:
    page.goto("/admin/")
    page.fill("#id_username", "editor")
    page.fill("#id_password", "a long password")
    follow(page, "[type=submit]")


def choose(page, field: str, text: str) -> None:
    """Pick a record in one of the admin's fields that complete what is typed."""
    page.click(f"#id_{field} + .select2")
    page.fill(".select2-search__field", text)
    page.click(f".select2-results__option:has-text('{text}')")


def answer(page, address: str) -> dict:
    return json.loads(page.request.get(address).text())


def test_an_editor_records_a_vote_a_program_finds_it_a_reader_reads_it(page):
    sign_in(page)
    page.goto("/admin/votes/resolution/add/")
    page.fill("#id_symbol", "A/RES/81/1")
    page.fill("#id_draft_symbol", "A/81/L.1")
    page.fill("#id_title", "Peaceful settlement of disputes")
    page.fill("#id_session", "81")
    page.select_option("#id_status", "adopted")
    follow(page, "[name=_save]")
    page.goto("/admin/votes/rollcall/add/")
    choose(page, "resolution", "A/RES/81/1")
    page.fill("#id_date", "2026-10-01")
    page.fill("#id_in_favour", "Pakistan, Türkiye; Bolivia (Plurinational State of)")
    page.fill("#id_against", "BLR")
    page.fill("#id_abstaining", "India")
    for name, total in {"yes": 3, "no": 1, "abstain": 3}.items():
        page.fill(f"#id_total_{name}", str(total))
    follow(page, "[name=_continue]")

    # Two abstentions are missing: a draft, shown nowhere, that says which totals are short.
    assert "abstain: 1 recorded, 3 official, 2 missing" in page.inner_text("#content")
    assert answer(page, "/api/v1/votes/?resolution=A/RES/81/1")["results"] == []
    assert "A/RES/81/1" not in page.request.get("/resolutions/").text()
    page.select_option("#id_state", "published")
    follow(page, "[name=_continue]")
    assert "cannot be published" in page.inner_text(".errornote + .errorlist, .errorlist")

    page.fill("#id_abstaining", "India, China, Viet Nam")
    page.select_option("#id_state", "published")
    follow(page, "[name=_save]")

    (vote,) = answer(page, "/api/v1/votes/?country=PAK&since=2026-10-01")["results"]
    assert vote["position"] == "yes"
    assert vote["resolution"] == {
        "symbol": "A/RES/81/1",
        "title": "Peaceful settlement of disputes",
    }
    page.goto("/countries/PAK/")
    latest = page.inner_text("section[aria-labelledby=lv] tbody tr:first-child")
    assert "Peaceful settlement of disputes" in latest
    assert "yes" in latest


def test_a_correction_shows_everywhere_at_once_and_its_undo_restores_all(page):
    sign_in(page)
    page.goto("/admin/votes/vote/?q=PAK+ES-11/4")
    follow(page, "#result_list tbody th a")
    page.select_option("#id_position", "Y")
    follow(page, "[name=_save]")
    assert "a correction needs a reason" in page.inner_text("#content")
    page.fill("#id_reason", "Its delegation said so in writing.")
    follow(page, "[name=_save]")

    address = "/api/v1/votes/?country=PAK&resolution=A/RES/ES-11/4"
    assert answer(page, address)["results"][0]["position"] == "yes"
    page.goto("/resolutions/A-RES-ES-11-4/")
    assert "Its delegation said so in writing." in page.inner_text("aside.notice")
    page.goto("/series/ukraine/")
    row = page.locator(".grid tbody tr", has_text="Pakistan")
    assert row.locator("td").nth(4).inner_text() == "A→Y"

    page.goto("/admin/votes/vote/?q=PAK+ES-11/4")
    follow(page, "#result_list tbody th a")
    follow(page, ".historylink")
    told = page.inner_text("#content")
    assert "Position: Abstained → Yes" in told
    assert "Its delegation said so in writing." in told
    assert "editor" in told
    follow(page, ".undo-form button")
    assert answer(page, address)["results"][0]["position"] == "abstain"
    page.goto("/resolutions/A-RES-ES-11-4/")
    assert page.locator("aside.notice").count() == 0
    page.goto("/countries/PAK/")
    assert page.inner_text(".stance").replace("\u00a0", " ") == (
        "Abstained on all nine texts of this series, 27 March 2014 to 24 February 2025."
    )


# How pages look does not hang on the database; tests/web/test_figures.py asks for each on both.
@pytest.mark.once
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_open_to_everyone(chromium, site, scheme):
    """axe finds nothing, no page scrolls sideways at 320 px, all works without JavaScript, and
    nothing is asked of another host or refused by the policy."""
    from axe_playwright_python.sync_playwright import Axe

    add_tabled_text()
    context = chromium.new_context(base_url=site, color_scheme=scheme)
    plain = chromium.new_context(base_url=site, java_script_enabled=False)
    page, bare = context.new_page(), plain.new_page()
    faults = []
    page.on("console", lambda told: told.type == "error" and faults.append((address, told.text)))
    page.on(
        "request",
        lambda asked: asked.url.startswith((site, "data:")) or faults.append((address, asked.url)),
    )
    for address in ADDRESSES.values():
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(address)
        found = Axe().run(page).response["violations"]
        faults += [(address, each["id"], each["nodes"][0]["html"]) for each in found]
        page.set_viewport_size({"width": 320, "height": 700})
        width = page.evaluate("document.documentElement.scrollWidth")
        faults += [(address, "scrolls sideways", width)] if width > 320 else []
        bare.goto(address)
        faults += [(address, "no heading", "")] if bare.locator("h1").count() != 1 else []
    context.close()
    plain.close()
    # The browser itself tells of the one page that is not there.
    missing = "Failed to load resource: the server responded with a status of 404 (Not Found)"
    assert [each for each in faults if each != ("/countries/XXX/", missing)] == []


def test_the_stylesheet_is_small():
    sheet = Path(__file__).resolve().parent.parent / "votes" / "static" / "votes" / "site.css"
    assert sheet.stat().st_size < 40_000
