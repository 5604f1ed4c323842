"""A roll call entered as four lists, counted, published or kept a draft."""

from datetime import date

import pytest

from tests.admin.desk import address, errors, fields_of, said, save
from tests.copied import copied
from tests.factories import make_countries, make_country, make_resolution, make_roll_call
from votes.models import Revision, RollCall, Vote

pytestmark = pytest.mark.django_db
ADD = address(RollCall, "add")


@pytest.fixture
@copied
def states():
    return make_countries("BLR FRA IND PAK RUS TKM")


def positions(roll_call):
    votes = roll_call.votes.order_by("country__code")
    return " ".join(f"{vote.country.code}:{vote.position}" for vote in votes)


def entry(**changes):
    return {
        "resolution": make_resolution().pk,
        "date": "2022-03-02",
        "total_yes": 1,
        "total_no": 2,
        "total_abstain": 2,
        "in_favour": "Fra",
        "against": "BLR; RUS",
        "abstaining": "ind\npak",
    } | changes


def test_a_roll_call_is_entered_as_four_lists(admin_client, admin_user, states):
    response = save(admin_client, ADD, **entry(not_voting="all other members", state="published"))
    assert response.status_code == 302
    roll_call = RollCall.objects.get()
    assert positions(roll_call) == "BLR:N FRA:Y IND:A PAK:A RUS:N TKM:X"
    assert roll_call.is_published
    assert Revision.objects.latest("id").user == admin_user
    assert said(admin_client)[0] == (
        "info",
        "A/RES/ES-11/1, 2 March 2022 is published. The positions add up to the official totals.",
    )


def test_the_name_as_typed_is_kept_and_a_code_is_not(admin_client):
    make_country("TUR", "Türkiye")
    make_country("FRA", "France")
    save(admin_client, ADD, **entry(in_favour="TÜRKIYE, FRA", against="", abstaining=""))
    assert dict(Vote.objects.values_list("country__code", "recorded_name")) == {
        "TUR": "TÜRKIYE",
        "FRA": "",
    }


def test_all_others_leaves_out_states_that_were_not_members_on_the_day(admin_client, states):
    make_country("SSD", since=date(2011, 7, 14))
    make_country("SUN", kind="former_member", until=date(1991, 12, 24))
    make_country("PSE", kind="observer", since=None)
    save(admin_client, ADD, **entry(date="2010-01-01", not_voting="All other members."))
    assert positions(RollCall.objects.get()) == "BLR:N FRA:Y IND:A PAK:A RUS:N TKM:X"


def test_a_roll_call_with_two_missing_is_a_draft_and_says_which_totals_are_short(
    admin_client, states
):
    save(admin_client, ADD, **entry(against="BLR", abstaining="IND"))
    roll_call = RollCall.objects.get()
    assert roll_call.state == "draft"
    told = (
        "A/RES/ES-11/1, 2 March 2022 is a draft. no: 1 recorded, 2 official, 1 missing; "
        "abstain: 1 recorded, 2 official, 1 missing."
    )
    assert said(admin_client)[0] == ("warning", told)
    assert told in admin_client.get(address(roll_call)).content.decode()
    assert "no: 1 recorded, 2 official, 1 missing; abstain: 1 recorded" in (
        admin_client.get(address(RollCall, "changelist")).content.decode()
    )


def test_publishing_is_refused_with_the_gaps_named_and_all_that_was_typed(admin_client, states):
    page = save(admin_client, ADD, **entry(abstaining="IND, PAK, TKM", state="published"))
    assert errors(page) == [
        "A/RES/ES-11/1, 2 March 2022 cannot be published: "
        "abstain: 3 recorded, 2 official, 1 too many. Complete it, or explain the difference."
    ]
    assert page.context["adminform"].form["abstaining"].value() == "IND, PAK, TKM"
    assert not RollCall.objects.exists()
    assert not Vote.objects.exists()
    assert "was added" not in page.content.decode()


