"""Five ways through the site, in a real browser, as readers go them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.browser import follow
from tests.copied import load_bundled
from tests.web.addresses import add_tabled_text

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(chromium, live_server, transactional_db) -> Iterator:
    """A page without JavaScript on the bundled data and one tabled text; what it reaches for
    elsewhere fails the test."""
    load_bundled()
    add_tabled_text()
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page, outside = context.new_page(), []
    page.on(
        "request",
        lambda asked: asked.url.startswith(live_server.url) or outside.append(asked.url),
    )
    page.goto("/")
    yield page
    context.close()
    assert outside == []


def search(page, words: str) -> None:
    page.fill(".seek input[name=q]", words)
    follow(page, ".seek button")


def test_from_the_news_story_to_pakistans_stance_on_ukraine(page):
    search(page, "pakistan")
    follow(page, "main a[href='/countries/PAK/']")
    assert page.inner_text(".stance").replace("\u00a0", " ") == (
        "Abstained on all nine texts of this series, 27 March 2014 to 24 February 2025."
    )
    timeline = page.inner_text("section[aria-labelledby=tl]")
    assert "West pushes Pakistan to ‘vote against Russia’ at UN" in timeline
    assert "Unnamed sources" in timeline
    follow(page, "h2#s1 a")
    assert page.url.endswith("/countries/PAK/series/ukraine/")
    assert page.locator("h1").inner_text().startswith("Pakistan")


def test_who_abstained_in_march_and_moved_in_october(page):
    follow(page, "nav >> text=Series")
    follow(page, "main >> text=The war against Ukraine")
    page.select_option("[name=from]", label=option(page, "from", "ES-11/1"))
    page.select_option("[name=to]", label=option(page, "to", "ES-11/4"))
    follow(page, "form:has([name=from]) button")
    between = page.inner_text("section:has([name=from])")
    for state in ("Angola", "Bangladesh", "Iraq", "Madagascar", "Senegal"):
        assert state in between
    assert re.search(r"\b171\b", between)


def option(page, name: str, symbol: str) -> str:
    """The words of the choice of a text with a symbol."""
    choices = page.locator(f"[name={name}] option").all_inner_texts()
    return next(each for each in choices if re.search(rf"{re.escape(symbol)}\b", each))


def test_india_china_and_pakistan_are_compared(page):
    page.goto("/countries/PAK/")
    follow(page, "text=Compare with…")
    page.goto("/compare/?c=PAK&c=IND&c=CHN")
    table = page.inner_text("main")
    assert all(pair in table for pair in ("PAK–IND", "PAK–CHN", "IND–CHN"))
    assert page.locator("svg.lines").count() == 1
    page.select_option("[name=index]", "pi")
    follow(page, "form:has([name=index]) button")
    assert "index=pi" in page.url


def test_how_far_nato_votes_as_one(page):
    follow(page, "nav >> text=Groups")
    follow(page, "main a[href='/groups/NATO/']")
    told = page.inner_text("main")
    assert "Hix–Noury–Roland" in told
    assert "Türkiye" in told
    assert "Hungary" in told
    follow(page, "main a[href^='/about/methods/#']")
    assert "Rice" in page.inner_text("main")


def test_what_is_tabled_and_who_is_in_play(page):
    follow(page, "section[aria-labelledby=tab] >> text=An invented draft")
    told = page.inner_text("main")
    assert "A/80/L.9" in told
    swing = page.inner_text("section:has(h2:text('last time'))")
    assert "Pakistan" in swing
    follow(page, "text=One-page brief")
    assert "/brief/" in page.url
