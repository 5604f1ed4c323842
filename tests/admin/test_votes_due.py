"""A tabled text awaits its vote, and the published vote decides it."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from tests.admin.desk import address, errors, said, save
from tests.copied import copied
from tests.factories import (
    make_countries,
    make_country,
    make_expectation,
    make_resolution,
    make_roll_call,
)
from votes.models import Resolution, Revision, RollCall, undo

pytestmark = pytest.mark.django_db
ADD = address(RollCall, "add")
DUE = "/admin/votes/resolution/due/"


def make_tabled(draft="A/78/L.1", **fields):
    return make_resolution(
        "", **{"draft_symbol": draft, "title": f"On {draft}", "status": "tabled"} | fields
    )


def enter(client, text, in_favour, against="", **changes):
    """Enter a published vote on the whole text by the names of those for and against."""
    totals = {"total_yes": len(in_favour.split()), "total_no": len(against.split())}
    organ = {"GA": "plenary", "SC": "council", "HRC": "human_rights_council"}[text.body]
    lists = {"in_favour": in_favour.replace(" ", ", "), "against": against.replace(" ", ", ")}
    entry = {
        "resolution": text.pk,
        "organ": organ,
        "date": "2024-03-02",
        "majority_rule": "simple",
        "state": "published",
    }
    response = save(client, ADD, **entry | totals | lists | changes)
    assert response.status_code == 302, errors(response)
    text.refresh_from_db()
    return said(client)


@pytest.fixture
@copied
def states():
    return make_countries("AAA BBB CCC DDD EEE")


def test_a_simple_majority_adopts_a_tabled_text(admin_client, states):
    text = make_tabled()
    enter(admin_client, text, "AAA BBB CCC", "DDD EEE")
    assert text.status == "adopted"


def test_the_desk_says_what_became_of_the_text(admin_client, states):
    text = make_tabled()
    told = enter(admin_client, text, "AAA BBB CCC", "DDD EEE")
    assert ("success", "A/78/L.1 is adopted: 3 in favour, 3 needed.") in told
    assert ("warning", "The symbol of the adopted text A/78/L.1 is still empty.") in told


def test_two_thirds_missed_do_not_adopt(admin_client, states):
    text = make_tabled()
    told = enter(admin_client, text, "AAA BBB CCC", "DDD EEE", majority_rule="two_thirds")
    assert text.status == "not_adopted"
    assert ("success", "A/78/L.1 is not adopted: 3 in favour, 4 needed.") in told
    assert not [sentence for _, sentence in told if "symbol" in sentence]


def test_a_veto_ends_a_council_text_that_has_the_votes(admin_client):
    make_countries("AAA BBB CCC DDD EEE FFF GGG HHH III RUS")
    text = make_tabled("S/2024/1", body="SC")
    for_it = "AAA BBB CCC DDD EEE FFF GGG HHH III"
    told = enter(admin_client, text, for_it, "RUS", majority_rule="council_substantive")
    assert text.status == "not_adopted"
    sentence = "S/2024/1 is not adopted: 9 in favour, 9 needed, and a permanent member was against."
    assert ("success", sentence) in told


def test_a_council_text_stays_tabled_while_nobody_knows_who_was_against(admin_client):
    text = make_tabled("S/2024/1", body="SC")
    told = enter(
        admin_client,
        text,
        "",
        majority_rule="council_substantive",
        modality="non_recorded",
        total_yes=9,
        total_no=1,
    )
    assert text.status == "tabled"
    sentence = (
        "S/2024/1 stays tabled: not everyone who was against is named, so a veto cannot be told."
    )
    assert ("warning", sentence) in told


def test_without_its_majority_rule_a_vote_leaves_the_text_tabled_and_says_so(admin_client, states):
    text = make_tabled()
    told = enter(admin_client, text, "AAA BBB CCC", majority_rule="")
    assert text.status == "tabled"
    assert ("warning", "A/78/L.1 stays tabled: the majority rule is missing.") in told


@pytest.mark.parametrize("modality", ["without_vote", "acclamation"])
def test_what_nobody_opposed_is_adopted(admin_client, modality):
    text = make_tabled()
    none = {"total_yes": "", "total_no": "", "majority_rule": ""}
    enter(admin_client, text, "", modality=modality, **none)
    assert text.status == "adopted"


@pytest.mark.parametrize(
    "other",
    [{"state": "draft"}, {"scope": "paragraph", "scope_label": "1"}, {"organ": "first_committee"}],
)
def test_a_draft_a_vote_on_a_part_and_a_committee_decide_nothing(admin_client, states, other):
    text = make_tabled()
    enter(admin_client, text, "AAA BBB CCC", **other)
    assert text.status == "tabled"


def test_a_text_that_is_not_tabled_keeps_its_outcome(admin_client, states):
    text = make_tabled(status="withdrawn")
    enter(admin_client, text, "AAA BBB CCC")
    assert text.status == "withdrawn"


def test_a_refused_roll_call_leaves_the_text_tabled(admin_client, states):
    text = make_tabled()
    entry = {"resolution": text.pk, "date": "2024-03-02", "majority_rule": "simple"}
    totals = {"total_yes": 3, "total_no": 0, "in_favour": "AAA", "state": "published"}
    assert errors(save(admin_client, ADD, **entry, **totals))
    text.refresh_from_db()
    assert text.status == "tabled"


def test_undoing_the_entry_tables_the_text_again(admin_client, admin_user, states):
    text = make_tabled()
    enter(admin_client, text, "AAA BBB CCC")
    undo(Revision.objects.latest("id"), admin_user, "Entered too early")
    text.refresh_from_db()
    assert (text.status, RollCall.objects.count()) == ("tabled", 0)


def test_a_correction_that_turns_the_outcome_is_told_and_left_to_a_person(admin_client, states):
    text = make_tabled()
    enter(admin_client, text, "AAA BBB CCC", "DDD EEE")
    roll_call = text.roll_calls.get()
    save(admin_client, address(roll_call), reason="Article 18 (2)", majority_rule="two_thirds")
    text.refresh_from_db()
    assert text.status == "adopted"
    told = (
        "A/78/L.1 is recorded as adopted, but by this roll call it is not adopted: "
        "correct one of them."
    )
    assert ("warning", told) in said(admin_client)


def test_who_may_not_change_texts_does_not_decide_them(client, django_user_model, states):
    clerk = django_user_model.objects.create_user("clerk", password="x", is_staff=True)
    names = [
        "add_rollcall",
        "change_rollcall",
        "publish_rollcall",
        "view_rollcall",
        "view_resolution",
    ]
    clerk.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(clerk)
    text = make_tabled()
    told = enter(client, text, "AAA BBB CCC")
    assert text.status == "tabled"
    assert ("warning", "A/78/L.1 stays tabled: your account may not change texts.") in told


def test_overdue_texts_come_first_then_each_month_then_those_without_a_date(admin_client):
    today = timezone.localdate()
    later = today + timedelta(days=70)
    make_tabled("A/78/L.1")
    make_tabled("A/78/L.2", vote_expected_on=later)
    make_tabled("A/78/L.3", vote_expected_on=today - timedelta(days=2))
    make_tabled("A/78/L.4", vote_expected_on=today)
    make_tabled("A/78/L.5", status="withdrawn")
    parts = admin_client.get(DUE).context["parts"]
    shown = [(heading, [(str(due.text), due.left) for due in texts]) for heading, texts in parts]
    assert shown == [
        ("Overdue", [("A/78/L.3", "2 days overdue")]),
        (date_format(today, "F Y"), [("A/78/L.4", "today")]),
        (date_format(later, "F Y"), [("A/78/L.2", "in 70 days")]),
        ("Without a date", [("A/78/L.1", "")]),
    ]


def test_a_text_due_shows_its_page_what_is_expected_and_where_its_vote_is_entered(admin_client):
    text = make_tabled("S/2024/1", body="SC")
    for country, position in zip(make_countries("AAA BBB CCC"), "YYU", strict=True):
        make_expectation(country, text, position=position)
    html = admin_client.get(reverse("admin:votes_resolution_due")).content.decode()
    assert f'<a href="{address(text)}">S/2024/1</a>' in html
    assert "2 yes, 1 undecided" in html
    assert f"{ADD}?resolution={text.pk}&amp;organ=council" in html


def test_no_text_due_is_said_in_a_sentence(admin_client):
    assert "No tabled text awaits a vote." in admin_client.get(DUE).content.decode()


def test_the_index_leads_to_the_votes_due(admin_client):
    assert DUE in admin_client.get(reverse("admin:index")).content.decode()


def test_the_votes_due_are_for_those_who_may_view_texts(client, django_user_model):
    reader = django_user_model.objects.create_user("reader", password="x", is_staff=True)
    client.force_login(reader)
    assert client.get(DUE).status_code == 403
    reader.user_permissions.add(Permission.objects.get(codename="view_resolution"))
    make_tabled()
    page = client.get(DUE)
    assert page.status_code == 200
    assert "Enter the vote" not in page.content.decode()


def test_the_votes_due_cost_the_same_for_three_texts_or_thirty(
    admin_client, django_assert_num_queries
):
    country = make_country("AAA")
    for count in (3, 30):
        for number in range(Resolution.objects.count(), count):
            text = make_tabled(f"A/78/L.{number}", vote_expected_on=date(2024, 1, 1))
            make_expectation(country, text)
        # Session, user, the expectations counted, the texts.
        with django_assert_num_queries(4):
            admin_client.get(DUE)


def test_the_page_of_a_text_shows_what_is_expected_and_then_whether_it_came(admin_client):
    text = make_tabled()
    right, wrong, open_, absent = make_countries("AAA BBB CCC DDD")
    for country, position in ((right, "A"), (wrong, "N"), (open_, "U"), (absent, "Y")):
        make_expectation(country, text, position=position)
    before = admin_client.get(address(text)).content.decode()
    assert "</a>: abstain (leans), 7 October 2022</li>" in before
    make_roll_call(text, {right: "A", wrong: "Y", open_: "Y"})
    after = admin_client.get(address(text)).content.decode()
    assert "abstain (leans), 7 October 2022; taken: abstained, as expected</li>" in after
    assert "no (leans), 7 October 2022; taken: yes, not as expected</li>" in after
    assert "undecided (leans), 7 October 2022; taken: yes</li>" in after
    assert "yes (leans), 7 October 2022; taken: no position recorded</li>" in after
