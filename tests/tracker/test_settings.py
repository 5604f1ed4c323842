"""Configuration refuses what makes no sense, and the site starts only with a usable key."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KEY = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ASK = """
import json
from django.conf import settings
print(json.dumps({name: getattr(settings, name) for name in %r}, default=str))
"""


def start(*names: str, **environment: str) -> subprocess.CompletedProcess:
    """Start the site in a process of its own and read settings from it."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    settings = {"DJANGO_SETTINGS_MODULE": "tracker.settings", "SECRET_KEY": KEY}
    return subprocess.run(
        [sys.executable, "-c", ASK % (names,)],
        cwd=ROOT,
        env=kept | settings | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def read(*names: str, **environment: str) -> dict:
    done = start(*names, **environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("key", ["short", "a" * 80, "django-insecure-" + KEY])
def test_without_a_usable_key_the_site_does_not_start(key):
    done = start("DEBUG", SECRET_KEY=key)
    assert done.returncode != 0
    assert "No usable secret key" in done.stderr


@pytest.mark.parametrize(
    "address", ["", "mailto:desk@example.org", "https://example.org:8443/@desk/issues?new=1&a=b"]
)
def test_mistakes_are_reported_by_mail_or_on_a_page(address):
    assert read("CORRECTIONS", CORRECTIONS=address) == {"CORRECTIONS": address}


def test_debug_is_off_unless_asked():
    assert read("DEBUG") == {"DEBUG": False}
    assert read("DEBUG", DEBUG="on") == {"DEBUG": True}


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("DEBUG", "maybe", "DEBUG is 'maybe'; it takes on or off."),
        ("DATABASE_URL", "mysql://u@h/db", "DATABASE_URL is not a usable address"),
        ("DATABASE_URL", "nonsense", "DATABASE_URL is not a usable address"),
        ("DATABASE_URL", "sqlite://", "DATABASE_URL is not a usable address"),
        ("SITE_URL", "https://ex ample.org", "SITE_URL is not a usable address"),
        ("SITE_URL", "https://user:pw@h", "without a path or a user"),
        ("CORRECTIONS", "desk@example.org", "or an e-mail address after mailto:, as in mailto:"),
        ("CORRECTIONS", "mailto:<desk@example.org>", "CORRECTIONS is not a usable address"),
        ("CORRECTIONS", 'mailto:"desk"@example.org', "CORRECTIONS is not a usable address"),
        ("CORRECTIONS", "mailto:a@b.org,c@d.org", "CORRECTIONS is not a usable address"),
        ("CORRECTIONS", "https://desk:secret@example.org/", "without a user"),
        ("CORRECTIONS", "https://desk@example.org/", "without a user"),
        ("CORRECTIONS", 'https://example.org/"x', "quotes or angle brackets"),
        ("CORRECTIONS", "https://example.org/'x", "quotes or angle brackets"),
        ("CORRECTIONS", "https://example.org/<x>", "quotes or angle brackets"),
        ("CORRECTIONS", "https://", "CORRECTIONS is not a usable address"),
        ("CORRECTIONS", "javascript:alert(1)", "CORRECTIONS is not a usable address"),
        ("CORRECTIONS", "mailto:a@b.org?cc=c", "CORRECTIONS is not a usable address"),
        ("REDIS_URL", "http://h", "REDIS_URL is not a usable address"),
        ("SITE_URL", "ftp://h", "SITE_URL is not a usable address"),
        ("SITE_URL", "https://h/path", "it takes an address without a path"),
        ("TRUSTED_PROXIES", "many", "TRUSTED_PROXIES is 'many'; it takes a whole number"),
        ("HSTS_SECONDS", "-1", "HSTS_SECONDS is '-1'"),
        ("LOG_LEVEL", "LOUD", "LOG_LEVEL is 'LOUD'; it takes one of DEBUG, INFO"),
        ("STATEMENT_TIMEOUT_SECONDS", "99999", "STATEMENT_TIMEOUT_SECONDS is '99999'"),
    ],
)
def test_bad_values_are_refused_by_name(name, value, message):
    environment = {name: value} | ({"SITE_URL": "https://h"} if name == "HSTS_SECONDS" else {})
    done = start("DEBUG", **environment)
    assert done.returncode != 0
    assert message in done.stderr
    assert "secret" not in done.stdout


SECURE = (
    *("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"),
    *("SECURE_HSTS_SECONDS", "ALLOWED_HOSTS"),
)


def test_plain_http_on_loopback_has_no_secure_cookies_and_no_redirects():
    assert read(*SECURE) == {
        "SESSION_COOKIE_SECURE": False,
        "CSRF_COOKIE_SECURE": False,
        "SECURE_SSL_REDIRECT": False,
        "SECURE_HSTS_SECONDS": 0,
        "ALLOWED_HOSTS": ["127.0.0.1", "127.0.0.1", "localhost", "[::1]"],
    }


def test_an_https_address_brings_secure_cookies_redirects_and_hsts():
    assert read(*SECURE, SITE_URL="https://votes.example.org") == {
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31536000,
        "ALLOWED_HOSTS": ["votes.example.org"],
    }


def test_sqlite_waits_for_its_turn_and_postgresql_has_bounds():
    sqlite = read("DATABASES")["DATABASES"]["default"]["OPTIONS"]
    assert sqlite == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;",
    }
    postgres = read(
        "DATABASES", DATABASE_URL="postgres://u@127.0.0.1/db", STATEMENT_TIMEOUT_SECONDS="5"
    )["DATABASES"]["default"]
    assert postgres["ENGINE"] == "django.db.backends.postgresql"
    assert postgres["OPTIONS"] == {
        "connect_timeout": 3,
        "options": "-c statement_timeout=5000",
    }


def test_the_deployment_check_is_clean():
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=kept | {"SECRET_KEY": KEY, "SITE_URL": "https://votes.example.org"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
