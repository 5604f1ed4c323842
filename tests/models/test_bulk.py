"""Very many rows at once: what goes in is what is there, on either database."""

import pytest
from django.db import IntegrityError

from tests.factories import make_country, make_roll_call, saved
from votes.models import Topic, Vote, changing
from votes.models.bulk import AT_ONCE, batches, insert_rows, update_rows

pytestmark = pytest.mark.django_db
ODD = [
    "",
    "plain",
    "a\tb",
    "a\nb\r\nc",
    "\\",
    "\\N",
    "\\.",
    "a\\tb",
    "'; DROP TABLE votes_vote; --",
    '"quoted", 100%s',
    "Türkiye 日本 🕊 e\u0301",
    " leading and trailing ",
    "\x07\x1b\u2028\x85",
]


def insert(texts, progress=None):
    rows = [(text, f"slug-{number}") for number, text in enumerate(texts)]
    constants = {
        "scheme": "own",
        "parent_id": None,
        "version": 1,
        "updated_at": "2026-01-02 12:00:00+00:00",
    }
    with changing(None, "for a test"):
        return insert_rows(Topic, ["name", "slug"], rows, constants, progress)


def names():
    return list(Topic.objects.order_by("pk").values_list("name", flat=True))


@pytest.mark.parametrize("text", ODD, ids=ascii)
def test_a_text_is_read_back_as_it_was_inserted(text):
    assert insert([text]) == 1
    assert names() == [text]


def test_nothing_is_told_apart_from_the_empty_text():
    insert([""])
    assert list(Topic.objects.values_list("parent", "name")) == [(None, "")]


@pytest.mark.parametrize("text", ODD, ids=ascii)
def test_a_text_is_read_back_as_it_was_changed(text):
    topic = saved(Topic(name="before", slug="before"))
    topic.name = text
    with changing(None, "for a test"):
        update_rows([topic], ["name"])
    assert names() == [text]


def test_only_the_named_columns_of_the_given_records_are_changed():
    one, other = (saved(Topic(name=name, slug=name)) for name in ("one", "other"))
    one.name, one.slug, other.name = "changed", "not-written", "not written"
    with changing(None, "for a test"):
        update_rows([one], ["name"])
    assert list(Topic.objects.order_by("pk").values_list("name", "slug")) == [
        ("changed", "one"),
        ("other", "other"),
    ]


def test_references_and_nothing_can_be_written():
    parent, topic = (saved(Topic(name=name, slug=name)) for name in ("parent", "topic"))
    for value in (parent, None):
        topic.parent = value
        with changing(None, "for a test"):
            update_rows([topic], ["parent_id"])
        assert Topic.objects.get(name="topic").parent == value


def test_no_records_are_no_work(django_assert_num_queries):
    with django_assert_num_queries(0):
        update_rows([], ["name"])


def test_a_record_added_afterwards_gets_the_next_key():
    insert(["one", "two"])
    last = Topic.objects.order_by("pk").last().pk
    assert saved(Topic(name="three", slug="three")).pk == last + 1


def test_batches_hold_all_and_progress_hears_of_each():
    heard = []
    assert insert([f"name {number}" for number in range(AT_ONCE + 1)], heard.append) == AT_ONCE + 1
    assert heard == [AT_ONCE, 1]
    assert Topic.objects.count() == AT_ONCE + 1
    assert list(batches([], 2)) == []
    assert list(batches("abcde", 2)) == [["a", "b"], ["c", "d"], ["e"]]


def test_the_databases_own_rules_hold():
    country = make_country()
    roll_call = make_roll_call(positions={})
    constants = {
        "intended_position": "",
        "non_voting_reason": "",
        "recorded_name": "",
        "note": "",
        "evidence": "",
        "import_run_id": None,
        "version": 1,
        "updated_at": "2026-01-02 12:00:00+00:00",
    }
    columns = ["roll_call_id", "country_id", "position"]
    with pytest.raises(IntegrityError), changing(None, "for a test"):
        insert_rows(Vote, columns, [(roll_call.pk, country.pk, "Z")], constants)
    assert not Vote.objects.exists()
