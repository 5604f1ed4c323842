"""Every figure is a query: what pages show is what the API answers to the link beside it."""

import random

import pytest

from tests.web.addresses import ADDRESSES, add_tabled_text
from tests.web.figures import compare, figures_of

SAMPLE = 200


@pytest.mark.usefixtures("bundled")
def test_two_hundred_figures_of_all_pages_are_what_the_api_answers(client):
    add_tabled_text()
    found = {
        name: figures_of(client.get(address).content.decode())
        for name, address in ADDRESSES.items()
    }
    with_figures = {name for name, figures in found.items() if figures}
    assert with_figures >= {
        *("home", "country", "country by year", "history of votes", "country on a series"),
        *("compare", "resolution", "tabled text", "brief", "two texts", "groups", "group"),
    }
    every = [figure for figures in found.values() for figure in figures]
    assert len(every) > 2 * SAMPLE
    sample = random.Random(7).sample(every, SAMPLE)  # noqa: S311
    assert compare(client, sample) == SAMPLE
