"""States, groups, texts, topics and series written over the API, and what every write shares."""

import json

import pytest

from tests.api.writers import Writer, refusal
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
from votes.importers import locks
from votes.models import (
    Change,
    Country,
    CountryName,
    MembershipSpell,
    Resolution,
    ResolutionRelation,
    ResolutionTopic,
    Revision,
    Source,
    Sponsorship,
    Topic,
    VotingStatus,
    changing,
)

pytestmark = pytest.mark.django_db


def own(answer):
    """What a program wrote, without what every record is given."""
    return {key: answer[key] for key in answer if key not in ("id", "version", "updated_at")}


def test_a_country_is_created_with_its_names_and_membership(editor, ask):
    body = {
        "code": "PAK",
        "name": "Pakistan",
        "official_name": "Islamic Republic of Pakistan",
        "iso2": "PK",
        "m49": "586",
        "cow": 770,
        "names": [{"name": "Pakistan", "kind": "official"}],
        "membership": [{"started_on": "1947-09-30"}],
        "reason": "Admitted",
    }
    response = editor.send("POST", "countries/", body, 201)
    assert response.headers["Location"] == "http://testserver/api/v1/countries/PAK/"
    assert response.json() == ask("countries/PAK/")
    assert own(response.json()) == {
        "code": "PAK",
        "name": "Pakistan",
        "official_name": "Islamic Republic of Pakistan",
        "kind": "member_state",
        "iso2": "PK",
        "m49": "586",
        "cow": 770,
        "names": [
            {
                "name": "Pakistan",
                "kind": "official",
                "language": "en",
                "valid_from": None,
                "valid_to": None,
            }
        ],
        "membership": [{"started_on": "1947-09-30", "ended_on": None, "note": None}],
        "voting_statuses": [],
        "predecessors": [],
        "successors": [],
        "groups": [],
    }
    assert Revision.objects.latest("id").reason == "Admitted"


def test_a_country_is_corrected_list_by_list(editor):
    country, source = make_country("TUR", "Turkey"), make_source()
    limit = VotingStatus(country=country, kind="barred", started_on="1950-01-01", source=source)
    saved(limit)
    spell = MembershipSpell.objects.get()
    read = editor.get("countries/turkey/")
    names = [read["names"][0] | {"valid_to": "2022-05-31"}, {"name": "Türkiye"}]
    change = {"name": "Türkiye", "names": names, "membership": [{"started_on": "1945-10-25"}]}
    answer = editor.patch("countries/TUR/", change, read["version"])
    assert {each["name"] for each in answer["names"]} == {"Turkey", "Türkiye"}
    assert answer["voting_statuses"][0]["source"]["id"] == source.pk
    assert not MembershipSpell.objects.filter(pk=spell.pk).exists()
    limits = [{"kind": "barred", "started_on": "1950-01-01", "ended_on": "1950-12-31"}]
    answer = editor.patch("countries/TUR/", {"voting_statuses": limits}, answer["version"])
    assert answer["voting_statuses"][0]["ended_on"] == "1950-12-31"
    assert VotingStatus.objects.get().pk == limit.pk


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"code": "pak"}, ("code", "Three capital letters, such as PAK.", "pak")),
        ({"code": "FRA"}, ("code", "country with this code already exists.", "FRA")),
        (
            {"cow": 10**12},
            ("cow", "Ensure this value is less than or equal to 32767.", "1000000000000"),
        ),
        ({"name": ""}, ("name", "This field may not be blank.", "")),
        ({"name": "a\0b"}, ("name", "Null characters are not allowed.", "a\0b")),
        (
            {"names": [{"name": "A"}, {"name": "B", "valid_from": "2000-01-02", "valid_to": None}]},
            None,
        ),
        (
            {"names": [{"name": "B", "valid_from": "2000-01-02", "valid_to": "2000-01-01"}]},
            ("names.0", "The last day cannot be before the first.", ""),
        ),
        ({"membership": [{}]}, ("membership.0.started_on", "This field cannot be null.", "")),
        (
            {"membership": [{"started_on": "1950-01-01"}, {"started_on": "1960-01-01"}]},
            ("", "Pak: “1 January 1950 – today” and “1 January 1960 – today” overlap.", ""),
        ),
    ],
)
def test_what_no_country_can_be_is_refused_by_its_place(editor, change, fault):
    make_countries("PAK FRA")
    before = Change.objects.count()
    if fault is None:
        editor.patch("countries/PAK/", change)
        return
    ((parameter, value), (message, _)) = next(
        iter(editor.faults("PATCH", "countries/PAK/", change, If_Match="1").items())
    )
    assert (parameter, value) == (fault[0], fault[2])
    assert message == fault[1]
    assert Change.objects.count() == before


