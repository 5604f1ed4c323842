"""Feeds: what is new, each piece under a name that stays, and nothing that is not public."""

from datetime import UTC, date, datetime

import pytest

from tests.copied import copied
from tests.factories import (
    make_contact,
    make_country,
    make_expectation,
    make_resolution,
    make_roll_call,
    make_series,
    make_source,
    make_statement,
    saved,
)
from tests.web import atom
from votes.models import Resolution, RollCall, Sponsorship, Vote, changing

pytestmark = pytest.mark.django_db
FEEDS = [
    "/countries/PAK/feed.atom",
    "/series/ukraine/feed.atom",
    "/tabled/feed.atom",
    "/shifts/feed.atom",
]
SITE = "http://127.0.0.1:8000"


@pytest.fixture(autouse=True)
def known_site(settings):
    settings.SITE_URL = SITE


@pytest.fixture
@copied
def record():
    """Pakistan and India on two texts of a series, one of which moved, and a draft."""
    pakistan, india = make_country("PAK", "Pakistan"), make_country("IND", "India")
    texts = [make_resolution(f"A/RES/77/{number}") for number in (1, 2)]
    make_series(core=texts, title="The war")
    make_roll_call(texts[0], {pakistan: "A", india: "A"}, on=date(2022, 3, 2))
    make_roll_call(texts[1], {pakistan: "Y", india: "A"}, on=date(2022, 10, 12))
    return pakistan


def make_draft(number=1, **fields):
    fields = {"status": "tabled", "title": "A draft", "tabled_on": date(2022, 11, 1)} | fields
    return make_resolution("", draft_symbol=f"A/77/L.{number}", **fields)


