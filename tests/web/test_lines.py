"""The picture of scores by year: what is drawn, what is left as a gap, and what is said of it."""

import re

import pytest
from django.template.loader import render_to_string

from votes.web.charts import Lines, Scored, YearScore, written
from votes.web.charts.lines import ABOVE, APART, HEIGHT, apart


def scored(name: str, *years: tuple[int, float | None, int]) -> Scored:
    return Scored(f"{name} in full", name, [YearScore(*each) for each in years])


def drawn(*lines: Scored, key: str = "by-year") -> str:
    return render_to_string("votes/_lines.html", {"lines": Lines.of(key, "By year", lines)})


def test_scores_stand_between_the_years_and_heights_of_the_frame():
    lines = Lines.of("k", "By year", [scored("A", (2000, 1.0, 50), (2001, 0.5, 50), (2004, 0, 50))])
    (frame,) = lines.frames
    assert frame.heights == [(282, "0"), (214, "0.25"), (146, "0.5"), (78, "0.75"), (10, "1")]
    assert frame.years[0] == ("0.00", 2000, False)
    assert [year for _, year, _ in frame.years] == [2000, 2001, 2002, 2003, 2004]
    (line,) = frame.lines
    assert line.path == "M0 10L250 146"
    assert (line.end.x, line.end.y, line.end.label, line.end.score) == (
        "100.00",
        "282.0",
        "A",
        "0.00",
    )


def test_a_year_without_a_score_is_a_gap_and_one_between_gaps_a_point():
    lines = Lines.of(
        *("k", "By year"),
        [
            scored(
                "A",
                *((2000, 0.5, 50), (2001, 0.5, 50), (2002, None, 3)),
                *((2003, 0.5, 50), (2005, 0.5, 50), (2006, 0.5, 50)),
            )
        ],
    )
    (line,) = lines.frames[0].lines
    assert re.findall(r"M([\d.]+) [\d.]+L([\d.]+)", line.path) == [
        ("0", "167"),
        ("833", "1000"),
    ]
    assert [(each.x, each.is_few, each.words) for each in line.points] == [
        ("50.0", False, "A, 0.50 in 2003 (n = 50)")
    ]


def test_a_year_with_few_roll_calls_is_a_hollow_point_and_the_line_breaks_off_there():
    lines = Lines.of(
        *("k", "By year"),
        [
            scored(
                "A",
                *((2000, 0.5, 10), (2001, 0.5, 10), (2002, 0.0, 2)),
                *((2003, 0.5, 10), (2004, 0.5, 10)),
            )
        ],
    )
    (line,) = lines.frames[0].lines
    assert [(each.words, each.is_few) for each in line.points] == [
        ("A, 0.00 in 2002 (n = 2)", True)
    ]
    assert line.path == "M0 146L250 146 M750 146L1000 146"
    assert lines.has_few
    assert not Lines.of("k", "By year", [scored("A", (2000, 0.5, 10))]).has_few


def test_few_roll_calls_in_the_last_years_leave_the_headline_to_the_last_firm_year():
    six = [scored(name, (2018, 0.5, 40), (2019, 0.9, 40), (2020, 1.0, 2)) for name in "ABCDEF"]
    body = drawn(*six)
    assert re.findall(r'<text class="name now"[^>]*>(.*?)</text>', body) == ["0.90 in 2019"] * 6


def test_a_headline_that_rests_on_few_roll_calls_names_the_year_and_n():
    six = [scored(name, (2025, 1.0, 2)) for name in "ABCDEF"]
    heads = re.findall(r'<text class="name now"[^>]*>(.*?)</text>', drawn(*six))
    assert heads == ["1.00 in 2025, n = 2"] * 6


def test_nothing_is_drawn_where_no_year_has_a_score():
    assert Lines.of("k", "By year", [scored("A", (2000, None, 4)), scored("B")]) is None
    lines = Lines.of("k", "By year", [scored("A", (2000, 0.3, 40)), scored("B")])
    assert lines.without == ["B in full"]
    assert [line.end.label for line in lines.frames[0].lines] == ["A"]


def test_a_year_alone_stands_in_the_middle():
    (frame,) = Lines.of("k", "By year", [scored("A", (2022, 0.5, 40))]).frames
    assert [(each.x, each.is_few) for each in frame.lines[0].points] == [("50.0", False)]
    assert frame.years == [("50.00", 2022, False)]
    assert frame.description == "A in full: 0.50 in 2022 (n = 40)."