def test_groups_and_topics_are_created_and_corrected(editor):
    source = make_source()
    group = editor.post(
        "groups/", {"code": "EU", "name": "European Union", "kind": "union", "source": source.pk}
    )
    assert (group["source"]["id"], group["members"]) == (source.pk, [])
    read = editor.get("groups/eu/")
    assert editor.patch("groups/eu/", read | {"short_name": "EU"})["short_name"] == "EU"
    parent = editor.post("topics/", {"name": "Peace", "slug": "peace"})
    assert own(parent) == {"slug": "peace", "name": "Peace", "scheme": "own", "parent": None}
    topic = editor.post("topics/", {"name": "War", "slug": "war", "parent": "peace"})
    assert topic["parent"] == {"slug": "peace", "name": "Peace"}
    assert editor.patch("topics/war/", topic | {"parent": None})["parent"] is None


def test_a_text_is_created_with_topics_ties_and_sponsors(editor, ask):
    make_country("ALB")
    make_group("EU")
    make_resolution("A/RES/ES-11/4")
    for name in ("Peace", "War"):
        saved(Topic(name=name, slug=name.lower()))
    source = make_source()
    body = {
        "draft_symbol": "A/ES-11/L.1",
        "title": "Aggression against Ukraine",
        "session": "ES-11",
        "draft_addenda": ["A/ES-11/L.1/Add.1", "A/ES-11/L.1/Add.2"],
        "topics": ["peace", {"slug": "war", "name": "War"}],
        "relations": [{"kind": "recalls", "resolution": "a-res-es-11-4"}],
        "sponsors": [
            {"country": "ALB", "source": source.pk},
            {"group": {"code": "EU", "name": "EU"}, "source": {"id": source.pk}},
        ],
    }
    response = editor.send("POST", "resolutions/", body, 201)
    answer = response.json()
    assert response.headers["Location"] == "http://testserver/api/v1/resolutions/A-ES-11-L.1/"
    assert ask("resolutions/A-ES-11-L.1/") | {"internal_note": None} == answer
    assert answer["status"] == "tabled"
    assert answer["draft_addenda"] == body["draft_addenda"]
    assert [each["slug"] for each in answer["topics"]] == ["peace", "war"]
    assert answer["relations"][0]["resolution"]["symbol"] == "A/RES/ES-11/4"
    assert [each["source"]["id"] for each in answer["sponsors"]] == [source.pk] * 2
    before = Change.objects.count()
    assert editor.patch("resolutions/A-ES-11-L.1/", answer) == answer
    assert Change.objects.count() == before
    change = {"symbol": "A/RES/ES-11/1", "status": "adopted", "topics": ["war"]}
    change |= {"relations": [], "sponsors": [{"country": "ALB"}]}
    corrected = editor.patch("resolutions/A-ES-11-L.1/", change)
    assert (corrected["symbol"], corrected["version"]) == ("A/RES/ES-11/1", 2)
    assert ResolutionTopic.objects.count() == Sponsorship.objects.count() == 1
    assert not ResolutionRelation.objects.exists()


def test_a_text_without_a_symbol_has_its_number_as_its_address(editor):
    body = {"title": "A motion", "status": "not_adopted"}
    response = editor.send("POST", "resolutions/", body, 201)
    pk = Resolution.objects.get().pk
    assert response.headers["Location"] == f"http://testserver/api/v1/resolutions/id-{pk}/"


def test_a_tabled_text_needs_its_draft_symbol(editor):
    assert editor.faults("POST", "resolutions/", {"title": "A motion"}) == {
        ("", ""): ("A tabled text has a draft symbol.", [])
    }
    known = editor.faults("POST", "resolutions/", {"title": "X", "topics": ["nothing", 3]})
    assert set(known) == {("topics.0", "nothing"), ("topics.1", "3")}


def test_a_series_is_proposed_filled_and_accepted(editor, ask):
    first, second = make_resolution(), make_resolution("A/RES/ES-11/4")
    body = {
        "slug": "ukraine",
        "title": "War in Ukraine",
        "entries": [
            {"resolution": first.symbol},
            {"resolution": second.symbol, "direction": -1, "note": "It defends it."},
        ],
    }
    answer = editor.post("series/", body)
    assert answer["status"] == "proposed"
    ask("series/ukraine/", status=404)
    read = editor.get("series/ukraine/")
    change = read | {"status": "accepted", "entries": read["entries"][1:]}
    assert editor.patch("series/ukraine/", change)["status"] == "accepted"
    assert [each["direction"] for each in ask("series/ukraine/")["entries"]] == [-1]


