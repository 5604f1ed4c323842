"""The feeds of the bundled record."""

import pytest
from django.conf import settings

from tests.web import atom

pytestmark = pytest.mark.usefixtures("bundled")


@pytest.mark.parametrize(
    "address",
    [
        *("/countries/PAK/feed.atom", "/countries/SUN/feed.atom", "/series/ukraine/feed.atom"),
        *("/tabled/feed.atom", "/shifts/feed.atom"),
    ],
)
def test_every_feed_is_atom_to_the_letter_and_its_links_lead_somewhere(client, address):
    response = client.get(address)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    found = atom.read(response.content)
    assert found.address == f"{settings.SITE_URL}{address}"
    assert len(found.entries) <= 50
    assert found.updated == max((each.updated for each in found.entries), default=found.updated)
    links = {found.page, *(entry.link for entry in found.entries)}
    for link in links:
        assert client.get(link.removeprefix(settings.SITE_URL)).status_code == 200


def test_pakistan_s_feed_has_its_votes_and_what_it_said(client):
    titles = atom.read(client.get("/countries/PAK/feed.atom").content).titles
    assert sum("abstained on" in title for title in titles) == 9
    assert any(title.startswith("Pakistan: explanation of vote") for title in titles)


def test_the_feed_of_the_series_tells_who_moved_at_each_core_text(client):
    found = atom.read(client.get("/series/ukraine/feed.atom").content)
    entry = next(each for each in found.entries if each.title == "10 states moved at A/RES/ES-11/4")
    assert entry.text.startswith(
        "From abstained to yes: Angola, Bangladesh, Iraq, Madagascar, Senegal; from yes to "
        "abstained: Honduras, Lesotho, Thailand; "
    )


def test_a_feed_names_the_language_that_it_is_in(client, settings):
    settings.PAGE_LANGUAGES = ["en-gb", "fr"]
    french = client.get("/countries/PAK/feed.atom?lang=fr").content.decode()
    assert 'xml:lang="fr"' in french
    assert "24 février 2025" in french
    assert 'xml:lang="en"' in client.get("/countries/PAK/feed.atom").content.decode()
