"""Pages are kept until something changes, by whoever asks and by whoever stands between."""

import gzip
import re
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import RequestFactory
from django.utils import timezone

from tests.factories import make_country, make_resolution, make_roll_call, make_series
from tracker import caching, release
from votes.models import ImportRun, Vote, changing

pytestmark = pytest.mark.django_db
PAGES = [
    *("/", "/countries/", "/countries/?q=pak", "/countries/PAK/", "/resolutions/"),
    *("/resolutions/A-RES-ES-11-1/", "/series/", "/series/ukraine/", "/about/data/"),
]
KEPT = "public, max-age=0, must-revalidate"


@pytest.fixture(autouse=True)
def record():
    text = make_resolution()
    make_series(core=[text])
    return make_roll_call(text, {make_country("PAK", "Pakistan"): "A"}, totals=False)


def tag_of(client, address, **headers):
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return response["ETag"]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_a_strong_validator_and_is_not_sent_twice(client, address):
    response = client.get(address)
    assert re.fullmatch(r'"[0-9a-f]{32}"', response["ETag"])
    again = client.get(address, headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == response["ETag"]
    for each in (response, again):
        assert each["Cache-Control"] == KEPT
        assert {"Accept-Encoding", "Cookie"} <= set(each["Vary"].split(", "))
        assert not {"Accept", "Authorization", "*"} & set(each["Vary"].split(", "))


def test_a_page_is_the_same_whatever_kinds_of_answers_a_browser_would_take(client):
    tag = tag_of(client, "/", accept="text/html,*/*;q=0.8")
    assert tag_of(client, "/", accept="image/webp") == tag


@pytest.mark.parametrize("address", PAGES[:-1])
def test_one_query_says_that_nothing_changed(client, django_assert_num_queries, address):
    tag = tag_of(client, address)
    with django_assert_num_queries(1):
        assert client.get(address, headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize("address", PAGES)
def test_after_a_correction_the_page_is_sent_anew(client, address):
    tag = tag_of(client, address)
    vote = Vote.objects.get()
    vote.position = "Y"
    with changing(None, "a letter") as change:
        change.save(vote)
    response = client.get(address, headers={"if-none-match": tag})
    assert response.status_code == 200
    assert response["ETag"] != tag


@pytest.mark.parametrize(
    "other",
    [
        {"path": "/countries/PAK/?positions=intended"},
        {"path": "/countries/PAK/?lang=fr"},
        {"path": "/countries/PAK/", "SERVER_NAME": "127.0.0.1"},
        {"path": "/countries/PAK/", "headers": {"accept-encoding": "gzip"}},
    ],
)
def test_another_address_language_or_encoding_has_another_validator(client, other):
    tag = tag_of(client, "/countries/PAK/")
    response = client.get(**other)
    assert response.status_code == 200
    assert response["ETag"] != tag


def test_another_day_and_another_release_have_other_validators(client, monkeypatch):
    tag = tag_of(client, "/countries/PAK/")
    monkeypatch.setattr(caching, "release", lambda: "of tomorrow")
    assert tag_of(client, "/countries/PAK/") != tag
    monkeypatch.undo()
    assert tag_of(client, "/countries/PAK/") == tag
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(caching.timezone, "now", lambda: tomorrow)
    assert tag_of(client, "/countries/PAK/") != tag


@pytest.mark.parametrize("name", ["votes/static/votes/site.css", "templates/base.html"])
def test_another_stylesheet_or_template_is_another_release(settings, tmp_path, name):
    """A page names its stylesheet by what is in it."""
    settings.BASE_DIR = tmp_path
    (tmp_path / "requirements.txt").write_text("")
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    told = set()
    for text in ("a", "b"):
        path.write_text(text)
        told.add(release.release.__wrapped__())
    assert len(told) == 2


def test_pages_are_compressed_and_that_has_a_validator_of_its_own(client):
    plain = client.get("/countries/PAK/")
    packed = client.get("/countries/PAK/", headers={"accept-encoding": "gzip"})
    assert gzip.decompress(packed.content) == plain.content
    assert packed["ETag"] == plain["ETag"].removesuffix('"') + '-gzip"'
    again = client.get("/countries/PAK/", headers={"accept-encoding": "gzip"})
    assert again.content == packed.content
    held = {"accept-encoding": "gzip", "if-none-match": packed["ETag"]}
    response = client.get("/countries/PAK/", headers=held)
    assert (response.status_code, response["ETag"]) == (304, packed["ETag"])


@pytest.mark.parametrize("address", PAGES)
def test_head_is_answered_as_get_is(client, address):
    tag = tag_of(client, address)
    response = client.head(address)
    assert (response.status_code, response["ETag"], response.content) == (200, tag, b"")
    assert client.head(address, headers={"if-none-match": tag}).status_code == 304


def test_who_is_signed_in_reads_the_same_page_and_nobody_keeps_it(client, admin_user):
    stranger = client.get("/countries/PAK/")
    client.force_login(admin_user)
    headers = {"if-none-match": stranger["ETag"], "accept-encoding": "gzip"}
    response = client.get("/countries/PAK/", headers=headers)
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")
    assert not response.has_header("ETag")
    assert not response.has_header("Content-Encoding")
    assert response.content == stranger.content


def test_the_desk_keeps_its_own_rules(client, admin_user):
    client.force_login(admin_user)
    response = client.get("/admin/", headers={"accept-encoding": "gzip"})
    assert response.status_code == 200
    assert not response.has_header("Content-Encoding")
    assert not response.has_header("ETag")
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    sign_in = client.get("/admin/login/", headers={"accept-encoding": "gzip"})
    assert not sign_in.has_header("Content-Encoding")


def test_a_page_with_a_token_of_one_reader_is_neither_kept_nor_compressed():
    """No page has such a form today; one that gets it must not leak by the length of its bytes."""

    def form(request):
        token = get_token(request)
        response = HttpResponse(f"{token} {'x' * 1000}")
        response.set_cookie("csrftoken", token)
        return response

    middleware = caching.ValidatorMiddleware(caching.CompressMiddleware(form))
    response = middleware(RequestFactory(headers={"accept-encoding": "gzip"}).get("/form/"))
    assert response["Cache-Control"] == "private, no-store"
    assert not response.has_header("ETag")
    assert not response.has_header("Content-Encoding")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/nowhere/", 404),
        ("/countries/XXX/", 404),
        ("/series/none/", 404),
        ("/?q=%00", 400),
        ("/countries/pak/", 301),
    ],
)
def test_what_is_no_page_is_not_kept(client, address, status):
    response = client.get(address)
    assert (response.status_code, response["Cache-Control"]) == (status, "no-store")
    assert not response.has_header("ETag")


