"""Drafts, internal facts, proposed series and notes for staff are in no answer to the public."""

import io
import zipfile

import pytest
from django.contrib.auth.models import User

from tests.factories import (
    make_contact,
    make_country,
    make_expectation,
    make_roll_call,
    make_source,
    make_statement,
    saved,
)
from tests.permissions.routes import names_of, routes
from tests.permissions.rules import ANYONE, RULES
from votes.exports.dump import make_dump
from votes.models import Citation, Resolution, RollCall, Series, SeriesEntry, Vote

# Stands in every text of what is hidden, and nowhere else.
SECRET = "Whisperwort"
PUBLIC = [
    route
    for route in routes()
    if RULES.get(route.name, {}).get("GET") == ANYONE and not route.name.startswith("admin:")
]
LISTS = [
    *("countries", "groups", "resolutions", "roll-calls", "votes", "series", "topics"),
    *("statements", "contacts", "expectations", "sources", "countries/XAB/votes"),
]
pytestmark = pytest.mark.django_db


@pytest.fixture
def hidden(made_once, db):
    """One record of each kind that the public does not see, by where the API has it."""
    neighbour = make_country("WSP", "Whisland")
    text = Resolution.objects.get(symbol="A/RES/77/1")
    text.internal_note = SECRET
    saved(text)
    call = RollCall.objects.get()
    call.internal_note = SECRET
    saved(call)
    source = make_source(SECRET, publisher=SECRET, url="https://whisperwort.example/")
    draft = make_roll_call(
        text, {neighbour: "N"}, state="draft", scope_label=SECRET, note=SECRET, meeting=SECRET
    )
    saved(Citation(roll_call=draft, source=source, locator=SECRET))
    facts = {"visibility": "internal", "summary": SECRET}
    said = make_statement(neighbour, source, resolution=text, speaker=SECRET, quote=SECRET, **facts)
    met = make_contact(neighbour, {"country": neighbour}, source, resolution=text, **facts)
    expected = make_expectation(neighbour, text, source, expected_by=SECRET, **facts)
    series = saved(
        Series(slug="whisperwort", title=SECRET, note=SECRET, yes_means=SECRET, status="proposed")
    )
    saved(SeriesEntry(series=series, resolution=text))
    return {
        "roll-calls": draft.pk,
        "votes": Vote.objects.get(roll_call=draft).pk,
        "statements": said.pk,
        "contacts": met.pk,
        "expectations": expected.pk,
        "sources": source.pk,
        "series": series.slug,
    }


@pytest.fixture(params=["nobody", "an account without permissions", "staff without permissions"])
def stranger(request, client, db):
    """Who sees what the public sees."""
    if request.param != "nobody":
        staff = request.param.startswith("staff")
        client.force_login(User.objects.create_user("stranger", is_staff=staff))
    return client


def content(response):
    """All that an answer says, archives unpacked."""
    body = b"".join(response)
    if response.headers["Content-Type"] == "application/zip":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            body = b"".join(archive.read(name) for name in archive.namelist())
    told = "".join(f"{name}: {value}" for name, value in response.headers.items())
    return (told.encode() + body).lower()


def telling(client, addresses):
    """The addresses whose answers have what is hidden; all must answer."""
    found = []
    for address in addresses:
        response = client.get(address)
        assert response.status_code in (200, 301), address
        if SECRET.lower().encode() in content(response):
            found.append(address)
    return found


@pytest.fixture
def names(hidden, dumps):
    """Of the addresses, with a dump that was made after all that is hidden."""
    return names_of(make_dump(dumps).name)


def test_what_is_hidden_is_at_no_public_address(stranger, names):
    assert telling(stranger, [route.address(names) for route in PUBLIC]) == []


def test_what_is_hidden_is_in_no_file_and_on_no_page_that_searches(stranger, hidden):
    questions = [f"/api/v1/{name}/?format={form}" for name in LISTS for form in ("csv", "jsonl")]
    questions += ["/api/v1/roll-calls/?include=votes", "/api/v1/search/?q=whisper"]
    questions += ["/countries/?q=whisper", "/resolutions/?q=whisper", "/countries/WSP/"]
    assert telling(stranger, questions) == []


def test_what_is_hidden_is_not_counted_and_not_found_by_its_words(stranger, hidden):
    def count(question):
        return stranger.get(f"/api/v1/{question}").json()["count"]

    lists = ("votes", "roll-calls", "statements", "contacts", "expectations", "sources")
    named = [f"{name}/?country=WSP&count=true" for name in lists]
    worded = [f"{name}/?q=whisper&count=true" for name in (*lists, "resolutions")]
    assert [count(question) for question in (*named, *worded)] == [0] * 13
    assert count("votes/summary/?country=WSP") == 0
    found = stranger.get("/api/v1/search/?q=whisperwort").json()
    assert [kind for kind, rows in found.items() if rows and isinstance(rows, list)] == []


def test_the_address_of_what_is_hidden_answers_as_if_it_were_not_there(stranger, hidden):
    addresses = [f"/api/v1/{name}/{key}/" for name, key in hidden.items()]
    addresses += ["/series/whisperwort/", "/api/v1/series/whisperwort/movers/?from=a&to=b"]
    assert {address: stranger.get(address).status_code for address in addresses} == dict.fromkeys(
        addresses, 404
    )


def test_what_is_hidden_is_not_what_somebody_may_have_meant(stranger, hidden):
    for address in ("/api/v1/series/whisperwor/", "/api/v1/votes/?series=whisperwor"):
        response = stranger.get(address)
        assert response.status_code in (400, 404)
        assert response.json()["error"]["details"][0]["did_you_mean"] == []
        assert b"whisperwort" not in content(response)


def test_who_may_view_at_the_desk_finds_it_at_its_own_address_and_in_no_list(askers, hidden, names):
    (reader,) = [asker for asker in askers if asker.kind == "reader"]
    for client in (reader.with_token, reader.with_session):
        addresses = [f"/api/v1/{name}/{key}/" for name, key in hidden.items()]
        assert [client.get(address).status_code for address in addresses] == [200] * 7
        lists = [f"/api/v1/{name}/" for name in LISTS]
        assert telling(client, lists) == []


def test_that_the_secret_is_found_where_it_is(askers, hidden):
    (reader,) = [asker for asker in askers if asker.kind == "reader"]
    shown = [f"/api/v1/{name}/{key}/" for name, key in hidden.items() if name != "votes"]
    assert telling(reader.with_token, shown) == shown
