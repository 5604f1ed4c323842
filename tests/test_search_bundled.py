"""The search over the bundled data: what people type finds what they mean."""

import pytest

from votes.search import Rank, search

pytestmark = pytest.mark.django_db


def lines(text, *kinds, **options):
    finds = search(text, kinds, **options) if kinds else search(text, **options)
    return [(found.kind, found.id) for found in finds.results]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("es-11/4", ("resolution", "A/RES/ES-11/4")),
        ("a/res/es-11/4", ("resolution", "A/RES/ES-11/4")),
        ("A-RES-ES-11-4", ("resolution", "A/RES/ES-11/4")),
        ("resolution ES-11/4", ("resolution", "A/RES/ES-11/4")),
        ("ES-11/L.5", ("resolution", "A/RES/ES-11/4")),
        ("A/ES-11/L.5", ("resolution", "A/RES/ES-11/4")),
        ("aggression against ukraine", ("resolution", "A/RES/ES-11/1")),
        ("turkiye", ("country", "TUR")),
        ("Turkey", ("country", "TUR")),
        ("tur", ("country", "TUR")),
        ("cote d'ivoire", ("country", "CIV")),
        ("Côte d’Ivoire", ("country", "CIV")),
        ("USSR", ("country", "SUN")),
        ("ukraine march 2022", ("series", "ukraine")),
        ("ukraine", ("series", "ukraine")),
    ],
)
def test_what_people_type_finds_what_they_mean(bundled, typed, first):
    assert lines(typed)[0] == first


def test_words_with_a_month_find_what_was_voted_on_then(bundled):
    assert lines("ukraine march 2022") == [
        ("series", "ukraine"),
        ("resolution", "A/RES/ES-11/2"),
        ("resolution", "A/RES/ES-11/1"),
        ("country", "UKR"),
    ]


@pytest.mark.parametrize(
    "typed", ["2 March 2022", "march 2 2022", "2022-03-02", "2 Mar 2022", "voted on 2 march 2022"]
)
def test_a_day_in_any_writing_finds_what_was_voted_on_then(bundled, typed):
    assert lines(typed) == [("resolution", "A/RES/ES-11/1")]


def test_a_year_alone_finds_its_texts_and_statements_newest_first(bundled):
    days = [found.date for found in search("2022").results]
    assert days == sorted(days, reverse=True)
    assert {day.year for day in days} == {2022}


def test_a_state_with_a_position_finds_where_it_took_it(bundled):
    found = search("pakistan abstain", limit=100).results
    assert found[0].id == "PAK"
    texts = [each for each in found if each.kind == "resolution"]
    assert {each.rank for each in texts} == {Rank.VOTED}
    assert len(texts) == 9
    assert lines("pakistan voted yes", "resolution") == []


def test_a_state_with_a_month_finds_what_it_said_the_state_and_what_it_voted_on(bundled):
    found = lines("pakistan march 2022")
    assert [kind for kind, _ in found] == [*["statement"] * 2, "country", *["resolution"] * 2]


def test_only_the_kinds_that_are_asked_for_are_found(bundled):
    assert {kind for kind, _ in lines("ukraine", "series", "country")} == {"series", "country"}


def test_a_limit_keeps_the_best(bundled):
    assert lines("ukraine", limit=3) == lines("ukraine", limit=100)[:3]


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("Pakistn", ["Pakistan"]),
        ("pakistn march 2022", ["Pakistan march 2022"]),
        ("ES-11/99", ["A/RES/ES-11/8", "A/RES/ES-11/7", "A/RES/ES-11/6"]),
        ("xyzzy", []),
    ],
)
def test_where_nothing_is_found_the_near_is_offered(bundled, typed, near):
    finds = search(typed)
    assert finds.results == []
    assert sorted(finds.near[: len(near)]) == sorted(near)
    assert bool(finds.near) == bool(near)


@pytest.mark.parametrize(
    "typed",
    [
        *("!!!", "%", "_", "the", "the the", "-", "'", "\\", "0", "9" * 200, "id-0", "2022-13"),
        *("31 february 2022", "0000-00-00", "march", "may", "99999", "١٢ ٣", "a " * 100),
        *("id-99999999999999999999", "1/2/3/4", "Ⅷ", "ﬁ", "²", "march ²", "2 march 20²2"),
    ],
)
def test_nothing_that_is_typed_makes_it_fail(bundled, typed):
    assert search(typed).query == typed


def test_no_sign_that_databases_read_finds_everything(bundled):
    assert lines("%") == lines("_") == lines("\\") == []


def test_a_search_costs_the_same_however_many_words_and_records(bundled, django_assert_num_queries):
    # States; names; series; their votes; texts; statements.
    with django_assert_num_queries(6):
        search("ukraine")
    with django_assert_num_queries(6):
        search("pakistan ukraine russia peace war march 2022 es-11/4 abstain 77 77th syria iran")
    # And the near symbols.
    with django_assert_num_queries(7):
        search("ES-11/99")
