"""Roll calls that look like one vote, and texts whose outcome their rule contradicts."""

from datetime import date

import pytest

from tests.factories import make_countries, make_country, make_resolution
from tests.models.past_the_rules import listed
from votes.models.doubts import Doubt, doubts

pytestmark = pytest.mark.django_db

# The same vote twice


@pytest.mark.parametrize(("day", "position"), [(2, "A"), (3, "A"), (3, "Y")])
def test_a_whole_text_voted_on_twice_in_one_organ_is_doubtful_once(day, position):
    pak, text = make_country(), make_resolution()
    listed(text, {pak: "A"}, on=date(2022, 3, 2))
    listed(text, {pak: position}, on=date(2022, 3, day))
    listed(text, {pak: "Y"}, on=date(2022, 2, 1), organ="third_committee")
    listed(text, {pak: "N"}, on=date(2022, 3, 4), state="draft")
    assert list(doubts()) == [
        Doubt(
            "duplicates",
            "A/RES/ES-11/1",
            "voted on as a whole 2 times in the Plenary of the General Assembly: "
            f"2 March 2022; {day} March 2022",
        )
    ]


def test_two_votes_that_each_say_which_they_are_are_told_apart():
    pak, text = make_country(), make_resolution()
    listed(text, {pak: "A"}, scope_label="first vote")
    listed(text, {pak: "A"}, scope_label="second vote, after reconsideration")
    for label in ("paragraph 4", "paragraph 5"):
        listed(text, {pak: "A"}, scope="paragraph", scope_label=label)
    assert list(doubts()) == []


TITLE = {"title": "Aggression against Ukraine"}


@pytest.mark.parametrize(
    ("first", "second", "also"),
    [
        ({"scope": "unknown", "scope_label": ""}, {"scope": "unknown", "scope_label": ""}, {}),
        ({"scope": "paragraph"}, {"scope": "amendment", "scope_label": ""}, {}),
        ({"scope": "motion"}, {"scope": "motion", "on": date(2022, 3, 9)}, {}),
        ({}, {"scope": "unknown"}, {}),
        ({}, {}, {"symbol": "", **TITLE}),
        ({}, {}, {"symbol": "", "title": "AGGRESSION AGAINST UKRAINE."}),
        ({"scope": "paragraph"}, {}, {"symbol": "", "draft_symbol": "A/ES-11/L.1", **TITLE}),
    ],
)
def test_identical_positions_that_may_be_one_vote_are_doubtful(first, second, also):
    pak, ind, chn = make_countries("PAK IND CHN")
    text = make_resolution(**TITLE)
    other = make_resolution(**also) if also else text
    one = listed(text, {pak: "A", ind: "Y", chn: "X"}, **first)
    # A file that leaves absence out records the same vote.
    two = listed(other, {pak: "A", ind: "Y"}, **second)
    assert list(doubts()) == [
        Doubt(
            "duplicates",
            str(two),
            f"the same positions as in {one} (roll calls {one.pk} and {two.pk})",
        )
    ]


@pytest.mark.parametrize(
    ("first", "second", "also"),
    [
        ({}, {}, {"symbol": "A/RES/ES-11/2", **TITLE}),
        ({}, {}, {"symbol": "", "title": "Another matter"}),
        ({}, {"on": date(2022, 3, 3)}, {"symbol": "", **TITLE}),
        ({}, {"organ": "first_committee"}, {"symbol": "", **TITLE}),
        ({}, {}, {"symbol": "", "draft_symbol": "A/ES-11/L.2", **TITLE}),
        ({}, {"scope": "paragraph", "on": date(2022, 3, 3)}, {}),
        ({}, {"scope": "paragraph", "organ": "first_committee"}, {}),
        ({}, {"scope": "unknown", "state": "draft"}, {}),
    ],
)
def test_identical_positions_on_what_is_not_one_vote_are_not_doubtful(first, second, also):
    pak, ind = make_countries("PAK IND")
    text = make_resolution(draft_symbol="A/ES-11/L.1", **TITLE)
    listed(text, {pak: "A", ind: "Y"}, **first)
    listed(make_resolution(**also) if also else text, {pak: "A", ind: "Y"}, **second)
    assert list(doubts()) == []


def test_positions_that_differ_in_one_state_are_not_doubtful():
    pak, ind, chn = make_countries("PAK IND CHN")
    text = make_resolution()
    listed(text, {pak: "A", ind: "Y"}, scope="unknown")
    listed(text, {pak: "Y", ind: "A"}, scope="unknown")
    listed(text, {pak: "A", chn: "Y"}, scope="unknown")
    listed(text, {pak: "A"}, scope="unknown")
    assert list(doubts()) == []


# What became of a text


def test_a_text_adopted_against_its_rule_and_one_carried_but_not_adopted_are_doubtful():
    aaa, bbb, ccc = make_countries("AAA BBB CCC")
    failed = make_resolution("A/RES/1/1")
    listed(failed, {aaa: "Y", bbb: "N", ccc: "A"}, majority_rule="two_thirds")
    carried = make_resolution("", title="A rejected text", status="not_adopted")
    listed(carried, {aaa: "Y", bbb: "Y", ccc: "N"}, majority_rule="simple")
    for status, position in [("adopted", "Y"), ("not_adopted", "N"), ("unknown", "Y")]:
        text = make_resolution("", title=f"A text {status}", status=status)
        listed(text, {aaa: position}, on=date(2022, 3, 3), majority_rule="simple")
    assert list(doubts()) == [
        Doubt(
            "text",
            "A/RES/1/1, 2 March 2022",
            "recorded as adopted, but 1 yes and 1 no do not carry it "
            "(Two thirds of those present and voting, 2 needed)",
        ),
        Doubt(
            "text",
            "A rejected text, 2 March 2022",
            "recorded as not adopted, but 2 yes and 1 no carry it "
            "(Majority of those present and voting, 2 needed)",
        ),
    ]


@pytest.mark.parametrize(("veto", "doubtful"), [("N", True), ("A", False)])
def test_a_text_adopted_in_spite_of_a_veto_is_doubtful(veto, doubtful):
    positions = dict.fromkeys(make_countries("AAA BBB CCC DDD EEE FFF GGG HHH III"), "Y")
    text = make_resolution("S/RES/1", body="SC")
    listed(
        text,
        {make_country("RUS"): veto, **positions},
        organ="council",
        majority_rule="council_substantive",
    )
    found = Doubt(
        "text",
        "S/RES/1, 2 March 2022",
        "recorded as adopted, but 9 yes and 1 no do not carry it "
        "(Council: nine votes and no veto, 9 needed)",
    )
    assert list(doubts()) == ([found] if doubtful else [])


def test_only_the_last_vote_that_decides_on_a_whole_text_is_judged():
    pak, text = make_country(), make_resolution()
    simple = {"majority_rule": "simple"}
    listed(text, {pak: "N"}, organ="first_committee", on=date(2022, 3, 5), **simple)
    listed(text, {pak: "N"}, scope="paragraph", on=date(2022, 3, 6), **simple)
    listed(text, {pak: "N"}, scope_label="first vote", **simple)
    listed(text, {pak: "Y"}, scope_label="second vote", **simple)
    listed(text, {pak: "N"}, scope_label="third vote", state="draft", **simple)
    assert list(doubts()) == []
