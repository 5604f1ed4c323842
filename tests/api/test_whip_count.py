"""What was expected of states on a text, counted state by state."""

import pytest

from tests.factories import (
    make_country,
    make_expectation,
    make_resolution,
    make_roll_call,
    make_series,
    make_source,
)
from votes.api.viewsets.whip import WHIP
from votes.models import SeriesEntry, changing

pytestmark = pytest.mark.django_db
NONE = {"states": 0, "alone": 0, "expectations": 0}


@pytest.fixture
def text():
    return make_resolution("", draft_symbol="A/80/L.9", title="A draft", status="tabled")


def test_states_are_counted_by_what_was_expected_of_them(ask, text):
    states = [make_country(code, name) for code, name in (("PAK", "Pakistan"), ("IND", "India"))]
    make_country("THA", "Thailand")
    make_country("VAT", "Holy See", kind="observer", since=None)
    source = make_source("A report")
    for state, position in zip([*states, states[0], states[0]], "AAYA", strict=True):
        make_expectation(state, text, source, position=position)
    assert ask("resolutions/A-80-L.9/whip-count/") == {
        "resolution": {"symbol": "A/80/L.9", "title": "A draft"},
        "method": WHIP,
        "expectations": 4,
        "states": 2,
        "members": 3,
        "without": 1,
        "members_expected": 2,
        "non_members": [],
        "by_position": {
            "yes": {"states": 1, "alone": 0, "expectations": 1},
            "no": NONE,
            "abstain": {"states": 2, "alone": 1, "expectations": 3},
            "non_voting": NONE,
            "undecided": NONE,
        },
        "several": [
            {"country": {"code": "PAK", "name": "Pakistan"}, "positions": ["yes", "abstain"]}
        ],
        "last_votes": [],
    }


def test_where_the_members_of_a_body_are_not_recorded_nobody_is_without(ask, text):
    make_resolution("S/RES/1", body="SC", title="Of the Council")
    make_country("PAK", "Pakistan")
    answer = ask("resolutions/S/RES/1/whip-count/")
    assert (answer["members"], answer["without"], answer["states"]) == (None, None, 0)


def test_an_expectation_that_is_not_public_does_not_count(ask, text):
    pak = make_country("PAK", "Pakistan")
    make_expectation(pak, text, make_source("A report"), position="Y", visibility="internal")
    assert ask("resolutions/A/80/L.9/whip-count/")["expectations"] == 0


def in_series(slug, text, earlier, direction=1):
    """A series with two texts, of which the later asks the other way round where it is turned."""
    series = make_series(slug, core=[earlier])
    with changing(None, "it asks the same") as change:
        entry = SeriesEntry(series=series, resolution=text, direction=direction, note="it asks so")
        change.save(entry)


def test_the_last_vote_on_each_question_says_what_this_text_needs(ask, text):
    pak, ind, tha = (make_country(code, code.title()) for code in ("PAK", "IND", "THA"))
    earlier, ruled = make_resolution("A/RES/79/1"), make_resolution("A/RES/79/2")
    first = make_roll_call(earlier, {pak: "Y", ind: "Y", tha: "N"})
    second = make_roll_call(ruled, {pak: "N", ind: "N", tha: "Y"}, majority_rule="two_thirds")
    in_series("one", text, earlier, direction=-1)
    in_series("two", text, ruled)
    make_series("without-a-vote", core=[text])
    assert ask("resolutions/A-80-L.9/whip-count/")["last_votes"] == [
        {
            "series": {"slug": "one", "title": "One"},
            "role": "core",
            "roll_call": first.pk,
            "resolution": {"symbol": "A/RES/79/1", "title": earlier.title},
            "date": first.date.isoformat(),
            "precision": "day",
            "turned": True,
            "against": 2,
            "yes_needed": {"simple": 3, "two_thirds": 4},
        },
        {
            "series": {"slug": "two", "title": "Two"},
            "role": "core",
            "roll_call": second.pk,
            "resolution": {"symbol": "A/RES/79/2", "title": ruled.title},
            "date": second.date.isoformat(),
            "precision": "day",
            "turned": False,
            "against": 2,
            "yes_needed": {"simple": None, "two_thirds": 4},
        },
        {
            "series": {"slug": "without-a-vote", "title": "Without-A-Vote"},
            "role": "core",
            "roll_call": None,
            "resolution": None,
            "date": None,
            "precision": None,
            "turned": None,
            "against": None,
            "yes_needed": {"simple": None, "two_thirds": None},
        },
    ]
    make_roll_call(text, {pak: "Y", ind: "Y", tha: "Y"})
    assert ask("resolutions/A-80-L.9/whip-count/")["last_votes"] == []
