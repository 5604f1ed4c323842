"""Roll calls written whole in one call, and corrected position by position."""

import pytest

from tests.api.writers import Writer, refusal
from tests.copied import copied
from tests.factories import make_countries, make_country, make_resolution, make_roll_call
from votes.models import Revision, RollCall, Vote

pytestmark = pytest.mark.django_db

ES_11_1 = "A/RES/ES-11/1"


@pytest.fixture
@copied
def states():
    return {state.code: state for state in make_countries("FRA RUS PAK")}


@pytest.fixture
@copied
def text():
    return make_resolution(ES_11_1)


@pytest.fixture
def published(states, text):
    return make_roll_call(text, dict(zip(states.values(), "YNA", strict=True)))


def vote(country, position, **more):
    return {"country": country, "position": position} | more


def wanted(**more):
    return {
        "resolution": ES_11_1,
        "date": "2022-03-02",
        "totals": {"official": {"yes": 1, "no": 1, "abstain": 1}},
        "votes": [vote("FRA", "yes"), vote("Rus", "no"), vote("PAK", "abstain")],
    } | more


def positions():
    return dict(Vote.objects.values_list("country__code", "position"))


def test_a_roll_call_is_answered_as_its_address_reads_it(editor, states, text):
    body = wanted(
        meeting="A/ES-11/PV.5",
        majority_rule="two_thirds",
        majority_source="Charter, Article 18 (2)",
        identifiers=[{"scheme": "undl", "value": "3959039"}],
        sources=[{"title": "A/ES-11/PV.5", "locator": "page 15"}],
        reason="Entered from the record",
    )
    body["totals"]["announced"] = {"yes": 2}
    response = editor.send("POST", "roll-calls/", body, 201)
    answer = response.json()
    assert response.headers["Location"] == f"http://testserver/api/v1/roll-calls/{answer['id']}/"
    assert editor.get(f"roll-calls/{answer['id']}/") == answer
    roll_call = RollCall.objects.get()
    source = roll_call.citations.get().source
    assert answer == {
        "id": roll_call.pk,
        "resolution": {"symbol": ES_11_1, "title": text.title},
        "body": "GA",
        "session": "ES-11",
        "organ": "plenary",
        "scope": "whole",
        "scope_label": None,
        "date": "2022-03-02",
        "precision": "day",
        "meeting": "A/ES-11/PV.5",
        "modality": "recorded",
        "totals": {
            "official": {"yes": 1, "no": 1, "abstain": 1, "non_voting": None},
            "announced": {"yes": 2, "no": None, "abstain": None},
            "counted": {"yes": 1, "no": 1, "abstain": 1, "non_voting": 0},
            "result": {"yes": 1, "no": 1, "abstain": 1, "non_voting": None},
        },
        "tally": {"checked": True, "adds_up": True, "gaps": []},
        "majority_rule": "two_thirds",
        "majority_source": "Charter, Article 18 (2)",
        "yes_needed": 2,
        "carried": False,
        "outcome": "adopted",
        "discrepancy_explanation": None,
        "note": None,
        "state": "draft",
        "internal_note": None,
        "identifiers": [{"scheme": "undl", "value": "3959039"}],
        "sources": [
            {
                "id": source.pk,
                "title": "A/ES-11/PV.5",
                "publisher": None,
                "url": None,
                "archived_url": None,
                "published_on": None,
                "locator": "page 15",
                "quote": None,
            }
        ],
        "version": 1,
        "updated_at": answer["updated_at"],
    }
    assert positions() == {"FRA": "Y", "RUS": "N", "PAK": "A"}
    assert dict(Vote.objects.values_list("country__code", "recorded_name")) == {
        "FRA": "",
        "RUS": "",
        "PAK": "",
    }
    revision = Revision.objects.latest("id")
    assert (revision.user, revision.reason) == (editor.user, "Entered from the record")


