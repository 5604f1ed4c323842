"""How far a group votes as one, by roll call, year and topic."""

from datetime import date

import pytest

from tests.copied import copied
from tests.factories import make_country, make_group, make_resolution, make_roll_call, saved
from votes.api.asking import INTENDED
from votes.api.viewsets.cohesion import AVERAGES, COHESION, DISSENT
from votes.models import Membership, ResolutionTopic, RollCall, Topic, Vote, changing

pytestmark = pytest.mark.django_db
GROUP = {"code": "NATO", "name": "North Atlantic Treaty Organization"}


@pytest.fixture
@copied
def record():
    """A pact of four, of which one leaves before the third vote; a fifth state is outside it."""
    countries = [make_country(code) for code in ("ZZZ", "AAA", "BBB", "CCC", "OUT")]
    zed, one, two, three, outside = countries
    group = make_group(members=[zed, one, two], name=GROUP["name"])
    saved(Membership(group=group, country=three, left_on=date(2021, 12, 31)))
    texts = [make_resolution(f"A/RES/{number}", session="75") for number in (1, 2, 3)]
    topics = [saved(Topic(name=name, slug=name.lower())) for name in ("Peace", "Arms")]
    saved(ResolutionTopic(resolution=texts[0], topic=topics[0]))
    saved(ResolutionTopic(resolution=texts[2], topic=topics[0]))
    saved(ResolutionTopic(resolution=texts[2], topic=topics[1]))
    return [
        make_roll_call(
            texts[0],
            {zed: "N", one: "Y", two: "Y", three: "A", outside: "N"},
            on=date(2021, 1, 1),
        ),
        make_roll_call(texts[1], {zed: "A", one: "A", two: "X", three: "A"}, on=date(2021, 6, 1)),
        make_roll_call(texts[2], {zed: "Y", one: "Y", two: "Y", three: "N"}, on=date(2022, 1, 1)),
        make_roll_call(make_resolution("A/RES/4"), {outside: "Y"}, on=date(2022, 2, 1)),
    ]


def row(call, yes, no, abstain, non_voting, rice, hnr, dissenters):
    text = call.resolution
    return {
        "roll_call": {
            "id": call.pk,
            "date": call.date.isoformat(),
            "scope": "whole",
            "body": "GA",
            "session": "75",
        },
        "resolution": {"symbol": text.symbol, "title": text.title},
        "yes": yes,
        "no": no,
        "abstain": abstain,
        "non_voting": non_voting,
        "rice": rice,
        "hix_noury_roland": hnr,
        "dissenters": dissenters,
    }


def test_a_group_is_measured_in_each_roll_call_by_its_members_of_the_day(ask, record):
    first, second, third, _ = record
    assert ask("groups/nato/cohesion/") == {
        "group": GROUP,
        "method": COHESION,
        "next": None,
        "previous": None,
        "results": [
            row(third, 3, 0, 0, 0, 1.0, 1.0, []),
            row(second, 0, 0, 3, 1, None, 1.0, []),
            row(
                first,
                *(2, 1, 1, 0, 1 / 3, 0.25),
                [{"code": "CCC", "name": "Ccc"}, {"code": "ZZZ", "name": "Zzz"}],
            ),
        ],
    }


def test_a_group_is_averaged_by_year(ask, record):
    assert ask("groups/NATO/cohesion/?by=year") == {
        "group": GROUP,
        "method": COHESION + AVERAGES,
        "results": [
            {"year": 2021, "rice": 1 / 3, "hix_noury_roland": 0.625, "n": 2, "n_rice": 1},
            {"year": 2022, "rice": 1.0, "hix_noury_roland": 1.0, "n": 1, "n_rice": 1},
        ],
    }


