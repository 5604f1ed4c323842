"""With whom a country votes: others, all of them and groups, over any roll calls."""

from datetime import date

import pytest

from tests.copied import copied
from tests.factories import (
    make_country,
    make_group,
    make_resolution,
    make_roll_call,
    make_series,
    saved,
)
from votes.filters import INDICES
from votes.models import ResolutionTopic, RollCall, Topic, Vote, changing
from votes.stances.agreement import INDICES as KNOWN

pytestmark = pytest.mark.django_db
PAK = {"code": "PAK", "name": "Pakistan"}
CHN = {"code": "CHN", "name": "China"}
USA = {"code": "USA", "name": "United States"}
IND = {"code": "IND", "name": "India"}
LIJPHART = (
    "Share of roll calls with the same position, counting half where exactly one abstained "
    "(Lijphart 1963). Only roll calls in which both cast yes, abstain or no; absence by either "
    "drops it. All scopes, unless filtered."
)
LINE = (
    " A group's line is the position that most of its other members of the day cast; where two "
    "tie it has none."
)
WHOLE = {"since": "2021-01-01", "until": "2022-03-02"}


@pytest.fixture
@copied
def record():
    """Pakistan votes Y, A, N; China Y, Y, N; the United States N, A and then not; India never."""
    pak, chn = make_country("PAK", "Pakistan"), make_country("CHN", "China")
    usa, ind = make_country("USA", "United States"), make_country("IND", "India")
    first = make_resolution("A/RES/75/1", session="75")
    second = make_resolution("A/RES/75/2", session="75", title="On disarmament")
    third = make_resolution("A/RES/ES-11/1")
    make_roll_call(first, {pak: "Y", chn: "Y", usa: "N"}, on=date(2021, 1, 1))
    make_roll_call(second, {pak: "A", chn: "Y", usa: "A", ind: "X"}, on=date(2021, 6, 1))
    make_roll_call(
        third, {pak: "N", chn: "N", usa: "X"}, on=date(2022, 3, 2), organ="first_committee"
    )
    make_series("ukraine", [third])
    topic = saved(Topic(name="Disarmament", slug="disarmament"))
    saved(ResolutionTopic(resolution=second, topic=topic))


def row(other, score, n, period, **fields):
    return {
        "country": PAK,
        "with": other,
        "with_group": None,
        "score": score,
        "n": n,
        "index": "lijphart",
        "period": period,
        "method": LIJPHART,
    } | fields


def test_agreement_is_given_in_the_order_asked_for_with_what_it_rests_on(ask, record):
    assert ask("agreement/?country=PAK&with=USA,CHN,IND") == {
        "results": [
            row(USA, 0.5, 2, {"since": "2021-01-01", "until": "2021-06-01"}),
            row(CHN, 2.5 / 3, 3, WHOLE),
            row(IND, None, 0, None),
        ]
    }


def test_without_others_every_voter_is_listed_the_closest_first(ask, record):
    make_country("VAT", "Holy See", kind="observer", since=None)
    found = ask("agreement/?country=pakistan")["results"]
    # With fewer than 20 shared roll calls none is ranked: the most shared come first.
    assert [(each["with"]["code"], each["n"]) for each in found] == [
        ("CHN", 3),
        ("USA", 2),
        ("IND", 0),
    ]


def test_those_ranked_come_before_those_that_share_little(ask):
    pak, chn, usa = make_country("PAK"), make_country("CHN"), make_country("USA")
    far = make_country("FAR")
    for number in range(20):
        positions = {pak: "Y", usa: "Y" if number else "N", far: "N"}
        positions |= {} if number else {chn: "Y"}
        make_roll_call(make_resolution(f"A/RES/1/{number}"), positions)
    found = ask("agreement/?country=PAK")["results"]
    assert [(each["with"]["code"], each["score"]) for each in found] == [
        ("USA", 0.95),
        ("FAR", 0.0),
        ("CHN", 1.0),
    ]


