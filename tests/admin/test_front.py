"""The front page of the desk: what waits for a person, and only as far as they may see it."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.admin.desk import address
from tests.factories import make_countries, make_country, make_resolution, make_roll_call, saved
from votes.models import CountryName, ImportIssue, ImportRun, Revision, RollCall

pytestmark = pytest.mark.django_db
FRONT = reverse("admin:index")


def parts(client):
    return {part.title: part for part in client.get(FRONT).context["waiting"]}


def told(part):
    return [(row.name, row.told) for row in part.rows]


def make_run(*issues, source="undl_ga"):
    run = ImportRun.objects.create(name="file.csv", source=source, source_name="A library")
    for kind, what, roll_call in issues:
        ImportIssue.objects.create(run=run, kind=kind, what=what, roll_call=roll_call)


def test_an_empty_desk_says_so(admin_client):
    found = parts(admin_client)
    assert {title: part.empty for title, part in found.items() if not part.rows} == {
        "Drafts to finish": "No roll call waits as a draft.",
        "Doubtful roll calls": "No roll call was brought in with a doubt.",
        "Unsettled names": "Every name that imports brought is known.",
        "Votes due": "No tabled text awaits its vote.",
        "Latest changes": "Nothing has been changed yet.",
    }
    assert "No roll call waits as a draft." in admin_client.get(FRONT).content.decode()


def test_drafts_are_listed_with_what_is_missing(admin_client):
    pak, ind = make_countries("PAK IND")
    make_roll_call(make_resolution("A/RES/1/1"), {pak: "Y"})
    draft = make_roll_call(
        make_resolution("A/RES/1/2"), {pak: "Y", ind: "A"}, state="draft", total_yes=2
    )
    part = parts(admin_client)["Drafts to finish"]
    assert told(part) == [("A/RES/1/2, 2 March 2022", "yes: 1 recorded, 2 official, 1 missing.")]
    assert (part.rows[0].address, part.total, part.more) == (address(draft), 1, 0)


def test_a_draft_by_name_leads_to_its_grid_whoever_may_fill_it_in(admin_client, client):
    (pak,) = make_countries("PAK")
    draft = make_roll_call(make_resolution(), {pak: "Y"}, state="draft")
    ballot = {"modality": "secret_ballot", "totals": False}
    other = make_roll_call(make_resolution("A/RES/1/2"), state="draft", **ballot)
    grid, none = (reverse("admin:votes_rollcall_grid", args=[each.pk]) for each in (draft, other))
    html = admin_client.get(FRONT).content.decode()
    assert f'href="{grid}"' in html
    assert none not in html
    clerk = User.objects.create_user("clerk", is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(codename="view_rollcall"))
    client.force_login(clerk)
    assert grid not in client.get(FRONT).content.decode()


def test_unknown_names_of_all_runs_are_grouped_until_they_are_settled(admin_client):
    pak = make_country("PAK", "Pakistan")
    unknown = "unknown_state"
    make_run((unknown, "No state is called “Long ago”", None))
    make_run(
        (unknown, "No state is called “Atlantis”", None),
        (unknown, "No state is called “Atlantis”", None),
        (unknown, "No state is called “Ruritania”", None),
    )
    part = parts(admin_client)["Unsettled names"]
    assert told(part) == [
        ("Atlantis", "in 2 records; say which state it means"),
        ("Long ago", "in 1 record; say which state it means"),
        ("Ruritania", "in 1 record; say which state it means"),
    ]
    assert part.rows[0].address == f"{address(CountryName, 'add')}?name=Atlantis"
    saved(CountryName(country=pak, name="Atlantis", kind="alias"))
    left = parts(admin_client)["Unsettled names"].rows
    assert [row.name for row in left] == ["Long ago", "Ruritania"]


def test_roll_calls_taken_with_a_doubt_are_listed(admin_client):
    (pak,) = make_countries("PAK")
    call = make_roll_call(make_resolution(), {pak: "Y"})
    make_run(("doubt", "An older doubt.", call))
    make_run(("doubt", "The day is doubtful.", call), ("kept", "A correction was kept.", call))
    make_run(source="voeten")
    part = parts(admin_client)["Doubtful roll calls"]
    assert told(part) == [("A/RES/ES-11/1, 2 March 2022", "The day is doubtful.")]
    assert (part.rows[0].address, part.total) == (address(call), 1)
    listed = admin_client.get(part.all_of_it)
    assert {each.kind for each in listed.context["cl"].result_list} == {"doubt"}


def test_votes_due_come_in_the_order_of_their_days(admin_client):
    today = timezone.localdate()
    for number, day in (("1", None), ("2", date(2020, 5, 4)), ("3", today + timedelta(days=3))):
        fields = {"draft_symbol": f"A/80/L.{number}", "status": "tabled", "title": "A text"}
        make_resolution("", vote_expected_on=day, **fields)
    rows = told(parts(admin_client)["Votes due"])
    assert [name for name, _ in rows] == ["A/80/L.2", "A/80/L.3", "A/80/L.1"]
    assert (rows[0][1], rows[2][1]) == ("4 May 2020 (overdue); A text", "no date; A text")


def test_latest_changes_say_who_and_why(admin_client):
    make_country("PAK", "Pakistan")
    part = parts(admin_client)["Latest changes"]
    assert part.rows[0].name == "Pakistan: added"
    assert part.rows[0].told.startswith("the system, ")
    assert part.rows[0].told.endswith(": for a test")
    assert part.rows[0].address == address(Revision.objects.latest("id"))


def test_an_account_sees_only_what_it_may(client):
    clerk = User.objects.create_user("clerk", is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(codename="view_rollcall"))
    client.force_login(clerk)
    assert list(parts(client)) == ["Drafts to finish"]


def test_the_front_page_costs_the_same_for_few_and_for_many(admin_client):
    (pak,) = make_countries("PAK")

    def more(numbers):
        for number in numbers:
            text = make_resolution(f"A/RES/77/{number}")
            call = make_roll_call(text, {pak: "Y"}, state="draft" if number % 2 else "published")
            fields = {"draft_symbol": f"A/80/L.{number}", "status": "tabled"}
            make_resolution("", **fields)
            make_run(("doubt", "Doubtful.", call), ("unknown_state", f"“N{number}”", None))

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert admin_client.get(FRONT).status_code == 200
        return len(queries)

    more(range(10))
    few = asked()
    more(range(10, 60))
    assert RollCall.objects.count() == 60
    # Session, user; drafts, their positions, their number; doubts and their number; the names and
    # what they mean (2); texts and their number; revisions, their first changes, their number.
    assert asked() == few == 15