@pytest.mark.parametrize(("least", "lowest"), [(0.9, "0"), (-0.02, "−0.5"), (-0.7, "−1")])
def test_heights_begin_at_nought_or_below_it_where_scores_do(least, lowest):
    lines = Lines.of("k", "By year", [scored("A", (2000, least, 40), (2001, 0.9, 40))])
    scores = [score for _, score in lines.frames[0].heights]
    assert (scores[0], scores[-1]) == (lowest, "1")


def test_more_than_five_lines_have_a_frame_each_over_the_same_years():
    five = [scored(name, (2000, 0.1, 40), (2001, 0.9, 40)) for name in "ABCDE"]
    together = Lines.of("k", "By year", five)
    assert not together.are_apart
    assert [line.look for line in together.frames[0].lines] == [1, 2, 3, 4, 5]
    lines = Lines.of("k", "By year", [*five, scored("F", (1990, 0.5, 40))])
    assert lines.are_apart
    assert [frame.title for frame in lines.frames][-1] == "By year: F in full"
    assert {tuple(frame.years) for frame in lines.frames} == {tuple(lines.frames[0].years)}
    assert len({frame.key for frame in lines.frames}) == 6


def test_names_at_the_ends_keep_apart_inside_the_frame_in_the_order_of_the_lines():
    assert apart([100, 30, 101], 10, 200) == [100, 30, 116]
    lowest = ABOVE + HEIGHT
    crowded = apart([lowest, lowest, lowest - 3], ABOVE, lowest)
    assert sorted(crowded) == [lowest - 2 * APART, lowest - APART, lowest]
    assert crowded[2] == lowest - 2 * APART


def test_a_name_has_the_last_score_unless_the_line_ends_early_or_rests_on_few_there():
    body = drawn(
        scored("PAK–SUN", (1990, 0.5, 60), (1991, 0.77, 60)),
        scored("PAK–USA", (1990, 0.5, 60), (2020, 0.21, 60)),
        scored("PAK–IND", (2019, 0.5, 60), (2020, 1.0, 2)),
    )
    names = re.findall(r'<text class="name"[^>]*>(.*?)</text>', body)
    assert [re.sub("<[^>]+>", "", each).strip() for each in names] == [
        "PAK–SUN to 1991",
        "PAK–USA 0.21",
        "PAK–IND 0.50 in 2019",
    ]


def test_the_points_of_each_line_have_a_form_of_their_own_and_its_name_shows_it():
    body = drawn(
        scored("PAK–IND", (2024, 0.5, 2), (2025, 1.0, 2)),
        scored("PAK–CHN", (2024, 0.5, 2), (2025, 1.0, 2)),
    )
    lines = [part.split("</g></svg>")[0] for part in body.split('<g class="look')[1:]]
    assert [set(re.findall(r'href="#(m\d)"', line)) for line in lines] == [{"m1"}, {"m2"}]
    assert [line.count("<use") for line in lines] == [3, 3]


def test_the_picture_is_told_in_words():
    body = drawn(
        scored("A", (2000, 0.5, 40), (2001, 0.25, 10), (2002, 0.75, 40), (2003, 0.0, 2)), key="k"
    )
    assert 'role="img" aria-labelledby="k-t k-d"' in body
    assert '<title id="k-t">By year</title>' in body
    assert (
        "A in full: from 0.50 in 2000 (n = 40) to 0.75 in 2002 (n = 40); "
        "lowest 0.25 in 2001 (n = 10), highest 0.75 in 2002 (n = 40). "
        "1 more point rests on fewer than 10 roll calls." in body
    )


def test_a_line_that_rests_on_few_roll_calls_throughout_is_told_by_all_its_years():
    body = drawn(scored("A", (2022, 0.5, 6), (2023, 0.0, 2)))
    assert (
        "A in full: from 0.50 in 2022 (n = 6) to 0.00 in 2023 (n = 2); "
        "lowest 0.00 in 2023 (n = 2), highest 0.50 in 2022 (n = 6).</desc>" in body
    )


@pytest.mark.parametrize(
    ("score", "text"),
    [
        *((0.8849, "0.88"), (1.0, "1.00"), (0.9961, "0.996"), (0.0, "0.00"), (0.004, "0.004")),
        *(
            (-0.4516, "−0.45"),
            (-0.00001, "−0.00001"),
            (-1.0, "−1.00"),
            (-1e-17, "0.00"),
            (0.99961, "0.9996"),
        ),
    ],
)
def test_a_rounded_score_is_never_all_or_nothing_where_it_is_not(score, text):
    assert written(score) == text
