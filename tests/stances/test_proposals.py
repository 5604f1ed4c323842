"""Series proposed by title: made once, and never against an editor."""

from datetime import date

import pytest
from django.contrib.auth.models import User

from tests.factories import make_countries, make_resolution, make_roll_call, make_series
from votes.models import Change, Country, Series, SeriesEntry, changing, merge, split
from votes.stances.proposals import Proposed, propose

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return User.objects.create_user("editor")


@pytest.fixture(autouse=True)
def pakistan():
    return make_countries("PAK")[0]


def voted(symbol, title, session):
    """A text whose whole was voted on at the end of a session's year."""
    text = make_resolution(symbol, title=title, session=str(session))
    positions = {Country.objects.get(): "Y"}
    make_roll_call(text, positions, on=date(1945 + session, 12, 1))
    return text


def recurring(title="Question of lakes", start=70, count=3):
    """Texts of one title in as many sessions."""
    sessions = range(start, start + count)
    return [voted(f"A/RES/{session}/{len(title)}", title, session) for session in sessions]


def titles():
    return {
        series.title: [entry.resolution.symbol for entry in series.entries.order_by("id")]
        for series in Series.objects.order_by("id")
    }


def test_a_title_that_comes_back_is_proposed_with_its_texts_in_order():
    recurring()
    recurring("Once only", count=1)
    assert propose() == Proposed(series=1, texts=3, left=0)
    assert titles() == {"Question of lakes": ["A/RES/70/17", "A/RES/71/17", "A/RES/72/17"]}
    series = Series.objects.get()
    assert (series.status, series.slug) == ("proposed", "question-of-lakes")
    assert not Series.objects.accepted().exists()


def test_proposing_again_changes_nothing():
    recurring()
    propose()
    changes = Change.objects.count()
    assert propose() == Proposed(series=0, texts=0, left=0)
    assert Change.objects.count() == changes


def test_a_new_text_joins_its_open_proposal():
    recurring(count=2)
    propose()
    recurring(start=72, count=1)
    assert propose() == Proposed(series=0, texts=1, left=0)
    assert titles()["Question of lakes"][-1] == "A/RES/72/17"


def test_two_texts_of_one_session_are_no_recurring_question():
    voted("A/RES/70/1", "Lakes", 70)
    voted("A/RES/70/2", "Lakes", 70)
    assert propose() == Proposed(series=0, texts=0, left=0)


def test_votes_on_parts_do_not_count():
    texts = recurring(count=2)
    with changing(None, "for a test") as change:
        roll_call = texts[0].roll_calls.get()
        roll_call.scope = "paragraph"
        change.save(roll_call)
    assert propose() == Proposed(series=0, texts=0, left=0)


def judge(series, editor, **values):
    with changing(editor, "judged") as change:
        for name, value in values.items():
            setattr(series, name, value)
        change.save(series)


@pytest.mark.parametrize(
    "values", [{"status": "rejected"}, {"status": "accepted"}, {"title": "Lakes, all of them"}]
)
def test_what_an_editor_judged_is_left_alone(editor, values):
    recurring(count=2)
    propose()
    judge(Series.objects.get(), editor, **values)
    before = titles()
    recurring(start=72, count=1)
    assert propose().series == 0
    assert titles() == before


def test_a_deleted_proposal_does_not_come_back(editor):
    recurring()
    propose()
    with changing(editor, "Not one question") as change:
        change.delete(Series.objects.get())
    assert propose() == Proposed(series=0, texts=0, left=1)
    assert titles() == {}


def test_an_entry_that_an_editor_took_out_stays_out(editor):
    recurring()
    propose()
    with changing(editor, "Another question") as change:
        change.delete(SeriesEntry.objects.order_by("id")[0])
    assert propose() == Proposed(series=0, texts=0, left=1)
    assert len(titles()["Question of lakes"]) == 2


def test_texts_of_an_accepted_series_are_proposed_for_no_other():
    texts = recurring()
    make_series("lakes", core=texts, title="All about lakes")
    assert propose() == Proposed(series=0, texts=0, left=0)


def test_merged_proposals_do_not_come_back(editor):
    recurring()
    recurring("Matter of lakes", start=70)
    propose()
    target, other = Series.objects.order_by("id")
    merge(target, [other], editor)
    other.refresh_from_db()
    assert other.status == "rejected"
    assert target.entries.count() == 6
    assert propose() == Proposed(series=0, texts=0, left=2)


def test_a_part_can_be_split_off(editor):
    recurring()
    propose()
    entries = list(SeriesEntry.objects.order_by("id")[:1])
    series = split(entries, "The first lake", "the-first-lake", editor)
    assert titles() == {
        "Question of lakes": ["A/RES/71/17", "A/RES/72/17"],
        "The first lake": ["A/RES/70/17"],
    }
    assert series.status == "proposed"
    assert propose() == Proposed(series=0, texts=0, left=1)


def test_a_title_too_long_for_a_series_ends_after_a_word_with_a_mark():
    recurring("Lakes " * 40 + "and rivers")
    propose()
    assert set(titles()) == {("Lakes " * 33).strip() + "…"}


def test_two_questions_of_one_title_get_names_of_their_own():
    recurring("Lakes")
    make_series("lakes", title="Lakes")
    propose()
    assert set(titles()) == {"Lakes", "Lakes (2)"}
    assert set(Series.objects.values_list("slug", flat=True)) == {"lakes", "lakes-2"}