def test_each_index_asked_for_is_a_row(ask, record):
    found = ask("agreement/?country=PAK&with=CHN,USA&index=strict,yes_no")["results"]
    brief = [(each["with"]["code"], each["index"], each["score"], each["n"]) for each in found]
    assert brief == [
        ("CHN", "strict", 2 / 3, 3),
        ("CHN", "yes_no", 1.0, 3),
        ("USA", "strict", 0.5, 2),
        ("USA", "yes_no", 0.0, 2),
    ]
    assert len({each["method"] for each in found}) == 2


def test_all_is_every_index_once(ask, record):
    found = ask("agreement/?country=PAK&with=CHN&index=strict,all")["results"]
    assert [each["index"] for each in found] == ["strict", "lijphart", "yes_no", "pi", "kappa"]


def test_the_words_of_indices_are_those_that_can_be_worked_out():
    assert list(INDICES) == list(KNOWN)


def test_kappa_without_variance_is_undefined(ask, record):
    (found,) = ask("agreement/?country=PAK&with=CHN&index=kappa&session=ES-11")["results"]
    assert (found["score"], found["n"]) == (None, 1)


@pytest.mark.parametrize(
    ("query", "n"),
    [
        ("", 3),
        ("body=GA", 3),
        ("body=SC", 0),
        ("organ=first_committee", 1),
        ("session=75", 2),
        ("session=75,ES-11", 3),
        ("topic=disarmament", 1),
        ("series=ukraine", 1),
        ("resolution=A/RES/75/1,A/RES/75/2", 2),
        ("scope=whole", 3),
        ("scope=amendment", 0),
        ("since=2021-01-02", 2),
        ("until=2021-06-01", 2),
        ("q=disarmament", 1),
        ("session=75&since=2021-02-01", 1),
    ],
)
def test_every_filter_of_roll_calls_selects(ask, record, query, n):
    (found,) = ask(f"agreement/?country=PAK&with=CHN&{query}")["results"]
    assert found["n"] == n
    (partner,) = [
        each["n"]
        for each in ask(f"countries/PAK/partners/?{query}")["results"]
        if each["country"]["code"] == "CHN"
    ] or [0]
    assert partner == n


def test_agreement_with_a_group_is_with_its_line_without_the_country(ask):
    pak, one, two, three = (make_country(code) for code in ("PAK", "AAA", "BBB", "CCC"))
    make_group("OIC", [pak, one, two, three], name="Islamic Cooperation")
    # The line is yes; then none, since without Pakistan two tie.
    make_roll_call(make_resolution("A/RES/1"), {pak: "A", one: "Y", two: "Y", three: "N"})
    make_roll_call(make_resolution("A/RES/2"), {pak: "Y", one: "Y", two: "N"})
    assert ask("agreement/?country=PAK&with_group=OIC") == {
        "results": [
            row(
                None,
                0.5,
                1,
                {"since": "2022-03-02", "until": "2022-03-02"},
                country={"code": "PAK", "name": "Pak"},
                with_group={"code": "OIC", "name": "Islamic Cooperation"},
                method=LIJPHART + LINE,
            )
        ]
    }
    both = ask("agreement/?country=PAK&with=AAA&with_group=OIC")["results"]
    assert [(each["with"] is None, each["with_group"] is None) for each in both] == [
        (False, True),
        (True, False),
    ]
    (year,) = ask("agreement/?country=PAK&with_group=OIC&by=year")["results"]
    assert (year["year"], year["n"], year["with_group"]["code"]) == (2022, 1, "OIC")


def test_by_year_gives_a_row_for_each_year_shared(ask, record):
    assert ask("agreement/?country=PAK&with=CHN,USA&by=year")["results"] == [
        row(CHN, 0.75, 2, {"since": "2021-01-01", "until": "2021-06-01"}, year=2021),
        row(CHN, 1.0, 1, {"since": "2022-03-02", "until": "2022-03-02"}, year=2022),
        row(USA, 0.5, 2, {"since": "2021-01-01", "until": "2021-06-01"}, year=2021),
    ]


def test_by_year_with_everyone_is_refused_with_what_to_name(client, record):
    response = client.get("/api/v1/agreement/?country=PAK&by=year")
    assert response.status_code == 400
    (fault,) = response.json()["error"]["details"]
    assert (fault["parameter"], fault["value"]) == ("by", "year")
    assert "“with” or the groups in “with_group”" in fault["message"]


