"""A fact is entered with its source on one page, and the source is found before it is made."""

import re

import pytest
from django.contrib.auth.models import Permission, User

from tests.admin.desk import address, fields_of, save
from tests.copied import copied
from tests.factories import make_country, make_resolution, make_roll_call, make_source
from votes.models import (
    DiplomaticContact,
    Expectation,
    Revision,
    Source,
    Sponsorship,
    Statement,
)

pytestmark = pytest.mark.django_db
REPORT = "https://example.org/News/1"


@pytest.fixture
@copied
def entry():
    """What a person types of a statement, but for its source."""
    return {
        "country": make_country("PAK", "Pakistan").pk,
        "date": "2022-03-02",
        "kind": "debate",
        "summary": "It called for talks.",
        "stance": "neutral",
        "attribution": "on_record",
    }


def add(client, entry, **citation):
    typed = {f"citations-0-{name}": value for name, value in citation.items()}
    return save(client, address(Statement, "add"), **entry, **typed)


@pytest.mark.parametrize(
    "named", [REPORT, "HTTPS://EXAMPLE.org/News/1/", "  the report ", REPORT + "/"]
)
def test_a_recorded_source_is_found_by_its_address_or_title(admin_client, entry, named):
    source = make_source("The Report", url=REPORT)
    assert add(admin_client, entry, named_source=named, locator="p. 2").status_code == 302
    citation = Statement.objects.get().citations.get()
    assert (citation.source, citation.locator) == (source, "p. 2")
    assert Source.objects.count() == 1


def test_a_title_is_found_in_any_case_of_any_letters(admin_client, entry):
    source = make_source("Überblick für É")
    add(admin_client, entry, named_source="überblick FÜR é")
    assert Statement.objects.get().citations.get().source == source


def test_another_path_is_another_source(admin_client, entry):
    make_source("The Report", url=REPORT)
    add(admin_client, entry, named_source="https://example.org/news/1", title="Other")
    made = Statement.objects.get().citations.get().source
    assert (made.title, made.url) == ("Other", "https://example.org/news/1")
    assert Source.objects.count() == 2


def test_a_new_source_is_made_in_the_same_act(admin_client, entry):
    named = {"named_source": "A new report", "publisher": "Dawn"}
    assert add(admin_client, entry, **named).status_code == 302
    made = Source.objects.get()
    assert (made.title, made.publisher, made.url) == ("A new report", "Dawn", "")
    types = Revision.objects.latest("id").changes.order_by("id")
    assert [each.record_type for each in types] == ["statement", "source", "citation"]


def test_a_source_of_a_refused_fact_is_not_made(admin_client, entry):
    assert add(admin_client, entry | {"kind": ""}, named_source="A new report").status_code == 200
    assert not Source.objects.exists()


def row_errors(page):
    formsets = page.context["inline_admin_formsets"]
    return [
        error for each in formsets for form in each.formset.forms for error in form.errors.items()
    ]


def test_a_chosen_and_a_named_source_contradict(admin_client, entry):
    source = make_source()
    page = add(admin_client, entry, source=source.pk, named_source=REPORT)
    assert row_errors(page) == [
        ("named_source", ["“A report” is chosen already: leave one of them empty."])
    ]


def test_of_several_sources_with_one_title_one_is_to_be_chosen(admin_client, entry):
    make_source("Daily report", publisher="Dawn")
    make_source("Daily report", publisher="APP")
    page = add(admin_client, entry, named_source="daily report")
    ((field, (message,)),) = row_errors(page)
    assert field == "named_source"
    assert message.endswith("choose one: Daily report (Dawn); Daily report (APP).")


def test_a_row_without_any_source_is_refused(admin_client, entry):
    page = add(admin_client, entry, locator="p. 3")
    assert row_errors(page) == [
        ("source", ["Choose the source, or name it by its address or title."])
    ]


