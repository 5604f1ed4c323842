"""A record of many series with titles as long as they come: pages stay whole on narrow screens."""

import re
from datetime import date

import pytest

from tests.factories import (
    make_countries,
    make_group,
    make_resolution,
    make_roll_call,
    make_series,
)

TITLE = (
    "Implementation of the programme for the further implementation of the outcomes of the "
    "conference on environment, development and countermeasures against all that endangers them, "
    "question {}"
)
SERIES, TEXTS = 12, 3
PAGES = ["/series/", "/countries/", "/countries/ONE/", "/groups/PACT/", "/resolutions/A-RES-60-1/"]


@pytest.fixture
def long_titles(db):
    """Twelve series of three texts, all of which the first text stands in, and three members that
    moved and broke with each other."""
    countries = make_countries("ONE TWO TRI")
    make_group("PACT", countries)
    shared = voted(60, 1, dict(zip(countries, "YNA", strict=True)))
    for number in range(SERIES):
        texts = [
            voted(61 + later, number + 2, dict(zip(countries, positions, strict=True)))
            for later, positions in enumerate(["AYY", "YYN"])
        ]
        title = TITLE.format(number).ljust(200, "x")
        make_series(f"question-{number}", core=[shared, *texts], title=title)


def voted(session, number, positions):
    text = make_resolution(
        f"A/RES/{session}/{number}", title=TITLE.format(number), session=str(session)
    )
    make_roll_call(text, positions, on=date(1945 + session, 12, 1))
    return text


@pytest.mark.usefixtures("long_titles")
@pytest.mark.parametrize("address", ["/countries/", "/groups/PACT/"])
def test_lists_to_choose_from_tell_each_series_from_the_others(client, address):
    body = client.get(address).content.decode()
    shown = re.findall(r'<option value="question-\d+"[^>]*>([^<]+)</option>', body)
    assert len(set(shown)) == len(shown) == SERIES


@pytest.mark.usefixtures("long_titles")
def test_a_title_that_is_cut_ends_after_a_word_with_a_mark(client):
    body = client.get("/resolutions/A-RES-60-1/").content.decode()
    title = re.search("<title>(.*?)</title>", body)
    assert title[1] == (
        "A/RES/60/1: Implementation of the programme for the further implementation of the "
        "outcomes of the… · Roll Call"
    )


# How pages look does not hang on the database; the test above opens these on both.
@pytest.mark.browser
@pytest.mark.once
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [320, 390, 700, 1280])
def test_no_page_of_long_titles_scrolls_sideways_and_axe_finds_nothing(
    live_server, long_titles, chromium, width
):
    from axe_playwright_python.sync_playwright import Axe

    page = chromium.new_page(base_url=live_server.url, viewport={"width": width, "height": 800})
    faults = []
    for address in PAGES:
        page.goto(address)
        wide = page.evaluate("document.documentElement.scrollWidth")
        faults += [(address, "scrolls sideways", wide)] if wide > width else []
        found = Axe().run(page).response["violations"]
        faults += [(address, each["id"], each["nodes"][0]["html"]) for each in found]
    page.close()
    assert faults == []
