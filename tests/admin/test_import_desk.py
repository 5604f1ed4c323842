"""The import desk: uploaded files are looked at, and brought in once a person says so."""

import json
import os
import shutil
import time
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.admin.desk import address, said, save
from tests.browser import follow
from tests.importers.small_files import (
    POSITIONS,
    bring,
    dump,
    library,
    make_states,
    record,
    roll_call,
    voeten,
    voeten_call,
)
from votes.admin import import_running
from votes.importers import jobs
from votes.importers.jobs import Job, remove_old, safe_name
from votes.importers.locks import alone, take
from votes.models import CountryName, ImportRun, RollCall, Vote

pytestmark = pytest.mark.django_db
UPLOAD = "/admin/votes/importrun/upload/"
UNKNOWN = POSITIONS.replace("NAM", "NAN")


@pytest.fixture(autouse=True)
def states(db):
    return make_states()


@pytest.fixture
def at_once(monkeypatch):
    """The child's work, done before the answer."""

    def launch(folder, step, lock):
        call_command("run_import_job", folder, write=step == "write")

    monkeypatch.setattr(jobs, "launch", launch)


@pytest.fixture
def never(monkeypatch):
    """A child that dies before it has done anything."""
    monkeypatch.setattr(jobs, "launch", lambda folder, step, lock: None)


def upload(client, *paths, **given):
    """Send files as the page does; return the answer."""
    files = [SimpleUploadedFile(path.name, path.read_bytes()) for path in paths]
    return client.post(UPLOAD, {"chosen": files, **given})


def uploaded(client, *paths, **given):
    """The job of files that were sent, and its page."""
    answer = upload(client, *paths, **given)
    assert answer.status_code == 302, answer.context["form"].errors
    return Job.all()[0], client.get(answer.headers["Location"])


def press(client, job, button):
    """Press a button of the job's page; return the page after it."""
    return client.post(address_of(job, "start"), {button: ""}, follow=True)


def address_of(job, page="job"):
    return reverse(f"admin:votes_importrun_{page}", args=[getattr(job, "key", job)])


def counts(page):
    """The numbers of the page's table without the noughts."""
    return {
        what: [int(number) for number in numbers if number != "0"]
        for what, numbers in page.context["counts"]
    }


