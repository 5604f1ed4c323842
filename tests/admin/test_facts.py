"""Rules across rows, told on the form: sources, spells, names; nothing is half-written."""

from datetime import date
from itertools import product

import pytest

from tests.admin.desk import address, errors, fields_of, save
from tests.factories import make_country, make_group, make_resolution, make_source, make_statement
from votes.models import (
    Change,
    Country,
    CountryName,
    DiplomaticContact,
    Group,
    Membership,
    MembershipSpell,
    Revision,
    Source,
    Statement,
    changing,
)

pytestmark = pytest.mark.django_db


def statement(**changes):
    return {
        "country": Country.objects.get(code="PAK").pk,
        "date": "2022-03-02",
        "kind": "debate",
        "summary": "It called for talks.",
        "stance": "neutral",
        "attribution": "on_record",
    } | changes


def test_a_statement_is_entered_with_its_source_on_one_page(admin_client, admin_user):
    make_country("PAK", "Pakistan")
    source = make_source()
    entry = statement(**{"citations-0-source": source.pk, "citations-0-locator": "page 4"})
    assert save(admin_client, address(Statement, "add"), **entry).status_code == 302
    made = Statement.objects.get()
    assert list(made.citations.values_list("source__title", "locator")) == [("A report", "page 4")]
    revision = Revision.objects.latest("id")
    assert revision.user == admin_user
    assert [change.record_type for change in revision.changes.order_by("id")] == [
        "statement",
        "citation",
    ]


def test_a_statement_without_a_source_is_refused_with_all_that_was_typed(admin_client):
    make_country("PAK", "Pakistan")
    page = save(admin_client, address(Statement, "add"), **statement())
    assert errors(page) == [
        "The statement “Pakistan, 2 March 2022: It called for talks.” needs at least one source."
    ]
    assert page.context["adminform"].form["summary"].value() == "It called for talks."
    assert not Statement.objects.exists()
    assert not Change.objects.filter(record_type="statement").exists()


def test_the_last_source_of_a_statement_cannot_be_taken_away(admin_client):
    made = make_statement(make_country("PAK", "Pakistan"))
    page = save(admin_client, address(made), **{"citations-0-DELETE": "on"})
    assert "needs at least one source" in errors(page)[0]
    assert made.citations.count() == 1


def test_a_contact_needs_someone_who_approached_and_someone_approached(admin_client):
    pakistan, source = make_country("PAK", "Pakistan"), make_source()
    contact = {
        "date": "2022-10-07",
        "kind": "meeting",
        "attribution": "official",
        "summary": "Asked for a Yes.",
        "parties-0-role": "initiator",
        "parties-0-country": make_country("USA").pk,
        "citations-0-source": source.pk,
    }
    where = address(DiplomaticContact, "add")
    page = save(admin_client, where, **contact)
    assert "needs someone who approached and someone approached" in errors(page)[0]
    party = {"parties-1-role": "target", "parties-1-country": pakistan.pk}
    assert save(admin_client, where, **contact, **party).status_code == 302
    assert [str(each) for each in DiplomaticContact.objects.get().targets] == ["Pakistan"]


def test_overlapping_spells_of_membership_are_refused(admin_client):
    country = make_country("SYR", "Syria", since=date(1945, 10, 24))
    spell = {"spells-TOTAL_FORMS": "2", "spells-1-started_on": "1961-10-13"}
    page = save(admin_client, address(country), **spell)
    assert errors(page) == [
        "Syria: “24 October 1945 – today” and “13 October 1961 – today” overlap."
    ]
    assert MembershipSpell.objects.count() == 1
    ended = spell | {"spells-0-ended_on": "1958-02-21"}
    assert save(admin_client, address(country), **ended).status_code == 302
    assert MembershipSpell.objects.count() == 2


