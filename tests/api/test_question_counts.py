"""Every question costs the same few queries, of ten roll calls or of three hundred."""

from datetime import date, timedelta

import pytest

from tests.factories import make_countries, make_group, saved
from votes.models import (
    Resolution,
    ResolutionTopic,
    RollCall,
    Series,
    SeriesEntry,
    Topic,
    Vote,
    changing,
)

pytestmark = pytest.mark.django_db
LETTERS = "YANX"


def add_roll_calls(countries, topic, series, first, last):
    """Roll calls in which every country moves at each text, in one act."""
    with changing(None, "for a test") as change:
        for number in range(first, last):
            text = Resolution(
                symbol=f"A/RES/77/{number}", title=f"Text {number}", status="adopted", session="77"
            )
            change.save(text)
            change.save(ResolutionTopic(resolution=text, topic=topic))
            change.save(SeriesEntry(series=series, resolution=text))
            call = RollCall(
                resolution=text,
                date=date(2020, 1, 1) + timedelta(days=7 * number),
                state="published",
            )
            letters = [LETTERS[(number + place) % 4] for place in range(len(countries))]
            for position, total in RollCall.TOTALS.items():
                setattr(call, total, letters.count(position.value))
            change.save(call)
            change.add_all(
                Vote(roll_call=call, country=country, position=letter)
                for country, letter in zip(countries, letters, strict=True)
            )


@pytest.fixture
def few():
    countries = make_countries("AAA BBB CCC DDD EEE FFF")
    make_group("NATO", countries)
    topic = saved(Topic(name="Peace", slug="peace"))
    series = saved(Series(title="Ukraine", slug="ukraine", status="accepted"))
    add_roll_calls(countries, topic, series, 0, 10)
    return countries, topic, series


@pytest.fixture
def many(few):
    add_roll_calls(*few, 10, 300)


# Before these, in every answer: the version of the data.
QUESTIONS = [
    # The country; voters; the stamp.
    ("agreement/?country=AAA", 3),
    # The countries of each parameter; the stamp.
    ("agreement/?country=AAA&with=BBB,CCC", 3),
    # The country; groups; members' admissions; its members; the stamp.
    ("agreement/?country=AAA&with_group=NATO", 5),
    # The country; the others; topics; sessions; series; the roll calls; the stamp.
    ("agreement/?country=AAA&with=BBB&topic=peace&session=77&series=ukraine&by=year", 7),
    # The country; voters; the stamp.
    ("countries/AAA/partners/", 3),
    # The country; series; spells; entries with texts; roll calls; votes.
    ("countries/AAA/stances/", 6),
    # The country; the stamps; countries of the page. Moves are kept for each state of the record.
    ("countries/AAA/shifts/?limit=5", 3),
    # The stamps; countries of the page.
    ("shifts/", 2),
    # Countries; series; the stamps; countries of the page.
    ("shifts/?country=AAA,BBB&series=ukraine&since=2000-01-01&positions=intended", 4),
    # The country; the stamp; spells; reasons; limits.
    ("countries/AAA/participation/", 5),
    # Groups; the stamp; members and admissions, of the list and of the page; roll calls; countries.
    ("groups/NATO/cohesion/?limit=5", 8),
    # Groups; the stamp; members and admissions.
    ("groups/NATO/cohesion/?by=year", 4),
    # The same; texts of roll calls; topics of texts; topics.
    ("groups/NATO/cohesion/?by=topic", 7),
    # Groups; the stamp; members and admissions; countries.
    ("groups/NATO/cohesion/?by=member", 5),
    # As without it, and members and admissions once more.
    ("groups/NATO/cohesion/?split=true&limit=5", 10),
    # Series; entries with texts; roll calls; the two texts; the stamp; countries.
    ("series/ukraine/movers/?from=A/RES/77/1&to=A/RES/77/2", 6),
    # Series; entries with texts; roll calls; the stamp; voters and their admissions; votes.
    ("series/ukraine/shifts/", 7),
    # The text; expectations with countries; members; whether it was voted on.
    ("resolutions/A/RES/77/1/whip-count/", 3),
]


def test_answers_of_few_roll_calls_cost_few_queries(client, few, django_assert_num_queries):
    check(client, django_assert_num_queries)


def test_answers_of_many_roll_calls_cost_as_few(client, many, django_assert_num_queries):
    check(client, django_assert_num_queries)


def check(client, django_assert_num_queries):
    for path, queries in QUESTIONS:
        # The first reads the array.
        assert client.get(f"/api/v1/{path}").status_code == 200, path
        with django_assert_num_queries(queries + 1, info=path):
            client.get(f"/api/v1/{path}")