def staff(django_user_model, role):
    import_module("votes.migrations.0007_roles").add_roles(apps, None)
    import_module("votes.migrations.0008_import_permission").grant(apps, None)
    user = django_user_model.objects.create_user(role.lower(), is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def test_a_file_is_looked_at_and_nothing_is_written_before_a_person_says_so(
    admin_client, at_once, tmp_path
):
    before = dump(leave_out=set())
    job, page = uploaded(admin_client, library(tmp_path, roll_call()))
    assert page.context["state"] == "previewed"
    assert counts(page) == {"Roll calls": [1], "Votes": [5]}
    assert dump(leave_out=set()) == before
    page = press(admin_client, job, "write")
    assert page.context["state"] == "written"
    assert (RollCall.objects.count(), Vote.objects.count()) == (1, 5)
    run = ImportRun.objects.get()
    assert (run.name, run.user.username) == ("ga.csv", "admin")
    assert address(run) in page.content.decode()


def test_what_is_confirmed_is_what_the_command_would_write(admin_client, at_once, tmp_path):
    paths = voeten(tmp_path / "voeten", voeten_call(), voeten_call("6", "R/40/87"))
    with transaction.atomic():
        told = bring(*paths, source_name="Voeten, by hand")
        expected = record()
        transaction.set_rollback(True)
    job, _ = uploaded(admin_client, *paths, source_name="Voeten, by hand")
    press(admin_client, job, "write")
    assert record() == expected
    assert job.result["counts"] == told.counts
    run = ImportRun.objects.get()
    assert (run.name, run.source_name) == ("roll_calls.csv, votes.csv", "Voeten, by hand")


def test_an_unknown_name_is_settled_and_looked_at_again(admin_client, at_once, states, tmp_path):
    job, page = uploaded(admin_client, library(tmp_path, roll_call(positions=UNKNOWN)))
    assert counts(page)["Roll calls"] == [1]
    [issue] = page.context["issues"]
    where, sentence = issue["settle"]
    assert sentence == "Add an alias"
    answer = save(admin_client, where, country=states["NAM"].pk, reason="The library's own code")
    assert answer.status_code == 302
    assert CountryName.objects.filter(name="NAN").exists()
    page = press(admin_client, job, "look")
    assert (page.context["state"], page.context["issues"]) == ("previewed", [])
    assert not RollCall.objects.exists()
    press(admin_client, job, "write")
    assert RollCall.objects.count() == 1


def test_a_tally_leads_to_its_acceptance(admin_client, at_once, tmp_path):
    _, page = uploaded(admin_client, library(tmp_path, roll_call(total_yes="3")))
    [issue] = page.context["issues"]
    assert issue["settle"][1] == "Accept it with an explanation"
    assert "scheme=undl&record=7" in issue["settle"][0]


def test_a_file_that_cannot_be_read_says_why_and_is_not_brought_in(admin_client, at_once, tmp_path):
    path = tmp_path / "notes.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    job, page = uploaded(admin_client, path)
    assert page.context["state"] == "failed"
    assert "notes.csv: the layout is not known." in page.context["message"]
    assert 'name="write"' not in page.content.decode()
    page = press(admin_client, job, "write")
    assert [str(each) for each in page.context["messages"]] == [
        "Nothing was brought in: look at the file first."
    ]
    assert not ImportRun.objects.exists()


def test_a_child_that_died_is_shown_and_the_file_can_be_looked_at_again(
    admin_client, never, monkeypatch, tmp_path
):
    job, page = uploaded(admin_client, library(tmp_path, roll_call()))
    assert page.context["state"] == "died"
    assert "ended without a result" in page.content.decode()
    monkeypatch.setattr(
        jobs, "launch", lambda folder, step, lock: call_command("run_import_job", folder)
    )
    assert press(admin_client, job, "look").context["state"] == "previewed"


def test_while_a_child_works_its_page_shows_how_far_it_is(admin_client, never, tmp_path):
    job, _ = uploaded(admin_client, library(tmp_path, roll_call()))
    lock = take(job.folder / "running")
    with jobs.Following(job, "preview").watch("Reading ga.csv", 100) as tell:
        page = admin_client.get(address_of(job)).content.decode()
        assert "Reading ga.csv" in page
        assert "<progress" in page
        assert admin_client.get(address_of(job, "progress")).json() == {
            "state": "running",
            "step": "preview",
            "phase": "Reading ga.csv",
            "done": 0,
            "total": 100,
        }
        tell(40)
    for page in ("start", "discard"):
        admin_client.post(address_of(job, page))
    assert [level for level, _ in said(admin_client)] == ["warning", "warning"]
    assert Job.find(job.key)
    os.close(lock)
    assert job.state == "died"


def test_an_upload_is_discarded_with_its_files(admin_client, at_once, tmp_path):
    job, _ = uploaded(admin_client, library(tmp_path, roll_call()))
    assert admin_client.post(address_of(job, "discard")).headers["Location"] == UPLOAD
    assert not job.folder.exists()
    assert admin_client.get(address_of(job)).status_code == 404


def test_the_whole_report_is_there_as_json_and_the_page_shows_its_beginning(
    admin_client, at_once, monkeypatch, tmp_path
):
    monkeypatch.setattr(jobs, "SHOWN", 1)
    bad = [roll_call(str(number), date="then", resolution="") for number in (7, 8, 9)]
    job, page = uploaded(admin_client, library(tmp_path, *bad))
    assert len(page.context["issues"]) == 1
    total = page.context["issue_count"]
    assert total >= 3
    report = admin_client.get(address_of(job, "report"))
    assert len(json.loads(b"".join(report.streaming_content))["issues"]) == total


@pytest.mark.parametrize("role", ["Readers", "Editors"])
def test_who_may_not_bring_files_in_sees_nothing_of_the_desk(
    client, at_once, admin_client, django_user_model, role, tmp_path
):
    path = library(tmp_path, roll_call())
    job, _ = uploaded(admin_client, path)
    client.force_login(staff(django_user_model, role))
    assert upload(client, path).status_code == 403
    for page in ("job", "progress", "report"):
        assert client.get(address_of(job, page)).status_code == 403
    for page in ("start", "discard"):
        assert client.post(address_of(job, page)).status_code == 403
    assert UPLOAD not in client.get(address(ImportRun, "changelist")).content.decode()
    assert len(Job.all()) == 1


def test_a_reviewer_brings_a_file_in(client, at_once, django_user_model, tmp_path):
    client.force_login(staff(django_user_model, "Reviewers"))
    assert UPLOAD in client.get(address(ImportRun, "changelist")).content.decode()
    job, _ = uploaded(client, library(tmp_path, roll_call()))
    assert press(client, job, "write").context["state"] == "written"


def test_who_is_not_signed_in_is_asked_to(client):
    assert client.get(UPLOAD).headers["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("key", ["..", "%2e%2e", "0" * 15, "0" * 17, "0123456789ABCDEF", "g" * 16])
def test_a_key_never_leads_out_of_the_uploads(admin_client, settings, key):
    outside = Path(settings.UPLOADS_DIR).parent / "job.json"
    outside.write_text("{}", encoding="utf-8")
    assert Job.find(key) is None
    assert admin_client.get(f"/admin/votes/importrun/job/{key}/").status_code in {302, 404}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2026_02_06_ga_voting.csv", "2026_02_06_ga_voting.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\files\\a.csv", "a.csv"),
        ("..", "file"),
        ("", "file"),
        (".csv", "csv"),
        ("a\nb\x00.csv", "a_b_.csv"),
        ("é" * 300 + ".csv", "é" * 98 + ".csv"),
    ],
)
def test_a_file_keeps_its_name_without_what_could_lead_elsewhere(given, kept):
    assert safe_name(given) == kept


