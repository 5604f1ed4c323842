"""Pages show positions as recorded, and on request as delegations later said to have meant them."""

from datetime import date

import pytest

from tests.factories import make_countries, make_resolution, make_roll_call, make_series
from tests.web.test_pages import text_of
from votes.models import Vote, changing

pytestmark = pytest.mark.django_db
INTENDED = {"positions": "intended"}


@pytest.fixture
def haiti():
    """Haiti did not vote on the second of two texts, and later said it had meant yes."""
    hti, pak = make_countries("HTI PAK")
    first, second = (make_resolution(f"A/RES/ES-11/{number}") for number in (1, 2))
    make_series("ukraine", [first, second])
    make_roll_call(first, {hti: "A", pak: "A"})
    make_roll_call(second, {hti: "X", pak: "N"}, on=date(2022, 3, 24))
    vote = Vote.objects.get(country=hti, roll_call__resolution=second)
    vote.intended_position = "Y"
    with changing(None, "Told to the Secretariat") as gate:
        gate.save(vote)
    return hti


def test_a_texts_page_tells_who_meant_otherwise_and_shows_it_on_request(client, haiti):
    page = client.get("/resolutions/A-RES-ES-11-2/")
    part = page.context["page"].main
    assert {each.position: [str(c) for c in each.countries] for each in part.roll} == {
        "N": ["Pak"],
        "X": ["Hti"],
    }
    text = text_of(page)
    assert "1 position here was later said to be meant otherwise. Show them as intended" in text
    assert "Later told to the Secretariat: Hti (did not vote, meant yes)." in text
    meant = client.get("/resolutions/A-RES-ES-11-2/", INTENDED)
    part = meant.context["page"].main
    assert {each.position: [str(c) for c in each.countries] for each in part.roll} == {
        "Y": ["Hti"],
        "N": ["Pak"],
    }
    assert dict(part.line.counts) == {"Y": 0, "N": 1, "A": 0, "X": 1}
    assert "official totals stay as recorded" in text_of(meant)
    moves = {tuple(map(str, (before, after))) for before, after, _ in moved(meant)}
    assert moves == {("A", "Y"), ("A", "N")}
    assert {(before, after) for before, after, _ in moved(page)} == {("A", "N")}


def moved(page):
    return page.context["page"].places[0].moves.groups


def test_a_countrys_page_shows_its_record_as_intended_on_request(client, haiti):
    def sentence(query):
        page = client.get("/countries/HTI/", query).context["page"]
        return dict(page.series[0].stance.counts), [line.position for line in page.latest]

    assert sentence({}) == ({"A": 1, "X": 1}, ["X", "A"])
    assert sentence(INTENDED) == ({"A": 1, "Y": 1}, ["Y", "A"])


def test_a_series_page_shows_its_grid_as_intended_on_request(client, haiti):
    def cells(query):
        page = client.get("/series/ukraine/", query).context["page"]
        return {str(row.country): [cell.position for cell in row.cells] for row in page.grid}

    assert cells({}) == {"Hti": ["A", "X"], "Pak": ["A", "N"]}
    assert cells(INTENDED) == {"Hti": ["A", "Y"], "Pak": ["A", "N"]}


@pytest.mark.parametrize(
    "address", ["/countries/PAK/", "/series/ukraine/", "/resolutions/A-RES-ES-11-1/"]
)
def test_where_nothing_was_meant_otherwise_nothing_is_said_of_it(client, haiti, address):
    said = "meant otherwise" in text_of(client.get(address))
    assert said is (address == "/series/ukraine/")


@pytest.mark.parametrize("value", ["recorded", "wished", ""])
def test_any_other_value_shows_positions_as_recorded(client, haiti, value):
    page = client.get("/countries/HTI/", {"positions": value}).context["page"]
    assert not page.meant.as_intended
    assert page.latest[0].position == "X"
