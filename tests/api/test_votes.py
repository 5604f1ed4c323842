"""Votes over the API: their shape, every filter, and the counts."""

from datetime import date, timedelta

import pytest

from tests.api.times import updated
from tests.copied import copied
from tests.factories import (
    make_countries,
    make_country,
    make_group,
    make_resolution,
    make_roll_call,
    make_series,
    saved,
)
from votes.models import (
    CountryName,
    Membership,
    Resolution,
    ResolutionTopic,
    Topic,
    Vote,
    changing,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
@copied
def record():
    """Three votes on two texts: who was where, in March and in October 2022."""
    pak, usa, rus, tur = make_countries("PAK USA RUS TUR")
    make_group("NATO", [usa, tur])
    brics = make_group("BRICS")
    saved(Membership(group=brics, country=rus, left_on=date(2022, 6, 1)))
    saved(Membership(group=brics, country=pak, joined_on=date(2022, 6, 2)))
    first = make_resolution(
        "A/RES/ES-11/1", title="Aggression against Ukraine", draft_symbol="A/ES-11/L.1"
    )
    second = make_resolution(
        "S/RES/2623 (2022)", title="Défense de la paix", body="SC", session="77"
    )
    make_series("ukraine", [first])
    peace = saved(Topic(name="Peace, lasting", slug="peace-lasting"))
    saved(ResolutionTopic(resolution=second, topic=peace))
    make_roll_call(first, {pak: "A", usa: "Y", rus: "N", tur: "Y"}, on=date(2022, 3, 2))
    make_roll_call(first, {pak: "X", usa: "Y", rus: "Y"}, on=date(2022, 3, 2), scope="paragraph")
    make_roll_call(second, {pak: "N", usa: "Y", rus: "N"}, on=date(2022, 10, 12), organ="council")


def answered(ask, query):
    """Each vote of an answer as "PAK abstain 2022-03-02 whole", in order."""
    votes = ask(f"votes/?{query}")["results"]
    return [
        f"{vote['country']['code']} {vote['position']} {vote['roll_call']['date']}"
        f" {vote['roll_call']['scope']}"
        for vote in votes
    ]


def codes(ask, query):
    return sorted({each.split()[0] for each in answered(ask, query)})


def test_a_vote_has_exactly_the_shape_of_the_contract(ask):
    pak = make_country("PAK", "Pakistan")
    resolution = make_resolution(title="Aggression against Ukraine")
    roll_call = make_roll_call(resolution, {pak: "A"})
    vote = Vote.objects.get()
    expected = {
        "id": vote.pk,
        "country": {"code": "PAK", "name": "Pakistan"},
        "position": "abstain",
        "intended_position": None,
        "non_voting_reason": None,
        "roll_call": {
            "id": roll_call.pk,
            "date": "2022-03-02",
            "scope": "whole",
            "body": "GA",
            "session": "ES-11",
        },
        "resolution": {"symbol": "A/RES/ES-11/1", "title": "Aggression against Ukraine"},
        "version": 1,
        "updated_at": updated(vote),
    }
    answer = ask("votes/")
    assert answer == {"next": None, "previous": None, "results": [expected]}
    assert list(answer["results"][0]) == list(expected)
    assert ask(f"votes/{vote.pk}/") == expected


def test_the_intended_position_and_the_reason_are_words(ask):
    pak, usa = make_countries("PAK USA")
    make_roll_call(None, {pak: "X", usa: "Y"})
    absent = Vote.objects.get(country=pak)
    absent.intended_position, absent.non_voting_reason = "Y", "absent"
    with changing(None, "for a test") as change:
        change.save(absent)
    vote = ask("votes/?country=PAK")["results"][0]
    assert (vote["position"], vote["intended_position"]) == ("non_voting", "yes")
    assert vote["non_voting_reason"] == "absent"


@pytest.mark.parametrize(
    ("fields", "symbol"),
    [
        ({"symbol": "", "draft_symbol": "S/2022/155"}, "S/2022/155"),
        ({"symbol": "", "status": "not_adopted"}, "id-{pk}"),
    ],
)
def test_a_text_without_a_symbol_has_the_name_it_answers_to(ask, fields, symbol):
    resolution = make_resolution(**fields)
    make_roll_call(resolution, {make_country(): "Y"})
    name = ask("votes/")["results"][0]["resolution"]["symbol"]
    assert name == symbol.format(pk=resolution.pk)
    assert ask(f"resolutions/{name}/")["id"] == resolution.pk


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("country=PAK&country=TUR", ["PAK", "TUR"]),
        ("country=pak,Tur", ["PAK", "TUR"]),
        ("group=NATO", ["TUR", "USA"]),
        ("group=nato,BRICS", ["PAK", "RUS", "TUR", "USA"]),
        ("position=no", ["PAK", "RUS"]),
        ("position=non_voting,ABSTAIN", ["PAK"]),
        ("body=sc&position=yes", ["USA"]),
        ("organ=council&position=no", ["PAK", "RUS"]),
        ("session=77,es-11&position=abstain", ["PAK"]),
        ("session=77&position=abstain", []),
        ("since=2022-10-12&position=yes", ["USA"]),
        ("until=2022-10-11&position=no", ["RUS"]),
        ("topic=peace-lasting&position=no", ["PAK", "RUS"]),
        ("topic=Peace,%20lasting&position=yes", ["USA"]),
        ("series=ukraine&position=no", ["RUS"]),
        ("series=Ukraine&position=no", ["RUS"]),
        ("resolution=A/RES/ES-11/1&scope=whole&position=yes", ["TUR", "USA"]),
        ("resolution=a-es-11-l.1&position=no", ["RUS"]),
        ("resolution=S/RES/2623(2022)&position=yes", ["USA"]),
        ("resolution=2623 (2022)&position=yes", ["USA"]),
        ("scope=paragraph", ["PAK", "RUS", "USA"]),
        ("scope=paragraph&agrees_with=USA", ["RUS"]),
        ("scope=whole&agrees_with=USA,RUS", ["PAK", "TUR"]),
        ("differs_from=RUS&scope=whole&since=2022-10-01", ["USA"]),
        ("q=UKRAINE+aggression&position=no", ["RUS"]),
        ("q=es-11/1&position=no", ["RUS"]),
        ("q=L.1&position=no", ["RUS"]),
        ("q=défense", ["PAK", "RUS", "USA"]),
        ("q=DÉFENSE paix", ["PAK", "RUS", "USA"]),
        ("q=Ukraine paix", []),
        ("q=100%25", []),
        ("updated_since=2999-01-01", []),
        ("updated_since=2001-01-01T00:00:00Z&position=abstain", ["PAK"]),
    ],
)
def test_filters_keep_what_they_name(ask, record, query, expected):
    assert codes(ask, query) == expected


