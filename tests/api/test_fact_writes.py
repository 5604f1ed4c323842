"""Statements, contacts, expectations and sources written over the API, with their sources."""

import pytest

from tests.api.writers import Writer, refusal
from tests.copied import copied
from tests.factories import (
    make_contact,
    make_countries,
    make_country,
    make_expectation,
    make_group,
    make_resolution,
    make_roll_call,
    make_series,
    make_source,
    make_statement,
    saved,
)
from votes.models import (
    Change,
    Citation,
    ContactParty,
    Expectation,
    Revision,
    Series,
    Source,
    Statement,
)

pytestmark = pytest.mark.django_db

SAID = {
    "country": "PAK",
    "date": "2022-03-02",
    "kind": "debate",
    "summary": "It called for talks.",
    "stance": "neutral",
    "attribution": "on_record",
    "sources": [{"title": "Verbatim record"}],
}


@pytest.fixture
@copied
def pakistan():
    return make_country("PAK", "Pakistan")


def acts(revision):
    return [(each.action, each.record_type) for each in revision.changes.order_by("id")]


def test_a_statement_is_written_with_its_source_in_one_act(editor, pakistan, client):
    make_group("OIC")
    text = make_resolution()
    roll_call = make_roll_call(text, {pakistan: "A"})
    make_series("ukraine", [text])
    body = SAID | {
        "country": {"code": "PAK", "name": "Pakistan"},
        "on_behalf_of": "oic",
        "roll_call": roll_call.pk,
        "resolution": "a/res/es-11/1",
        "series": "ukraine",
        "quote": None,
        "reason": "Read in the record",
        "sources": [
            {
                "title": "A/ES-11/PV.5",
                "url": "https://docs.un.org/A/ES-11/PV.5",
                "publisher": "United Nations",
                "kind": "official_record",
                "grade": "primary",
                "published_on": "2022-03-02",
                "locator": "page 4",
                "quote": "We call for talks.",
            }
        ],
    }
    response = editor.send("POST", "statements/", body, 201)
    statement, source = Statement.objects.get(), Source.objects.get()
    answer = response.json()
    assert response.headers["Location"] == f"http://testserver/api/v1/statements/{statement.pk}/"
    assert client.get(response.headers["Location"]).json() == answer
    assert answer == {
        "id": statement.pk,
        "country": {"code": "PAK", "name": "Pakistan"},
        "on_behalf_of": {"code": "OIC", "name": "OIC"},
        "date": "2022-03-02",
        "precision": "day",
        "kind": "debate",
        "speaker": None,
        "venue": None,
        "quote": None,
        "language": "en",
        "summary": "It called for talks.",
        "stance": "neutral",
        "reasons": None,
        "attribution": "on_record",
        "roll_call": {
            "id": roll_call.pk,
            "date": "2022-03-02",
            "resolution": {"symbol": "A/RES/ES-11/1", "title": text.title},
        },
        "resolution": {"symbol": "A/RES/ES-11/1", "title": text.title},
        "series": {"slug": "ukraine", "title": "Ukraine"},
        "visibility": "public",
        "sources": [
            {
                "id": source.pk,
                "title": "A/ES-11/PV.5",
                "publisher": "United Nations",
                "url": "https://docs.un.org/A/ES-11/PV.5",
                "archived_url": None,
                "published_on": "2022-03-02",
                "locator": "page 4",
                "quote": "We call for talks.",
            }
        ],
        "version": 1,
        "updated_at": answer["updated_at"],
    }
    revision = Revision.objects.latest("id")
    assert (revision.user, revision.reason) == (editor.user, "Read in the record")
    assert acts(revision) == [("added", "statement"), ("added", "source"), ("added", "citation")]
    assert (source.kind, source.grade) == ("official_record", "primary")


@pytest.mark.parametrize("name", ["statements", "contacts", "expectations", "sources"])
def test_what_was_read_can_be_sent_back_and_changes_nothing(editor, pakistan, name):
    usa, text = make_country("USA"), make_resolution()
    proposed = saved(Series(slug="proposed", title="Proposed"))
    source = make_source("A report", publisher="Dawn", url="https://www.dawn.com/1")
    hidden = make_statement(pakistan, source, visibility="internal", series=proposed)
    make_contact(usa, {"country": pakistan}, source, resolution=text, sought_position="Y")
    make_expectation(pakistan, text, source, statement=hidden)
    before = Change.objects.count()
    pk = {"sources": source.pk}.get(name) or {
        "statements": hidden,
        "contacts": ContactParty.objects.first() and ContactParty.objects.first().contact,
        "expectations": Expectation.objects.first(),
    }[name].pk
    answer = editor.get(f"{name}/{pk}/")
    assert editor.patch(f"{name}/{pk}/", answer) == answer
    assert Change.objects.count() == before


def test_a_recorded_source_is_taken_by_number_address_or_title(editor, pakistan):
    source = make_source("A report", url="https://www.dawn.com/1")
    for number, named in enumerate(
        [{"id": source.pk}, {"url": "HTTPS://www.Dawn.com/1/"}, {"title": "a REPORT"}]
    ):
        body = SAID | {"sources": [named], "summary": f"Statement {number}"}
        assert editor.post("statements/", body)["sources"][0]["id"] == source.pk
    assert Source.objects.count() == 1


