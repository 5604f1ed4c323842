"""Lists as files: the whole filtered set, streamed, with the same rows as the pages."""

import csv
import io
import json
from datetime import date
from threading import BoundedSemaphore

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.api.times import updated
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
from votes.api import slots
from votes.api.urls import router
from votes.exports import stream as streaming
from votes.exports import votes as vote_lines
from votes.exports.formats import cell
from votes.models import Citation, RollCall, RollCallIdentifier, Vote, changing

pytestmark = pytest.mark.django_db


def unquoted(value):
    """A value as it is read back from a CSV file."""
    return cell(value) if not isinstance(value, str) else value


LISTS = [prefix for prefix, *_ in router.registry]


@pytest.fixture
def file(client):
    """A list as a file: its text."""

    def get(path, status=200):
        response = client.get(f"/api/v1/{path}")
        assert response.status_code == status
        return b"".join(response.streaming_content).decode()

    return get


@pytest.fixture
def rows(file):
    def get(path):
        return list(csv.DictReader(io.StringIO(file(path), newline="")))

    return get


@pytest.fixture
@copied
def record():
    """Two roll calls, and one of everything else."""
    pak, usa = make_country("PAK", "Pakistan", m49="586"), make_country("USA", "United States")
    group = make_group("NATO", [usa], source=make_source("A list", url="https://example.org/list"))
    text = make_resolution(title="Aggression, again", draft_symbol="A/ES-11/L.1")
    series = make_series("ukraine", [text])
    first = make_roll_call(text, {pak: "A", usa: "Y"}, on=date(2022, 3, 2))
    second = make_roll_call(
        text, {pak: "X", usa: "N"}, on=date(2022, 10, 12), scope="paragraph", scope_label="“A”, 4"
    )
    saved(RollCallIdentifier(roll_call=first, scheme="undl", value="3959039"))
    source = make_source("The record", url="https://example.org/record")
    saved(Citation(roll_call=first, source=source))
    make_statement(pak, roll_call=first, on_behalf_of=group, series=series)
    make_contact(pak, {"group": group}, resolution=text)
    make_expectation(pak, text)
    return first, second


def test_a_vote_is_a_line_with_exactly_these_cells(file, record):
    first, second = record
    absent, against = second.votes.order_by("-id")[::-1]
    abstained, favoured = first.votes.order_by("id")
    assert file("votes/?format=csv").split("\r\n") == [
        "date,resolution,title,country,country_name,m49,cow,position,intended_position,"
        "non_voting_reason,body,session,organ,scope,scope_label,precision,adds_up,roll_call,"
        "undl_id,source_urls,source,evidence,id,version,updated_at",
        *(
            f'{day},A/RES/ES-11/1,"Aggression, again",{state},{said},,,GA,ES-11,plenary,{what},'
            f"day,true,{call},entered by an editor,,{vote.pk},1,{updated(vote)}"
            for day, state, said, what, call, vote in [
                *(
                    ("2022-10-12", state, said, 'paragraph,"“A”, 4"', f"{second.pk},,", vote)
                    for state, said, vote in [
                        ("USA,United States,,", "no", against),
                        ("PAK,Pakistan,586,", "non_voting", absent),
                    ]
                ),
                *(
                    (
                        "2022-03-02",
                        state,
                        said,
                        "whole,",
                        f"{first.pk},3959039,https://example.org/record",
                        vote,
                    )
                    for state, said, vote in [
                        ("USA,United States,,", "yes", favoured),
                        ("PAK,Pakistan,586,", "abstain", abstained),
                    ]
                ),
            ]
        ),
        "",
    ]


def test_json_lines_have_the_same_columns_and_null_for_nothing(file, rows, record):
    lines = [json.loads(line) for line in file("votes/?format=jsonl").splitlines()]
    cells = rows("votes/?format=csv")
    assert [list(line) for line in lines] == [list(row) for row in cells]
    assert cells == [{name: unquoted(value) for name, value in line.items()} for line in lines]
    assert lines[0]["adds_up"] is True
    assert lines[0]["intended_position"] is None
    assert isinstance(lines[0]["roll_call"], int)


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_every_list_is_a_file_with_as_many_rows_as_its_pages_have(ask, file, record, name, form):
    count = ask(f"{name}/?count=true")["count"]
    assert count > 0 or name == "topics"
    lines = file(f"{name}/?format={form}").splitlines()
    assert len(lines) == count + (form == "csv")


def test_a_file_has_the_rows_that_the_filters_leave(rows, record):
    found = rows("votes/?format=csv&country=PAK&position=abstain,non_voting&ordering=date")
    assert [(row["date"], row["position"]) for row in found] == [
        ("2022-03-02", "abstain"),
        ("2022-10-12", "non_voting"),
    ]


def test_the_votes_of_one_country_are_a_file_too(rows, record):
    assert {row["country"] for row in rows("countries/PAK/votes/?format=csv")} == {"PAK"}


