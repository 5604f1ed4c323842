"""Two texts of a series beside each other, and the grid of those that moved."""

import re
from bisect import bisect
from datetime import date
from itertools import pairwise, product

import pytest

from tests.factories import (
    make_countries,
    make_country,
    make_resolution,
    make_roll_call,
    make_series,
    saved,
)
from tests.web.figures import compare, figures_of
from tests.web.test_pages import said_it_meant, text_of
from votes.models import Series, SeriesEntry
from votes.web.charts import Flow

pytestmark = pytest.mark.usefixtures("bundled")

MARCH_TO_OCTOBER = "/series/ukraine/?from=A/RES/ES-11/1&to=A/RES/ES-11/4"
API = "/api/v1/series/ukraine/movers/?from=A/RES/ES-11/1&to=A/RES/ES-11/4"
WORDS = {"yes": "yes", "no": "no", "abstained": "abstain", "did not vote": "non_voting"}


def section(response) -> str:
    page = text_of(response)
    return page[page.index("Between two texts") : page.index("Every state on every text")]


def listed(part: str, heading: str, until: str) -> set[tuple[str, str, str]]:
    """The states of a list, each with its words before and after."""
    text = part[part.index(heading) : part.index(until)]
    found = re.findall(r"from ([a-z ]+) to ([a-z ]+): ((?:(?! [YNA–] →).)+)", text)
    return {
        (name.strip(), WORDS[before], WORDS[after])
        for before, after, names in found
        for name in names.split(", ")
    }


def test_every_figure_is_what_the_api_answers_to_its_link(client):
    found = figures_of(client.get(MARCH_TO_OCTOBER).content.decode())
    of_page = {each.value for each in found}
    assert of_page >= {"10", "12", "171", "67"}
    # Of the series and its texts; of those that moved and stayed, and of each kind of them.
    assert compare(client, found) == len(found) > 3 + 9 * 4 + 3


def test_movers_are_those_that_the_api_names_with_non_voting_apart(client):
    response = client.get(MARCH_TO_OCTOBER)
    part, answer = section(response), client.get(API).json()
    assert (
        "10 states moved, 12 came from or went to not voting, 171 did the same both times." in part
    )
    moved = listed(part, "Moved", "From or to not voting")
    through = listed(part, "From or to not voting", "This comparison from the API")
    for found, name in ((moved, "movers"), (through, "through_non_voting")):
        assert found == {(e["country"]["name"], e["from"], e["to"]) for e in answer[name]}
    assert f'<a href="{API}">This comparison'.replace("&", "&amp;") in response.content.decode()


def test_the_picture_and_its_table_count_every_state_once(client):
    response = client.get(MARCH_TO_OCTOBER)
    body = response.content.decode()
    rows = re.findall(
        r"[YNA–] ([a-z ]+) [YNA–] ([a-z ]+) (\d+)", section(response).split("States by position")[1]
    )
    assert sum(int(count) for *_, count in rows) == 10 + 12 + 171
    assert ("abstained", "yes", "5") in rows
    assert "136 stayed: yes; 3 moved: yes to abstained;" in body
    assert 'class="flow"' in body


def test_without_a_choice_the_newest_two_core_texts_are_shown(client):
    response = client.get("/series/ukraine/")
    part, body = section(response), response.content.decode()
    assert "ES-11/6, 23 Feb 2023 ES-11/7, 24 Feb 2025 States" in part
    for value in ("A/RES/ES-11/6", "A/RES/ES-11/7"):
        assert f'<option value="{value}" selected>' in body
    assert "alert" not in body