@pytest.mark.parametrize(
    "named",
    ["https://", "http://exa mple.org/", "x" * 1001, "javascript:alert(1)", "ftp://example.org/x"],
)
def test_a_bad_address_or_title_is_refused_beside_its_field(admin_client, entry, named):
    page = add(admin_client, entry, named_source=named)
    assert [field for field, _ in row_errors(page)] == ["named_source"]
    assert not Statement.objects.exists()
    assert not Source.objects.exists()


def test_a_sponsor_is_entered_with_its_source_from_the_page_of_the_text(admin_client):
    text, country = make_resolution(), make_country("PAK", "Pakistan")
    row = {"sponsorships-0-country": country.pk, "sponsorships-0-named_source": REPORT}
    row |= {"sponsorships-TOTAL_FORMS": "1"}
    row |= {f"sponsorships-0-{name}": "" for name in ("group", "since", "until", "source")}
    assert save(admin_client, address(text), **row).status_code == 302
    assert Sponsorship.objects.get().source.url == REPORT


def links(page):
    return dict(page.context["ways"])


def test_the_page_of_a_country_leads_to_each_fact_filled_in(admin_client):
    country = make_country("PAK", "Pakistan")
    ways = links(admin_client.get(address(country)))
    assert list(ways) == [
        "Add a statement",
        "Add a contact with it",
        "Add a contact by it",
        "Add an expectation",
        "Add a sponsorship",
    ]
    for words in ("Add a statement", "Add an expectation", "Add a sponsorship"):
        assert fields_of(admin_client.get(ways[words]))["country"] == str(country.pk)
    contact = fields_of(admin_client.get(ways["Add a contact with it"]))
    assert (contact["parties-0-role"], contact["parties-0-country"]) == ("target", str(country.pk))


def test_a_party_that_the_address_named_is_saved_unchanged(admin_client):
    country = make_country("PAK", "Pakistan")
    other = make_country("FRA", "France")
    where = f"{address(DiplomaticContact, 'add')}?target={country.pk}"
    typed = {
        "date": "2022-10-07",
        "kind": "meeting",
        "summary": "They met.",
        "attribution": "unnamed",
        "parties-1-role": "initiator",
        "parties-1-country": other.pk,
        "citations-0-named_source": REPORT,
    }
    assert save(admin_client, where, **typed).status_code == 302
    parties = DiplomaticContact.objects.get().parties.values_list("role", "country__code")
    assert sorted(parties) == [("initiator", "FRA"), ("target", "PAK")]


def test_the_page_of_a_text_leads_to_each_fact_filled_in(admin_client):
    text = make_resolution()
    ways = links(admin_client.get(address(text)))
    assert list(ways) == [
        "Paste a roll call",
        "Add a roll call",
        "Add a statement",
        "Add a diplomatic contact",
        "Add an expectation",
        "Add a sponsor",
    ]
    del ways["Paste a roll call"]
    for where in ways.values():
        assert fields_of(admin_client.get(where))["resolution"] == str(text.pk)


def test_who_may_only_look_is_led_to_no_entry(client):
    call = make_roll_call(make_resolution(), {make_country("PAK", "Pakistan"): "Y"})
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(reader)
    for record in (call, call.resolution):
        page = client.get(address(record))
        assert links(page) == {}
        assert not {"/grid/", "/paste/"} & set(
            re.findall(r"/(?:grid|paste)/", page.content.decode())
        )


def test_only_what_the_account_may_add_is_offered(client):
    country = make_country("PAK", "Pakistan")
    clerk = User.objects.create_user("clerk", is_staff=True)
    names = ["view_country", "add_expectation", "view_expectation"]
    clerk.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(clerk)
    assert list(links(client.get(address(country)))) == ["Add an expectation"]


def test_an_address_that_names_no_country_leaves_the_party_open(admin_client):
    for nonsense in ("x", "99999999", "9" * 30):
        page = admin_client.get(address(DiplomaticContact, "add"), {"target": nonsense})
        assert page.status_code == 200


def test_attribution_is_never_chosen_for_the_person(admin_client):
    for model in (Statement, DiplomaticContact, Expectation):
        assert fields_of(admin_client.get(address(model, "add")))["attribution"] == ""
