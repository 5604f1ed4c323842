"""Who moved in the series, and between two texts."""

from datetime import date

import pytest

from tests.copied import copied
from tests.factories import make_country, make_resolution, make_roll_call, make_series, saved
from votes.api.asking import INTENDED
from votes.api.viewsets.shifts import MOVERS, SHIFTS
from votes.models import SeriesEntry, Vote, changing

PAK = {"code": "PAK", "name": "Pakistan"}
USA = {"code": "USA", "name": "United States"}
SERIES = {"slug": "ukraine", "title": "The war"}


def text(number):
    return {"symbol": f"A/RES/{number}", "title": f"Title of A/RES/{number}"}


@pytest.fixture
@copied
def record(db):
    """Positions of Pakistan, the United States, a state that stays away, and one that is steady."""
    pak, usa = make_country("PAK", "Pakistan"), make_country("USA", "United States")
    gone, same = make_country("AAA", "Absentia"), make_country("SAM", "Samoa")
    series = make_series("ukraine", title="The war")
    for number, letters in enumerate(["AYXY", "YNYY", "XA-Y", "AY--"], start=1):
        resolution = make_resolution(f"A/RES/{number}")
        saved(SeriesEntry(series=series, resolution=resolution))
        found = zip([pak, usa, gone, same], letters, strict=True)
        positions = {country: letter for country, letter in found if letter != "-"}
        make_roll_call(resolution, positions, on=date(2020 + number, 1, 1))


def shift(country, before, after, earlier, number, then, size=1, towards="yes"):
    return {
        "country": country,
        "series": SERIES,
        "from": before,
        "to": after,
        "size": size,
        "towards": towards,
        "date": f"{2020 + number}-01-01",
        "resolution": text(number),
        "earlier": {"date": f"{2020 + earlier}-01-01", "resolution": text(earlier)},
        "then": then,
    }


USA_4 = shift(USA, "abstain", "yes", 3, 4, "open")
PAK_4 = shift(PAK, "yes", "abstain", 2, 4, "open", towards="no")
USA_3 = shift(USA, "no", "abstain", 2, 3, "moved_on")
USA_2 = shift(USA, "yes", "no", 1, 2, "moved_on", size=2, towards="no")
PAK_2 = shift(PAK, "abstain", "yes", 1, 2, "reverted")
ALL = [USA_4, PAK_4, USA_3, USA_2, PAK_2]


def test_moves_are_given_newest_first_with_what_came_after(ask, record):
    page = {"method": SHIFTS, "next": None, "previous": None}
    assert ask("shifts/") == page | {"results": ALL}
    assert ask("countries/Pakistan/shifts/") == page | {"results": [PAK_4, PAK_2]}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("series=ukraine", ALL),
        ("series=palestine", []),
        ("country=PAK", [PAK_4, PAK_2]),
        ("country=PAK,USA", ALL),
        ("country=SAM", []),
        ("since=2023-01-01", [USA_4, PAK_4, USA_3]),
        ("until=2023-01-01", [USA_3, USA_2, PAK_2]),
        ("since=2023-01-01&until=2023-01-01", [USA_3]),
        ("country=PAK&since=2023-01-01", [PAK_4]),
    ],
)
def test_moves_are_chosen_by_series_country_and_day(ask, record, query, found):
    make_series("palestine", [make_resolution("A/RES/9")])
    assert ask(f"shifts/?{query}")["results"] == found


@pytest.mark.parametrize("limit", [1, 2, 3, 5])
def test_walking_moves_meets_each_once_both_ways(ask, record, limit):
    pages, address = [], f"shifts/?limit={limit}&count=true"
    while address:
        page = ask(address)
        assert page["count"] == 5
        pages.append(page["results"])
        assert len(pages) <= len(ALL)
        address = page["next"]
    assert [row for found in pages for row in found] == ALL
    back = [pages[-1]]
    while page["previous"]:
        page = ask(page["previous"])
        back.append(page["results"])
        assert len(back) <= len(pages)
    assert back[::-1] == pages


def test_two_moves_of_a_country_on_one_day_are_both_met(ask, db):
    pak = make_country("PAK", "Pakistan")
    series = make_series("ukraine", title="The war")
    for number, (letter, day) in enumerate([("A", 1), ("Y", 2), ("N", 2)], start=1):
        resolution = make_resolution(f"A/RES/{number}")
        saved(SeriesEntry(series=series, resolution=resolution))
        make_roll_call(resolution, {pak: letter}, on=date(2022, 1, day))
    first = ask("shifts/?limit=1")
    second = ask(first["next"])
    moves = [(row["from"], row["to"]) for row in first["results"] + second["results"]]
    assert moves == [("yes", "no"), ("abstain", "yes")]
    assert second["next"] is None