@pytest.mark.parametrize(
    ("asked", "told", "shown"),
    [
        ("from=a-res-es-11-1&to=A/ES-11/L.5", "", ("ES-11/1", "ES-11/4")),
        ("from=A/RES/ES-11/1", "", ("ES-11/1", "ES-11/7")),
        ("from=A/RES/ES-11/7", "The earlier text stands first.", ("ES-11/6", "ES-11/7")),
        ("to=A/RES/ES-11/4", "", ("ES-11/1", "ES-11/4")),
        ("to=A/RES/68/262", "The earlier text stands first.", ("68/262", "ES-11/7")),
        ("from=<b>&to=A/RES/ES-11/4", "“<b>” is no text of this series", ("ES-11/1", "ES-11/4")),
        (
            "from=A/RES/ES-11/4&to=A/RES/ES-11/4",
            "A text cannot be compared with itself.",
            ("ES-11/6", "ES-11/7"),
        ),
        (
            "from=A/RES/ES-11/4&to=A/RES/ES-11/1",
            "The earlier text stands first. Shown: ES-11/1 and ES-11/4.",
            ("ES-11/1", "ES-11/4"),
        ),
    ],
)
def test_what_is_asked_for_wrongly_is_named_with_what_is_shown(client, asked, told, shown):
    response = client.get(f"/series/ukraine/?{asked}")
    assert response.status_code == 200
    body = response.content.decode()
    assert f"From {shown[0]} to {shown[1]}: who moved" in body
    assert told.replace("<", "&lt;").replace(">", "&gt;") in body
    assert ('role="alert"' in body) == bool(told)


def test_texts_that_do_not_both_put_the_question_are_said_not_to(client):
    part = section(client.get("/series/ukraine/?from=A/RES/ES-11/1&to=A/RES/ES-11/3"))
    assert "do not both put the series’ question, so a difference here is no shift." in part
    assert "so a difference here" not in section(client.get(MARCH_TO_OCTOBER))


def test_a_text_on_which_a_yes_is_a_no_is_turned_and_said_to_be(client):
    one, two = make_countries("ONE TWO")
    texts = [make_resolution(f"A/RES/80/{number}") for number in range(2)]
    series = make_series("turned", core=texts[:1])
    saved(SeriesEntry(series=series, resolution=texts[1], direction=-1, note="It undoes it."))
    make_roll_call(texts[0], {one: "Y", two: "Y"}, on=date(2025, 1, 1))
    make_roll_call(texts[1], {one: "N", two: "Y"}, on=date(2025, 1, 2))
    part = section(client.get("/series/turned/"))
    assert "A yes to 80/1 is a no to the series’ question; positions on it are turned here." in part
    assert listed(part, "Moved", "From or to not voting") == {("Two", "yes", "no")}
    assert "1 state moved" in part


def test_states_with_a_position_on_one_text_only_are_named_apart(client):
    one, old, new = make_countries("ONE OLD NEW")
    texts = [make_resolution(f"A/RES/80/{number}") for number in range(2)]
    make_series("two", core=texts)
    make_roll_call(texts[0], {one: "Y", old: "N"}, on=date(2025, 1, 1))
    make_roll_call(texts[1], {one: "Y", new: "N"}, on=date(2025, 1, 2))
    part = section(client.get("/series/two/"))
    assert "0 states moved" in part
    assert "No state that cast a position on both moved." in part
    assert "a position is recorded on one of the two only: New, Old." in part


def test_a_series_of_one_text_has_nothing_to_compare(client):
    text = make_resolution("A/RES/80/1")
    make_series("one", core=[text])
    make_roll_call(text, {make_country("ONE"): "Y"})
    assert "Between two texts" not in text_of(client.get("/series/one/?from=A/RES/80/1"))


def test_positions_as_intended_and_other_choices_are_kept(client):
    said_it_meant("IND", "Y")
    response = client.get(f"{MARCH_TO_OCTOBER}&group=BRICS")
    assert (
        '<a href="?group=BRICS&amp;from=A/RES/ES-11/1&amp;to=A/RES/ES-11/4&amp;positions=intended">'
        in response.content.decode()
    )
    meant = client.get(f"{MARCH_TO_OCTOBER}&positions=intended")
    assert "11 states moved" in section(meant)
    found = figures_of(meant.content.decode())
    assert "170" in {each.value for each in found}
    compare(client, found)
    assert meant.content.decode().count('name="positions" value="intended"') == 2