def test_a_guessed_validator_is_never_the_right_one(client):
    for guess in ("*", '"0"', '""', f'"{"0" * 32}"'):
        assert client.get("/nowhere/", headers={"if-none-match": guess}).status_code == 404


@pytest.mark.parametrize("address", ["/", "/countries/", "/nowhere/"])
def test_a_query_that_is_too_long_is_refused_with_a_page(
    client, settings, django_assert_num_queries, address
):
    longest = "q=" + "x" * (settings.LONGEST_QUERY - 2)
    assert client.get(f"{address}?{longest}").status_code in {200, 404}
    with django_assert_num_queries(0):
        response = client.get(f"{address}?{longest}x")
    assert (response.status_code, response["Cache-Control"]) == (414, "no-store")
    assert "A query string has at most 4000 characters." in response.content.decode()
    assert "<h1" in response.content.decode()
    assert not response.has_header("ETag")


def test_the_page_about_the_data_knows_of_an_import_that_changed_nothing(client):
    tag = tag_of(client, "/about/data/")
    ImportRun.objects.create(
        name="again.csv", source="undl_ga", source_name="Again", outcome="completed",
        checksum="0" * 64, finished_at=timezone.now(),
    )  # fmt: skip
    response = client.get("/about/data/", headers={"if-none-match": tag})
    assert response.status_code == 200
    assert response["ETag"] != tag


def test_the_page_of_a_text_knows_of_a_difference_that_an_import_only_found(client, record):
    address = "/resolutions/A-RES-ES-11-1/"
    tag = tag_of(client, address)
    run = ImportRun.objects.create(
        name="again.csv", source="undl_ga", source_name="Again", outcome="completed",
        checksum="0" * 64, finished_at=timezone.now(),
    )  # fmt: skip
    run.issues.create(roll_call=record, kind="difference", what="Record 1: PAK is yes there.")
    response = client.get(address, headers={"if-none-match": tag})
    assert response.status_code == 200
    assert "Again: PAK is yes there." in response.content.decode()
