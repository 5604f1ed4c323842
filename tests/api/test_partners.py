"""A country beside all others, under every index."""

from datetime import date

import pytest

from tests.copied import copied
from tests.factories import make_country, make_resolution, make_roll_call
from votes.filters import INDICES

pytestmark = pytest.mark.django_db
PAK = {"code": "PAK", "name": "Pakistan"}
CHN = {"code": "CHN", "name": "China"}
USA = {"code": "USA", "name": "United States"}
METHOD = (
    "Share of roll calls with the same position, counting half where exactly one abstained "
    "(Lijphart 1963). Only roll calls in which both cast yes, abstain or no; absence by either "
    "drops it. All scopes, unless filtered. Ranks are among the countries that share at least 2 "
    "roll calls; equal scores have the same."
)
WHOLE = {"since": "2021-01-01", "until": "2022-03-02"}


@pytest.fixture
@copied
def record():
    """Pakistan votes Y, A, N; China Y, Y, N; the United States N, A and then not; India never."""
    pak, chn = make_country("PAK", "Pakistan"), make_country("CHN", "China")
    usa, ind = make_country("USA", "United States"), make_country("IND", "India")
    taken = [{chn: "Y", usa: "N"}, {chn: "Y", usa: "A", ind: "X"}, {chn: "N", usa: "X"}]
    days = [date(2021, 1, 1), date(2021, 6, 1), date(2022, 3, 2)]
    for letter, positions, day in zip("YAN", taken, days, strict=True):
        make_roll_call(make_resolution(f"A/RES/{day}"), {pak: letter} | positions, on=day)


def test_partners_have_every_index_and_their_ranks(ask, record):
    answer = ask("countries/PAK/partners/?min_n=2")
    assert {name: value for name, value in answer.items() if name != "results"} == {
        "country": PAK,
        "index": "lijphart",
        "min_n": 2,
        "method": METHOD,
        "period": WHOLE,
    }
    china, states = answer["results"]
    assert states["scores"].pop("pi") == pytest.approx(-1 / 3)
    assert states["scores"].pop("kappa") == pytest.approx(0)
    assert states == {
        "country": USA,
        "n": 2,
        "period": {"since": "2021-01-01", "until": "2021-06-01"},
        "scores": {"lijphart": 0.5, "strict": 0.5, "yes_no": 0.0},
        "ranks": {"lijphart": 2, "strict": 2, "yes_no": None, "pi": 2, "kappa": 2},
    }
    assert (china["country"], china["n"], china["ranks"]["kappa"]) == (CHN, 3, 1)
    assert list(china["scores"]) == list(INDICES)


def test_partners_with_too_little_shared_have_no_rank(ask, record):
    answer = ask("countries/PAK/partners/")
    assert answer["min_n"] == 20
    assert [each["ranks"]["lijphart"] for each in answer["results"]] == [None, None]
    ranks = [each["ranks"]["strict"] for each in ask("countries/PAK/partners/?min_n=3")["results"]]
    assert ranks == [1, None]


def test_the_index_orders_partners_and_is_named(ask):
    pak, one, two = (make_country(code) for code in ("PAK", "AAA", "BBB"))
    # The one abstains on all four texts but one, the other agrees on two and opposes two.
    for number, (first, second) in enumerate(["YY", "AY", "AN", "AN"]):
        make_roll_call(make_resolution(f"A/RES/1/{number}"), {pak: "Y", one: first, two: second})
    by_half = ask("countries/PAK/partners/?min_n=1")
    by_same = ask("countries/PAK/partners/?min_n=1&index=strict")
    assert [each["country"]["code"] for each in by_half["results"]] == ["AAA", "BBB"]
    assert [each["country"]["code"] for each in by_same["results"]] == ["BBB", "AAA"]
    assert (by_half["index"], by_same["index"]) == ("lijphart", "strict")
    assert len(ask("countries/PAK/partners/?min_n=1&limit=1")["results"]) == 1


def test_a_country_without_votes_has_no_partners(ask):
    make_country("PAK", "Pakistan")
    answer = ask("countries/PAK/partners/")
    assert (answer["period"], answer["results"]) == (None, [])


@pytest.mark.parametrize(
    ("path", "parameter", "value", "near"),
    [
        ("countries/PAK/partners/?min_n=0", "min_n", "0", []),
        ("countries/PAK/partners/?min_n=100001", "min_n", "100001", []),
        ("countries/PAK/partners/?limit=0", "limit", "0", []),
        ("countries/PAK/partners/?limit=1001", "limit", "1001", []),
        ("countries/PAK/partners/?index=strict,pi", "index", "strict,pi", ["strict"]),
        ("countries/PAK/partners/?index=all", "index", "all", []),
        ("countries/PAK/partners/?country=USA", "country", "USA", []),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(refused, record, path, parameter, value, near):
    fault = refused(path)
    assert (fault["parameter"], fault["value"]) == (parameter, value)
    assert fault["did_you_mean"] == near
