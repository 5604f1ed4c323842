"""The desk is open to everyone: axe finds nothing, and a narrow screen scrolls no page sideways."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from tests.admin.desk import address
from tests.browser import follow
from tests.copied import load_bundled
from tests.factories import make_expectation, make_source, saved
from votes.models import Change, Country, Resolution, RollCall, Statement, Token, Vote, changing

# How pages look does not hang on the database; the other tests of the desk open these on both.
pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db(transaction=True),
]

NARROW = 320
PASTED = """Draft resolution A/79/L.99 was adopted by 3 votes to 1, with 2 abstentions.
In favour: Pakistan, Turkiye, Bolivia.
Against: Belarus, Atlantis.
Abstaining: India, China.
"""


def make_draft() -> RollCall:
    """A tabled text with an expectation, and a draft of a vote on another that is not whole."""
    text = Resolution.objects.get(symbol="A/RES/ES-11/1")
    tabled = Resolution(
        draft_symbol="A/80/L.7",
        title="Peaceful settlement of disputes",
        status="tabled",
        vote_expected_on="2026-12-01",
    )
    draft = RollCall(
        resolution=text, date="2022-03-01", scope="motion", total_yes=2, total_no=0, total_abstain=1
    )
    pakistan = Country.objects.get(code="PAK")
    with changing(None, "for a test") as gate:
        gate.save(tabled)
        gate.save(draft)
        gate.save(Vote(roll_call=draft, country=pakistan, position="A"))
    draft.note = "Not counted yet."
    saved(draft)
    make_expectation(pakistan, tabled, make_source())
    return draft


@pytest.fixture
def draft(transactional_db: None) -> RollCall:
    load_bundled()
    get_user_model().objects.create_superuser("editor", password="a long password")
    return make_draft()


@pytest.fixture(params=["light", "dark"])
def page(request, chromium, live_server) -> Iterator:
    context = chromium.new_context(base_url=live_server.url, color_scheme=request.param)
    yield context.new_page()
    context.close()


def faults(page, name: str) -> list[tuple]:
    """What axe and a narrow screen find wrong with the page that is open."""
    from axe_playwright_python.sync_playwright import Axe

    page.set_viewport_size({"width": 1280, "height": 900})
    found = Axe().run(page).response["violations"]
    wrong = [(name, each["id"], node["html"][:200]) for each in found for node in each["nodes"][:3]]
    page.set_viewport_size({"width": NARROW, "height": 700})
    width = page.evaluate("document.documentElement.scrollWidth")
    return [*wrong, (name, "scrolls sideways", width)] if width > NARROW else wrong


def sign_in(page) -> None:
    page.goto("/admin/")
    page.fill("#id_username", "editor")
    page.fill("#id_password", "a long password")
    follow(page, "[type=submit]")


def test_nothing_on_the_pages_of_the_desk_shuts_anyone_out(page, draft):
    page.goto("/admin/")
    found = faults(page, "login")
    sign_in(page)
    changes = Change.of(draft).order_by("id")
    first, second = changes.values_list("revision", flat=True)
    vote = Vote.objects.filter(roll_call__resolution__symbol="A/RES/ES-11/4").first()
    pages = {
        "index": reverse("admin:index"),
        "list": address(RollCall, "changelist"),
        "votes": address(Vote, "changelist"),
        "roll call": address(draft),
        "grid": reverse("admin:votes_rollcall_grid", args=[draft.pk]),
        "votes due": reverse("admin:votes_resolution_due"),
        "statement": address(Statement, "add"),
        "vote": address(vote),
        "history": address(draft, "history"),
        "two versions": f"{address(draft, 'compare')}?first={first}&second={second}",
        "upload": reverse("admin:votes_importrun_upload"),
        "paste": reverse("admin:votes_resolution_paste", args=[draft.resolution_id]),
        "new token": reverse("admin:votes_token_add"),
    }
    for name, where in pages.items():
        page.goto(where)
        found += faults(page, name)
    follow(page, "#token_form [type=submit]")
    found += faults(page, "token")
    for name in ("changelist", "change", "delete"):
        page.goto(address(Token if name == "changelist" else Token.objects.get(), name))
        found += faults(page, f"token {name}")
    page.goto(pages["paste"])
    page.fill("#id_text", PASTED)
    page.fill("#id_day", "2022-03-02")
    follow(page, "[name=look]")
    found += faults(page, "pasted")
    assert found == []