def test_a_vote_changed_moves_at_once(ask, record):
    assert len(ask("countries/PAK/shifts/")["results"]) == 2
    vote = Vote.objects.get(country__code="PAK", roll_call__date=date(2024, 1, 1))
    vote.position, call = "Y", vote.roll_call
    call.total_yes, call.total_abstain = 2, 0
    with changing(None, "A misprint.") as change:
        change.save(vote)
        change.save(call)
    assert [row["then"] for row in ask("countries/PAK/shifts/")["results"]] == ["lasted"]


def test_moves_and_movers_are_told_as_intended_when_asked_for(ask, record):
    vote = Vote.objects.get(country__code="USA", roll_call__date=date(2022, 1, 1))
    vote.intended_position = "Y"
    with changing(None, "as it told the Secretariat") as change:
        change.save(vote)
    assert ask("shifts/?positions=recorded")["results"] == ALL
    meant = ask("countries/USA/shifts/?positions=intended")
    moved_back = {"from": "yes", "towards": "no", "then": "reverted"}
    assert meant["results"] == [USA_4, USA_3 | moved_back]
    assert meant["method"] == f"{SHIFTS} {INTENDED}"
    assert ask("shifts/?positions=intended&country=USA")["results"] == meant["results"]
    query = "series/ukraine/movers/?from=A/RES/1&to=A/RES/2"
    assert [row["country"] for row in ask(query)["movers"]] == [PAK, USA]
    meant = ask(f"{query}&positions=intended")
    assert ([row["country"] for row in meant["movers"]], meant["unchanged"]) == ([PAK], 2)
    assert meant["method"] == f"{MOVERS} {INTENDED}"


def test_a_draft_moves_nobody(ask, record):
    country = Vote.objects.filter(country__code="SAM")[0].country
    waiting = make_resolution("A/RES/9")
    saved(SeriesEntry(series_id=SeriesEntry.objects.first().series_id, resolution=waiting))
    draft = make_roll_call(waiting, {country: "N"}, on=date(2025, 1, 1), state="draft")
    assert ask("countries/SAM/shifts/")["results"] == []
    draft.state = "published"
    with changing(None, "Complete.") as change:
        change.save(draft)
    assert len(ask("countries/SAM/shifts/")["results"]) == 1


def test_movers_are_told_from_those_that_did_not_vote(ask, record):
    assert ask("series/ukraine/movers/?from=A/RES/1&to=a-res-2") == {
        "series": SERIES,
        "from": text(1) | {"date": "2021-01-01"},
        "to": text(2) | {"date": "2022-01-01"},
        "movers": [
            {"country": PAK, "from": "abstain", "to": "yes"},
            {"country": USA, "from": "yes", "to": "no"},
        ],
        "through_non_voting": [
            {
                "country": {"code": "AAA", "name": "Absentia"},
                "from": "non_voting",
                "to": "yes",
            }
        ],
        "unchanged": 1,
        "counts": {
            "yes": {"yes": 1, "no": 1, "abstain": 0, "non_voting": 0},
            "no": {"yes": 0, "no": 0, "abstain": 0, "non_voting": 0},
            "abstain": {"yes": 1, "no": 0, "abstain": 0, "non_voting": 0},
            "non_voting": {"yes": 1, "no": 0, "abstain": 0, "non_voting": 0},
        },
        "method": MOVERS,
    }


def test_a_text_on_which_yes_means_the_opposite_is_turned(ask, record):
    entry = SeriesEntry.objects.get(resolution__symbol="A/RES/2")
    entry.direction, entry.note = -1, "It ends it."
    saved(entry)
    movers = ask("series/ukraine/movers/?from=A/RES/1&to=A/RES/2")["movers"]
    moved = [(row["country"]["code"], row["from"], row["to"]) for row in movers]
    assert moved == [("PAK", "abstain", "no"), ("SAM", "yes", "no")]