def test_a_group_is_measured_as_intended_when_asked_for(ask, record):
    vote = Vote.objects.get(country__code="ZZZ", roll_call=record[0])
    vote.intended_position = "Y"
    with changing(None, "as it told the Secretariat") as change:
        change.save(vote)
    recorded = ask("groups/NATO/cohesion/?positions=recorded")
    assert recorded == ask("groups/NATO/cohesion/")
    meant = ask("groups/NATO/cohesion/?positions=intended")
    *_, first = meant["results"]
    assert (first["yes"], first["no"], first["rice"]) == (3, 0, 1.0)
    assert [each["code"] for each in first["dissenters"]] == ["CCC"]
    assert meant["method"] == f"{COHESION} {INTENDED}"
    averages = ask("groups/NATO/cohesion/?by=year&positions=intended")
    assert averages["results"][0]["rice"] == 1.0
    assert averages["method"] == f"{COHESION}{AVERAGES} {INTENDED}"


def test_a_group_is_averaged_by_topic_by_name(ask, record):
    saved(Topic(name="Zero votes", slug="zero"))
    arms = {"rice": 1.0, "hix_noury_roland": 1.0, "n": 1, "n_rice": 1}
    peace = {"rice": 2 / 3, "hix_noury_roland": 0.625, "n": 2, "n_rice": 2}
    assert ask("groups/NATO/cohesion/?by=topic")["results"] == [
        {"topic": {"slug": "arms", "name": "Arms"}} | arms,
        {"topic": {"slug": "peace", "name": "Peace"}} | peace,
    ]
    found = ask("groups/NATO/cohesion/?by=topic&until=2021-12-31")["results"]
    assert [each["n"] for each in found] == [1]


def test_a_group_is_told_member_by_member_who_broke_with_it_most_often(ask, record):
    tied = make_resolution("A/RES/9", session="75")
    zed, one = (Vote.objects.filter(country__code=code)[0].country for code in ("ZZZ", "AAA"))
    make_roll_call(tied, {zed: "Y", one: "N"}, on=date(2022, 3, 1))
    assert ask("groups/NATO/cohesion/?by=member") == {
        "group": GROUP,
        "method": COHESION + DISSENT,
        "results": [
            # CCC left before the third vote; BBB did not vote on the second; in the tie there is
            # no line to break with.
            {"country": {"code": "CCC", "name": "Ccc"}, "dissents": 1, "n": 2},
            {"country": {"code": "ZZZ", "name": "Zzz"}, "dissents": 1, "n": 3},
            {"country": {"code": "BBB", "name": "Bbb"}, "dissents": 0, "n": 2},
            {"country": {"code": "AAA", "name": "Aaa"}, "dissents": 0, "n": 3},
        ],
    }
    found = ask("groups/NATO/cohesion/?by=member&since=2021-06-01")["results"]
    assert [(each["country"]["code"], each["dissents"]) for each in found] == [
        *(("BBB", 0), ("CCC", 0), ("AAA", 0), ("ZZZ", 0)),
    ]


def test_roll_calls_on_which_a_group_split_are_found_and_so_are_the_others(ask, record):
    tied = make_resolution("A/RES/9", session="75")
    zed, one = (Vote.objects.filter(country__code=code)[0].country for code in ("ZZZ", "AAA"))
    make_roll_call(tied, {zed: "Y", one: "N"}, on=date(2022, 3, 1))
    split = ask("groups/NATO/cohesion/?split=true&count=true")
    assert split["count"] == 2
    assert [each["resolution"]["symbol"] for each in split["results"]] == ["A/RES/9", "A/RES/1"]
    alike = ask("groups/NATO/cohesion/?split=false")["results"]
    assert [each["resolution"]["symbol"] for each in alike] == ["A/RES/3", "A/RES/2"]
    years = ask("groups/NATO/cohesion/?split=true&by=year")["results"]
    assert [(each["year"], each["n"]) for each in years] == [(2021, 1), (2022, 1)]