@pytest.mark.parametrize(
    ("fields", "lines"),
    [
        ("country", ["country", "USA", "PAK"]),
        ("intended_position", ["intended_position", "", ""]),
        ("position,date", ["date,position", "2022-03-02,yes", "2022-03-02,abstain"]),
        ("version", ["version", "1", "1"]),
        ("undl_id,evidence", ["undl_id,evidence", "3959039,", "3959039,"]),
    ],
)
def test_fields_choose_the_columns_in_their_usual_order(file, record, fields, lines):
    text = file(f"votes/?format=csv&scope=whole&fields={fields}")
    assert text.splitlines() == lines


def test_fields_choose_the_fields_of_answers(ask, record):
    first, _ = record
    assert ask("votes/?fields=position,country&scope=whole")["results"] == [
        {"country": {"code": "USA", "name": "United States"}, "position": "yes"},
        {"country": {"code": "PAK", "name": "Pakistan"}, "position": "abstain"},
    ]
    assert ask("countries/PAK/?fields=m49") == {"m49": "586"}
    assert ask(f"roll-calls/{first.pk}/?fields=date,id") == {"id": first.pk, "date": "2022-03-02"}


def test_the_accept_header_asks_for_a_file_as_well(client, record):
    response = client.get("/api/v1/votes/", headers={"accept": "text/csv"})
    assert response["Content-Type"] == "text/csv; charset=utf-8; header=present"
    response = client.get("/api/v1/votes/", headers={"accept": "application/jsonl"})
    assert response["Content-Type"] == "application/jsonl; charset=utf-8"


def test_a_file_is_called_what_it_is(client, record):
    response = client.get("/api/v1/votes/?series=ukraine&country=PAK,USA&format=csv")
    name = response["Content-Disposition"].removeprefix('attachment; filename="')
    assert name.startswith("un-votes-country-PAK-USA-series-ukraine-v")
    assert name.endswith('.csv"')


def test_a_file_name_holds_nothing_that_could_break_the_header(client, record):
    response = client.get('/api/v1/votes/?q="%0d%0aX-Evil: 1;&format=csv')
    name = response["Content-Disposition"]
    assert name.startswith('attachment; filename="un-votes-q-X-Evil-1-v')
    long = client.get(f"/api/v1/votes/?q={'x' * 200}&format=csv")["Content-Disposition"]
    assert len(long) < 200


@pytest.mark.parametrize("name", LISTS)
def test_a_refusal_is_json_although_a_file_was_asked_for(client, name):
    response = client.get(f"/api/v1/{name}/?format=csv&colour=red")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/json"
    assert response.json()["error"]["details"][0]["parameter"] == "colour"


def test_one_record_is_no_file(ask, record):
    assert ask("countries/PAK/?format=csv", status=400)["error"]["details"] == [
        {
            "parameter": "format",
            "value": "csv",
            "message": "“csv” is no format here; this takes json.",
            "did_you_mean": [],
        }
    ]
    assert ask("countries/PAK/?format=json") == ask("countries/PAK/")


def test_an_empty_list_is_a_file_with_its_columns(file):
    assert file("votes/?format=csv").startswith("date,resolution,title,country,")
    assert file("votes/?format=jsonl") == ""


def test_formulas_are_defused_in_every_column(file, rows):
    evil = '=HYPERLINK("https://example.org")'
    text = make_resolution(title=evil)
    pak = make_country("PAK", "@Pakistan")
    make_roll_call(text, {pak: "A"}, scope="motion", scope_label="+1", note=evil)
    make_statement(pak, resolution=text, speaker="-2", summary=evil, quote="\tx")
    (vote,) = rows("votes/?format=csv")
    assert (vote["title"], vote["country_name"], vote["scope_label"]) == (
        f"'{evil}",
        "'@Pakistan",
        "'+1",
    )
    (said,) = rows("statements/?format=csv")
    assert (said["speaker"], said["summary"], said["quote"]) == ("'-2", f"'{evil}", "'\tx")
    (line,) = file("statements/?format=jsonl").splitlines()
    assert json.loads(line)["summary"] == evil


def test_drafts_and_internal_facts_are_in_no_file(file, rows):
    pak = make_country("PAK", "Pakistan")
    text = make_resolution()
    draft = make_roll_call(text, {pak: "A"}, state="draft")
    make_statement(pak, roll_call=draft)
    make_statement(pak, resolution=text, visibility="internal")
    make_contact(pak, {"country": pak}, resolution=text, visibility="internal")
    make_expectation(pak, text, visibility="internal")
    for name in ("votes", "roll-calls", "statements", "contacts", "expectations", "sources"):
        assert rows(f"{name}/?format=csv") == [], name