def test_a_name_cannot_mean_two_states_on_one_day(admin_client):
    make_country("COG", "Congo")
    other = make_country("COD", "Democratic Republic of the Congo")
    name = {"names-TOTAL_FORMS": "2", "names-1-name": "CONGO", "names-1-language": "en"}
    page = save(admin_client, address(other), **name, **{"names-1-kind": "alias"})
    assert errors(page) == ["“Congo” already means Congo on some of the same days."]
    assert CountryName.objects.count() == 2


def test_a_row_that_someone_else_changed_is_not_overwritten(admin_client):
    country = make_country("TUR", "Turkey")
    mine = fields_of(admin_client.get(address(country)))
    save(admin_client, address(country), **{"names-0-name": "Türkiye"})
    page = admin_client.post(address(country), mine | {"names-0-name": "Turkiye"})
    assert errors(page)[0] == (
        "The country name “Turkiye” has been changed meanwhile: "
        "you read version 1, it is now version 2."
    )
    (met,) = page.context["meetings"]
    assert [(each.title, each.opened, each.yours, each.theirs) for each in met.choices] == [
        ("Name", "Turkey", "Turkiye", "Türkiye")
    ]
    assert CountryName.objects.get().name == "Türkiye"


def test_a_page_without_the_version_that_was_read_is_not_saved(admin_client):
    country = make_country("TUR", "Turkey")
    page = save(admin_client, address(country), read_version="", name="Türkiye")
    assert page.context["adminform"].form.errors == {"read_version": ["This field is required."]}


def test_a_symbol_in_another_spelling_of_another_text_is_an_error_not_a_crash(admin_client):
    make_resolution("A/RES/ES-11/1")
    other = make_resolution("A/RES/ES-11/2")
    page = save(admin_client, address(other), symbol="a-res-es-11-1")
    assert errors(page) == ["Another text has this symbol."]


def test_new_members_are_added_on_the_group_and_the_others_are_a_roll(admin_client):
    group = make_group("NATO", [make_country("FRA", "France")])
    sweden = make_country("SWE", "Sweden")
    added = {
        "memberships-TOTAL_FORMS": "1",
        "memberships-0-country": sweden.pk,
        "memberships-0-joined_on": "2024-03-07",
        "memberships-0-precision": "day",
    }
    assert save(admin_client, address(group), **added).status_code == 302
    html = admin_client.get(address(group)).content.decode()
    for spell in Membership.objects.all():
        assert f'<a href="{address(spell)}">{spell.country}: {spell.period}</a>' in html


def test_a_large_group_can_still_be_saved(admin_client):
    group = make_group("G77")
    members = [Country(code=f"X{a}{b}", name=a + b) for a, b in product("ABCDEFGHIJKL", repeat=2)]
    with changing(None, "for a test") as change:
        change.add_all(members)
        change.add_all(Membership(group=group, country=country) for country in members)
    response = save(admin_client, address(group), note="Named for its first members.")
    assert response.status_code == 302
    assert Group.objects.get().note == "Named for its first members."


def test_what_other_records_rest_on_is_not_deleted(admin_client):
    source = make_source()
    make_statement(make_country("PAK", "Pakistan"), source)
    html = admin_client.get(address(source, "delete")).content.decode()
    assert "would require deleting the following protected related objects" in html
    admin_client.post(address(source, "delete"), {"post": "yes"})
    assert Source.objects.filter(pk=source.pk).exists()


def test_a_deleted_fact_comes_back_by_undo(admin_client):
    made = make_statement(make_country("PAK", "Pakistan"))
    admin_client.post(address(made, "delete"), {"post": "yes", "reason": "Entered twice"})
    assert not Statement.objects.exists()
    revision = Revision.objects.latest("id")
    assert (revision.reason, revision.changes.count()) == ("Entered twice", 2)
    admin_client.post(address(revision).replace("change/", "undo/"))
    assert Statement.objects.get().citations.count() == 1


def test_a_source_is_found_by_a_part_of_its_address(admin_client):
    source = make_source("A report", url="https://www.dawn.com/news/1713830")
    make_source("Another")
    page = admin_client.get(address(Source, "changelist"), {"q": "dawn.com/news/1713830"})
    assert list(page.context["cl"].result_list) == [source]
