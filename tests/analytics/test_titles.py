"""Titles as compared, so that a question put again is known again."""

import pytest

from votes.analytics.titles import title_key


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Question of Cyprus", "QUESTION OF CYPRUS."),
        ("The right to food", "Right to food"),
        (
            "Programme budget for the biennium 2018-2019",
            "Programme budget for the biennium 2020–2021",
        ),
        ("Financial year 1984", "Financial year 1985"),
        ("Côte d’Ivoire", "Cote d'Ivoire"),
        ("Report on its forty-second session", "Report on its forty-third session"),
        ("The rights of  the\nchild", "Rights of the child"),
    ],
)
def test_the_same_question_has_the_same_title(first, second):
    assert title_key(first) == title_key(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Question of Cyprus", "Question of Palestine"),
        ("The right to food", "The right to development"),
        ("Israeli settlements", "Israeli practices"),
        ("Transparency in armaments", "Transparency in armaments: next steps"),
    ],
)
def test_another_question_has_another(first, second):
    assert title_key(first) != title_key(second)


@pytest.mark.parametrize("title", ["", " … ", "1984", "2020-2021"])
def test_a_title_that_says_nothing_compares_as_nothing(title):
    assert title_key(title) == ""
