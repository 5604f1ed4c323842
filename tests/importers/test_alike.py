"""What makes two votes one: symbols, labels, likeness, and editions of one source."""

from datetime import date

import pytest

from tests.factories import make_resolution, make_roll_call
from tests.importers.small_files import (
    bring,
    came_of,
    dump,
    library,
    make_states,
    only_roll_call,
    roll_call,
    said,
    voeten,
    voeten_call,
)
from votes.models import (
    ImportRun,
    Resolution,
    RollCall,
    symbol_key,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def states():
    return make_states()


def test_one_symbol_is_one_text_though_only_one_of_its_votes_names_the_draft(tmp_path):
    make_resolution("", draft_symbol="A/40/L.1", status="tabled", session="40", title="Tabled")
    calls = roll_call("7"), roll_call("8", draft="", date="1985-12-13", meeting="A/40/PV.114")
    report = bring(library(tmp_path, *calls))
    assert came_of(report)[0] == {"added": 2}
    text = Resolution.objects.get()
    assert (text.symbol, text.status, text.roll_calls.count()) == ("A/RES/40/86", "adopted", 2)


def test_two_labels_that_differ_are_two_parts(tmp_path, states):
    text = make_resolution("A/RES/40/86", session="40")
    positions = {states[code]: letter for code, letter in zip(states, "YYNA", strict=False)}
    make_roll_call(text, positions, scope="paragraph", scope_label="Operative paragraph 4")
    call = voeten_call(descr="TO ADOPT OPERATIVE PARAGRAPH 7 OF THE DRAFT RESOLUTION", marks="0/1")
    assert came_of(bring(*voeten(tmp_path, call)))[0] == {"added": 1}
    labels = RollCall.objects.order_by("id").values_list("scope_label", flat=True)
    assert list(labels) == ["Operative paragraph 4", "Operative paragraph 7"]


def test_the_likest_vote_is_the_same_one_whatever_comes_first_in_the_file(tmp_path, states):
    text = make_resolution("A/RES/40/86", session="40")
    positions = {states[code]: letter for code, letter in zip(states, "YYNA", strict=False)}
    there = make_roll_call(text, positions, scope="paragraph", totals=False)
    calls = [voeten_call("5", marks="0/1"), voeten_call("6", marks="0/1")]
    each = {"5": "FRA Y, TUR Y, USA N, IND Y", "6": "FRA Y, TUR Y, USA N, IND A"}
    bring(*voeten(tmp_path, *calls, each=each))
    assert list(there.identifiers.values_list("value", flat=True)) == ["6"]


def test_special_sessions_have_one_form_of_symbol():
    assert symbol_key("A/RES/3201(S-VI)") == symbol_key("A/RES/3201 (S-VI)") == "A-RES-3201-S-VI"
    assert symbol_key("A/RES/2253(ES-V)") == "A-RES-2253-ES-V"


def test_a_new_edition_of_the_file_with_absences_corrects_its_own_record(tmp_path):
    header = "rcid,session,vote,ccode,member,importantvote,date,unres,me,nu,di,hr,co,ec,year"

    def single(day):
        rows = [
            f"5,40,{vote},{state},1,0,{day},R/40/86,0,0,0,0,0,0,1985"
            for state, vote in ((1, 1), (2, 1), (3, 3), (4, 2), (5, 8))
        ]
        path = tmp_path / "single.csv"
        path.write_text("\n".join([header, *rows]), encoding="utf-8")
        return path

    bring(single("12/5/1985"))
    report = bring(single("12/12/1985"))
    assert came_of(report) == ({"changed": 1}, {"unchanged": 5})
    assert said(report, "difference") == []
    assert only_roll_call().date == date(1985, 12, 12)


def test_a_dry_run_of_two_sources_tells_what_the_run_then_does(tmp_path):
    paths = [library(tmp_path, roll_call()), *voeten(tmp_path / "v", voeten_call())]
    before = dump()
    dry = bring(*paths, is_dry_run=True)
    assert (dump(), ImportRun.objects.count()) == (before, 0)
    assert dry.document() == bring(*paths).document()
    assert came_of(dry)[0] == {"added": 1, "changed": 1}
