"""A pasted roll call is read, asked about, counted, and kept as a draft."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.admin.desk import address, fields_of, said
from tests.factories import make_resolution, make_roll_call, saved
from votes.models import Country, CountryName, Revision, RollCall, undo

pytestmark = pytest.mark.django_db
DAY = date(2007, 9, 13)
TEXT = """A recorded vote was taken.
In favour:
Côte d’Ivoire, Iran (Islamic

07-34567
A/61/PV.107

Republic of), Atlantis
Against:
None
Abstaining:
Peru
Draft resolution A/61/L.67 was adopted by 3 votes to none, with 1 abstention.
[Subsequently, the delegation of Haiti informed the Secretariat that it had intended to vote
in favour.]
"""


@pytest.fixture
def text(bundled):
    return make_resolution("", draft_symbol="A/61/L.67", status="tabled", session="61")


def page_of(text):
    return reverse("admin:votes_resolution_paste", args=[text.pk])


def look(client, text, pasted=TEXT, day="2007-09-13", /, **more):
    given = {"text": pasted, "day": day, "organ": "plenary", "scope": "whole", "look": ""}
    return client.post(page_of(text), given | more)


def keep(client, text, page, /, **changes):
    return client.post(page_of(text), fields_of(page) | {"save": ""} | changes)


def positions(roll_call):
    rows = roll_call.votes.values_list("country__code", "position")
    return {letter: sorted(c for c, p in rows if p == letter) for letter in "YNAX"}


def test_what_was_read_is_counted_beside_what_the_text_states(admin_client, text):
    pasted = look(admin_client, text).context["pasted"]
    assert [(each.label, len(each.names), each.stated) for each in pasted.counts] == [
        ("Yes", 2, 3),
        ("No", 0, 0),
        ("Abstained", 1, 1),
        ("Did not vote", 0, None),
    ]
    assert [(each.text, each.position.word) for each in pasted.questions] == [("Atlantis", "yes")]
    assert not RollCall.objects.filter(resolution=text).exists()


def test_an_unknown_name_is_answered_and_remembered_and_the_rest_did_not_vote(admin_client, text):
    page = look(admin_client, text)
    assert keep(admin_client, text, page).status_code == 200
    assert not RollCall.objects.filter(resolution=text).exists()
    answer = keep(admin_client, text, page, **{"answer-0": "ISL", "rest": "on"})
    roll_call = RollCall.objects.get(resolution=text)
    assert answer.headers["Location"] == address(roll_call)
    assert (roll_call.state, roll_call.date, roll_call.organ) == ("draft", DAY, "plenary")
    assert (roll_call.total_yes, roll_call.total_no, roll_call.total_abstain) == (3, 0, 1)
    found = positions(roll_call)
    assert (found["Y"], found["N"], found["A"]) == (["CIV", "IRN", "ISL"], [], ["PER"])
    assert len(found["X"]) == Country.objects.members_on(DAY).count() - 4
    haiti = roll_call.votes.get(country__code="HTI")
    assert (haiti.position, haiti.intended_position) == ("X", "Y")
    assert CountryName.objects.get(name="Atlantis").country.code == "ISL"
    # The second time the name is known.
    assert look(admin_client, text).context["pasted"].questions == []


def test_what_is_not_a_state_is_left_out_and_nothing_is_remembered(admin_client, text):
    page = look(admin_client, text)
    keep(admin_client, text, page, **{"answer-0": "-"})
    roll_call = RollCall.objects.get(resolution=text)
    assert positions(roll_call) == {"Y": ["CIV", "IRN"], "N": [], "A": ["PER"], "X": []}
    assert not CountryName.objects.filter(name="Atlantis").exists()


def test_an_answer_that_is_listed_already_is_refused(admin_client, text):
    page = keep(admin_client, text, look(admin_client, text), **{"answer-0": "PER"})
    assert page.context["refusals"] == [
        "Peru is listed twice: “Atlantis” is another state.",
    ]
    assert not RollCall.objects.filter(resolution=text).exists()


def test_the_rest_is_set_of_itself_only_where_every_total_is_met(admin_client, text):
    complete = TEXT.replace(", Atlantis", ", Iceland")
    assert look(admin_client, text, complete).context["with_rest"] is True
    assert look(admin_client, text).context["with_rest"] is False
    without_list = "Adopted by 140 votes to 1 (Peru), with 1 abstention (Haiti)."
    assert look(admin_client, text, without_list).context["with_rest"] is False


@pytest.mark.parametrize(
    ("pasted", "day", "field", "error"),
    [
        ("Nothing here.", "2007-09-13", "text", "No roll call was found in it"),
        (TEXT, "", "day", "The text has no clear day"),
        (TEXT, "13 September", "day", "Enter a valid date"),
        ("", "2007-09-13", "text", "This field is required"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(
    admin_client, text, pasted, day, field, error
):
    page = look(admin_client, text, pasted, day)
    assert page.status_code == 200
    assert page.context["form"].errors[field][0].startswith(error)


def test_of_several_roll_calls_one_is_chosen(admin_client, text):
    second = TEXT.replace("Peru", "Chile").replace("1 abstention", "1 abstention today")
    page = look(admin_client, text, TEXT + second, vote="1")
    assert len(page.context["votes"]) == 2
    assert page.context["pasted"].counts[2].names == ["Chile"]


def test_the_same_vote_twice_is_refused_and_the_text_stays_on_the_page(admin_client, text):
    page = look(admin_client, text)
    keep(admin_client, text, page, **{"answer-0": "-"})
    again = keep(admin_client, text, page, **{"answer-0": "-"})
    assert "This vote is recorded already" in again.context["refusals"][0]
    assert again.context["form"]["text"].value() == fields_of(page)["text"]
    assert RollCall.objects.filter(resolution=text).count() == 1


def test_only_who_may_add_roll_calls_may_paste(client, text):
    viewer = User.objects.create_user("viewer", is_staff=True)
    viewer.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(viewer)
    assert client.get(page_of(text)).status_code == 403
    assert look(client, text).status_code == 403


def test_the_page_costs_the_same_however_much_is_recorded(admin_client, text):
    def asked(pasted):
        with CaptureQueriesContext(connection) as queries:
            assert look(admin_client, text, pasted).context["pasted"]
        return len(queries)

    # Session, user; the text; states, names, spells, successions; members of the day; for each of
    # the first ten unknown names the near ones (2).
    assert asked(TEXT) == 10
    many = ", ".join(f"Atlantis {number}" for number in range(60))
    crowded = TEXT.replace("Atlantis", many)
    assert asked(crowded) == 28
    for number in range(20):
        make_roll_call(make_resolution(f"A/RES/61/{number + 1}"), on=DAY, state="draft")
    assert asked(crowded) == 28


def test_prose_that_is_no_list_is_refused(admin_client, text):
    prose = ", ".join(f"words {number}" for number in range(101))
    page = look(admin_client, text, TEXT.replace("Atlantis", prose))
    assert page.context["form"].errors["text"] == ["101 pieces of it are no states: is it a list?"]


def test_answers_are_not_applied_to_another_text_and_nothing_unseen_is_kept(admin_client, text):
    page = look(admin_client, text, TEXT.replace("Atlantis", "page 14, Atlantis"))
    answers = {"answer-0": "-", "answer-1": "ISL"}
    edited = keep(admin_client, text, page, text=TEXT, **answers)
    assert edited.context["refusals"] == [
        "The text, the day or the organ is another than what was read: look at it first."
    ]
    (question,) = edited.context["pasted"].questions
    assert (question.text, question.answer) == ("Atlantis", "")
    for other in ({"day": "2007-09-12"}, {"organ": "first_committee"}):
        assert keep(admin_client, text, page, **answers, **other).context["refusals"]
    assert not RollCall.objects.filter(resolution=text).exists()


def test_line_ends_that_a_browser_changes_make_no_other_text(admin_client, text):
    page = look(admin_client, text)
    sent = TEXT.replace("\n", "\r\n")
    assert keep(admin_client, text, page, text=sent, **{"answer-0": "-"}).status_code == 302


@pytest.mark.parametrize(
    ("given", "printed", "expected", "read", "told"),
    [
        ("", "Thursday, 13 September 2007", "2007-09-10", DAY, False),
        ("2007-09-10", "Thursday, 13 September 2007", None, date(2007, 9, 10), True),
        ("", "", "2007-09-10", date(2007, 9, 10), False),
    ],
)
def test_the_day_is_the_one_given_else_printed_else_expected(
    admin_client, text, given, printed, expected, read, told
):
    text.vote_expected_on = expected and date.fromisoformat(expected)
    saved(text)
    page = look(admin_client, text, f"{printed}\n\n{TEXT}", given)
    assert page.context["day"] == read
    assert ("The text itself says 13 September 2007." in page.context["pasted"].problems) is told


def test_what_was_meant_is_shown_and_where_it_would_be_lost_said(admin_client, text):
    page = look(admin_client, text)
    assert page.context["pasted"].intended == [("Haiti", "Yes", False)]
    assert "kept only if it is set to" in page.content.decode()


def test_counts_are_told_with_the_answers_in_them(admin_client, text):
    page = keep(admin_client, text, look(admin_client, text), look="", **{"answer-0": ""})
    assert page.context["pasted"].problems == []
    assert [each.fits for each in page.context["pasted"].counts] == [False, True, True, True]


@pytest.mark.parametrize("vote", ["x", "9" * 5000, "-1", "7"])
def test_a_roll_call_that_is_not_there_is_the_first(admin_client, text, vote):
    assert look(admin_client, text, vote=vote).context["number"] == 0


def test_who_may_not_name_states_leaves_no_alias(client, text):
    editor = User.objects.create_user("editor", is_staff=True)
    names = ["add_rollcall", "change_rollcall", "view_rollcall", "view_resolution"]
    editor.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(editor)
    page = look(client, text)
    assert "Remember it" not in page.content.decode()
    keep(client, text, page, **{"answer-0": "ISL", "remember-0": "on"})
    assert RollCall.objects.filter(resolution=text).exists()
    assert not CountryName.objects.filter(name="Atlantis").exists()


def test_undoing_a_published_paste_takes_its_outcome_back_too(admin_client, admin_user, text):
    publish(admin_client, text, look(admin_client, text, COMPLETE, majority_rule="simple"))
    undo(Revision.objects.latest("id"), admin_user)
    text.refresh_from_db()
    assert text.status == "tabled"
    assert not RollCall.objects.filter(resolution=text).exists()


def test_the_page_of_a_text_leads_there(admin_client, text):
    assert page_of(text) in admin_client.get(address(text)).content.decode()


def test_a_vote_on_a_part_and_a_committees_vote_are_kept_as_such(admin_client, text):
    given = {
        "scope": "paragraph",
        "scope_label": "operative paragraph 4",
        "organ": "third_committee",
    }
    keep(admin_client, text, look(admin_client, text, **given), **{"answer-0": "-"})
    roll_call = RollCall.objects.get(resolution=text)
    assert (roll_call.scope, roll_call.scope_label, roll_call.organ) == (
        "paragraph",
        "operative paragraph 4",
        "third_committee",
    )


@pytest.mark.parametrize(("body", "organ"), [("SC", "council"), ("HRC", "human_rights_council")])
def test_in_a_smaller_organ_who_is_not_named_is_not_set_to_non_voting(
    admin_client, bundled, body, organ
):
    text = make_resolution("", draft_symbol="S/2007/1", status="tabled", body=body)
    opened = admin_client.get(page_of(text))
    assert fields_of(opened)["organ"] == organ
    complete = TEXT.replace(", Atlantis", ", Iceland")
    page = look(admin_client, text, complete, organ=organ)
    assert page.context["with_rest"] is False
    keep(admin_client, text, page, rest="on")
    assert positions(RollCall.objects.get(resolution=text))["X"] == []


COMPLETE = TEXT.replace(", Atlantis", ", Iceland")


def publish(client, text, page, **changes):
    return client.post(page_of(text), fields_of(page) | {"publish": ""} | changes)


def test_what_adds_up_is_published_at_once_and_its_text_follows(admin_client, text):
    page = look(admin_client, text, COMPLETE, majority_rule="simple")
    assert publish(admin_client, text, page).status_code == 302
    text.refresh_from_db()
    roll_call = RollCall.objects.get(resolution=text)
    assert (roll_call.state, roll_call.majority_rule, text.status) == (
        "published",
        "simple",
        "adopted",
    )
    assert ("success", "A/61/L.67 is adopted: 3 in favour, 2 needed.") in said(admin_client)


def test_what_does_not_add_up_is_not_published_and_not_kept(admin_client, text):
    page = publish(admin_client, text, look(admin_client, text), **{"answer-0": "-"})
    assert "yes: 2 recorded, 3 official, 1 missing" in page.context["refusals"][0]
    assert not RollCall.objects.filter(resolution=text).exists()
    assert not CountryName.objects.filter(name="Atlantis").exists()


def test_an_editor_pastes_and_does_not_publish(client, text):
    editor = User.objects.create_user("editor", is_staff=True)
    names = ["add_rollcall", "change_rollcall", "view_rollcall", "view_resolution"]
    editor.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(editor)
    page = look(client, text, COMPLETE)
    assert "Publish it" not in page.content.decode()
    refused = publish(client, text, page)
    assert refused.context["refusals"] == ["Only a reviewer may publish; keep it as a draft."]
    assert not RollCall.objects.filter(resolution=text).exists()
    assert keep(client, text, page).status_code == 302