def test_a_correction_says_which_version_it_is_of(editor):
    make_country("PAK", "Pakistan")
    body, address = {"official_name": "Mine"}, "countries/PAK/"
    missing = editor.send("PATCH", address, body, 428).json()
    assert refusal(missing)[0] == "precondition_required"
    for odd in ("*", "", "three", '"1", "2"', 'W/"1"', "-1", "1" * 40, "\u0663"):
        answer = editor.send("PATCH", address, body, 400, If_Match=odd).json()["error"]
        assert [each["parameter"] for each in answer["details"]] == ["If-Match"]
    wrong = editor.patch(address, body, 7, 412)["error"]
    message = "The country “Pakistan” has been changed meanwhile: you read version 7, it is now "
    assert wrong == {
        "status": 412,
        "code": "precondition_failed",
        "message": message + "version 1.",
        "details": [
            {
                "parameter": "If-Match",
                "value": "7",
                "message": message + "version 1.",
                "did_you_mean": ["1"],
            }
        ],
    }
    assert Country.objects.get().official_name == ""
    for good in ("1", '"2"', ' "3" '):
        body = {"official_name": f"Read {good}"}
        editor.send("PATCH", address, body, 200, If_Match=good)


def test_of_two_editors_the_second_is_refused(editor, reviewer):
    make_country("PAK", "Pakistan")
    editor.patch("countries/PAK/", {"official_name": "Theirs"})
    reviewer.patch("countries/PAK/", {"official_name": "Mine"}, 1, 412)
    assert Country.objects.get().official_name == "Theirs"


def test_a_change_between_reading_and_writing_is_no_lost_update(editor, monkeypatch):
    """The desk saves after the request has been checked and before it is written."""
    country = make_country("PAK", "Pakistan")
    from votes.models import Changing

    hold = Changing.hold

    def late(gate, record):
        monkeypatch.undo()
        other = Country.objects.get(pk=country.pk)
        other.official_name = "Theirs"
        with changing(None) as inner:
            inner.save(other)
        hold(gate, record)

    monkeypatch.setattr(Changing, "hold", late)
    editor.patch("countries/PAK/", {"official_name": "Mine"}, 1, 412)


def test_a_record_that_is_not_there_is_not_found(editor):
    for address in ("countries/XXX/", "roll-calls/1/", "resolutions/id-1/", "votes/9/"):
        editor.patch(address, {}, status=404)
    editor.patch("countries/PAK/?include=votes", {}, status=400)


DEEP = "[" * 100_000 + "]" * 100_000


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "nul",
        '{"name": NaN}',
        '{"name": Infinity}',
        '{"name": 1, "name": 2}',
        b"\xff\xfe{}",
        DEEP,
        '{"name": ' + DEEP + "}",
        '{"cow": ' + "9" * 5000 + "}",
    ],
)
def test_a_body_that_cannot_be_read_is_refused(editor, body):
    error = editor.send("POST", "countries/", body, 400).json()["error"]
    assert error["code"] in {"bad_request", "invalid"}


@pytest.mark.parametrize("body", ["[]", "[{}]", "null", "3", '"text"', "true"])
def test_a_body_that_is_no_object_is_refused(editor, body):
    assert editor.faults("POST", "countries/", body)


ODD = [
    *(
        "",
        " ",
        "\0",
        "\ud800",
        "\udfff\ud800",
        "💩",
        "'",
        '"--',
        "%",
        "A" * 3_000,
        "id-" + "9" * 18,
    ),
    *(None, True, False, 0, -1, 1.5, 1e308, 10**18, 10**100, [], {}, [[]], {"": {}}),
    *({"code": None}, {"id": 10**40}, {"id": "٣"}, [None], [3], ["\ud800"], {"\ud800": "\ud800"}),
    *("0000-00-00", "9999-12-31", "2022-02-30", "0001-01-01", "٢٠٢٢-٠١-٠١"),
]
ROUTES = {
    "countries": "PAK",
    "groups": "NATO",
    "resolutions": "A-RES-ES-11-1",
    "roll-calls": None,
    "series": "ukraine",
    "topics": "peace",
    "statements": None,
    "contacts": None,
    "expectations": None,
    "sources": None,
    "votes": None,
}