def test_nothing_is_lost_between_batches(monkeypatch, rows):
    monkeypatch.setattr(streaming, "AT_ONCE", 7)
    monkeypatch.setattr(vote_lines, "KEPT", 3)
    countries = make_countries("AAA BBB CCC DDD EEE")
    for number in range(12):
        text = make_resolution(f"A/RES/77/{number}")
        make_roll_call(text, dict.fromkeys(countries, "Y"), on=date(2022, 1, 1 + number % 4))
    found = rows("votes/?format=csv")
    newest = Vote.objects.newest_first().values_list("id", flat=True)
    assert [int(row["id"]) for row in found] == list(newest)
    assert {(row["resolution"], row["adds_up"]) for row in found} == {
        (f"A/RES/77/{number}", "true") for number in range(12)
    }


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        # The version; the votes; countries; runs; roll calls; identifiers; citations; counts,
        # on PostgreSQL also the transaction and its limit.
        ("votes/?format=csv", 8),
        # The version; the page; identifiers; citations; counts.
        ("roll-calls/?format=csv", 5),
        # The version; the page; citations.
        ("statements/?format=csv", 3),
    ],
)
def test_files_cost_as_few_queries_for_many_rows_as_for_few(file, path, queries):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            file(path)
        framing = ("SAVEPOINT", "RELEASE", "SET LOCAL")
        return [each["sql"] for each in captured if not each["sql"].startswith(framing)]

    countries = make_countries("AAA BBB CCC DDD")
    for number in range(12):
        text = make_resolution(f"A/RES/77/{number}")
        roll_call = make_roll_call(text, dict.fromkeys(countries, "Y"))
        saved(RollCallIdentifier(roll_call=roll_call, scheme="undl", value=str(number)))
        saved(Citation(roll_call=roll_call, source=make_source(f"Source {number}")))
        make_statement(countries[0], roll_call=roll_call)
    assert len(asked()) == queries, asked()


def test_what_changed_since_a_time_is_asked_of_every_list(ask, record):
    first = RollCall.objects.get(pk=record[0].pk)
    with changing(None, "for a test") as gate:
        first.note = "Changed."
        gate.save(first)
    moment = RollCall.objects.get(pk=first.pk).updated_at.isoformat()
    found = ask("roll-calls/", {"updated_since": moment})["results"]
    assert [each["id"] for each in found] == [first.pk]
    for name in LISTS:
        assert ask(f"{name}/?updated_since=2999-01-01")["results"] == [], name


def test_the_file_of_one_country_says_which(client, record):
    name = client.get("/api/v1/countries/PAK/votes/?format=csv")["Content-Disposition"]
    assert name.startswith('attachment; filename="un-votes-PAK-v')


def test_what_answers_include_has_no_column(ask, record):
    (fault,) = ask("roll-calls/?include=votes&format=csv", status=400)["error"]["details"]
    assert fault["parameter"] == "include"


def test_head_of_a_file_reads_no_rows(client, record, django_assert_num_queries):
    # The version of the data.
    with django_assert_num_queries(1):
        response = client.head("/api/v1/votes/?format=csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8; header=present"


def test_a_file_that_nobody_waits_for_any_more_is_closed(client, record, monkeypatch):
    ended = []

    def stream(*args):
        try:
            yield b"head"
            yield b"first"
            yield b"second"
        finally:
            ended.append(True)

    monkeypatch.setattr("votes.api.formats.stream", stream)
    response = client.get("/api/v1/votes/?format=csv")
    next(iter(response.streaming_content))
    response.close()
    assert ended == [True]


def test_what_was_published_later_is_new(ask, record):
    pak = record[0].votes.get(country__code="PAK").country
    draft = make_roll_call(record[0].resolution, {pak: "Y"}, state="draft", on=date(2023, 1, 1))
    moment = timezone.now().isoformat()
    with changing(None, "for a test") as gate:
        found = RollCall.objects.get(pk=draft.pk)
        found.state = "published"
        gate.save(found)
    for name in ("votes", "roll-calls"):
        (new,) = ask(f"{name}/", {"updated_since": moment})["results"]
        assert new.get("roll_call", new)["date"] == "2023-01-01"


def test_slow_readers_leave_threads_to_the_rest(client, record, monkeypatch):
    """Every place is taken by somebody who does not read on: only files are refused."""
    monkeypatch.setattr(slots, "free", BoundedSemaphore(2))
    held = [client.get("/api/v1/votes/?format=csv") for _ in range(2)]
    refused = client.get("/api/v1/votes/?format=csv")
    assert (refused.status_code, refused["Retry-After"]) == (503, "30")
    assert refused.json()["error"]["code"] == "unavailable"
    assert client.get("/api/v1/votes/").status_code == 200
    assert b"".join(held[1].streaming_content)
    assert client.get("/api/v1/votes/?format=csv").status_code == 200


def test_a_file_that_fails_at_once_gives_its_place_back(client, record, monkeypatch):
    def stream(*args):
        raise OperationalError("interrupted")
        yield b""

    monkeypatch.setattr(slots, "free", BoundedSemaphore(1))
    monkeypatch.setattr("votes.api.formats.stream", stream)
    plain = Client(raise_request_exception=False)
    for _ in range(2):
        assert plain.get("/api/v1/votes/?format=csv")["Retry-After"] == "5"
