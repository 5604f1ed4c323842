"""Roll calls whose positions could not be checked, and those that differ with an explanation."""

import pytest

from tests.factories import make_countries, make_resolution, make_roll_call
from tests.web.figures import compare, figures_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def calls():
    """The numbers of roll calls: checked, without official totals, explained, without a vote."""
    pak, ind = make_countries("PAK IND")
    explained = {"total_yes": 2, "total_no": 0, "discrepancy_explanation": "One name is missing."}
    made = {
        "checked": ({pak: "Y", ind: "N"}, {}),
        "unchecked": ({pak: "Y"}, {"totals": False}),
        "explained": ({pak: "Y"}, {"totals": False, **explained}),
        "acclaimed": ({}, {"totals": False, "modality": "acclamation"}),
    }
    return {
        name: make_roll_call(make_resolution(f"A/RES/80/{number}"), positions, **fields).pk
        for number, (name, (positions, fields)) in enumerate(made.items(), start=1)
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"checked", "unchecked", "explained", "acclaimed"}),
        ("tally=unchecked", {"unchecked"}),
        ("tally=explained", {"explained"}),
        ("tally=unchecked,explained", {"unchecked", "explained"}),
        ("tally=unchecked&resolution=A/RES/80/1", set()),
    ],
)
def test_roll_calls_are_found_by_the_state_of_their_tally(ask, calls, query, found):
    rows = ask(f"roll-calls/?{query}")["results"]
    assert {each["id"] for each in rows} == {calls[name] for name in found}


def test_another_state_is_refused_and_votes_do_not_take_it(ask, calls):
    for path in ("roll-calls/?tally=wrong", "votes/?tally=unchecked"):
        (fault,) = ask(path, status=400)["error"]["details"]
        assert fault["parameter"] == "tally"


def test_the_page_about_the_data_counts_them_as_the_api_does(client, calls):
    page = client.get("/about/data/").content.decode()
    assert '<data value="1">1</data>' in page
    assert compare(client, figures_of(page)) > 10