def test_all_faults_are_told_at_once_by_their_places(editor, states, text):
    bad = [
        vote("Pakistn", "abstain"),
        vote("FRA", "yes"),
        vote("Fra", "no"),
        vote({"code": "RUS"}, "no"),
    ]
    make_country("TUR", "Pakistan")
    assert editor.faults("POST", "roll-calls/", wanted(votes=bad)) == {
        ("votes.0.country", "Pakistn"): (
            "No country is called “Pakistn”.",
            ["Pakistan (TUR)", "Pak (PAK)"],
        ),
        ("votes.1.country", "FRA"): ("Fra is listed more than once.", []),
        ("votes.2.country", "Fra"): ("Fra is listed more than once.", []),
    }
    worse = [
        vote("FRA", "abstian"),
        {"country": "RUS"},
        {"position": "yes"},
        vote("PAK", "abstain", reason="late", non_voting_reason="asleep"),
    ]
    totals = {"official": {"yes": -1, "no": 10**9, "abstain": "x", "nay": 1}, "announced": 3}
    words = "This takes one of: yes, no, abstain, non_voting."
    reasons = "This takes one of: absent, did_not_participate, article_19, barred, unknown."
    body = wanted(votes=worse, totals=totals, organ="plenery", date=20220302)
    small, large = (
        "Ensure this value is greater than or equal to 0.",
        "Ensure this value is less than or equal to 32767.",
    )
    faults = editor.faults("POST", "roll-calls/", body)
    assert faults.pop(("organ", "plenery"))[1] == ["plenary"]
    assert faults == {
        ("date", "20220302"): ("This is not a date; dates are written 2022-03-02.", []),
        ("totals.official.yes", "-1"): (small, []),
        ("totals.official.no", "1000000000"): (large, []),
        ("totals.official.abstain", "x"): ("A valid integer is required.", []),
        ("totals.official.nay", "1"): ("There is no such key here.", []),
        ("totals.announced", "3"): ("This is to be an object with keys and values.", []),
        ("votes.0.position", "abstian"): (words, ["abstain"]),
        ("votes.1.position", ""): ("This field is required.", []),
        ("votes.2.country", ""): ("This field is required.", []),
        ("votes.3.reason", "late"): ("There is no such key here.", ["version"]),
        ("votes.3.non_voting_reason", "asleep"): (reasons, []),
    }
    assert not RollCall.objects.exists()


def test_a_position_that_makes_no_sense_is_told_where_it_stands(editor, states, text):
    bad = [vote("FRA", "yes", non_voting_reason="absent"), vote("PAK", None)]
    assert editor.faults("POST", "roll-calls/", wanted(votes=bad)) == {
        ("votes.0.non_voting_reason", "absent"): (
            "Only a state that did not vote has a reason for it.",
            [],
        ),
        ("votes.1.position", ""): ("No position to take out.", []),
    }
    assert not RollCall.objects.exists()


def test_publishing_takes_the_permission_and_the_tally(editor, reviewer, states, text):
    message = "Only a reviewer may publish; save it as a draft."
    body = wanted(state="published")
    assert refusal(editor.post("roll-calls/", body, 403)) == ("forbidden", message)
    draft = editor.post("roll-calls/", wanted())
    address = f"roll-calls/{draft['id']}/"
    change = {"state": "published"}
    assert refusal(editor.patch(address, change, status=403)) == ("forbidden", message)
    short = change | {"votes": [vote("PAK", None)]}
    (fault,) = reviewer.faults("PATCH", address, short, If_Match="1").values()
    assert "abstain: 0 recorded, 1 official, 1 missing." in fault[0]
    assert reviewer.patch(address, change)["state"] == "published"
    back = editor.patch(address, {"state": "draft", "reason": "Doubtful"}, 2, 403)
    assert refusal(back) == ("forbidden", "Only a reviewer may take back a publication.")
    taken = reviewer.patch(address, {"state": "draft", "reason": "Doubtful"}, 2)
    assert taken["state"] == "draft"


def test_a_correction_of_what_is_published_needs_a_reason_which_readers_see(editor, published):
    address, change = f"roll-calls/{published.pk}/", {"votes": [vote("PAK", "yes")]}
    (fault,) = editor.faults("PATCH", address, change, If_Match="1").values()
    assert "is published: a correction needs a reason." in fault[0]
    assert positions()["PAK"] == "A"
    answer = editor.patch(address, change | {"reason": "Misread, see PV.5"})
    assert answer["discrepancy_explanation"] == "Misread, see PV.5"
    assert answer["tally"]["adds_up"] is False
    assert positions() == {"FRA": "Y", "RUS": "N", "PAK": "Y"}


def test_a_correction_sets_the_countries_listed_and_leaves_the_others(editor, states, text):
    make_country("IND")
    draft = make_roll_call(
        text, dict(zip(states.values(), "YNX", strict=True)), state="draft", totals=False
    )
    votes = [
        vote("PAK", "non_voting", non_voting_reason="absent"),
        vote("RUS", None),
        vote("IND", "abstain", intended_position="yes"),
    ]
    editor.patch(f"roll-calls/{draft.pk}/", {"votes": votes})
    assert positions() == {"FRA": "Y", "PAK": "X", "IND": "A"}
    pakistan = Vote.objects.get(country__code="PAK")
    assert pakistan.non_voting_reason == "absent"
    assert Vote.objects.get(country__code="IND").intended_position == "Y"
    editor.patch(f"roll-calls/{draft.pk}/", {"votes": [vote("PAK", "yes")]}, 2)
    pakistan.refresh_from_db()
    assert (pakistan.position, pakistan.non_voting_reason) == ("Y", "")