def test_publishing_with_the_difference_explained_is_possible(admin_client, states):
    explained = {"discrepancy_explanation": "The record names one state too many."}
    typed = entry(abstaining="IND, PAK, TKM", state="published", **explained)
    assert save(admin_client, ADD, **typed).status_code == 302
    roll_call = RollCall.objects.get()
    assert roll_call.is_published
    assert roll_call.discrepancy_explanation == "The record names one state too many."


def test_an_unknown_name_is_an_error_of_its_list_naming_near_names(admin_client, states):
    page = save(admin_client, ADD, **entry(in_favour="Frax, BLR"))
    assert page.context["adminform"].form.errors == {
        "in_favour": ["No country is called “Frax”. Did you mean Fra (FRA)?"],
        "against": ["Blr (BLR) is also listed under In favour."],
    }
    assert not RollCall.objects.exists()


def test_the_lists_start_with_what_is_recorded_and_only_differences_are_written(
    admin_client, states
):
    blr, fra, ind, pak, _, tkm = states
    roll_call = make_roll_call(
        positions={blr: "N", fra: "Y", ind: "A", pak: "A", tkm: "X"}, state="draft", totals=False
    )
    page = admin_client.get(address(roll_call))
    form = page.context["adminform"].form
    names = ("in_favour", "against", "abstaining", "not_voting")
    assert [form[name].value() for name in names] == ["Fra", "Blr", "Ind, Pak", "Tkm"]

    save(admin_client, address(roll_call), abstaining="Ind", in_favour="FRA, PAK", against="RUS")
    assert positions(roll_call) == "FRA:Y IND:A PAK:Y RUS:N TKM:X"
    changes = Revision.objects.latest("id").changes.order_by("label")
    assert [(str(change), change.after) for change in changes if change.action == "changed"] == [
        ("Pak on A/RES/ES-11/1, 2 March 2022: yes: changed", {"position": "Y"})
    ]
    assert sorted((change.action, change.label[:3]) for change in changes) == [
        ("added", "Rus"),
        ("changed", "Pak"),
        ("deleted", "Blr"),
    ]


def test_saving_without_a_change_writes_nothing(admin_client, states):
    roll_call = make_roll_call(positions=dict.fromkeys(states, "Y"))
    before = Revision.objects.count()
    assert save(admin_client, address(roll_call)).status_code == 302
    assert Revision.objects.count() == before


def test_a_state_that_votes_after_all_loses_its_reason_for_not_voting(admin_client, states):
    roll_call = make_roll_call(positions={states[0]: "X"}, state="draft", totals=False)
    vote = roll_call.votes.get()
    save(admin_client, address(vote), non_voting_reason="absent")
    save(admin_client, address(roll_call), not_voting="", in_favour="BLR")
    vote.refresh_from_db()
    assert (vote.position, vote.non_voting_reason) == ("Y", "")


def later(roll_call):
    votes = roll_call.votes.order_by("country__code")
    return " ".join(
        f"{vote.country.code}:{vote.intended_position}:{vote.non_voting_reason}"
        for vote in votes
        if vote.intended_position or vote.non_voting_reason
    )


def test_what_delegations_later_said_and_why_states_did_not_vote_is_typed_as_lists(
    admin_client, states
):
    blr, fra, ind, pak, rus, tkm = states
    roll_call = make_roll_call(
        positions={blr: "X", fra: "Y", ind: "A", pak: "X", rus: "N", tkm: "X"}, state="draft"
    )
    typed = {
        "later_in_favour": "Ind; BLR",
        "later_against": "fra",
        "later_abstaining": "RUS",
        "absent": "blr",
        "not_participating": "Pak",
        "under_article_19": "TKM",
    }
    before = positions(roll_call)
    assert save(admin_client, address(roll_call), **typed).status_code == 302
    assert later(roll_call) == (
        "BLR:Y:absent FRA:N: IND:Y: PAK::did_not_participate RUS:A: TKM::article_19"
    )
    assert positions(roll_call) == before
    page = admin_client.get(address(roll_call))
    form = page.context["adminform"].form
    assert [form[name].value() for name in typed] == ["Blr, Ind", "Fra", "Rus", "Blr", "Pak", "Tkm"]
    assert "After the vote" in page.content.decode()

    revisions = Revision.objects.count()
    assert save(admin_client, address(roll_call)).status_code == 302
    assert Revision.objects.count() == revisions
    save(admin_client, address(roll_call), later_in_favour="BLR", absent="", under_article_19="")
    assert later(roll_call) == "BLR:Y: FRA:N: PAK::did_not_participate RUS:A:"
    assert Revision.objects.latest("id").changes.count() == 3


