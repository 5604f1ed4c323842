"""Texts, roll calls, series and topics over the API."""

from datetime import date

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
    make_source,
    saved,
)
from votes.models import (
    Citation,
    ResolutionRelation,
    ResolutionTopic,
    RollCallIdentifier,
    SeriesEntry,
    Sponsorship,
    Topic,
    Vote,
    changing,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
@copied
def text():
    return make_resolution(
        "A/RES/ES-11/1",
        draft_symbol="A/ES-11/L.1",
        draft_addenda="A/ES-11/L.1/Add.1|A/ES-11/L.1/Add.2",
        title="Aggression against Ukraine",
        internal_note="Not for the public.",
    )


def test_a_text_has_everything_that_belongs_to_it(ask, text):
    pak, alb = make_countries("PAK ALB")
    other = make_resolution("A/RES/ES-11/4")
    vetoed = make_resolution("", draft_symbol="S/2022/155", status="not_adopted", body="SC")
    saved(ResolutionRelation(from_resolution=text, kind="recalls", to_resolution=other))
    saved(
        ResolutionRelation(from_resolution=vetoed, kind="vetoed_then_referred", to_resolution=text)
    )
    source = make_source()
    saved(Sponsorship(resolution=text, country=alb, since=date(2022, 3, 1), source=source))
    saved(Sponsorship(resolution=text, group=make_group("EU"), source=source))
    topic = saved(Topic(name="Peace", slug="peace"))
    saved(ResolutionTopic(resolution=text, topic=topic))
    # Its ties, sponsors and topic are parts of it.
    text.refresh_from_db()
    make_series("ukraine", [text])
    roll_call = make_roll_call(text, {pak: "A", alb: "Y"})
    listed = {
        "id": text.pk,
        "slug": "A-RES-ES-11-1",
        "symbol": "A/RES/ES-11/1",
        "draft_symbol": "A/ES-11/L.1",
        "title": "Aggression against Ukraine",
        "body": "GA",
        "session": "ES-11",
        "agenda_title": None,
        "status": "adopted",
        "tabled_on": None,
        "vote_expected_on": None,
        "text_url": None,
        "topics": [{"slug": "peace", "name": "Peace"}],
        "version": 5,
        "updated_at": updated(text),
    }
    assert ask("resolutions/?topic=peace")["results"] == [listed]
    assert ask("resolutions/A-RES-ES-11-1/") == listed | {
        "draft_addenda": ["A/ES-11/L.1/Add.1", "A/ES-11/L.1/Add.2"],
        "revised": None,
        "committee_report": None,
        "note": None,
        "roll_calls": [
            {
                "id": roll_call.pk,
                "date": "2022-03-02",
                "organ": "plenary",
                "scope": "whole",
                "scope_label": None,
                "totals": {"yes": 1, "no": 0, "abstain": 1, "non_voting": 0},
            }
        ],
        "series": [
            {
                "series": {"slug": "ukraine", "title": "Ukraine"},
                "role": "core",
                "direction": 1,
                "note": None,
            }
        ],
        "relations": [
            {
                "kind": "recalls",
                "resolution": {"symbol": "A/RES/ES-11/4", "title": "Title of A/RES/ES-11/4"},
                "note": None,
            }
        ],
        "relations_from": [
            {
                "kind": "vetoed_then_referred",
                "resolution": {"symbol": "S/2022/155", "title": "Title of "},
                "note": None,
            }
        ],
        "sponsors": [
            {
                "country": {"code": "ALB", "name": "Alb"},
                "group": None,
                "since": "2022-03-01",
                "until": None,
                "source": {
                    "id": source.pk,
                    "title": "A report",
                    "publisher": None,
                    "url": None,
                },
            },
            {
                "country": None,
                "group": {"code": "EU", "name": "EU"},
                "since": None,
                "until": None,
                "source": {
                    "id": source.pk,
                    "title": "A report",
                    "publisher": None,
                    "url": None,
                },
            },
        ],
    }


@pytest.mark.parametrize(
    "spelling",
    [
        *("A-RES-ES-11-1", "a-res-es-11-1", "A/RES/ES-11/1", "A-ES-11-L.1", "a/es-11/l.1"),
        *("ES-11/1", "A / RES / ES-11 / 1", "A_RES_ES-11_1"),
    ],
)
def test_any_spelling_of_a_symbol_answers(ask, text, spelling):
    assert ask(f"resolutions/{spelling}/")["id"] == text.pk
    assert ask(f"resolutions/id-{text.pk}/")["id"] == text.pk


@pytest.mark.parametrize(
    ("query", "symbols"),
    [
        ("", ["S/RES/2623 (2022)", "A/RES/ES-11/1"]),
        ("body=SC", ["S/RES/2623 (2022)"]),
        ("session=ES-11&status=adopted", ["S/RES/2623 (2022)", "A/RES/ES-11/1"]),
        ("status=withdrawn,tabled", []),
        ("series=ukraine", ["A/RES/ES-11/1"]),
        ("q=ukraine", ["A/RES/ES-11/1"]),
        ("q=2623", ["S/RES/2623 (2022)"]),
        ("since=2022-03-02", ["A/RES/ES-11/1"]),
        ("until=2022-03-01", ["S/RES/2623 (2022)"]),
    ],
)
def test_texts_are_filtered(ask, text, query, symbols):
    make_series("ukraine", [text])
    pak = make_country()
    council = make_resolution("S/RES/2623 (2022)", body="SC")
    make_roll_call(text, {pak: "A"})
    make_roll_call(council, {pak: "A"}, on=date(2022, 2, 27))
    make_roll_call(council, {pak: "A"}, on=date(2023, 2, 27), state="draft")
    assert [each["symbol"] for each in ask(f"resolutions/?{query}")["results"]] == symbols


def test_a_roll_call_says_what_was_counted_and_whether_it_adds_up(ask, text):
    alb, pak = make_countries("ALB PAK")
    roll_call = make_roll_call(
        text,
        {pak: "A", alb: "Y"},
        total_yes=2,
        total_non_voting=None,
        announced_yes=3,
        majority_rule="two_thirds",
        majority_source="Charter, Article 18 (2)",
        discrepancy_explanation="One page is missing.",
        internal_note="Not for the public.",
    )
    saved(RollCallIdentifier(roll_call=roll_call, scheme="undl", value="3959039"))
    # Its library number is a part of it.
    roll_call.refresh_from_db()
    expected = {
        "id": roll_call.pk,
        "resolution": {"symbol": "A/RES/ES-11/1", "title": "Aggression against Ukraine"},
        "body": "GA",
        "session": "ES-11",
        "organ": "plenary",
        "scope": "whole",
        "scope_label": None,
        "date": "2022-03-02",
        "precision": "day",
        "meeting": None,
        "modality": "recorded",
        "totals": {
            "official": {"yes": 2, "no": 0, "abstain": 1, "non_voting": None},
            "announced": {"yes": 3, "no": None, "abstain": None},
            "counted": {"yes": 1, "no": 0, "abstain": 1, "non_voting": 0},
            "result": {"yes": 2, "no": 0, "abstain": 1, "non_voting": None},
        },
        "tally": {
            "checked": True,
            "adds_up": False,
            "gaps": [{"position": "yes", "counted": 1, "official": 2}],
        },
        "majority_rule": "two_thirds",
        "majority_source": "Charter, Article 18 (2)",
        "yes_needed": 2,
        "carried": True,
        "outcome": "adopted",
        "discrepancy_explanation": "One page is missing.",
        "note": None,
        "state": "published",
        "identifiers": [{"scheme": "undl", "value": "3959039"}],
        "version": 2,
        "updated_at": updated(roll_call),
    }
    assert ask("roll-calls/")["results"] == [expected]
    assert ask(f"roll-calls/{roll_call.pk}/") == expected | {"sources": []}
    votes = [
        {
            "id": vote.pk,
            "country": {"code": vote.country.code, "name": vote.country.name},
            "position": position,
            "intended_position": None,
            "non_voting_reason": None,
            "version": 1,
            "updated_at": updated(vote),
        }
        for vote, position in zip(
            Vote.objects.order_by("country__name"), ["yes", "abstain"], strict=True
        )
    ]
    assert ask("roll-calls/?include=votes")["results"] == [expected | {"votes": votes}]
    detail = expected | {"sources": [], "votes": votes}
    assert ask(f"roll-calls/{roll_call.pk}/?include=votes") == detail


def test_a_roll_call_without_totals_is_unchecked_not_wrong(ask, text):
    make_roll_call(text, {make_country(): "Y"}, totals=False)
    answer = ask("roll-calls/")["results"][0]
    assert answer["tally"] == {"checked": False, "adds_up": None, "gaps": []}
    assert answer["totals"] == {
        "official": None,
        "announced": None,
        "counted": {"yes": 1, "no": 0, "abstain": 0, "non_voting": 0},
        "result": {"yes": 1, "no": 0, "abstain": 0, "non_voting": None},
    }


def test_adoption_without_a_vote_counts_nothing(ask, text):
    make_roll_call(text, totals=False, modality="without_vote")
    answer = ask("roll-calls/")["results"][0]
    assert answer["totals"] == {
        "official": None,
        "announced": None,
        "counted": None,
        "result": {"yes": None, "no": None, "abstain": None, "non_voting": None},
    }
    assert ask("resolutions/A-RES-ES-11-1/")["roll_calls"][0]["totals"] == {
        "yes": None,
        "no": None,
        "abstain": None,
        "non_voting": None,
    }


def test_a_veto_is_seen_in_a_list_of_many(ask):
    usa, rus, alb = make_countries("USA RUS ALB")
    council = {"organ": "council", "majority_rule": "council_substantive", "total_yes": 11}
    explained = {"discrepancy_explanation": "Only some are recorded."}
    for against in (rus, alb):
        text = make_resolution(f"S/2022/{against.code}", body="SC")
        make_roll_call(text, {usa: "Y", against: "N"}, **council, **explained)
    carried = {
        each["resolution"]["symbol"]: each["carried"] for each in ask("roll-calls/")["results"]
    }
    assert carried == {"S/2022/RUS": False, "S/2022/ALB": True}


def test_a_vote_on_a_part_leaves_the_outcome_of_the_text_open(ask, text):
    make_roll_call(text, scope="paragraph", majority_rule="simple", total_yes=0, total_no=0)
    answer = ask("roll-calls/")["results"][0]
    assert (answer["carried"], answer["outcome"]) == (False, None)


@pytest.mark.parametrize(
    ("query", "parameter"),
    [("include=all", "include"), ("include=votes&limit=101", "limit"), ("include=", "include")],
)
def test_only_votes_can_be_included_and_not_too_many(refused, text, query, parameter):
    assert refused(f"roll-calls/?{query}")["parameter"] == parameter


def test_roll_calls_are_filtered_as_votes_are(ask, text):
    pak = make_country()
    make_series("ukraine", [text])
    make_roll_call(text, {pak: "Y"})
    make_roll_call(text, {pak: "Y"}, on=date(2022, 3, 3), scope="paragraph")
    make_roll_call(make_resolution("A/RES/1"), {pak: "Y"}, on=date(2022, 3, 4))

    def days(query):
        return [each["date"][-2:] for each in ask(f"roll-calls/?{query}")["results"]]

    assert days("series=ukraine") == ["03", "02"]
    assert days("resolution=A-RES-1") == ["04"]
    assert days("scope=whole&ordering=date") == ["02", "04"]
    assert days("since=2022-03-03&until=2022-03-03&organ=plenary&body=GA") == ["03"]


def test_a_series_lists_its_texts_as_they_were_voted_on(ask, text):
    pak = make_country()
    earlier = make_resolution("A/RES/68/262", title="Territorial integrity")
    untouched = make_resolution("A/RES/99/1", title="No vote yet")
    series = make_series("ukraine", [text], title="War in Ukraine", yes_means="To condemn it.")
    for each in (untouched, earlier):
        saved(SeriesEntry(series=series, resolution=each, role="related", note="On Crimea."))
    source = make_source("A study")
    entry = series.entries.get(resolution=text)
    saved(Citation(series_entry=entry, source=source, locator="page 3"))
    first = make_roll_call(earlier, {pak: "A"}, on=date(2014, 3, 27))
    second = make_roll_call(text, {pak: "A"})
    series.refresh_from_db()
    listed = {
        "slug": "ukraine",
        "title": "War in Ukraine",
        "yes_means": "To condemn it.",
        "note": None,
        "status": "accepted",
        # Each of its three entries, and a source of one, written by itself, made it another.
        "version": 5,
        "updated_at": updated(series),
    }

    def result(roll_call):
        return {
            "id": roll_call.pk,
            "date": roll_call.date.isoformat(),
            "organ": "plenary",
            "scope": "whole",
            "scope_label": None,
            "totals": {"yes": 0, "no": 0, "abstain": 1, "non_voting": 0},
        }

    related = {"role": "related", "direction": 1, "note": "On Crimea.", "sources": []}
    cited = {
        "id": source.pk,
        "title": "A study",
        "publisher": None,
        "url": None,
        "archived_url": None,
        "published_on": None,
        "locator": "page 3",
        "quote": None,
    }
    assert ask("series/?q=WAR")["results"] == [listed]
    assert ask("series/ukraine/") == listed | {
        "entries": [
            related
            | {
                "resolution": {"symbol": "A/RES/68/262", "title": "Territorial integrity"},
                "roll_calls": [result(first)],
            },
            {
                "role": "core",
                "direction": 1,
                "note": None,
                "resolution": {"symbol": "A/RES/ES-11/1", "title": "Aggression against Ukraine"},
                "roll_calls": [result(second)],
                "sources": [cited],
            },
            related
            | {
                "resolution": {"symbol": "A/RES/99/1", "title": "No vote yet"},
                "roll_calls": [],
            },
        ]
    }


def test_a_topic_names_its_parent(ask):
    parent = saved(Topic(name="Peace", slug="peace"))
    topic = saved(Topic(name="Disarmament", slug="disarmament", parent=parent, scheme="unbis"))
    expected = {
        "slug": "disarmament",
        "name": "Disarmament",
        "scheme": "unbis",
        "parent": {"slug": "peace", "name": "Peace"},
        "version": 1,
        "updated_at": updated(topic),
    }
    assert ask("topics/?scheme=unbis&q=ARMA")["results"] == [expected]
    assert ask("topics/disarmament/") == expected


def test_a_correction_shows_at_once(ask, text):
    pak = make_country()
    make_roll_call(text, {pak: "A"})
    vote = Vote.objects.get()
    vote.position = "Y"
    with changing(None, "Confirmed by the mission.") as change:
        change.save(vote)
    answer = ask("roll-calls/")["results"][0]
    assert answer["discrepancy_explanation"] == "Confirmed by the mission."
    assert answer["tally"]["adds_up"] is False
    assert ask("votes/")["results"][0]["position"] == "yes"
    assert ask("votes/")["results"][0]["version"] == 2