def test_of_two_who_correct_the_same_position_the_second_is_refused(editor, reviewer, published):
    address = f"roll-calls/{published.pk}/"
    change = {"votes": [vote("PAK", "yes")], "reason": "Misread"}
    editor.patch(address, change)
    answer = reviewer.send("PATCH", address, change, 412, If_Match='"1"').json()["error"]
    assert (answer["code"], answer["details"][0]["did_you_mean"]) == ("precondition_failed", ["3"])
    one = Vote.objects.get(country__code="PAK")
    alone = reviewer.patch(f"votes/{one.pk}/", {"position": "no"}, 1, 412)["error"]
    assert alone["details"][0]["did_you_mean"] == ["2"]


def test_a_position_sent_with_its_version_is_not_written_over_a_newer_one(editor, published):
    one = Vote.objects.get(country__code="PAK")
    stale = {"votes": [vote("PAK", "yes", version=7)], "reason": "Misread"}
    editor.patch(f"roll-calls/{published.pk}/", stale, 1, 412)
    one.refresh_from_db()
    assert (one.position, one.version) == ("A", 1)


def test_a_vote_is_corrected_on_its_own_with_its_roll_call(editor, published, ask):
    one = Vote.objects.get(country__code="PAK")
    body = {"position": "non_voting", "non_voting_reason": "absent", "reason": "See PV.5"}
    answer = editor.patch(f"votes/{one.pk}/", body)
    assert answer == ask(f"votes/{one.pk}/")
    assert (answer["position"], answer["non_voting_reason"]) == ("non_voting", "absent")
    back = answer | {"position": "abstain", "reason": "Misread", "non_voting_reason": None}
    again = editor.patch(f"votes/{one.pk}/", back, 2)
    assert (again["position"], again["version"]) == ("abstain", 3)
    assert ask(f"roll-calls/{published.pk}/")["discrepancy_explanation"] is None
    only = editor.faults("PATCH", f"votes/{one.pk}/", {"position": None}, If_Match="3")
    assert only == {("position", ""): ("This field may not be null.", [])}
    editor.send("POST", "votes/", {}, 405)


def test_a_published_vote_decides_the_tabled_text_as_at_the_desk(reviewer, editor, states):
    text = make_resolution("", draft_symbol="A/ES-11/L.1", status="tabled")
    body = wanted(resolution="A/ES-11/L.1", majority_rule="simple", state="published")
    body |= {"totals": {"official": {"yes": 2, "no": 1, "abstain": 0}}}
    body["votes"] = [vote("FRA", "yes"), vote("RUS", "no"), vote("PAK", "yes")]
    assert reviewer.post("roll-calls/", body)["outcome"] == "adopted"
    text.refresh_from_db()
    assert text.status == "adopted"


def test_who_may_not_change_texts_leaves_the_text_tabled(reviewer, states):
    text = make_resolution("", draft_symbol="A/ES-11/L.1", status="tabled")
    group = reviewer.user.groups.get()
    group.permissions.remove(group.permissions.get(codename="change_resolution"))
    body = wanted(resolution="A/ES-11/L.1", majority_rule="simple", state="published")
    reviewer.post("roll-calls/", body)
    text.refresh_from_db()
    assert text.status == "tabled"


def test_the_same_vote_is_not_recorded_twice(editor, published):
    faults = editor.faults("POST", "roll-calls/", wanted())
    ((message, _),) = faults.values()
    assert message.startswith("This vote is recorded already.")


def test_readers_write_no_roll_calls(roles, published):
    reader = Writer("Readers")
    reader.post("roll-calls/", wanted(), 403)
    reader.patch(f"roll-calls/{published.pk}/", {}, status=403)


def test_a_whole_roll_call_costs_as_many_queries_as_a_small_one(
    editor, django_assert_max_num_queries, text
):
    codes = [f"X{a}{b}" for a in "ABCDEFGH" for b in "ABCDEFGH"]
    states = make_countries(" ".join(codes))
    votes = [vote(each.code, "yes") for each in states]
    with django_assert_max_num_queries(60):
        editor.post("roll-calls/", wanted(votes=votes))
    assert Vote.objects.count() == 64