def test_two_files_of_one_name_are_both_kept(admin_client, at_once, tmp_path):
    (tmp_path / "other").mkdir()
    paths = (
        library(tmp_path, roll_call()),
        library(tmp_path / "other", roll_call("8", resolution="A/RES/40/87", draft="")),
    )
    job, page = uploaded(admin_client, *paths)
    assert counts(page)["Roll calls"] == [2]
    assert job.name == "ga.csv, ga.csv"


def test_an_upload_without_a_file_is_asked_for_one(admin_client):
    page = admin_client.post(UPLOAD, {})
    assert page.context["form"].errors == {"chosen": ["This field is required."]}
    assert Job.all() == []


def test_a_large_file_is_taken_here_from_disk_to_disk(admin_client, at_once, settings, tmp_path):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    job, page = uploaded(admin_client, library(tmp_path, roll_call()))
    assert page.context["state"] == "previewed"
    assert [path.name for path in Path(settings.UPLOADS_DIR).iterdir()] == [job.key]


def test_what_is_too_large_is_refused_with_the_limit(admin_client, settings, tmp_path):
    settings.IMPORT_UPLOAD_MAX_SIZE = settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 500
    answer = upload(admin_client, library(tmp_path, roll_call()))
    assert answer.status_code == 413
    assert "at most 500\xa0bytes" in answer.content.decode()
    assert Job.all() == []


def test_no_other_page_and_nobody_else_may_send_a_large_file(
    client, admin_client, django_user_model, settings, tmp_path
):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 500
    path = library(tmp_path, roll_call())
    file = SimpleUploadedFile(path.name, path.read_bytes())
    where = address(RollCall, "add")
    assert admin_client.post(where, {"note": file}).status_code == 413
    client.force_login(staff(django_user_model, "Editors"))
    assert upload(client, path).status_code == 413
    client.logout()
    assert upload(client, path).status_code == 413


def test_uploads_of_more_than_a_week_ago_are_removed(admin_client, at_once, settings, tmp_path):
    old, _ = uploaded(admin_client, library(tmp_path, roll_call()))
    broken = Path(settings.UPLOADS_DIR) / "half.upload"
    broken.write_text("half", encoding="utf-8")
    remove_old(time.time() + 6 * 24 * 3600)
    assert old.folder.exists()
    assert broken.exists()
    remove_old(time.time() + 8 * 24 * 3600)
    assert not old.folder.exists()
    assert not broken.exists()


def test_the_pages_cost_the_same_for_few_issues_and_for_many(admin_client, at_once, tmp_path):
    def asked(*paths):
        job, _ = uploaded(admin_client, *paths)
        press(admin_client, job, "write")
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(address_of(job))
            admin_client.get(UPLOAD)
        return len(queries)

    few = asked(library(tmp_path, roll_call(total_yes="3")))
    many = [
        roll_call(str(number), resolution=f"A/RES/40/{number}", draft="", total_yes="3")
        for number in range(30, 60)
    ]
    # The session and the account, for each page; the runs.
    assert asked(library(tmp_path, *many)) == few == 5


def test_the_migration_gives_the_permission_to_whoever_reviews(django_user_model):
    may = {
        role: staff(django_user_model, role).has_perm("votes.add_importrun")
        for role in ("Readers", "Editors", "Reviewers", "Administrators")
    }
    assert may == {"Readers": False, "Editors": False, "Reviewers": True, "Administrators": True}


def test_the_history_names_who_brings_it_in_and_not_who_uploaded(
    admin_client, client, at_once, django_user_model, tmp_path
):
    job, _ = uploaded(admin_client, library(tmp_path, roll_call()))
    client.force_login(staff(django_user_model, "Reviewers"))
    assert press(client, job, "write").context["state"] == "written"
    assert ImportRun.objects.get().user.username == "reviewers"


