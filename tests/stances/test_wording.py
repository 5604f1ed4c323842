"""What is told in words: the stance sentence under the wording rules, and how an index is made."""

from datetime import date

import pytest
from django.utils import translation

from votes.analytics.agreement import INDICES
from votes.analytics.series import Taken, Text
from votes.stances.agreement import METHODS, method
from votes.stances.wording import Stance

DAYS = [
    date(2014, 3, 27),
    date(2022, 3, 2),
    date(2022, 3, 24),
    date(2022, 4, 7),
    date(2022, 10, 12),
    date(2022, 11, 14),
    date(2023, 2, 23),
    date(2025, 2, 24),
    date(2025, 2, 25),
]


def row(letters: str) -> list[Taken]:
    """One text a letter, all core; "-" is no position recorded, "." not a member."""
    return [
        Taken(Text(f"T/{index}", DAYS[index]), None if letter in "-." else letter, letter != ".")
        for index, letter in enumerate(letters)
    ]


@pytest.mark.parametrize(
    ("letters", "sentence"),
    [
        ("", "No votes yet."),
        ("..", "Was not a member when these texts were voted on."),
        ("Y", "Voted yes on the only text of this series, 27 March 2014."),
        ("X", "Did not vote on the only text of this series, 27 March 2014."),
        ("-", "No position is recorded on the only text of this series, 27 March 2014."),
        ("AA", "Abstained on both texts of this series, 27 March 2014 to 2 March 2022."),
        (
            "AAAAAAAAA",
            "Abstained on all nine texts of this series, 27 March 2014 to 25 February 2025.",
        ),
        (
            "XXXX",
            "Did not vote on any of the four texts of this series, 27 March 2014 to 7 April 2022.",
        ),
        (
            "---",
            "No position is recorded on any of the three texts of this series, "
            "27 March 2014 to 24 March 2022.",
        ),
        # An absence: never "all", and "mostly" only with its count.
        (
            "YYYYX",
            "Mostly voted yes: on four of the five texts of this series; did not vote on one, "
            "27 March 2014 to 12 October 2022.",
        ),
        # A third did not vote: not "mostly".
        (
            "YYX",
            "Voted yes on two of the three texts of this series and did not vote on one, "
            "27 March 2014 to 24 March 2022.",
        ),
        (
            "YYYYYYXX-",
            "Voted yes on six of the nine texts of this series, did not vote on two and "
            "has no position recorded on one, 27 March 2014 to 25 February 2025.",
        ),
        (
            "YYYANA",
            "Voted yes on three of the six texts of this series, abstained on two and "
            "voted no on one, 27 March 2014 to 14 November 2022.",
        ),
        # Two thirds and nobody absent.
        (
            "NNNNAY",
            "Mostly voted no: on four of the six texts of this series; abstained on one and "
            "voted yes on one, 27 March 2014 to 14 November 2022.",
        ),
        # One of two is no habit.
        (
            "YA",
            "Voted yes on one of the two texts of this series and abstained on one, "
            "27 March 2014 to 2 March 2022.",
        ),
        # Texts before membership do not count against it.
        (
            ".YY",
            "Voted yes on both texts of this series put to a vote while it was a member, "
            "2 March 2022 to 24 March 2022.",
        ),
        (
            "Y..",
            "Voted yes on the only text of this series put to a vote while it was a "
            "member, 27 March 2014.",
        ),
        (
            "XX.",
            "Did not vote on any of the two texts of this series put to a vote while it "
            "was a member, "
            "27 March 2014 to 2 March 2022.",
        ),
        (
            ".YA",
            "Voted yes on one of the two texts of this series put to a vote while it was "
            "a member and "
            "abstained on one, 2 March 2022 to 24 March 2022.",
        ),
        (
            "YYYYA.",
            "Mostly voted yes: on four of the five texts of this series put to a vote "
            "while it was a member; "
            "abstained on one, 27 March 2014 to 12 October 2022.",
        ),
    ],
)
def test_the_sentence_says_no_more_than_the_votes(letters, sentence):
    assert Stance.of(row(letters)).sentence == sentence


@pytest.mark.parametrize(
    ("letters", "moves"),
    [
        ("AAA", ""),
        ("AXA", ""),
        (
            "AY",
            "Moved once on the core question: from abstaining (27 March 2014) to yes "
            "(2 March 2022); no later vote yet.",
        ),
        (
            "AXYY",
            "Moved once on the core question: from abstaining (27 March 2014) to yes "
            "(24 March 2022), and stayed there at the next vote.",
        ),
        ("YNY", "Moved from yes to no (2 March 2022) and back (24 March 2022); no later vote yet."),
        (
            "YANYY",
            "Moved three times on the core question: from yes to abstaining (2 March 2022), "
            "to no (24 March 2022), to yes (7 April 2022), and stayed there at the next vote.",
        ),
        (
            "YNYNYNY",
            "Moved six times on the core question: from yes to no (2 March 2022), "
            "to yes (24 March 2022), to no (7 April 2022), to yes (12 October 2022), "
            "to no (14 November 2022), to yes (23 February 2023); no later vote yet.",
        ),
        (
            "YNYNYNYA",
            "Moved seven times on the core question: first from yes to no (2 March 2022), "
            "last from yes to abstaining (24 February 2025); no later vote yet.",
        ),
        (
            "YNYNYNYAA",
            "Moved seven times on the core question: first from yes to no (2 March 2022), "
            "last from yes to abstaining (24 February 2025), and stayed there at the next vote.",
        ),
    ],
)
def test_moves_are_told_with_their_dates(letters, moves):
    assert Stance.of(row(letters)).moves == moves


def test_days_are_told_as_exactly_as_they_are_known():
    first = Taken(Text("T/1", date(1949, 12, 31), precision="year"), "A")
    last = Taken(Text("T/2", date(1950, 3, 1), precision="month"), "Y")
    stance = Stance.of([first, last])
    assert stance.sentence == (
        "Abstained on one of the two texts of this series and voted yes on one, 1949 to March 1950."
    )
    assert stance.moves == (
        "Moved once on the core question: from abstaining (1949) to yes (March 1950); "
        "no later vote yet."
    )
    alone = Stance.of([first, Taken(Text("T/3", date(1949, 12, 31), precision="year"), "A")])
    assert alone.sentence == "Abstained on both texts of this series, 1949."


def test_a_sentence_is_put_together_anew_in_each_language():
    stance = Stance.of(row("YYA"))
    english = stance.sentence
    with translation.override("fr"):
        assert "27 mars 2014" in stance.sentence
    assert stance.sentence == english


def test_every_index_says_how_it_is_made():
    assert set(METHODS) == set(INDICES)
    assert method("strict") == (
        "Share of roll calls with the same position (yes, abstain or no). "
        "Only roll calls in which both cast yes, abstain or no; absence by either drops it."
    )


def test_counts_keep_the_five_kinds_apart():
    assert Stance.of(row("YYAX-.")).counts == {"Y": 2, "A": 1, "X": 1, "-": 1}
