"""Addresses of what a search over the bundled data finds."""

import pytest

pytestmark = pytest.mark.django_db


def test_every_address_of_what_was_found_answers(ask, client, bundled):
    for found in ask("search/?q=ukraine&limit=100")["results"]:
        ask(found["url"])
        assert client.get(found["page"]).status_code == 200
