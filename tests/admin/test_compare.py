"""Two entries of a record's history compared, field by field."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.admin.desk import address, said, save
from tests.copied import copied
from tests.factories import (
    make_countries,
    make_country,
    make_resolution,
    make_roll_call,
    make_source,
    make_statement,
)
from votes.models import Citation, Revision, RollCall, Statement, Vote, changing

pytestmark = pytest.mark.django_db


def changed(record, **values):
    """Change a record through the gate; return the entry of the history."""
    record = type(record).objects.get(pk=record.pk)
    for name, value in values.items():
        setattr(record, name, value)
    with changing(None, "for a test") as gate:
        gate.save(record)
    return gate.revision.pk


def compare(client, record, first, second):
    page = client.get(address(record, "compare"), {"first": first, "second": second})
    assert page.status_code == 200, said(client)
    return page


def differing(page):
    return [(pair.title, pair.before, pair.after) for pair in page.context["comparison"].differing]


@pytest.fixture
@copied
def draft():
    pak, ind, bra = make_countries("PAK IND BRA")
    return make_roll_call(make_resolution(), {pak: "A", ind: "Y", bra: "N"}, state="draft")


def test_fields_are_told_as_they_were_after_each_of_two_entries(admin_client, draft):
    other = make_resolution("A/RES/ES-11/2")
    changed(draft, note="First")
    second = changed(draft, note="Second", organ="first_committee")
    third = changed(draft, resolution=other, total_no=None, total_yes=None, total_abstain=None,
                    total_non_voting=None)  # fmt: skip
    changed(draft, note="Fourth")
    begun = Revision.objects.get(changes__record_type="rollcall", changes__action="added").pk
    page = compare(admin_client, draft, begun, second)
    assert differing(page) == [
        ("Organ", "Plenary of the General Assembly", "First Committee"),
        ("Note", "", "Second"),
    ]
    page = compare(admin_client, draft, second, third)
    assert differing(page)[:2] == [
        ("Resolution", "A/RES/ES-11/1", "A/RES/ES-11/2"),
        ("Official yes", "1", ""),
    ]
    same = {pair.title: pair.after for pair in page.context["comparison"].same}
    assert same["Note"] == "Second"
    html = page.content.decode()
    assert f"change {second}" in html
    assert "A/RES/ES-11/2" in html


def test_the_order_of_choosing_does_not_matter(admin_client, draft):
    first, second = changed(draft, note="One"), changed(draft, note="Two")
    assert differing(compare(admin_client, draft, second, first)) == [("Note", "One", "Two")]


def test_positions_are_compared_as_a_list(admin_client, draft):
    pak, ind, bra = (Vote.objects.get(country__code=code) for code in ("PAK", "IND", "BRA"))
    begun = changed(draft, note="Begun")
    changed(bra, position="Y")
    changed(pak, position="N")
    changed(pak, position="Y", note="Read out twice")
    with changing(None, "for a test") as gate:
        gate.delete(Vote.objects.get(pk=bra.pk))
        gate.save(Vote(roll_call=draft, country=make_country("FRA"), position="X"))
    ended = gate.revision.pk
    changed(ind, position="N")
    page = compare(admin_client, draft, begun, ended)
    assert page.context["comparison"].parts == [
        "Bra: No → not recorded",
        "Fra: not recorded → Did not vote",
        "Pak: Abstained → Yes",
        "Pak: Note: (empty) → Read out twice",
    ]
    assert "Pak: Abstained → Yes" in page.content.decode()


def test_other_parts_are_told_by_their_names(admin_client):
    statement = make_statement(make_country(), make_source("A report"))
    begun = changed(statement, summary="Begun")
    citation = Citation.objects.get()
    changed(citation, locator="page 4")
    with changing(None, "for a test") as gate:
        gate.save(Citation(statement=statement, source=make_source("Another")))
    page = compare(admin_client, Statement.objects.get(), begun, gate.revision.pk)
    added, moved = sorted(page.context["comparison"].parts, key=len)
    assert added.endswith(": added")
    assert moved.endswith("(empty) → page 4")


def test_what_an_import_brought_is_compared_with_what_came_of_it(admin_client, draft):
    vote = Vote(roll_call=draft, country=make_country("FRA"), position="Y")
    with changing(None) as gate:
        gate.add_traced([vote])
    corrected = changed(vote, position="N")
    html = admin_client.get(address(vote, "history")).content.decode()
    assert "As it came in with an import" in html
    assert differing(compare(admin_client, vote, 0, corrected)) == [("Position", "Yes", "No")]


def test_the_history_page_lets_two_entries_be_chosen(admin_client, draft):
    entries = [changed(draft, note=note) for note in ("One", "Two", "Three")]
    html = admin_client.get(address(draft, "history")).content.decode()
    for entry in entries:
        assert f'aria-label="Compare from change {entry}"' in html
        assert f'aria-label="Compare to change {entry}"' in html
    assert address(draft, "compare") in html


def test_a_choice_is_kept_on_the_next_page_of_the_history(admin_client, draft):
    entries = [changed(draft, note=str(number)) for number in range(51)]
    chosen = {"second": entries[-1], "p": 2}
    html = admin_client.get(address(draft, "history"), chosen).content.decode()
    assert f'<input type="hidden" name="second" value="{entries[-1]}">' in html
    assert f'aria-label="Compare from change {entries[0]}"' in html


@pytest.mark.parametrize("chosen", [{}, {"first": "1"}, {"first": "x", "second": "y"}])
def test_without_two_entries_the_desk_asks_for_them(admin_client, draft, chosen):
    answer = admin_client.get(address(draft, "compare"), chosen)
    assert answer.headers["Location"] == address(draft, "history")
    assert said(admin_client) == [("warning", "Choose two entries to compare.")]


def test_an_entry_of_another_record_is_not_compared(admin_client, draft):
    stranger = changed(make_country("FRA"), name="Elsewhere")
    mine = changed(draft, note="One")
    chosen = {"first": mine, "second": stranger}
    assert admin_client.get(address(draft, "compare"), chosen).status_code == 404


def test_only_who_may_see_a_record_compares_its_versions(client, draft):
    chosen = {"first": changed(draft, note="One"), "second": changed(draft, note="Two")}
    client.force_login(User.objects.create_user("stranger", is_staff=True))
    assert client.get(address(draft, "compare"), chosen).status_code == 403


def test_many_changes_take_as_many_queries_as_few(admin_client):
    counted = []
    for codes, symbol in (("AAA BBB", "A/RES/ES-11/1"), ("CCC DDD EEE FFF GGG", "A/RES/ES-11/2")):
        countries = make_countries(codes)
        roll_call = make_roll_call(make_resolution(symbol), dict.fromkeys(countries, "Y"),
                                   on=date(2022, 3, 2), state="draft")  # fmt: skip
        begun = changed(roll_call, note="Begun")
        for vote in roll_call.votes.all():
            ended = changed(vote, position="N")
        pages = {"compare": {"first": begun, "second": ended}, "history": {}}
        admin_client.get(address(roll_call, "history"))
        for page, query in pages.items():
            with CaptureQueriesContext(connection) as queries:
                answer = admin_client.get(address(roll_call, page), query)
            assert "Yes → No" in answer.content.decode()
            counted.append(len(queries))
    assert counted[:2] == counted[2:]
    assert RollCall.objects.count() == 2


def test_a_record_that_was_saved_at_the_desk_is_compared_too(admin_client, draft):
    save(admin_client, address(draft), note="One")
    save(admin_client, address(draft), note="Two")
    first, second = Revision.objects.order_by("-id").values_list("pk", flat=True)[:2]
    assert differing(compare(admin_client, draft, first, second)) == [("Note", "One", "Two")]