@pytest.mark.parametrize(
    ("query", "parameter", "value", "near"),
    [
        ("to=A/RES/1", "from", "", []),
        ("from=A/RES/1", "to", "", []),
        ("from=&to=A/RES/1", "from", "", []),
        ("from=A/RES/1&from=A/RES/2&to=A/RES/3", "from", "A/RES/2", []),
        ("from=A/RES/77&to=A/RES/1", "from", "A/RES/77", ["A/RES/1", "A/RES/2"]),
        ("from=A/RES/1&to=nothing", "to", "nothing", ["A/RES/1", "A/RES/2"]),
        ("from=A/RES/1&to=A/RES/8", "to", "A/RES/8", ["A/RES/1", "A/RES/2"]),
        ("from=A/RES/1&to=A/RES/9", "to", "A/RES/9", ["A/RES/1", "A/RES/2"]),
        ("from=A/RES/1&to=A/RES/2&session=75", "session", "75", []),
    ],
)
def test_texts_between_which_nobody_can_move_are_refused(
    refused, db, query, parameter, value, near
):
    series = make_series("ukraine", [make_resolution("A/RES/1"), make_resolution("A/RES/2")])
    for day, entry in enumerate(series.entries.order_by("id"), start=1):
        make_roll_call(
            entry.resolution, {make_country(f"AA{'ABC'[day]}"): "Y"}, on=date(2022, 1, day)
        )
    # Two more: one in no series, one of the series without a vote.
    make_resolution("A/RES/8")
    saved(SeriesEntry(series=series, resolution=make_resolution("A/RES/9")))
    fault = refused(f"series/ukraine/movers/?{query}")
    assert (fault["parameter"], fault["value"]) == (parameter, value)
    assert fault["did_you_mean"] == near


@pytest.mark.parametrize(
    ("query", "parameter", "value"),
    [
        ("series=ukrain", "series", "ukrain"),
        ("country=XXX", "country", "XXX"),
        ("since=2022", "since", "2022"),
        ("positions=intend", "positions", "intend"),
        ("since=2022-01-02&until=2022-01-01", "since", "2022-01-02"),
        ("limit=1001", "limit", "1001"),
        ("cursor=x", "cursor", "x"),
        ("count=maybe", "count", "maybe"),
        ("session=75", "session", "75"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(refused, record, query, parameter, value):
    fault = refused(f"shifts/?{query}")
    assert (fault["parameter"], fault["value"]) == (parameter, value)


def test_the_cursor_of_another_list_is_refused(ask, refused, record):
    cursor = ask("votes/?limit=1")["next"].split("cursor=")[1].split("&")[0]
    assert refused(f"shifts/?cursor={cursor}")["parameter"] == "cursor"


def test_the_moves_at_each_core_text_are_counted_with_those_that_could_move(ask, record):
    none = {"yes": 0, "no": 0, "abstain": 0}
    assert ask("series/ukraine/shifts/") == {
        "series": SERIES,
        "states": 4,
        "texts": 4,
        "method": SHIFTS,
        "results": [
            {
                "resolution": text(number),
                "date": f"{2020 + number}-01-01",
                "moved": sum(count for pairs in moved.values() for count in pairs.values()),
                "cast_both": cast_both,
                "counts": {
                    before: none | moved.get(before, {}) for before in ("yes", "no", "abstain")
                },
            }
            for number, cast_both, moved in [
                (1, 0, {}),
                (2, 3, {"abstain": {"yes": 1}, "yes": {"no": 1}}),
                (3, 2, {"no": {"abstain": 1}}),
                (4, 2, {"abstain": {"yes": 1}, "yes": {"abstain": 1}}),
            ]
        ],
    }


def test_a_series_without_a_vote_has_no_moves(ask, db):
    make_series("quiet", [make_resolution("A/RES/9")], title="Quiet")
    answer = ask("series/quiet/shifts/")
    assert (answer["texts"], answer["results"]) == (0, [])


def test_moves_as_intended_are_counted_so(ask, record):
    vote = Vote.objects.get(country__code="SAM", roll_call__resolution__symbol="A/RES/3")
    vote.intended_position = "N"
    with changing(None, "as it told the Secretariat") as change:
        change.save(vote)
    (row,) = [
        each
        for each in ask("series/ukraine/shifts/?positions=intended")["results"]
        if each["resolution"] == text(3)
    ]
    assert row["moved"] == 2
    assert row["counts"]["yes"]["no"] == 1


def test_between_two_texts_every_pair_of_positions_is_counted(ask, record):
    counts = ask("series/ukraine/movers/?from=A/RES/1&to=A/RES/3")["counts"]
    pairs = {
        (before, after): count
        for before, after_counts in counts.items()
        for after, count in after_counts.items()
    }
    assert len(pairs) == 16
    assert {pair: count for pair, count in pairs.items() if count} == {
        ("abstain", "non_voting"): 1,
        ("yes", "abstain"): 1,
        ("yes", "yes"): 1,
    }
