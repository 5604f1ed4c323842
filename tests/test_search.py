"""Anything is found by what somebody types, best first, and nothing that is not public."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from tests.factories import (
    make_contact,
    make_country,
    make_resolution,
    make_roll_call,
    make_statement,
    saved,
)
from votes.models import CountryName, Resolution, Series, Statement, changing
from votes.search import Rank, search

pytestmark = pytest.mark.django_db


def lines(text, *kinds, **options):
    finds = search(text, kinds, **options) if kinds else search(text, **options)
    return [(found.kind, found.id) for found in finds.results]


def test_a_session_finds_its_texts_newest_first():
    for number in (1, 2):
        text = make_resolution(f"A/RES/77/{number}", session="77")
        make_roll_call(text, {}, totals=False, modality="without_vote", on=date(2022, 12, number))
    make_resolution("A/RES/770/1", session="770")
    found = [("resolution", "A/RES/77/2"), ("resolution", "A/RES/77/1")]
    assert lines("77") == lines("77th session") == lines("session 77") == found


def test_a_state_with_a_word_finds_the_texts_that_it_voted_on():
    pak, ukr = make_country("PAK", "Pakistan"), make_country("UKR", "Ukraine")
    text = make_resolution("A/RES/77/1", title="Peace in Ukraine")
    make_roll_call(text, {pak: "Y"})
    make_resolution("A/RES/77/2", title="Safety in Ukraine")
    assert lines("pakistan ukraine", "resolution") == [("resolution", "A/RES/77/1")]
    assert lines("Pakistan", "resolution") == []
    assert {pak.code, ukr.code} == {each for _, each in lines("pakistan ukraine", "country")}


@pytest.mark.parametrize("title", ["Situation in Côte d’Ivoire", "SITUATION IN COTE D'IVOIRE"])
@pytest.mark.parametrize("typed", ["cote d'ivoire situation", "Côte d’Ivoire", "CÔTE D'IVOIRE"])
def test_accents_and_case_count_neither_in_the_search_nor_in_the_title(title, typed):
    make_resolution("A/RES/58/1", title=title)
    assert lines(typed, "resolution") == [("resolution", "A/RES/58/1")]


def test_a_word_may_be_begun_but_not_begin_in_the_middle():
    make_resolution("A/RES/58/1", title="The question of Somalia")
    assert lines("somal", "resolution")
    assert lines("mali", "resolution") == []


def test_the_exact_is_before_what_begins_so_and_that_before_what_has_the_words():
    make_resolution("A/RES/58/1", title="Report on peace in space")
    make_resolution("A/RES/58/2", title="Peace in space and time")
    make_resolution("A/RES/58/3", title="Peace in space")
    assert [(found.id, found.rank) for found in search("peace in space").results] == [
        ("A/RES/58/3", Rank.EXACT),
        ("A/RES/58/2", Rank.PREFIX),
        ("A/RES/58/1", Rank.ALL),
    ]


def test_among_equals_the_newest_vote_is_first_and_what_had_none_last():
    for number, day in enumerate([date(2020, 1, 1), date(2022, 1, 1), None, date(2021, 1, 1)]):
        text = make_resolution(f"A/RES/58/{number}", title=f"On peace {number}")
        if day:
            make_roll_call(text, {}, totals=False, modality="without_vote", on=day)
    ids = [found.id for found in search("peace").results]
    assert ids == ["A/RES/58/1", "A/RES/58/3", "A/RES/58/0", "A/RES/58/2"]


def test_a_correction_of_a_title_is_found_by_its_new_words_alone():
    text = make_resolution(title="On war")
    text.title = "On péace"
    saved(text)
    assert lines("peace") == [("resolution", text.symbol)]
    assert lines("war") == []


def test_a_former_name_says_so_and_an_alias_that_ended_leads_nowhere():
    turkey = make_country("TUR", "Türkiye")
    names = {"Turkey": {"kind": "official"}, "Sublime Porte": {"kind": "alias"}}
    for name, fields in names.items():
        saved(CountryName(country=turkey, name=name, valid_to=date(2022, 5, 31), **fields))
    assert [each.about for each in search("turkey").results] == ["formerly Turkey"]
    assert lines("sublime porte") == []


def test_drafts_proposals_and_internal_facts_are_not_found():
    pak = make_country("PAK", "Pakistan")
    text = make_resolution(title="A text")
    make_roll_call(text, {pak: "A"}, state="draft")
    saved(Series(slug="secret", title="Secret question", status="proposed"))
    make_statement(pak, summary="It whispered.", visibility="internal")
    make_statement(pak, summary="It murmured.", roll_call=text.roll_calls.get())
    make_contact(pak, {"country": make_country("USA", "United States")}, summary="They whispered.")
    for typed in ("secret", "whispered", "murmured", "pakistan abstain", "march 2022"):
        assert {kind for kind, _ in lines(typed)} <= {"country"}, typed
    assert search("text").results[0].date is None


def test_the_migration_folds_what_was_kept_before(monkeypatch):
    migration = import_module("votes.migrations.0009_folded_texts")
    monkeypatch.setattr(migration, "AT_ONCE", 2)
    texts = [make_resolution(f"A/RES/58/{number}", title=f"Péace {number}") for number in range(5)]
    said = make_statement(make_country(), summary="Péace", quote="Wär", speaker="Mr X")
    # As the gate had written them when there was no such column.
    with changing(None, "for a test"):
        Resolution.objects.update(title_key="")
        Statement.objects.update(text_key="")
        migration.fold(apps, None)
    keys = Resolution.objects.order_by("id").values_list("title_key", flat=True)
    assert list(keys) == [text.title_key for text in texts]
    assert texts[0].title_key == "peace 0"
    assert Statement.objects.get().text_key == said.text_key == "peace war mr x"
