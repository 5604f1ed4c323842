"""What was expected of states on a text, counted state by state."""

import pytest

from tests.factories import make_country, make_expectation, make_resolution, make_source
from votes.api.viewsets.whip import WHIP

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