def under(keys, value):
    """Bodies in which every key has a value: itself, in a list, in an object, in one of a list."""
    inside = dict.fromkeys([*keys, "id", "title", "url", "official", "yes"], value)
    return [dict.fromkeys(keys, each) for each in (value, [value], inside, [inside])]


@pytest.mark.parametrize("value", ODD, ids=lambda value: repr(value)[:20])
def test_no_value_of_any_key_makes_a_write_fail(reviewer, value):
    pak = make_country("PAK")
    make_group("NATO")
    text = make_resolution()
    make_series("ukraine", [text])
    saved(Topic(name="Peace", slug="peace"))
    roll_call = make_roll_call(text, {pak: "A"})
    from votes.api.urls import router

    numbers = {"roll-calls": roll_call.pk, "votes": roll_call.votes.get().pk}
    for _, viewset, name in router.registry:
        keys = viewset.write_serializer_class().fields
        number = ROUTES[name] or numbers.get(name, 1)
        for body in under(keys, value):
            answer = reviewer.send("POST", f"{name}/", json.dumps(body))
            assert answer.status_code in {400, 405}, (name, body, answer.content)
        for key in keys:
            body = json.dumps({key: value})
            answer = reviewer.send("PATCH", f"{name}/{number}/", body, If_Match="1")
            assert answer.status_code in {200, 400, 404, 409, 412}, (name, body, answer.content)


def test_only_json_is_taken(editor):
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""):
        answer = editor.client.generic(
            "POST",
            "/api/v1/countries/",
            "code=PAK",
            content_type=kind,
            headers={"Authorization": f"Bearer {editor.token}"},
        )
        assert (answer.status_code, answer.json()["error"]["code"]) == (
            415,
            "unsupported_media_type",
        )


def typed(editor, kind, body):
    return editor.client.generic(
        "POST",
        "/api/v1/sources/",
        body,
        content_type=kind,
        headers={"Authorization": f"Bearer {editor.token}"},
    )


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf8"'])
def test_a_body_may_say_that_it_is_in_utf8(editor, charset):
    body = '{"title": "Türkiye"}'.encode()
    answer = typed(editor, f"application/json; charset={charset}", body)
    assert (answer.status_code, answer.json()["title"]) == (201, "Türkiye")


@pytest.mark.parametrize("charset", ["utf-16", "iso-8859-1", "us-ascii", "no-such", '""'])
def test_a_body_that_says_it_is_in_other_letters_is_refused_not_read_as_utf8(editor, charset):
    body = '{"title": "Türkiye"}'.encode("utf-16" if charset == "utf-16" else "utf-8")
    answer = typed(editor, f"application/json; charset={charset}", body)
    told = charset.strip('"')
    assert answer.status_code == 415
    assert answer.json()["error"] == {
        "status": 415,
        "code": "unsupported_media_type",
        "message": f"A body is JSON in UTF-8; this one says charset={told}.",
        "details": [],
    }
    assert not Source.objects.exists()


NO_TEXT = "This is to be a text, in quotation marks."


@pytest.mark.parametrize("value", [1.5, 586, True])
@pytest.mark.parametrize(
    ("path", "body", "place"),
    [
        ("countries/", {"m49": ...}, "m49"),
        ("countries/", {"names": [{"name": ...}]}, "names.0.name"),
        ("countries/", {"reason": ...}, "reason"),
        ("groups/", {"note": ...}, "note"),
        ("resolutions/", {"draft_addenda": [...]}, "draft_addenda.0"),
        ("topics/", {"slug": ...}, "slug"),
        ("statements/", {"sources": [{"title": ...}]}, "sources.0.title"),
        ("roll-calls/", {"identifiers": [{"value": ...}]}, "identifiers.0.value"),
        ("roll-calls/", {"votes": [{"note": ...}]}, "votes.0.note"),
    ],
)
def test_what_is_no_text_is_refused_where_a_text_belongs(editor, path, body, place, value):
    sent = json.dumps(body, default=lambda _: value)
    assert editor.faults("POST", path, sent)[place, str(value)] == (NO_TEXT, [])


def test_a_body_that_is_too_large_is_refused_in_json(editor):
    error = editor.send("POST", "countries/", " " * (2 * 1024 * 1024 + 1), 413).json()["error"]
    assert error["code"] == "too_large"


