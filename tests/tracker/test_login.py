"""Guessing a password is stopped; its owner elsewhere is not."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from tracker.middleware import client_address

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return User.objects.create_user("owner", password="right", is_staff=True)


def sign_in(client, password, **headers):
    given = {"username": "owner", "password": password}
    return client.post(reverse("admin:login"), given, **headers)


def test_five_failures_lock_an_account_for_one_address_and_a_quarter_of_an_hour(
    client, owner, monkeypatch
):
    for _ in range(4):
        assert sign_in(client, "wrong").status_code == 200
    for password in ("wrong", "right"):
        locked = sign_in(client, password)
        assert (locked.status_code, locked.headers["Retry-After"]) == (429, "900")
        assert "locked for your address for 15 minutes" in locked.content.decode()
    assert sign_in(client, "right", REMOTE_ADDR="192.0.2.7").status_code == 302
    client.logout()
    assert sign_in(client, "right").status_code == 429
    later = timezone.now() + timedelta(minutes=16)
    monkeypatch.setattr("axes.middleware.now", lambda: later, raising=False)
    monkeypatch.setattr("axes.handlers.proxy.now", lambda: later, raising=False)
    assert sign_in(client, "right").status_code == 302


@pytest.mark.parametrize("name", ["u" * 10_000, "u" * 151, "\x00"])
def test_a_name_that_no_account_can_have_is_refused_and_not_counted(client, name):
    given = {"username": name, "password": "wrong"}
    assert client.post(reverse("admin:login"), given).status_code == 200
    assert not AccessAttempt.objects.exists()


def test_a_success_counts_the_failures_anew(client, owner):
    for _ in range(2):
        for _ in range(4):
            assert sign_in(client, "wrong").status_code == 200
        assert sign_in(client, "right").status_code == 302
        client.logout()


def test_trying_on_does_not_lengthen_the_lock(settings):
    assert settings.AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT is False


@pytest.mark.parametrize(
    ("proxies", "told", "address"),
    [
        (0, "198.51.100.1", "192.0.2.1"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "203.0.113.9, 198.51.100.1", "198.51.100.1"),
        (2, "203.0.113.9, 198.51.100.1, 10.0.0.1", "198.51.100.1"),
        (3, "198.51.100.1", "198.51.100.1"),
        (1, "nowhere", "192.0.2.1"),
        (1, "", "192.0.2.1"),
    ],
)
def test_the_address_is_the_one_that_the_nearest_trusted_proxy_tells(
    settings, proxies, told, address
):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=told)
    assert client_address(request) == address
