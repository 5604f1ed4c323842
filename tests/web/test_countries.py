"""The first page and the list of countries: what a reader chooses, and the figures."""

import pytest

from tests.factories import make_resolution, make_roll_call, make_series
from tests.web.figures import compare, figures_of
from tests.web.test_pages import text_of
from votes.models import Country

pytestmark = pytest.mark.usefixtures("bundled")


def test_the_figures_of_the_first_page_are_what_the_api_answers(client):
    newest, series, moves = 5 * 4, 1 + 9 * 4, 4 + 2
    figures = figures_of(client.get("/").content.decode())
    assert compare(client, figures) == 3 + newest + 1 + series + moves


def test_the_position_is_that_on_the_series_that_is_chosen(client):
    pakistan = Country.objects.get(code="PAK")
    text = make_resolution("A/RES/60/1")
    make_roll_call(text, {pakistan: "N"})
    make_series("peace", core=[text], title="Peace")
    page = text_of(client.get("/countries/?q=pakistan&series=Peace"))
    assert "on 60/1 of 2 March 2022, the newest core text of the series Peace" in page
    assert "Pakistan PAK 30 Sep 1947 N no" in page
    assert "A abstained" in text_of(client.get("/countries/?q=pakistan"))


def test_an_unknown_series_is_named(client):
    page = text_of(client.get("/countries/?series=war"))
    assert (
        "No series with a vote is called “war”; positions are those on The war against Ukraine."
        in page
    )