def test_while_an_import_writes_a_program_is_told_to_come_back(editor, monkeypatch):
    make_country("PAK")
    monkeypatch.setattr("votes.admin.import_running.PATIENCE_SECONDS", 0)
    monkeypatch.setattr("votes.admin.import_running.is_import_writing", lambda: True)
    assert locks.is_import_writing() in {True, False}
    response = editor.send("PATCH", "countries/PAK/", {}, 503, If_Match="1")
    assert response.headers["Retry-After"] == "30"
    assert response.json()["error"]["code"] == "import_running"
    editor.get("countries/PAK/")


@pytest.mark.parametrize(
    ("role", "code"),
    [("Readers", 403), ("Editors", 201), ("Reviewers", 201), ("Administrators", 201)],
)
def test_each_role_writes_what_it_may_at_the_desk(roles, role, code):
    Writer(role).post("sources/", {"title": "A report"}, code)


def test_a_session_of_the_desk_writes_with_its_csrf_token_only(editor, client):
    from django.test import Client

    browser = Client(enforce_csrf_checks=True)
    browser.force_login(editor.user)
    sent = {"data": '{"title": "A report"}', "content_type": "application/json"}
    refused = browser.post("/api/v1/sources/", **sent)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "forbidden")
    browser.cookies["csrftoken"] = "a" * 32
    given = browser.post("/api/v1/sources/", **sent, headers={"X-CSRFToken": "a" * 32})
    assert given.status_code == 201


def test_every_address_says_what_it_takes_to_whoever_asks(editor):
    for name in ROUTES:
        for address in (f"{name}/", f"{name}/{ROUTES[name] or 1}/"):
            assert editor.send("OPTIONS", address).status_code in {200, 404}, address


def test_what_the_desk_wrote_of_a_part_is_not_overwritten(editor):
    """A record is another once a part of it is: who read it before is told."""
    country = make_country("TUR", "Turkey")
    read = editor.get("countries/TUR/")
    saved(CountryName(country=country, name="Türkiye", kind="official", valid_from="2022-06-01"))
    body = {"names": [{"name": "Turkey", "kind": "official"}]}
    editor.patch("countries/TUR/", body, read["version"], 412)
    assert {each["name"] for each in editor.get("countries/TUR/")["names"]} == {"Turkey", "Türkiye"}
    editor.patch("countries/TUR/", body, read["version"] + 1)


def test_what_follows_from_other_records_cannot_be_written(editor):
    make_group("NATO", [make_country("USA")])
    read = editor.get("groups/NATO/")
    body = read | {"name": "The alliance"}
    editor.patch("groups/NATO/", body, read["version"])
    message = "This cannot be written here: it follows from other records."
    found = editor.faults(
        "PATCH", "groups/NATO/", {"members": []}, If_Match=str(read["version"] + 1)
    )
    assert found == {("members", ""): (message, [])}


def test_case_does_not_count_in_the_address_of_a_series_or_topic(editor):
    made = editor.post("series/", {"slug": "Middle-East", "title": "The Middle East"})
    assert made["slug"] == "middle-east"
    assert editor.get("series/Middle-East/")["title"] == "The Middle East"
    assert editor.post("topics/", {"slug": "Peace-X", "name": "Peace"})["slug"] == "peace-x"
    assert editor.get("topics/Peace-X/")["name"] == "Peace"


def test_a_list_in_a_request_has_an_end(editor):
    body = {"code": "ABC", "name": "Abc", "names": [{"name": f"N {n}"} for n in range(301)]}
    (fault,) = editor.faults("POST", "countries/", body).values()
    assert fault[0] == "Ensure this field has no more than 300 elements."


def test_a_topic_is_not_under_itself(editor):
    editor.post("topics/", {"slug": "a", "name": "A"})
    editor.post("topics/", {"slug": "b", "name": "B", "parent": "a"})
    found = editor.faults("PATCH", "topics/a/", {"parent": "b"}, If_Match="1")
    assert [message for message, _ in found.values()] == ["A topic cannot be under itself."]


def test_a_reason_that_nobody_can_read_is_none(editor):
    made = editor.post("sources/", {"title": "A report", "reason": "\u200b ."})
    revision = Change.objects.filter(record_type="source", record_id=made["id"]).get().revision
    assert revision.reason == ""


def test_an_address_has_its_scheme_in_small_letters(editor):
    made = editor.post("sources/", {"title": "A report", "url": "HTTPS://example.org/A"})
    assert made["url"] == "https://example.org/A"


def test_a_symbol_is_no_address_of_another_text(editor):
    body = {"symbol": "id-5", "title": "A", "body": "GA", "status": "adopted"}
    (fault,) = editor.faults("POST", "resolutions/", body).values()
    assert fault[0] == "This is how texts without a symbol are addressed."
