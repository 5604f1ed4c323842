"""Who may look, enter, publish and undo at the desk."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User

from tests.admin.desk import address, errors, save
from tests.factories import make_countries, make_resolution, make_roll_call
from votes.admin.history import may_undo
from votes.models import Revision, changing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def roles(db):
    """The roles as the migration makes them, also where another test has emptied the tables."""
    import_module("votes.migrations.0007_roles").add_roles(apps, None)


@pytest.fixture
def account(client):
    """A signed-in account in one of the roles."""

    def of(role):
        user = User.objects.create_user(role.lower(), is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        client.force_login(user)
        return user

    return of


def granted(role):
    permissions = Group.objects.get(name=role).permissions
    return {
        f"{app}.{name}"
        for app, name in permissions.values_list("content_type__app_label", "codename")
    }


def test_the_roles_hold_what_their_names_say():
    readers, editors, reviewers, administrators = (
        granted(role) for role in ("Readers", "Editors", "Reviewers", "Administrators")
    )
    assert all(each.startswith("votes.view_") for each in readers)
    assert {each for each in editors if each.startswith("votes.view_")} == readers
    assert {"votes.add_vote", "votes.change_rollcall", "votes.delete_source"} <= editors
    read_only = ("revision", "change", "dataversion", "importrun", "importissue")
    written = {each for each in administrators if not each.startswith("votes.view_")}
    assert not {each for each in written if each.partition("_")[2] in read_only}
    assert reviewers - editors == {"votes.publish_rollcall", "votes.undo_others"}
    assert administrators - reviewers == {
        f"auth.{action}_{model}"
        for action in ("add", "change", "delete", "view")
        for model in ("user", "group")
    }


@pytest.fixture
def draft():
    return make_roll_call(
        make_resolution(), dict.fromkeys(make_countries("PAK IND"), "A"), state="draft"
    )


def test_an_editor_saves_drafts_and_cannot_publish(client, account, draft):
    account("Editors")
    refused = save(client, address(draft), state="published")
    assert errors(refused) == ["Only a reviewer may publish a roll call: save it as a draft."]
    assert save(client, address(draft), note="Read out twice.").status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.note) == ("draft", "Read out twice.")


def test_a_reviewer_publishes_and_only_a_reviewer_takes_it_back(client, account, draft):
    account("Reviewers")
    assert save(client, address(draft), state="published").status_code == 302
    account("Editors")
    refused = save(client, address(draft), state="draft", reason="No.")
    assert errors(refused) == ["Only a reviewer may take back a publication."]
    draft.refresh_from_db()
    assert draft.state == "published"


def test_an_editor_corrects_what_is_published_with_a_reason(client, account, draft):
    account("Editors")
    published = make_roll_call(make_resolution("A/RES/1/1"), {draft.votes.first().country: "A"})
    vote = published.votes.get()
    assert save(client, address(vote), position="Y", reason="PV.3, page 2").status_code == 302


def test_an_editor_undoes_only_their_own_changes(account, draft):
    editor = account("Editors")
    draft.note = "Theirs"
    with changing(None) as gate:
        gate.save(draft)
    assert not may_undo(editor, Revision.objects.latest("id"))
    draft.note = "Mine"
    with changing(editor) as gate:
        gate.save(draft)
    assert may_undo(editor, Revision.objects.latest("id"))
    with changing(None) as gate:
        draft.note = "Theirs again"
        gate.save(draft)
    assert may_undo(account("Reviewers"), Revision.objects.latest("id"))


def test_a_reader_looks_and_writes_nothing(client, account, draft):
    account("Readers")
    assert client.get(address(draft)).status_code == 200
    assert client.post(address(draft), {}).status_code == 403
