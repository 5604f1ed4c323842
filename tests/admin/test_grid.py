"""The grid: one row a member of the day, written cell by cell."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.admin.desk import address, fields_of
from tests.copied import copied
from tests.factories import (
    make_countries,
    make_group,
    make_resolution,
    make_roll_call,
    make_series,
    saved,
)
from votes.models import Change, Country, Membership, RollCall, Vote, changing

pytestmark = pytest.mark.django_db


def grid_of(roll_call):
    return reverse("admin:votes_rollcall_grid", args=[roll_call.pk])


def chosen(page):
    return {row.country.code: row.chosen and row.chosen.value for row in page.context["rows"]}


def sent(page):
    """The fields of an opened grid as a browser sends them back."""
    fields = {f"position-{code}": value or "" for code, value in chosen(page).items()}
    return fields | {"positions_read": page.context["positions_read"], "reason": ""}


def recorded(roll_call):
    return dict(roll_call.votes.values_list("country__code", "position"))


@pytest.fixture
@copied
def draft():
    pak, ind, _ = make_countries("PAK IND BRA")
    return make_roll_call(make_resolution(), {pak: "A", ind: "A"}, state="draft")


def test_every_member_of_the_day_has_a_row(admin_client, draft):
    page = admin_client.get(grid_of(draft))
    assert chosen(page) == {"BRA": None, "IND": "A", "PAK": "A"}
    assert json.loads(fields_of(page)["positions_read"]) == {
        "IND": ["A", 1, "", ""],
        "PAK": ["A", 1, "", ""],
    }
    assert grid_of(draft) in admin_client.get(address(draft)).content.decode()


def test_what_is_chosen_is_added_changed_and_taken_away(admin_client, draft):
    page = admin_client.get(grid_of(draft))
    changed = sent(page) | {"position-BRA": "Y", "position-PAK": "", "position-IND": "N"}
    answer = admin_client.post(grid_of(draft), changed)
    assert answer.headers["Location"] == address(draft)
    assert recorded(draft) == {"BRA": "Y", "IND": "N"}


def test_each_row_tells_the_groups_of_that_day(admin_client, draft):
    pak, ind = (Country.objects.get(code=code) for code in ("PAK", "IND"))
    make_group("OIC", [pak])
    make_group("BRICS", [ind, pak])
    later = make_group("SCO")
    saved(Membership(group=later, country=pak, joined_on=date(2023, 1, 1)))
    page = admin_client.get(grid_of(draft))
    found = {row.country.code: row.groups for row in page.context["rows"]}
    assert found == {"BRA": "", "IND": "BRICS", "PAK": "BRICS OIC"}
    assert [each.code for each in page.context["groups"]] == ["BRICS", "OIC"]


def test_the_grid_costs_the_same_for_few_states_and_for_many(admin_client, draft):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(grid_of(draft))
        return len(queries)

    few = asked()
    make_countries("CHL PER FRA GBR USA CHN RUS DEU ITA ESP")
    # Session, user; the roll call, its votes as seen and as they stand; the last of the series;
    # the members of the day; their groups, and nothing of these where there are none.
    assert asked() == few == 8


def test_an_untouched_grid_writes_nothing(admin_client, draft):
    before = Change.objects.count()
    admin_client.post(grid_of(draft), sent(admin_client.get(grid_of(draft))))
    assert Change.objects.count() == before


def test_two_editors_of_different_cells_both_win(admin_client, draft):
    page = admin_client.get(grid_of(draft))
    vote = Vote.objects.get(country__code="IND")
    vote.position = "N"
    with changing(None) as gate:
        gate.save(vote)
    answer = admin_client.post(grid_of(draft), sent(page) | {"position-PAK": "Y"})
    assert answer.status_code == 302
    assert recorded(draft) == {"IND": "N", "PAK": "Y"}


def test_of_two_editors_of_one_cell_the_second_sees_both_and_then_decides(admin_client, draft):
    page = admin_client.get(grid_of(draft))
    vote = Vote.objects.get(country__code="PAK")
    vote.position = "N"
    with changing(None) as gate:
        gate.save(vote)
    again = admin_client.post(
        grid_of(draft), sent(page) | {"position-PAK": "Y", "position-BRA": "X"}
    )
    assert recorded(draft) == {"IND": "A", "PAK": "N"}
    assert chosen(again) == {"BRA": "X", "IND": "A", "PAK": "Y"}
    told = {row.country.code: row.meanwhile for row in again.context["rows"]}
    assert told == {"BRA": "", "IND": "", "PAK": "Someone else has set it to “No” meanwhile."}
    assert admin_client.post(grid_of(draft), sent(again)).status_code == 302
    assert recorded(draft) == {"BRA": "X", "IND": "A", "PAK": "Y"}


def test_a_published_roll_call_is_corrected_only_with_a_reason(admin_client):
    (pak,) = make_countries("PAK")
    roll_call = make_roll_call(make_resolution(), {pak: "A"})
    changed = sent(admin_client.get(grid_of(roll_call))) | {"position-PAK": "Y"}
    refused = admin_client.post(grid_of(roll_call), changed)
    assert "a correction needs a reason" in refused.context["refusals"][0]
    assert recorded(roll_call) == {"PAK": "A"}


def test_a_grid_begins_as_the_last_vote_of_the_series_and_saves_nothing_by_itself(admin_client):
    pak, ind, bra = make_countries("PAK IND BRA")
    texts = [make_resolution(f"A/RES/ES-11/{number}") for number in (1, 2, 3)]
    make_series("ukraine", texts)
    make_roll_call(texts[0], {pak: "Y", ind: "Y", bra: "Y"}, on=date(2022, 3, 2))
    make_roll_call(texts[1], {pak: "A", ind: "X"}, on=date(2022, 3, 24))
    draft = make_roll_call(texts[2], {pak: "N"}, on=date(2022, 4, 7), state="draft")
    plain = admin_client.get(grid_of(draft))
    assert (str(plain.context["last"]), chosen(plain)["IND"]) == (
        "A/RES/ES-11/2, 24 March 2022",
        None,
    )
    begun = admin_client.get(grid_of(draft), {"as": "last"})
    assert chosen(begun) == {"BRA": None, "IND": "X", "PAK": "N"}
    assert recorded(draft) == {"PAK": "N"}
    admin_client.post(grid_of(draft), sent(begun))
    assert recorded(draft) == {"IND": "X", "PAK": "N"}


def test_a_choice_for_a_state_of_another_day_is_told_and_not_dropped(admin_client, draft):
    page = admin_client.get(grid_of(draft))
    chosen = sent(page) | {"position-BRA": "Y"}
    brazil = Country.objects.get(code="BRA")
    spell = brazil.spells.get()
    spell.started_on = date(2022, 6, 1)
    saved(spell)
    again = admin_client.post(grid_of(draft), chosen)
    assert again.context["refusals"] == ["BRA is no member on that day; open the grid again."]


def test_a_page_without_a_recorded_state_is_refused_and_deletes_nothing(admin_client, draft):
    fields = sent(admin_client.get(grid_of(draft)))
    del fields["position-PAK"]
    again = admin_client.post(grid_of(draft), fields)
    assert again.context["refusals"] == ["Pak is missing from this page; open it again."]
    assert recorded(draft) == {"PAK": "A", "IND": "A"}


def test_completing_a_published_vote_in_the_grid_settles_its_text(admin_client):
    states = make_countries("RUS FRA PAK")
    text = make_resolution("", draft_symbol="S/1", status="tabled", body="SC")
    fields = {"organ": "council", "majority_rule": "council_substantive", "totals": False}
    fields |= {"total_yes": 9, "total_no": 1, "discrepancy_explanation": "Only some are named."}
    roll_call = make_roll_call(text, dict.fromkeys(states[1:], "Y"), **fields)
    page = admin_client.get(grid_of(roll_call))
    done = sent(page) | {"position-RUS": "N", "reason": "S/PV.1"}
    assert admin_client.post(grid_of(roll_call), done).status_code == 302
    text.refresh_from_db()
    assert text.status == "not_adopted"


@pytest.mark.parametrize("damaged", [{"position-PAK": "Q"}, {"positions_read": "{"}])
def test_a_damaged_page_is_refused_and_nothing_is_written(admin_client, draft, damaged):
    page = admin_client.get(grid_of(draft))
    answer = admin_client.post(grid_of(draft), sent(page) | damaged)
    assert answer.status_code == 200
    assert answer.context["refusals"]
    assert recorded(draft) == {"PAK": "A", "IND": "A"}


def test_a_vote_without_names_has_no_grid(admin_client):
    fields = {"modality": RollCall.Modality.ACCLAMATION, "totals": False}
    roll_call = make_roll_call(make_resolution(), **fields)
    assert admin_client.get(grid_of(roll_call)).headers["Location"] == address(roll_call)
