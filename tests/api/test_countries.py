"""Countries and groups over the API."""

from datetime import date

import pytest

from tests.api.times import updated
from tests.copied import copied
from tests.factories import make_countries, make_country, make_group, make_source, saved
from votes.models import CountryName, Group, Membership, Succession, VotingStatus

pytestmark = pytest.mark.django_db


def test_a_country_has_its_names_spells_limits_and_groups(ask):
    country = make_country(
        "RUS", "Russian Federation", iso2="RU", m49="643", cow=365, official_name=""
    )
    before = make_country("SUN", "Soviet Union", kind="former_member", until=date(1991, 12, 23))
    saved(CountryName(country=country, name="Russie", language="fr", valid_from=date(1991, 12, 24)))
    saved(
        Succession(
            predecessor=before, successor=country, date=date(1991, 12, 24), kind="continuation"
        )
    )
    source = make_source("Letter", publisher="United Nations")
    saved(
        VotingStatus(country=country, kind="article_19", started_on=date(2020, 1, 1), source=source)
    )
    brics = make_group("BRICS")
    saved(Membership(group=brics, country=country, joined_on=date(2009, 6, 16)))
    country.refresh_from_db()
    listed = {
        "code": "RUS",
        "name": "Russian Federation",
        "official_name": None,
        "kind": "member_state",
        "iso2": "RU",
        "m49": "643",
        "cow": 365,
        # Its parts, written by themselves, each made it another.
        "version": 4,
        "updated_at": updated(country),
    }
    assert ask("countries/?q=russie")["results"] == [listed]
    assert ask("countries/rus/") == listed | {
        "names": [
            {
                "name": "Russie",
                "kind": "alias",
                "language": "fr",
                "valid_from": "1991-12-24",
                "valid_to": None,
            },
            {
                "name": "Russian Federation",
                "kind": "official",
                "language": "en",
                "valid_from": None,
                "valid_to": None,
            },
        ],
        "membership": [{"started_on": "1945-10-24", "ended_on": None, "note": None}],
        "voting_statuses": [
            {
                "kind": "article_19",
                "started_on": "2020-01-01",
                "ended_on": None,
                "note": None,
                "source": {
                    "id": source.pk,
                    "title": "Letter",
                    "publisher": "United Nations",
                    "url": None,
                },
            }
        ],
        "predecessors": [
            {
                "country": {"code": "SUN", "name": "Soviet Union"},
                "date": "1991-12-24",
                "kind": "continuation",
                "note": None,
            }
        ],
        "successors": [],
        "groups": [
            {
                "group": {"code": "BRICS", "name": "BRICS"},
                "joined_on": "2009-06-16",
                "left_on": None,
                "precision": "day",
                "note": None,
            }
        ],
    }


@pytest.fixture
@copied
def world():
    gbr, fra, deu = make_countries("GBR FRA DEU")
    make_country("CIV", "Côte d’Ivoire", since=date(1960, 9, 20))
    make_country("PSE", "State of Palestine", kind="observer", since=None)
    make_country("SUN", "Soviet Union", kind="former_member", until=date(1991, 12, 23))
    union = make_group("EU", [fra, deu])
    saved(
        Membership(group=union, country=gbr, joined_on=date(1973, 1, 1), left_on=date(2020, 1, 31))
    )
    make_group("P5", [gbr, fra])


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["CIV", "DEU", "FRA", "GBR", "SUN", "PSE"]),
        ("kind=observer,former_member", ["SUN", "PSE"]),
        ("group=EU", ["DEU", "FRA"]),
        ("group=EU&on=2020-01-31", ["DEU", "FRA", "GBR"]),
        ("group=EU&on=2020-02-01", ["DEU", "FRA"]),
        ("group=EU,p5", ["DEU", "FRA", "GBR"]),
        ("on=1959-01-01", ["DEU", "FRA", "GBR", "SUN"]),
        ("q=cote ivoire", ["CIV"]),
        ("q=CÔTE", ["CIV"]),
        ("q=gbr", ["GBR"]),
        ("q=the palestine", ["PSE"]),
        ("q=atlantis", []),
    ],
)
def test_countries_are_filtered(ask, world, query, codes):
    assert [each["code"] for each in ask(f"countries/?{query}")["results"]] == codes


@pytest.mark.parametrize("name", ["CIV", "civ", "Côte d’Ivoire", "cote d'ivoire", "COTE DIVOIRE"])
def test_a_country_answers_to_its_code_and_its_names(ask, world, name):
    assert ask(f"countries/{name}/")["code"] == "CIV"


def test_a_group_has_its_members_on_a_day(ask, world):
    group = Group.objects.get(code="EU")
    listed = {
        "code": "EU",
        "name": "EU",
        "short_name": None,
        "kind": "alliance",
        "founded_on": None,
        "note": None,
        "source": None,
        "version": 4,
        "updated_at": updated(group),
    }
    assert ask("groups/?kind=alliance&limit=1")["results"] == [listed]
    undated = {"joined_on": None, "left_on": None, "precision": "day", "note": None}
    members = [
        {"country": {"code": "DEU", "name": "Deu"}} | undated,
        {"country": {"code": "FRA", "name": "Fra"}} | undated,
    ]
    left = {"joined_on": "1973-01-01", "left_on": "2020-01-31"}
    also = {"country": {"code": "GBR", "name": "Gbr"}} | undated | left
    memberships = [each | {"source": None} for each in (*members, also)]
    for day, then in (("2019-12-31", [*members, also]), ("2020-02-01", members)):
        assert ask(f"groups/eu/?on={day}") == listed | {
            "on": day,
            "members": then,
            "memberships": memberships,
        }


def test_an_undated_member_counts_from_the_day_it_joined_the_united_nations(ask, world):
    group = make_group("AU", [make_country("SSD", since=date(2011, 7, 14))])
    saved(Membership(group=group, country=make_country("VAT", kind="observer", since=None)))

    def members(day):
        return [each["country"]["code"] for each in ask(f"groups/AU/?on={day}")["members"]]

    assert members("2011-07-13") == ["VAT"]
    assert members("2011-07-14") == ["SSD", "VAT"]


@pytest.mark.parametrize("query", ["on=soon", "on=", "on=2020-01-01&on=2020-01-02", "day=1"])
def test_a_group_refuses_what_is_no_day(refused, world, query):
    assert refused(f"groups/EU/?{query}")["parameter"] in {"on", "day"}