def test_the_grid_shows_only_states_that_moved(client):
    page = client.get("/series/ukraine/?moved=yes")
    moved = set(re.findall(r'<th scope="row"><a href="/countries/(\w+)/"', page.content.decode()))
    api = client.get("/api/v1/shifts/?series=ukraine&limit=1000").json()["results"]
    assert moved == {each["country"]["code"] for each in api}
    assert f"{len(moved)} of 193 states, those that moved · show all" in text_of(page)
    unknown = text_of(client.get("/series/ukraine/?moved=perhaps"))
    assert "“moved” is “yes” or not given, not “perhaps”; all states are shown." in unknown
    assert "193 of 193 states" in unknown
    assert "scope=whole&amp;format=csv" in page.content.decode()


@pytest.mark.parametrize(
    "counts",
    [
        {("Y", "Y"): 1},
        {("Y", "N"): 1, ("X", "X"): 192},
        {(before, after): 12 for before in "YNAX" for after in "YNAX"},
        {(before, after): 1 for before in "YNAX" for after in "YNAX"} | {("A", "A"): 178},
    ],
)
def test_the_picture_holds_any_counts_without_overlap(counts):
    flow = Flow.of(counts, ("1", "1 Jan 2022"), ("2", "2 Jan 2022"))
    total = sum(counts.values())
    for side in (flow.left, flow.right):
        assert sum(part.count for part in side) == total
        for above, below in pairwise(side):
            # Two lines of a label have room.
            assert below.middle - above.middle >= 34
        assert side[-1].y + side[-1].height <= flow.height
    assert sum(band.count for band in flow.bands) == total


# Where the numbers stand and how wide the widest is, a little more than "193" on a phone.
NUMBER = range(176, 204, 4)


@pytest.mark.parametrize(
    "counts",
    [
        {("Y", "Y"): 136, ("Y", "A"): 3, ("A", "Y"): 5, ("A", "A"): 26, ("A", "X"): 3}
        | {("Y", "X"): 2, ("N", "N"): 4, ("N", "A"): 1, ("A", "N"): 1, ("X", "X"): 5},
        {(before, after): 12 for before in "YNAX" for after in "YNAX"},
        {("Y", "X"): 60, ("X", "Y"): 60, ("N", "N"): 20, ("A", "A"): 20, ("X", "X"): 33},
    ],
)
def test_no_band_crosses_the_number_of_those_that_stayed(counts):
    flow = Flow.of(counts, ("1", "1 Jan 2022"), ("2", "2 Jan 2022"))
    numbered = [band for band in flow.bands if band.label_y]
    assert numbered
    for band, other in product(numbered, flow.bands):
        if band is not other:
            for x in NUMBER:
                top, bottom = edges(other.path, x)
                assert not top < band.label_y - 4 < bottom, (band.words, other.words, x)


def edges(path, x):
    """Between which heights a band stands at a place between the columns."""
    start, first, _, _, _, _, end, second, thick = map(float, re.findall(r"[\d.]+", path)[:9])
    # Its curve, by a parameter of which x grows with each step.
    steps = [step / 1000 for step in range(1001)]
    reached = [start + (end - start) * (1.5 * t * (1 - t) + t**3) for t in steps]
    t = steps[bisect(reached, x)]
    y = first + (second - first) * (3 * t**2 - 2 * t**3)
    return y, y + thick


def test_there_is_no_picture_of_nobody():
    assert Flow.of({}, ("1", ""), ("2", "")) is None


def test_query_counts_are_flat(client, django_assert_num_queries):
    # as without a choice, and the texts that are named
    with django_assert_num_queries(12):
        client.get(MARCH_TO_OCTOBER)
    ukraine = Series.objects.get(slug="ukraine")
    for number, state in enumerate(make_countries("ONE TWO SIX TEN")):
        text = make_resolution(f"A/RES/80/{number}")
        saved(SeriesEntry(series=ukraine, resolution=text))
        make_roll_call(text, {state: "Y"}, on=date(2025, 5, number + 1))
    with django_assert_num_queries(12):
        client.get(MARCH_TO_OCTOBER)