def test_later_lists_are_written_with_a_new_roll_call(admin_client, states):
    typed = entry(not_voting="all other members", later_abstaining="FRA, TKM", absent="TKM")
    assert save(admin_client, ADD, **typed).status_code == 302
    assert later(RollCall.objects.get()) == "FRA:A: TKM:A:absent"


def test_values_that_no_later_list_has_are_kept(admin_client, states):
    roll_call = make_roll_call(
        positions={states[0]: "X", states[1]: "Y"}, state="draft", totals=False
    )
    save(admin_client, address(roll_call.votes.get(position="X")), non_voting_reason="barred")
    save(admin_client, address(roll_call.votes.get(position="Y")), intended_position="X")
    assert save(admin_client, address(roll_call), later_against="BLR").status_code == 302
    assert later(roll_call) == "BLR:N:barred FRA:X:"


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        (
            {"absent": "FRA, BLR"},
            {"absent": ["Fra (FRA) voted: it is listed under In favour."]},
        ),
        (
            {"absent": "BLR", "under_article_19": "BLR"},
            {"under_article_19": ["Blr (BLR) is also listed under “Absent”."]},
        ),
        (
            {"later_against": "FRA", "later_abstaining": "FRA"},
            {"later_abstaining": ["Fra (FRA) is also listed under “Later said: against”."]},
        ),
        (
            {"later_against": "PAK", "not_participating": "PAK"},
            {
                "later_against": ["Pak (PAK) is listed under no position."],
                "not_participating": ["Pak (PAK) is listed under no position."],
            },
        ),
        (
            {"later_against": "Frax"},
            {"later_against": ["No country is called “Frax”. Did you mean Fra (FRA)?"]},
        ),
    ],
)
def test_what_cannot_be_said_of_a_state_after_the_vote_is_an_error_naming_it(
    admin_client, states, typed, wrong
):
    roll_call = make_roll_call(
        positions={states[0]: "X", states[1]: "Y"}, state="draft", totals=False
    )
    page = save(admin_client, address(roll_call), **typed)
    assert page.context["adminform"].form.errors == wrong
    assert later(roll_call) == ""


def test_what_someone_else_said_of_a_state_meanwhile_is_not_overwritten(admin_client, states):
    blr, fra, *_ = states
    roll_call = make_roll_call(positions={blr: "X", fra: "X"}, state="draft", totals=False)
    mine = fields_of(admin_client.get(address(roll_call)))
    vote = roll_call.votes.get(country=blr)
    save(admin_client, address(vote), non_voting_reason="unknown")

    # Another state's reason goes in beside it; one for the same state does not.
    page = admin_client.post(address(roll_call), mine | {"absent": "BLR"})
    assert "you read version 1, it is now version 2." in errors(page)[0]
    assert later(roll_call) == "BLR::unknown"
    assert admin_client.post(address(roll_call), mine | {"absent": "FRA"}).status_code == 302
    assert later(roll_call) == "BLR::unknown FRA::absent"


def test_an_intended_position_in_a_published_roll_call_needs_a_reason(admin_client, states):
    roll_call = make_roll_call(positions={states[0]: "N", states[1]: "Y"})
    page = save(admin_client, address(roll_call), later_in_favour="BLR")
    assert "is published: a correction needs a reason." in errors(page)[0]
    typed = {"later_in_favour": "BLR", "reason": "A/ES-11/PV.5, page 15"}
    assert save(admin_client, address(roll_call), **typed).status_code == 302
    assert later(roll_call) == "BLR:Y:"


