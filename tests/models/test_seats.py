"""The seat a state had on a day, to the first and the last day."""

from datetime import date, timedelta

import pytest

from tests.factories import make_country, saved
from tests.models.seats import meant
from votes.models import CountryName, States, Succession
from votes.models.states import Meaning

pytestmark = pytest.mark.django_db


def test_a_name_means_the_state_that_had_it_that_day():
    one, other = make_country("COD"), make_country("COG")
    saved(CountryName(country=one, name="Congo", valid_to=date(1971, 10, 26)))
    saved(CountryName(country=other, name="Congo", valid_from=date(1971, 10, 27)))
    states = States.load()
    assert meant(states, "Congo", date(1971, 10, 26)) == ("COD", True, "")
    assert meant(states, "Congo", date(1971, 10, 27)) == ("COG", True, "")


def test_two_states_of_one_name_on_days_that_neither_used_it_are_not_chosen_between():
    for code, since in (("COD", date(1960, 1, 1)), ("COG", date(1970, 1, 1))):
        name = CountryName(country=make_country(code), name="Congo", kind="official")
        name.valid_from, name.valid_to = since, since
        saved(name)
    problem = "“Congo” means more than one state on that day"
    assert meant(States.load(), "Congo", date(1980, 1, 1)) == (None, False, problem)


def test_a_code_wins_over_the_name_beside_it():
    make_country("FRA", "France")
    other = make_country("TUR", "Türkiye")
    meaning = States.load().meaning("TUR", "France", date(2000, 1, 1).toordinal())
    assert meaning == Meaning(other.pk, is_member=True)


def test_an_alias_stands_for_a_code():
    country = make_country("MMR", "Myanmar")
    saved(CountryName(country=country, name="BUR"))
    assert meant(States.load(), "BUR", date(2000, 1, 1), is_code=True) == ("MMR", True, "")


FIRST, LAST = date(1960, 9, 20), date(1965, 3, 4)


@pytest.mark.parametrize(
    ("day", "is_member"),
    [
        (FIRST - timedelta(days=1), False),
        (FIRST, True),
        (LAST, True),
        (LAST + timedelta(days=1), False),
        (date.min, False),
        (date.max, False),
    ],
    ids=str,
)
def test_a_membership_begins_and_ends_on_its_days(day, is_member):
    country = make_country("ABC", "Abacia", since=FIRST, until=LAST)
    states = States.load()
    assert meant(states, "ABC", day, is_code=True) == ("ABC", is_member, "")
    assert states.was_member(country.pk, day) == is_member


@pytest.mark.parametrize(
    ("day", "code"), [(LAST, "OLD"), (LAST + timedelta(days=1), "NEW")], ids=str
)
@pytest.mark.parametrize("text", ["OLD", "NEW"])
def test_a_seat_passes_on_the_day_of_the_succession(text, day, code):
    old = make_country("OLD", until=LAST, kind="former_member")
    new = make_country("NEW", since=LAST + timedelta(days=1))
    saved(Succession(predecessor=old, successor=new, date=day, kind="continuation"))
    assert meant(States.load(), text, day, is_code=True) == (code, True, "")


def test_a_state_merged_of_two_members_is_itself_while_both_sat():
    one, other = (make_country(code, until=LAST, kind="former_member") for code in ("ONE", "TWO"))
    whole = make_country("ALL", since=LAST + timedelta(days=1))
    for part in (one, other):
        saved(Succession(predecessor=part, successor=whole, date=LAST, kind="merger"))
    states = States.load()
    assert meant(states, "ALL", LAST, is_code=True) == ("ALL", False, "")
    assert meant(states, "ONE", LAST + timedelta(days=1), is_code=True) == ("ONE", False, "")


@pytest.mark.parametrize("kind", ["dissolution", "secession", "representation"])
def test_other_successions_pass_no_seat(kind):
    old = make_country("OLD", until=LAST, kind="former_member")
    new = make_country("NEW", since=LAST + timedelta(days=1))
    saved(Succession(predecessor=old, successor=new, date=LAST, kind=kind))
    assert meant(States.load(), "NEW", LAST, is_code=True) == ("NEW", False, "")