def feed(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return atom.read(response.content)


def test_a_country_s_feed_tells_its_votes_shifts_statements_and_drafts(client, record):
    statement = make_statement(record, date=date(2022, 10, 12), kind="explanation_after")
    draft = make_draft()
    make_expectation(record, draft)
    found = feed(client, "/countries/PAK/feed.atom")
    assert (found.title, found.page) == (
        "Pakistan at the United Nations · Roll Call",
        f"{SITE}/countries/PAK/",
    )
    assert sorted(found.titles) == [
        "Pakistan abstained on A/RES/77/1",
        "Pakistan moved from abstained to yes at A/RES/77/2",
        "Pakistan voted yes on A/RES/77/2",
        "Pakistan: explanation of vote after the vote, 12 October 2022",
        "Tabled: A/77/L.1",
    ]
    texts = {entry.title: entry.text for entry in found.entries}
    assert texts["Pakistan abstained on A/RES/77/1"] == (
        "Title of A/RES/77/1. 2 March 2022: 0 yes, 0 no, 2 abstained, 0 did not vote."
    )
    assert texts["Pakistan moved from abstained to yes at A/RES/77/2"] == (
        "Title of A/RES/77/2. 12 October 2022; against its last position cast on a core text of "
        "The war, A/RES/77/1 of 2 March 2022. Not voting is no shift."
    )
    assert texts["Tabled: A/77/L.1"] == "A draft. Tabled on 1 November 2022."
    keys = {entry.id for entry in found.entries}
    assert f"tag:127.0.0.1,2026:statements/{statement.pk}" in keys
    assert f"tag:127.0.0.1,2026:texts/{draft.pk}/tabled" in keys


def test_a_series_feed_tells_its_votes_who_moved_statements_and_drafts(client, record):
    text = Resolution.objects.get(symbol="A/RES/77/2")
    make_statement(record, resolution=text)
    draft = make_draft(vote_expected_on=date(2022, 11, 9))
    series = text.series_entries.get().series
    saved(series.entries.model(series=series, resolution=draft))
    make_draft(2)
    found = feed(client, "/series/ukraine/feed.atom")
    assert sorted(found.titles) == [
        "1 state moved at A/RES/77/2",
        "Pakistan: statement in debate, on A/RES/77/2, 2 March 2022",
        "Tabled: A/77/L.1",
        "Vote on A/RES/77/1",
        "Vote on A/RES/77/2",
    ]
    texts = {entry.title: entry.text for entry in found.entries}
    assert texts["1 state moved at A/RES/77/2"] == (
        "From abstained to yes: Pakistan. Against each state’s last position cast on an earlier "
        "core text of The war. Not voting is no shift."
    )
    assert texts["Tabled: A/77/L.1"] == (
        "A draft. Tabled on 1 November 2022. The vote is expected on 9 November 2022."
    )


def test_the_feeds_of_drafts_and_of_shifts_tell_all_of_them(client, record):
    make_draft(1)
    make_draft(2)
    assert sorted(feed(client, "/tabled/feed.atom").titles) == [
        "Tabled: A/77/L.1",
        "Tabled: A/77/L.2",
    ]
    assert feed(client, "/shifts/feed.atom").titles == [
        "Pakistan moved from abstained to yes at A/RES/77/2"
    ]


@pytest.mark.parametrize(
    "tie",
    [
        lambda country, text: saved(
            Sponsorship(country=country, resolution=text, source=make_source())
        ),
        lambda country, text: make_statement(country, resolution=text),
        lambda country, text: make_contact(
            make_country("UKR"), {"country": country}, resolution=text
        ),
        lambda country, text: make_expectation(country, text),
    ],
    ids=["sponsor", "statement", "contact", "expectation"],
)
def test_a_draft_concerns_a_country_that_sponsors_it_or_that_is_spoken_of(client, record, tie):
    draft = make_draft()
    assert "Tabled: A/77/L.1" not in feed(client, "/countries/PAK/feed.atom").titles
    tie(record, draft)
    assert "Tabled: A/77/L.1" in feed(client, "/countries/PAK/feed.atom").titles
    assert "Tabled: A/77/L.1" not in feed(client, "/countries/IND/feed.atom").titles


def test_what_is_not_public_is_in_no_feed(client, record):
    text = Resolution.objects.get(symbol="A/RES/77/2")
    draft = make_draft(title="A secret tie")
    make_roll_call(
        make_resolution("A/RES/77/3", title="Entered by half"), {record: "N"}, state="draft"
    )
    make_statement(record, summary="In confidence.", resolution=text, visibility="internal")
    make_expectation(record, draft, summary="In confidence.", visibility="internal")
    proposed = make_series("proposed", [text], title="Only proposed")
    proposed.status = "proposed"
    saved(proposed)
    for address in FEEDS:
        body = client.get(address).content.decode()
        assert "Entered by half" not in body
        assert "In confidence" not in body
        assert "Only proposed" not in body
    assert "A secret tie" not in client.get("/countries/PAK/feed.atom").content.decode()
    assert client.get("/series/proposed/feed.atom").status_code == 404


def test_an_entry_keeps_its_name_and_a_correction_updates_it(client, record):
    before = feed(client, "/countries/PAK/feed.atom")
    vote = Vote.objects.get(country=record, position="A")
    vote.position = "N"
    with changing(None, "a letter") as change:
        change.save(vote)
    after = feed(client, "/countries/PAK/feed.atom")
    assert {entry.id for entry in after.entries} == {entry.id for entry in before.entries}
    corrected = next(entry for entry in after.entries if entry.id.endswith(f":votes/{vote.pk}"))
    old = next(entry for entry in before.entries if entry.id == corrected.id)
    assert (old.title, corrected.title) == (
        "Pakistan abstained on A/RES/77/1",
        "Pakistan voted no on A/RES/77/1",
    )
    assert corrected.updated > old.updated
    assert after.updated >= corrected.updated
    moved = next(title for title in after.titles if "moved" in title)
    assert moved == "Pakistan moved from no to yes at A/RES/77/2"


def test_a_vote_is_new_when_it_is_published(client, record):
    text = make_resolution("A/RES/77/3")
    call = make_roll_call(text, {record: "Y"}, state="draft")
    make_statement(record)
    before = feed(client, "/countries/PAK/feed.atom")
    call = RollCall.objects.get(pk=call.pk)
    call.state = "published"
    saved(call)
    newest = feed(client, "/countries/PAK/feed.atom").entries[0]
    assert newest.title == "Pakistan voted yes on A/RES/77/3"
    assert newest.updated > before.updated


def test_entries_are_in_the_order_they_were_written_and_fifty_at_most(client, record):
    for number in range(60):
        make_statement(record, summary=f"Statement {number}.", date=date(2000, 1, 1))
    found = feed(client, "/countries/PAK/feed.atom")
    assert [entry.text for entry in found.entries] == [
        f"Statement {number}. (On the record.)" for number in range(59, 9, -1)
    ]
    again = feed(client, "/countries/PAK/feed.atom")
    assert again == found


def test_an_empty_feed_is_whole_and_dated_by_the_record(client, record):
    found = feed(client, "/tabled/feed.atom")
    assert found.entries == []
    assert datetime(2020, 1, 1, tzinfo=UTC) < found.updated < datetime.now(UTC)
    assert feed(client, "/tabled/feed.atom").updated == found.updated


def test_an_empty_record_has_feeds_too(client, db):
    assert feed(client, "/shifts/feed.atom").updated == datetime(1970, 1, 1, tzinfo=UTC)


def test_titles_with_markup_and_signs_that_xml_cannot_hold_are_written_all_the_same(client):
    title = "Peace & <b>war</b> \x0b\ufffe]]> “Türkiye”"
    make_draft(title=title)
    make_country("TUR", "Türkiye")
    entry = feed(client, "/tabled/feed.atom").entries[0]
    # The summary is read as markup: nothing in it is any.
    assert entry.text.startswith("Peace &amp; &lt;b&gt;war&lt;/b&gt; ]]&gt; “Türkiye”.")
    assert feed(client, "/countries/TUR/feed.atom").title.startswith("Türkiye")


def test_another_spelling_of_a_country_leads_to_its_one_feed(client, record):
    for spelling in ("pak", "Pakistan"):
        response = client.get(f"/countries/{spelling}/feed.atom")
        assert (response.status_code, response["Location"]) == (301, "/countries/PAK/feed.atom")


@pytest.mark.parametrize("address", ["/countries/XXX/feed.atom", "/series/none/feed.atom"])
def test_a_feed_of_nothing_is_not_found(client, db, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_that_is_asked_again_costs_one_query(
    client, record, django_assert_num_queries, address
):
    tag = client.get(address)["ETag"]
    with django_assert_num_queries(1):
        assert client.get(address, headers={"if-none-match": tag}).status_code == 304
    make_statement(record)
    assert client.get(address, headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        # The data's version; the country; votes; whether the moves are still right; statements,
        # drafts.
        ("/countries/PAK/feed.atom", 6),
        # The data's version; the series; roll calls; entries and roll calls for the moves, the
        # matrix, countries; statements, drafts.
        ("/series/ukraine/feed.atom", 9),
        # The data's version, drafts.
        ("/tabled/feed.atom", 2),
        # The data's version; whether the moves are still right; countries.
        ("/shifts/feed.atom", 3),
    ],
)
def test_a_feed_costs_the_same_however_much_it_tells(
    client, record, django_assert_num_queries, address, queries
):
    make_draft()
    # The votes are read anew after each change, once for all.
    client.get("/shifts/feed.atom")
    with django_assert_num_queries(queries):
        client.get(address)
    series = Resolution.objects.get(symbol="A/RES/77/1").series_entries.get().series
    for number in range(3, 9):
        text = make_resolution(f"A/RES/77/{number}")
        make_roll_call(text, {record: "AYN"[number % 3]}, on=date(2023, 1, number))
        saved(series.entries.model(series=series, resolution=text))
        make_statement(record, resolution=text)
        make_draft(number)
    client.get("/shifts/feed.atom")
    with django_assert_num_queries(queries):
        client.get(address)


@pytest.mark.parametrize(
    ("page", "feeds"),
    [
        ("/countries/PAK/", ["/countries/PAK/feed.atom"]),
        ("/series/ukraine/", ["/series/ukraine/feed.atom"]),
        ("/", ["/shifts/feed.atom", "/tabled/feed.atom"]),
    ],
)
def test_pages_name_their_feeds_to_readers_and_to_programs(client, record, page, feeds):
    body = client.get(page).content.decode()
    for address in feeds:
        head = body[: body.index("</head>")]
        assert 'rel="alternate" type="application/atom+xml"' in head
        assert f'href="{address}"' in head
        assert f'<a href="{address}">Follow (Atom)</a>' in body


def test_a_draft_that_was_voted_on_awaits_no_vote(client, record):
    draft = make_draft()
    make_expectation(record, draft)
    make_roll_call(draft, {record: "A"}, on=date(2022, 11, 9))
    for address in ("/tabled/feed.atom", "/countries/PAK/feed.atom"):
        assert "Tabled: A/77/L.1" not in feed(client, address).titles