def test_two_facts_of_one_request_share_the_source_they_make(editor, pakistan):
    pages = [{"url": "https://www.dawn.com/1", "locator": page} for page in ("1", "2")]
    answer = editor.post("statements/", SAID | {"sources": pages})
    assert [each["locator"] for each in answer["sources"]] == ["1", "2"]
    assert Source.objects.count() == 1


@pytest.mark.parametrize(
    ("sources", "parameter", "value", "message"),
    [
        ([], "sources", "", "This list may not be empty."),
        ([{}], "sources.0", "", "A source is named by its id, its url or its title."),
        ([{"id": 999999}], "sources.0.id", "999999", "No source has the number 999999."),
        (
            [{"id": True}],
            "sources.0.id",
            "True",
            "A source is named by its number, or by an object with “id”.",
        ),
        (
            [{"title": "X"}, {"url": "javascript:alert(1)"}],
            "sources.1",
            "",
            "An address starts with http:// or https://.",
        ),
        (
            [{"title": "X", "archived_url": "ftp://x"}],
            "sources.0.archived_url",
            "ftp://x",
            "Enter a valid URL.",
        ),
        ("text", "sources", "text", 'Expected a list of items but got type "str".'),
    ],
)
def test_a_source_that_is_none_is_refused_and_nothing_written(
    editor, pakistan, sources, parameter, value, message
):
    faults = editor.faults("POST", "statements/", SAID | {"sources": sources})
    assert faults[parameter, value] == (message, [])
    assert not Statement.objects.exists()
    assert not Source.objects.exists()


def test_all_faults_are_told_at_once_with_the_near_right_values(editor, pakistan):
    body = {
        "country": "Pakistn",
        "date": "02.03.2022",
        "kind": "debat",
        "stance": 3,
        "attribution": None,
        "resolution": "A/RES/99/99",
        "roll_call": 10**30,
        "speker": "Munir Akram",
        "sources": [{"tilte": "x", "published_on": "2022-13-01"}],
    }
    kinds = (
        "This takes one of: explanation_before, explanation_after, debate, press_briefing, "
        "interview, joint, reaction, claim."
    )
    stances = "This takes one of: supports, opposes, mixed, neutral, undisclosed."
    day = "This is not a date; dates are written 2022-03-02."
    assert editor.faults("POST", "statements/", body) == {
        ("country", "Pakistn"): ("No country is called “Pakistn”.", ["Pakistan (PAK)"]),
        ("date", "02.03.2022"): (day, []),
        ("kind", "debat"): (kinds, ["debate"]),
        ("stance", "3"): (stances, []),
        ("attribution", ""): ("This field may not be null.", []),
        ("summary", ""): ("This field is required.", []),
        ("resolution", "A/RES/99/99"): ("No text is called “A/RES/99/99”.", []),
        ("roll_call", str(10**30)): (
            "A roll call is named by its number, or by an object with “id”.",
            [],
        ),
        ("speker", "Munir Akram"): ("There is no such key here.", ["speaker"]),
        ("sources.0.tilte", "x"): ("There is no such key here.", ["title"]),
        ("sources.0.published_on", "2022-13-01"): (day, []),
    }
    assert not Statement.objects.exists()


def test_a_correction_replaces_the_lists_it_names_and_leaves_the_rest(editor, pakistan):
    first, second = make_source("First"), make_source("Second")
    statement = make_statement(pakistan, first, quote="We call for talks.")
    kept = Citation.objects.get()
    sources = [{"id": second.pk, "locator": "page 2"}, {"id": first.pk, "locator": "page 1"}]
    answer = editor.patch(f"statements/{statement.pk}/", {"sources": sources, "reason": "Found"})
    assert [(each["id"], each["locator"]) for each in answer["sources"]] == [
        (first.pk, "page 1"),
        (second.pk, "page 2"),
    ]
    assert (answer["quote"], answer["version"]) == ("We call for talks.", 2)
    assert Citation.objects.get(pk=kept.pk).locator == "page 1"
    only = editor.patch(f"statements/{statement.pk}/", {"sources": [{"id": second.pk}]}, 2)
    assert [(each["id"], each["locator"]) for each in only["sources"]] == [(second.pk, "page 2")]
    assert acts(Revision.objects.latest("id")) == [("deleted", "citation")]


def test_who_read_a_fact_before_its_sources_changed_is_refused(editor, reviewer, pakistan):
    statement = make_statement(pakistan)
    body = {"sources": [{"title": "Another"}]}
    assert editor.patch(f"statements/{statement.pk}/", body)["version"] == 2
    answer = reviewer.patch(f"statements/{statement.pk}/", body, 1, status=412)
    assert answer["error"]["details"][0]["did_you_mean"] == ["2"]


