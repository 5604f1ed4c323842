"""A creation sent again under its key writes nothing and is answered the same."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests.factories import make_country
from votes.models import Change, Country, KeptAnswer, Source

pytestmark = pytest.mark.django_db

BODY = {"title": "A report"}


def post(writer, body=BODY, status=201, key="one", path="sources/"):
    return writer.send("POST", path, body, status, Idempotency_Key=key)


def test_the_same_request_again_is_answered_the_same_and_writes_nothing(editor):
    first = post(editor)
    before = Change.objects.count()
    again = post(editor, '{ "title":  "A report" }')
    assert again.json() == first.json()
    assert again.headers["Location"] == first.headers["Location"]
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    assert (Source.objects.count(), Change.objects.count()) == (1, before)


def test_without_a_key_every_request_is_a_new_one(editor):
    for _ in range(2):
        editor.post("sources/", BODY)
    assert (Source.objects.count(), KeptAnswer.objects.count()) == (2, 0)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("sources/", {"title": "Another"}),
        ("topics/", BODY),
    ],
)
def test_a_key_of_another_request_is_refused(editor, path, body):
    post(editor)
    error = post(editor, body, 409, path=path).json()["error"]
    assert (error["code"], error["details"][0]["parameter"]) == ("conflict", "Idempotency-Key")
    assert Source.objects.count() == 1


def test_keys_are_each_account_s_own(editor, reviewer):
    assert post(editor).json()["id"] != post(reviewer).json()["id"]


def test_what_was_refused_may_be_sent_again_corrected(editor):
    post(editor, {"titel": "A report"}, 400)
    assert not KeptAnswer.objects.exists()
    assert post(editor).json()["title"] == "A report"


@pytest.mark.parametrize("key", ["", "k" * 256, "a\tb", "é"])
def test_a_key_that_is_none_is_refused(editor, key):
    error = post(editor, BODY, 400, key).json()["error"]
    assert error["details"][0]["parameter"] == "Idempotency-Key"


def test_a_key_is_forgotten_after_a_day(editor):
    post(editor)
    KeptAnswer.objects.update(made_at=timezone.now() - timedelta(hours=25))
    assert "Idempotent-Replayed" not in post(editor).headers
    assert (Source.objects.count(), KeptAnswer.objects.count()) == (2, 1)


def test_a_key_and_its_record_are_written_together_or_not_at_all(editor, monkeypatch):
    def fails(*_):
        raise RuntimeError("The machine stops.")

    monkeypatch.setattr(KeptAnswer, "keep", fails)
    post(editor, status=500)
    assert (Source.objects.count(), KeptAnswer.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_writes_and_both_are_answered(editor):
    make_country("PAK")
    body = {"code": "IND", "name": "India"}

    def send(number):
        try:
            response = post(editor, body, key=f"key {number // 4}", path="countries/")
            return response.json(), "Idempotent-Replayed" in response.headers
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(send, range(4)))
    assert len({str(answer) for answer, _ in answers}) == 1
    assert sorted(replayed for _, replayed in answers) == [False, True, True, True]
    assert Country.objects.count() == 2
