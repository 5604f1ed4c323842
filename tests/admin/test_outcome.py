"""A tabled text follows from its published vote, under its majority rule."""

import pytest

from tests.admin.desk import address, said, save
from tests.factories import make_countries, make_resolution, make_roll_call

pytestmark = pytest.mark.django_db


def entered(admin_client, *, body="GA", state="published", **fields):
    """The status of a tabled text after a vote on it is saved at the desk, and what was said."""
    text = make_resolution("", draft_symbol="A/78/L.1", status="tabled", body=body)
    states = make_countries("RUS FRA PAK IND BRA CHN GBR USA CHL PER")
    positions = dict(zip(states, fields.pop("positions"), strict=True))
    draft = make_roll_call(text, positions, state="draft", **fields)
    assert save(admin_client, address(draft), state=state).status_code == 302
    text.refresh_from_db()
    return text.status, " ".join(message for _, message in said(admin_client))


@pytest.mark.parametrize(
    ("rule", "positions", "status", "told"),
    [
        ("simple", "YYYNNAAAXX", "adopted", "adopted: 3 in favour, 3 needed"),
        ("simple", "YYNNAAAAXX", "not_adopted", "not adopted: 2 in favour, 3 needed"),
        ("two_thirds", "YYYYNNAAXX", "adopted", "adopted: 4 in favour, 4 needed"),
        ("two_thirds", "YYYNNAAAXX", "not_adopted", "not adopted: 3 in favour, 4 needed"),
        ("", "YYYYYYYYYY", "tabled", "stays tabled"),
    ],
)
def test_an_assembly_text_follows_its_rule(admin_client, rule, positions, status, told):
    found, message = entered(admin_client, positions=positions, majority_rule=rule)
    assert found == status
    assert told in message


@pytest.mark.parametrize(
    ("rule", "status"),
    [("council_substantive", "not_adopted"), ("council_procedural", "adopted")],
)
def test_in_the_council_a_permanent_members_no_ends_a_substantive_text(admin_client, rule, status):
    fields = {"body": "SC", "organ": "council", "majority_rule": rule}
    found, _ = entered(admin_client, positions="NYYYYYYYYY", **fields)
    assert found == status


def test_a_draft_decides_nothing(admin_client):
    fields = {"majority_rule": "simple", "state": "draft"}
    found, message = entered(admin_client, positions="YYYYYYYYYY", **fields)
    assert (found, "tabled" in message) == ("tabled", False)


def test_a_committees_vote_decides_nothing(admin_client):
    fields = {"majority_rule": "simple", "organ": "third_committee"}
    found, message = entered(admin_client, positions="YYYYYYYYYY", **fields)
    assert found == "tabled"
    assert "another organ decides" in message


def test_a_text_that_is_not_tabled_keeps_its_status(admin_client):
    text = make_resolution("A/RES/78/1", status="withdrawn")
    states = make_countries("RUS FRA")
    draft = make_roll_call(text, dict.fromkeys(states, "Y"), state="draft", majority_rule="simple")
    save(admin_client, address(draft), state="published")
    text.refresh_from_db()
    assert text.status == "withdrawn"