def test_a_roll_call_is_named_by_its_number(client, ask, record):
    vote = Vote.objects.get(country__code="TUR")
    here = codes(ask, f"roll_call={vote.roll_call_id}")
    assert here == codes(ask, "resolution=A/RES/ES-11/1&scope=whole&organ=plenary")
    assert "TUR" in here
    for wrong in ("999", "one", "9" * 30, "-1", "١"):
        answer = client.get(f"/api/v1/votes/?roll_call={wrong}")
        assert answer.status_code == 400
        assert f"No roll call has the number “{wrong}”." in answer.content.decode()


def test_a_group_means_its_members_on_the_day_of_the_vote(ask, record):
    assert answered(ask, "group=BRICS&scope=whole") == [
        "PAK no 2022-10-12 whole",
        "RUS no 2022-03-02 whole",
    ]


def test_absence_neither_agrees_nor_differs(ask, record):
    assert "PAK" not in codes(ask, "scope=paragraph&differs_from=USA")
    assert codes(ask, "scope=paragraph&agrees_with=PAK") == []


def test_the_named_country_itself_is_left_out(ask, record):
    assert codes(ask, "agrees_with=USA") == ["RUS", "TUR"]
    assert "RUS" not in codes(ask, "differs_from=RUS")


def test_a_vote_in_a_text_of_two_series_is_one_row(ask, record):
    make_series("europe", [Resolution.objects.called("A/RES/ES-11/1")])
    assert len(answered(ask, "series=ukraine,europe&country=PAK")) == 2


def test_the_newest_come_first_unless_asked(ask, record):
    newest = answered(ask, "country=PAK")
    assert newest == [
        "PAK no 2022-10-12 whole",
        "PAK non_voting 2022-03-02 paragraph",
        "PAK abstain 2022-03-02 whole",
    ]
    assert answered(ask, "country=PAK&ordering=-date") == newest
    assert answered(ask, "country=PAK&ordering=date") == newest[::-1]


@pytest.mark.parametrize("spelling", ["Türkiye", "turkiye", "TURKIYE", "TUR", "tur", "Turkey"])
def test_any_name_or_code_names_the_country(ask, spelling):
    country = make_country("TUR", "Türkiye")
    former = CountryName(country=country, name="Turkey", valid_to=date(2022, 5, 31))
    former.kind = "official"
    saved(former)
    make_roll_call(None, {country: "Y"})
    assert len(ask("votes/", {"country": spelling})["results"]) == 1
    assert ask(f"countries/{spelling}/")["code"] == "TUR"
    assert len(ask(f"countries/{spelling}/votes/")["results"]) == 1


def test_a_name_with_a_comma_is_one_name(ask):
    make_roll_call(None, {make_country("COD", "Congo, Democratic Republic of the"): "Y"})
    assert codes(ask, "country=Congo,%20Democratic%20Republic%20of%20the&country=COD") == ["COD"]


def test_a_country_has_its_votes_under_its_own_address(ask, record):
    assert ask("countries/PAK/votes/?position=no") == ask("votes/?country=PAK&position=no")
    assert ask("countries/PAK/votes/?country=USA")["results"] == []


def test_the_summary_counts_the_filtered_votes_three_ways(ask, record):
    none = {"yes": 0, "no": 0, "abstain": 0, "non_voting": 0}
    assert ask("votes/summary/?country=PAK,TUR") == {
        "count": 4,
        "by_position": {"yes": 1, "no": 1, "abstain": 1, "non_voting": 1},
        "by_year": [{"year": 2022, "yes": 1, "no": 1, "abstain": 1, "non_voting": 1}],
        "by_country": [
            {"country": {"code": "PAK", "name": "Pak"}}
            | none
            | {"no": 1, "abstain": 1, "non_voting": 1},
            {"country": {"code": "TUR", "name": "Tur"}} | none | {"yes": 1},
        ],
    }
    assert ask("votes/summary/?session=77&position=abstain") == {
        "count": 0,
        "by_position": none,
        "by_year": [],
        "by_country": [],
    }


def test_the_summary_keeps_years_apart(ask):
    pak = make_country("PAK")
    text = make_resolution()
    for year in (2021, 2022, 2022):
        make_roll_call(text, {pak: "Y"}, on=date(year, 1, 1) + timedelta(days=3))
    years = ask("votes/summary/")["by_year"]
    assert [(each["year"], each["yes"]) for each in years] == [(2021, 1), (2022, 2)]