def test_topics_of_one_name_in_two_schemes_stay_apart(ask, record):
    other = saved(Topic(name="Peace", slug="unbis-peace", scheme="unbis"))
    saved(ResolutionTopic(resolution=record[0].resolution, topic=other))
    found = ask("groups/NATO/cohesion/?by=topic")["results"]
    brief = [(each["topic"]["slug"], each["n"]) for each in found]
    assert brief == [("arms", 1), ("peace", 2), ("unbis-peace", 1)]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("session=75", 3),
        ("topic=arms", 1),
        ("topic=peace", 2),
        ("until=2021-12-31", 2),
        ("resolution=A/RES/2", 1),
        ("body=SC", 0),
        ("q=A/RES/3", 1),
    ],
)
def test_every_filter_of_roll_calls_selects(ask, record, query, count):
    assert len(ask(f"groups/NATO/cohesion/?{query}")["results"]) == count


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_walking_meets_each_roll_call_once(ask, record, limit):
    whole = ask("groups/NATO/cohesion/")["results"]
    found, address = [], f"groups/NATO/cohesion/?limit={limit}&session=75"
    while address:
        page = ask(address)
        assert len(page["results"]) <= limit
        found += page["results"]
        assert len(found) <= len(whole)
        address = page["next"]
    assert found == whole
    if limit == 1:
        assert ask(page["previous"])["results"] == [whole[1]]


def test_roll_calls_of_one_day_have_an_order(ask, record):
    one = Vote.objects.filter(country__code="AAA")[0].country
    calls = [
        make_roll_call(make_resolution(f"A/RES/9/{number}"), {one: "Y"}, on=date(2023, 1, 1))
        for number in range(3)
    ]
    first = ask("groups/NATO/cohesion/?limit=2")
    second = ask(first["next"])
    found = [each["roll_call"]["id"] for each in first["results"] + second["results"]]
    assert found[:3] == [call.pk for call in reversed(calls)]


def test_a_vote_changed_is_in_the_next_answer(ask, record):
    assert ask("groups/NATO/cohesion/?by=year")["results"][1]["rice"] == 1.0
    vote = Vote.objects.get(country__code="ZZZ", roll_call=record[2])
    call = vote.roll_call
    vote.position, call.total_yes, call.total_no = "N", 2, 2
    with changing(None, "A misprint.") as change:
        change.save(vote)
        change.save(call)
    assert ask("groups/NATO/cohesion/?by=year")["results"][1]["rice"] == 1 / 3
    dissenters = ask("groups/NATO/cohesion/")["results"][0]["dissenters"]
    assert dissenters == [{"code": "ZZZ", "name": "Zzz"}]


def test_a_draft_is_in_no_cohesion(ask, record):
    one = Vote.objects.filter(country__code="AAA")[0].country
    draft = make_roll_call(make_resolution("A/RES/9"), {one: "Y"}, state="draft")
    assert len(ask("groups/NATO/cohesion/")["results"]) == 3
    draft.state = RollCall.State.PUBLISHED
    with changing(None, "Complete.") as change:
        change.save(draft)
    assert len(ask("groups/NATO/cohesion/")["results"]) == 4


def test_a_group_without_members_has_no_cohesion(ask, record):
    make_group("EMPTY")
    assert ask("groups/EMPTY/cohesion/")["results"] == []
    assert ask("groups/EMPTY/cohesion/?by=year")["results"] == []
    assert ask("groups/EMPTY/cohesion/?by=topic")["results"] == []
    assert ask("groups/EMPTY/cohesion/?by=member")["results"] == []
    assert ask("groups/EMPTY/cohesion/?split=true")["results"] == []


@pytest.mark.parametrize(
    ("query", "parameter", "value", "near"),
    [
        ("by=month", "by", "month", []),
        ("by=yer", "by", "yer", ["year"]),
        ("split=yes", "split", "yes", []),
        ("by=year&limit=5", "limit", "5", ["split"]),
        ("limit=0", "limit", "0", []),
        ("cursor=x", "cursor", "x", []),
        ("topic=war", "topic", "war", []),
        ("group=EU", "group", "EU", []),
        ("scope=", "scope", "", []),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(refused, record, query, parameter, value, near):
    fault = refused(f"groups/NATO/cohesion/?{query}")
    assert (fault["parameter"], fault["value"]) == (parameter, value)
    assert fault["did_you_mean"] == near