def test_intended_positions_count_only_when_asked_for(ask, record):
    vote = Vote.objects.get(country__code="USA", position="X")
    vote.intended_position = "N"
    with changing(None, "as it told the Secretariat") as change:
        change.save(vote)
    query = "agreement/?country=PAK&with=USA"
    assert ask(query) == ask(f"{query}&positions=recorded")
    assert ask(query)["results"][0]["n"] == 2
    (meant,) = ask(f"{query}&positions=intended")["results"]
    assert (meant["score"], meant["n"]) == (2 / 3, 3)
    assert meant["method"].endswith("Positions as delegations later said they had meant them.")
    found = ask("countries/PAK/partners/?positions=intended")["results"]
    assert [each["n"] for each in found if each["country"] == USA] == [3]


def test_a_vote_changed_is_in_the_next_answer(ask, record):
    query = "agreement/?country=PAK&with=CHN"
    assert ask(query)["results"][0]["score"] == 2.5 / 3
    vote = Vote.objects.get(country__code="CHN", roll_call__date=date(2021, 6, 1))
    vote.position = "A"
    call = vote.roll_call
    call.total_yes, call.total_abstain = call.total_yes - 1, call.total_abstain + 1
    with changing(None, "A misprint.") as change:
        change.save(vote)
        change.save(call)
    assert ask(query)["results"][0]["score"] == 1.0


def test_a_country_added_since_shares_nothing_yet(ask, record):
    assert len(ask("agreement/?country=PAK")["results"]) == 3
    make_country("NEW", "Newland")
    found = ask("agreement/?country=PAK")["results"]
    assert (found[-1]["with"]["code"], found[-1]["n"]) == ("NEW", 0)
    assert ask("agreement/?country=NEW&with=PAK")["results"][0]["score"] is None
    assert ask("countries/NEW/partners/")["results"] == []


def test_a_draft_is_in_no_agreement(ask, record):
    usa, pak = make_country("FRA"), Vote.objects.filter(country__code="PAK")[0].country
    draft = make_roll_call(make_resolution("A/RES/9"), {usa: "Y", pak: "Y"}, state="draft")
    assert ask("agreement/?country=PAK&with=FRA")["results"][0]["n"] == 0
    draft.state = RollCall.State.PUBLISHED
    with changing(None, "Complete.") as change:
        change.save(draft)
    assert ask("agreement/?country=PAK&with=FRA")["results"][0]["n"] == 1


@pytest.mark.parametrize(
    ("path", "parameter", "value", "near"),
    [
        ("agreement/", "country", "", []),
        ("agreement/?country=", "country", "", []),
        ("agreement/?country=PAK,USA", "country", "USA", []),
        ("agreement/?country=PAK&country=USA", "country", "USA", []),
        ("agreement/?country=Pakistn", "country", "Pakistn", ["Pakistan (PAK)"]),
        ("agreement/?country=PAK&with=Chna", "with", "Chna", ["China (CHN)"]),
        ("agreement/?country=PAK&with=", "with", "", []),
        ("agreement/?country=PAK&with_group=NATTO", "with_group", "NATTO", []),
        ("agreement/?country=PAK&index=lijpart", "index", "lijpart", ["lijphart"]),
        ("agreement/?country=PAK&by=month", "by", "month", []),
        ("agreement/?country=PAK&positions=intend", "positions", "intend", ["intended"]),
        ("agreement/?country=PAK&wth=USA", "wth", "USA", ["with"]),
        ("agreement/?country=PAK&ordering=date", "ordering", "date", []),
        ("agreement/?country=PAK&limit=3", "limit", "3", []),
        ("agreement/?country=PAK&session=7", "session", "7", ["75"]),
        ("agreement/?country=PAK&scope=al", "scope", "al", []),
        ("agreement/?country=PAK&since=2022-01-01&until=2021-01-01", "since", "2022-01-01", []),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(refused, record, path, parameter, value, near):
    fault = refused(path)
    assert (fault["parameter"], fault["value"]) == (parameter, value)
    assert fault["did_you_mean"] == near


def test_what_is_missing_is_called_required(refused):
    assert refused("agreement/")["message"] == "This is required."