def test_a_vote_that_someone_else_changed_meanwhile_is_not_overwritten(
    admin_client, admin_user, states
):
    roll_call = make_roll_call(positions={states[0]: "N"}, state="draft", totals=False)
    vote = roll_call.votes.get()
    mine = fields_of(admin_client.get(address(roll_call)))
    save(admin_client, address(vote), position="A", reason="Read again")

    page = admin_client.post(address(roll_call), mine | {"against": "", "in_favour": "BLR"})
    assert errors(page)[0] == (
        "The vote “Blr on A/RES/ES-11/1, 2 March 2022: yes” has been changed meanwhile: "
        "you read version 1, it is now version 2."
    )
    assert errors(page)[1].startswith("admin, ")
    (met,) = page.context["meetings"]
    assert [(each.title, each.opened, each.yours, each.theirs) for each in met.choices] == [
        ("Blr", "No", "Yes", "Abstained")
    ]
    assert positions(roll_call) == "BLR:A"


def test_what_someone_else_recorded_meanwhile_stays_when_it_is_not_touched(admin_client, states):
    blr, fra, *_ = states
    roll_call = make_roll_call(positions={blr: "N", fra: "Y"}, state="draft", totals=False)
    mine = fields_of(admin_client.get(address(roll_call)))
    save(admin_client, address(roll_call.votes.get(country=blr)), position="A")
    assert (
        admin_client.post(address(roll_call), mine | {"in_favour": "FRA, IND"}).status_code == 302
    )
    assert positions(roll_call) == "BLR:A FRA:Y IND:Y"


def test_a_correction_on_the_roll_call_itself_needs_a_reason_too(admin_client, states):
    roll_call = make_roll_call(positions={states[0]: "N", states[1]: "Y"})
    page = save(admin_client, address(roll_call), against="", in_favour="BLR, FRA")
    assert errors(page) == [
        "A/RES/ES-11/1, 2 March 2022 is published: a correction needs a reason. "
        "Readers will see it, since yes: 2 recorded, 1 official, 1 too many; "
        "no: 0 recorded, 1 official, 1 missing."
    ]
    assert positions(roll_call) == "BLR:N FRA:Y"


def test_the_roll_links_each_position_to_its_own_page(admin_client, states):
    roll_call = make_roll_call(positions={states[0]: "N"})
    vote = roll_call.votes.get()
    page = admin_client.get(address(roll_call)).content.decode()
    assert f'<a href="{address(vote)}">Blr</a>' in page


def test_a_text_offers_to_add_its_roll_call_filled_in_as_far_as_known(admin_client):
    text = make_resolution("S/RES/2623 (2022)", body="SC")
    link = f"{ADD}?resolution={text.pk}&amp;organ=council"
    assert link in admin_client.get(address(text)).content.decode()
    form = admin_client.get(link.replace("&amp;", "&")).context["adminform"].form
    assert (form["resolution"].value(), form["organ"].value()) == (str(text.pk), "council")
    assert form["state"].value() == "draft"


def test_the_page_of_a_roll_call_costs_the_same_for_two_states_or_many(
    admin_client, django_assert_num_queries
):
    few = make_roll_call(positions=dict.fromkeys(make_countries("AAA BBB"), "Y"))
    codes = " ".join(f"X{a}{b}" for a in "ABCDE" for b in "ABCDEFGH")
    many = make_roll_call(
        make_resolution("A/RES/77/1"), positions=dict.fromkeys(make_countries(codes), "Y")
    )
    for roll_call in (few, many):
        # Session, user, the roll call, its votes for the lists, its sources, its library
        # numbers, the chosen text's name, the count, votes of non-members, the roll.
        with django_assert_num_queries(10):
            admin_client.get(address(roll_call))