def test_what_was_brought_in_is_not_brought_in_again_by_a_second_press(
    admin_client, at_once, tmp_path
):
    job, _ = uploaded(admin_client, library(tmp_path, roll_call()))
    press(admin_client, job, "write")
    press(admin_client, job, "write")
    assert job.start("write", None) is False
    assert ImportRun.objects.count() == 1


def test_an_upload_that_is_gone_meanwhile_is_no_fault(admin_client, at_once, monkeypatch, tmp_path):
    job, _ = uploaded(admin_client, library(tmp_path, roll_call()))
    shutil.rmtree(job.folder)
    assert job.start("preview", None) is False
    assert job.discard() is False
    monkeypatch.setattr(jobs.Job, "all", classmethod(lambda cls: [job]))
    remove_old(time.time() + 8 * 24 * 3600)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("result.json", '{"step": "preview"}'),
        ("result.json", "[]"),
        ("progress.json", '{"step": "x"}'),
        ("job.json", '{"files": []}'),
        ("job.json", "{"),
    ],
)
def test_damaged_files_of_one_upload_leave_the_pages_standing(
    admin_client, at_once, tmp_path, name, content
):
    job, _ = uploaded(admin_client, library(tmp_path, roll_call()))
    (job.folder / name).write_text(content)
    gone = name == "job.json"
    assert admin_client.get(address_of(job)).status_code == (404 if gone else 200)
    assert admin_client.get(UPLOAD).status_code == 200


def test_only_where_one_writer_has_a_place_others_are_told_that_an_import_is_running(
    admin_client, at_once, monkeypatch, states
):
    monkeypatch.setattr(import_running, "PATIENCE_SECONDS", 0.1)
    one_writer = connection.vendor == "sqlite"
    with alone():
        answer = admin_client.post(address(states["FRA"]), {"name": "Gaul"})
        assert answer.status_code == (503 if one_writer else 200)
        assert answer.headers.get("Retry-After") == ("30" if one_writer else None)
        assert ("An import is running" in answer.content.decode()) is one_writer
        assert admin_client.get(address(states["FRA"])).status_code == 200
        assert admin_client.post(UPLOAD, {}).status_code == 200
    assert not import_running.is_writing_for_long()
    assert save(admin_client, address(states["FRA"]), name="Gaul").status_code == 302


@pytest.fixture
def same_database(monkeypatch):
    """Children work on the database of the test."""
    about = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{about['NAME']}"
    else:
        place = f"{about['HOST']}:{about['PORT'] or 5432}/{about['NAME']}"
        url = f"postgres://{about['USER']}:{about['PASSWORD']}@{place}"
    monkeypatch.setenv("DATABASE_URL", url)


@pytest.mark.django_db(transaction=True)
def test_a_real_child_looks_at_a_file_and_brings_it_in(admin_client, same_database, tmp_path):
    job, _ = uploaded(admin_client, library(tmp_path, roll_call()))
    for button, state in ((None, "previewed"), ("write", "written")):
        if button:
            assert press(admin_client, job, button).context["state"] == "running"
        until = time.monotonic() + 60
        while job.state == "running" and time.monotonic() < until:
            time.sleep(0.1)
        output = (job.folder / "output.txt").read_text(encoding="utf-8")
        assert (job.state, output) == (state, "")
        assert RollCall.objects.count() == (1 if state == "written" else 0)
    assert ImportRun.objects.get().user.username == "admin"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_in_a_browser_a_page_follows_its_child_to_the_end(
    chromium, live_server, admin_client, same_database, settings, tmp_path
):
    path = library(tmp_path, roll_call())
    context = chromium.new_context()
    cookie = admin_client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page, complaints = context.new_page(), []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    settings.IMPORT_UPLOAD_MAX_SIZE = 100
    for too_large in (True, False):
        page.goto(live_server.url + UPLOAD)
        assert not page.is_visible("#too-large")
        page.set_input_files("#id_chosen", path)
        page.click("text=Upload and look")
        if too_large:
            page.wait_for_selector("#too-large:visible")
            assert "at most 100" in page.inner_text("#too-large")
            assert Job.all() == []
            settings.IMPORT_UPLOAD_MAX_SIZE = 1_000_000
    page.wait_for_selector("text=Nothing is written yet", timeout=60_000)
    follow(page, "text=Bring it in")
    page.wait_for_selector("text=It was brought in", timeout=60_000)
    assert RollCall.objects.count() == 1
    assert complaints == []
