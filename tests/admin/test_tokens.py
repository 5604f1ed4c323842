"""Tokens at the desk: one's own made, shown once and revoked; who keeps accounts revokes all."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from tests.admin.desk import address, save
from votes.models import Token
from votes.models.token import make_token

pytestmark = pytest.mark.django_db

ADD = reverse("admin:votes_token_add")
LIST = reverse("admin:votes_token_changelist")


@pytest.fixture
def owner(client):
    user = User.objects.create_user("owner", is_staff=True)
    client.force_login(user)
    return user


@pytest.fixture
def others():
    stranger = User.objects.create_user("stranger", is_staff=True)
    return make_token(stranger, timedelta(days=1))


def test_a_token_is_made_for_oneself_and_shown_on_one_page_only(client, owner):
    page = save(client, ADD, days="7")
    token = Token.objects.get()
    secret = page.context["secret"]
    assert page.status_code == 200
    assert f">{secret}</textarea>" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    assert (token.user, token.token_key) == (owner, secret[:15])
    assert round((token.expiry - token.created) / timedelta(days=1)) == 7
    for where in (LIST, address(token), ADD, reverse("admin:index")):
        html = client.get(where).content.decode()
        assert secret not in html
    answer = client.get("/api/v1/tokens/", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 200


@pytest.mark.parametrize("days", ["0", "366", "many", ""])
def test_a_life_that_no_token_has_is_refused(client, owner, days):
    page = save(client, ADD, days=days)
    assert page.context["form"].errors.keys() == {"days"}
    assert not Token.objects.exists()


def test_one_sees_and_revokes_one_s_own_and_no_others(client, owner, others):
    mine, _ = make_token(owner, timedelta(days=1))
    html = client.get(LIST).content.decode()
    assert mine.token_key in html
    assert others[0].token_key not in html
    for page in ("change", "delete", "history"):
        assert client.get(address(others[0], page)).status_code in {302, 403}
        client.post(address(others[0], page), {"post": "yes"})
    assert client.post(address(mine, "delete"), {"post": "yes"}).status_code == 302
    assert list(Token.objects.all()) == [others[0]]
    chosen = {"action": "delete_selected", "_selected_action": others[0].pk, "post": "yes"}
    client.post(LIST, chosen)
    assert Token.objects.exists()


def test_who_keeps_accounts_sees_and_revokes_all_at_once(client, owner, others):
    owner.user_permissions.add(Permission.objects.get(codename="change_user"))
    token, secret = others
    assert token.token_key in client.get(LIST).content.decode()
    assert client.get(address(token)).status_code == 200
    assert client.post(address(token, "delete"), {"post": "yes"}).status_code == 302
    answer = client.get("/api/v1/tokens/", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 401


def test_a_token_is_never_changed(client, owner):
    token, _ = make_token(owner, timedelta(days=1))
    assert client.post(address(token), {"expiry": "2999-01-01"}).status_code == 403


def test_the_front_page_leads_everybody_at_the_desk_to_their_tokens(client, owner):
    html = client.get(reverse("admin:index")).content.decode()
    assert f'href="{LIST}"' in html
    assert "knox" not in html.lower()


def test_strangers_do_not_come_in(client):
    client.force_login(User.objects.create_user("reader"))
    for page in (LIST, ADD):
        assert client.get(page).status_code == 302
