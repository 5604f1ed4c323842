"""The ways to the parts of a long page."""

import re

import pytest

from tests.factories import make_country

pytestmark = pytest.mark.usefixtures("bundled")
LONG = [
    *("/countries/PAK/", "/countries/PAK/series/ukraine/", "/resolutions/A-RES-ES-11-4/"),
    "/groups/NATO/",
]


@pytest.mark.parametrize("address", LONG)
def test_a_long_page_begins_with_the_ways_to_its_parts(client, address):
    body = client.get(address).content.decode()
    before, nav, after = re.split(
        r'<nav class="contents" aria-label="On this page">(.*?)</nav>', body, maxsplit=1
    )
    ways = re.findall(r'<a href="#([^"]+)">([^<]+)</a>', nav)
    parts = re.findall(r'<h2 id="([^"]+)">(.*?)</h2>', after)
    assert ways == [(name, re.sub(r"<[^>]+>", "", title)) for name, title in parts]
    assert len(ways) > 3
    assert "<h2" not in before[before.index("<main") :]


def test_a_page_of_few_parts_needs_none(client):
    make_country("ONE", "Onestan")
    assert 'class="contents"' not in client.get("/countries/ONE/").content.decode()
