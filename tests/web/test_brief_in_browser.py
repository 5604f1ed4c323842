"""The brief as it is printed, by a real browser."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.browser import follow
from tests.copied import load_bundled
from tests.factories import make_expectation, make_resolution, make_statement, saved
from votes.models import Country, Series, SeriesEntry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def draft(live_server, transactional_db) -> str:
    """The address of a tabled text with much to tell of two states."""
    load_bundled()
    text = make_resolution(
        *("",),
        draft_symbol="A/ES-11/L.90",
        title="A lasting peace: " + "the long title of a draft " * 4,
        status="tabled",
        vote_expected_on=date(2035, 1, 9),
    )
    ukraine = Series.objects.get(slug="ukraine")
    saved(SeriesEntry(series=ukraine, resolution=text))
    for code in ("PAK", "IND"):
        state = Country.objects.get(code=code)
        for letter in "AU":
            make_expectation(state, text, position=letter, summary="It was said to wait. " * 4)
        for _ in range(3):
            make_statement(state, series=ukraine, quote="We stand for talks and peace. " * 20)
    return f"{live_server.url}/resolutions/A-ES-11-L.90/brief/"


# Paper does not hang on the database; what is on it, tests/web/test_brief.py has on both.
@pytest.mark.once
def test_a_brief_on_two_states_is_one_sheet_of_paper(chromium, draft):
    page = chromium.new_page()
    page.goto(f"{draft}?c=PAK&c=IND")
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) == 1
    page.emulate_media(media="print")
    assert page.locator("form.filter").is_hidden()
    assert page.locator(".footer").is_hidden()
    assert page.locator(".printed").inner_text().startswith(f"{draft}?c=PAK&c=IND")


def test_states_are_chosen_with_the_form(chromium, draft):
    page = chromium.new_page()
    page.goto(f"{draft}?c=PAK&c=IND")
    page.uncheck("[value=IND]")
    page.fill("[name=c][type=search] >> nth=0", "Türkiye")
    follow(page, "form.filter button")
    assert page.locator(".pair h3").all_inner_texts() == ["Pakistan", "Türkiye"]
