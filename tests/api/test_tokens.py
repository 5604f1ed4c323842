"""Tokens: made with name and password, shown once, kept hashed, expiring, revoked at once."""

import json
from base64 import b64encode
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.utils import timezone

from votes.models import Token as AuthToken
from votes.models.token import make_token

pytestmark = pytest.mark.django_db

TOKENS = "/api/v1/tokens/"


@pytest.fixture
def owner():
    return User.objects.create_user("owner", password="right", is_staff=True)


@pytest.fixture
def token(owner):
    return make_token(owner, timedelta(days=1))[1]


def basic(name, password):
    return {"Authorization": "Basic " + b64encode(f"{name}:{password}".encode()).decode()}


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


def make(client, password="right", body=None, name="owner"):  # noqa: S107
    return client.post(
        TOKENS,
        json.dumps(body or {}),
        content_type="application/json",
        headers=basic(name, password),
    )


def error(response):
    found = response.json()["error"]
    return response.status_code, found["code"], found["message"]


def in_words(moment):
    return moment.isoformat().replace("+00:00", "Z")


def test_a_token_is_made_with_name_and_password_and_shown_once(client, owner):
    response = make(client)
    token = AuthToken.objects.get()
    secret = response.json()["token"]
    assert response.status_code == 201
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.json() == {
        "key": secret[:15],
        "token": secret,
        "created_at": in_words(token.created),
        "expires_at": in_words(token.expiry),
    }
    assert token.digest != secret
    assert timedelta(days=29.9) < token.expiry - token.created < timedelta(days=30.1)
    listed = client.get(TOKENS, headers=bearer(secret))
    assert listed.headers["Cache-Control"] == "private, no-store"
    assert listed.json() == {
        "results": [
            {
                "key": secret[:15],
                "created_at": in_words(token.created),
                "expires_at": in_words(token.expiry),
            }
        ]
    }


@pytest.mark.parametrize("days", [1, 365])
def test_a_token_lives_as_long_as_is_wanted_up_to_a_year(client, owner, days):
    assert make(client, body={"days": days}).status_code == 201
    token = AuthToken.objects.get()
    assert round((token.expiry - token.created) / timedelta(days=1)) == days


@pytest.mark.parametrize(
    ("body", "parameter", "near"),
    [
        ({"days": 0}, "days", []),
        ({"days": 366}, "days", []),
        ({"days": "many"}, "days", []),
        ({"days": None}, "days", []),
        ({"days": 10**30}, "days", []),
        ({"day": 3}, "day", ["days"]),
        ([], "", []),
        ("text", "", []),
    ],
)
def test_a_life_that_no_token_has_is_refused(client, owner, body, parameter, near):
    response = client.post(
        TOKENS,
        json.dumps(body),
        content_type="application/json",
        headers=basic("owner", "right"),
    )
    assert response.status_code == 400
    (detail,) = response.json()["error"]["details"]
    assert (detail["parameter"], detail["did_you_mean"]) == (parameter, near)
    assert not AuthToken.objects.exists()


def test_a_wrong_password_is_told_and_five_lock_the_name_for_the_address(client, owner):
    for _ in range(4):
        response = make(client, "wrong")
        assert error(response) == (401, "not_authenticated", "Name and password do not fit.")
        assert response.headers["WWW-Authenticate"] == 'Basic realm="tokens"'
    for password in ("wrong", "right"):
        response = make(client, password)
        assert error(response)[:2] == (429, "locked")
        assert response.headers["Retry-After"] == "900"
    assert not AuthToken.objects.exists()


def test_a_success_counts_the_failures_anew(client, owner):
    for _ in range(2):
        for _ in range(4):
            assert make(client, "wrong").status_code == 401
        assert make(client).status_code == 201


@pytest.mark.parametrize("name", ["u" * 151, "a\0b"])
def test_a_name_that_no_account_can_have_is_refused_and_not_counted(client, name):
    assert make(client, name=name).status_code == 401
    assert not AccessAttempt.objects.exists()


def test_a_password_of_megabytes_is_not_hashed(client, owner):
    assert make(client, "p" * 5000).status_code == 401
    assert not AccessAttempt.objects.exists()


def test_only_accounts_of_the_desk_are_given_tokens(client):
    User.objects.create_user("reader", password="right")
    expected = (403, "forbidden", "This account has no access to the desk.")
    assert error(make(client, name="reader")) == expected


def test_a_token_does_not_make_another(client, token):
    response = client.post(TOKENS, headers=bearer(token))
    assert response.status_code == 401
    assert AuthToken.objects.count() == 1


def test_no_name_and_no_token_is_unauthorized(client):
    for method in (client.get, client.post):
        response = method(TOKENS)
        assert response.status_code == 401
        assert "WWW-Authenticate" in response.headers


@pytest.mark.parametrize(
    "given",
    ["Bearer", "Bearer a b", "Bearer x", "Bearer \xff", "Bearer a\0b", "Bearer " + "a" * 9999],
)
def test_a_token_that_is_none_is_unauthorized_even_where_all_may_read(client, given):
    response = client.get("/api/v1/countries/", headers={"Authorization": given})
    assert error(response)[:2] == (401, "not_authenticated")
    assert response.headers["WWW-Authenticate"] == "Bearer"


def test_an_expired_token_is_unauthorized_and_reading_deletes_nothing(client, owner):
    _, secret = make_token(owner, timedelta(days=1))
    AuthToken.objects.update(expiry=timezone.now() - timedelta(seconds=1))
    assert client.get("/api/v1/countries/", headers=bearer(secret)).status_code == 401
    assert AuthToken.objects.count() == 1
    make_token(owner, timedelta(days=1))
    assert AuthToken.objects.count() == 1


def test_a_revoked_token_is_unauthorized_at_once(client, owner, token):
    other = make_token(owner, timedelta(days=1))[1]
    assert client.get("/api/v1/countries/", headers=bearer(other)).status_code == 200
    revoked = client.delete(f"{TOKENS}{other[:15]}/", headers=bearer(token))
    assert (revoked.status_code, revoked.content) == (204, b"")
    assert client.get("/api/v1/countries/", headers=bearer(other)).status_code == 401
    again = client.delete(f"{TOKENS}{other[:15]}/", headers=bearer(token))
    assert error(again)[:2] == (404, "not_found")


def test_nobody_sees_or_revokes_the_tokens_of_others(client, token):
    stranger = User.objects.create_user("stranger", is_staff=True)
    theirs = make_token(stranger, timedelta(days=1))[1]
    assert [row["key"] for row in client.get(TOKENS, headers=bearer(token)).json()["results"]] == [
        token[:15]
    ]
    assert client.delete(f"{TOKENS}{theirs[:15]}/", headers=bearer(token)).status_code == 404
    assert AuthToken.objects.count() == 2


def test_the_token_of_an_account_that_is_shut_is_unauthorized(client, owner, token):
    owner.is_active = False
    owner.save()
    assert client.get("/api/v1/countries/", headers=bearer(token)).status_code == 401
    assert make(client).status_code == 401


def test_the_log_holds_no_token(client, owner, token, caplog):
    client.get("/api/v1/countries/", headers=bearer(token))
    client.get("/api/v1/countries/", headers=bearer(token + "0"))
    client.get("/api/v1/nowhere/", headers=bearer(token))
    assert token not in caplog.text