def test_a_contact_is_written_with_its_parties(editor, pakistan):
    usa, _ = make_country("USA"), make_group("NATO")
    body = {
        "date": "2022-10-07",
        "kind": "meeting",
        "attribution": "unnamed",
        "summary": "They met.",
        "sought_position": "yes",
        "initiators": [{"country": "USA"}, {"group": "NATO"}],
        "targets": [{"country": "Pakistan", "group": None}],
        "sources": [{"title": "The Express Tribune"}],
    }
    answer = editor.post("contacts/", body)
    states = {"USA": {"code": "USA", "name": "Usa"}, "PAK": {"code": "PAK", "name": "Pakistan"}}
    nato = {"code": "NATO", "name": "NATO"}
    assert answer["initiators"] == [
        {"country": states["USA"], "group": None},
        {"country": None, "group": nato},
    ]
    assert answer["targets"] == [{"country": states["PAK"], "group": None}]
    assert answer["sought_position"] == "yes"
    change = {"initiators": [{"group": "NATO"}], "sought_position": None}
    corrected = editor.patch(f"contacts/{answer['id']}/", change)
    assert corrected["initiators"] == [{"country": None, "group": nato}]
    assert (corrected["targets"], corrected["sought_position"]) == (answer["targets"], None)
    assert not usa.contact_parts.exists()


def test_a_contact_without_somebody_who_approached_is_refused(editor, pakistan):
    contact = make_contact(make_country("USA"), {"country": pakistan})
    address = f"contacts/{contact.pk}/"
    both = {"targets": [{"country": "USA", "group": "NATO"}, {}]}
    make_group("NATO")
    assert editor.faults("PATCH", address, both, If_Match="1") == {
        ("targets.0", ""): ("A party is one country or one group.", []),
        ("targets.1", ""): ("A party is one country or one group.", []),
    }
    (message,) = editor.faults("PATCH", address, {"initiators": []}, If_Match="1").values()
    assert "needs someone who approached and someone approached." in message[0]


def test_an_expectation_is_written_with_undecided_apart(editor, pakistan):
    text, statement = make_resolution(), make_statement(pakistan)
    body = {
        "resolution": text.symbol,
        "country": "PAK",
        "position": "undecided",
        "confidence": "leans",
        "expected_by": "Foreign Office sources",
        "date": "2022-10-07",
        "attribution": "unnamed",
        "statement": statement.pk,
        "sources": [{"title": "Dawn"}],
    }
    answer = editor.post("expectations/", body)
    assert (answer["position"], answer["statement"]) == ("undecided", statement.pk)
    assert editor.patch(f"expectations/{answer['id']}/", {"position": "no"})["position"] == "no"


def test_a_source_is_created_and_corrected(editor, ask):
    answer = editor.post("sources/", {"title": "A report", "url": "https://www.dawn.com/1"})
    ask(f"sources/{answer['id']}/", status=404)
    corrected = editor.patch(f"sources/{answer['id']}/", {"publisher": "Dawn"})
    assert (corrected["publisher"], corrected["version"]) == ("Dawn", 2)


def test_internal_facts_are_found_by_the_desk_and_by_nobody_else(editor, pakistan, ask):
    answer = editor.post("statements/", SAID | {"visibility": "internal"})
    address = f"statements/{answer['id']}/"
    ask(address, status=404)
    Writer().get(address, 404)
    assert editor.get(address) == answer
    assert editor.get("statements/")["results"] == []
    editor.patch(address, {"visibility": "public"})
    assert ask(address)["visibility"] == "public"


def test_whoever_lacks_a_permission_is_refused_and_nothing_written(roles, pakistan, client):
    statement = make_statement(pakistan)
    address = f"/api/v1/statements/{statement.pk}/"
    for method, path in (("POST", "/api/v1/statements/"), ("PATCH", address)):
        answer = client.generic(method, path, "{}", content_type="application/json")
        assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    for writer in (Writer(), Writer("Readers")):
        body = SAID | {"summary": "Mine"}
        expected = ("forbidden", "Your account may not write this.")
        assert refusal(writer.post("statements/", body, 403)) == expected
        path = f"statements/{statement.pk}/"
        assert refusal(writer.patch(path, body, status=403)) == expected
    assert not Statement.objects.filter(summary="Mine").exists()


def test_an_account_without_a_desk_writes_nothing(editor, pakistan):
    editor.user.is_staff = False
    editor.user.save()
    editor.post("statements/", SAID, 403)


def test_parts_need_their_own_permissions_as_at_the_desk(editor, pakistan):
    group = editor.user.groups.get()
    group.permissions.remove(*group.permissions.filter(codename="add_citation"))
    assert refusal(editor.post("statements/", SAID, 403)) == (
        "forbidden",
        "Your account lacks votes.add_citation.",
    )
    assert not Statement.objects.exists()
    assert not Source.objects.exists()


def test_nothing_is_replaced_and_nothing_deleted(editor, pakistan):
    statement = make_statement(pakistan)
    for method in ("PUT", "DELETE"):
        answer = editor.send(method, f"statements/{statement.pk}/", {}, 405).json()
        assert answer["error"]["code"] == "method_not_allowed"
    assert editor.send("PATCH", "statements/", {}, 405)
    make_countries("FRA")
