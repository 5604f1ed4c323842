"""How often somebody may ask, counted for all processes together."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache, caches
from django.core.cache.backends.redis import RedisCache

from tracker.middleware import client_network
from votes.api import limits

pytestmark = pytest.mark.django_db
LIMITS = {"anonymous": 3, "account": 5, "write": 2, "export": 1}


@pytest.fixture(autouse=True)
def counted(settings, monkeypatch):
    settings.RATE_LIMITS = LIMITS
    monkeypatch.setattr(limits.time, "time", lambda: 1_000_000.0)
    cache.clear()
    yield
    cache.clear()


def statuses(client, count, path="status/", method="get", **extra):
    ask = getattr(client, method)
    return [ask(f"/api/v1/{path}", **extra).status_code for _ in range(count)]


def test_the_limit_is_reached_and_told_with_the_time_to_wait(client):
    assert statuses(client, 4) == [200, 200, 200, 429]
    response = client.get("/api/v1/status/")
    # A minute has begun 40 seconds ago.
    assert response["Retry-After"] == "21"
    assert response.json()["error"]["code"] == "too_many_requests"
    assert response.json()["error"]["message"] == (
        "Request was throttled. Expected available in 21 seconds."
    )


def test_the_next_minute_counts_anew(client, monkeypatch):
    statuses(client, 4)
    monkeypatch.setattr(limits.time, "time", lambda: 1_000_030.0)
    assert statuses(client, 1) == [200]


def test_each_address_has_its_own_count(client):
    assert statuses(client, 4)[-1] == 429
    assert statuses(client, 1, REMOTE_ADDR="198.51.100.7") == [200]


def test_an_account_has_a_larger_limit_from_wherever_it_asks(client, admin_user):
    client.force_login(admin_user)
    found = statuses(client, 3) + statuses(client, 3, REMOTE_ADDR="198.51.100.7")
    assert found == [200, 200, 200, 200, 200, 429]


def test_files_and_writing_have_limits_of_their_own(client):
    assert statuses(client, 2, "votes/?format=csv") == [200, 429]
    assert statuses(client, 1) == [200]
    assert statuses(client, 3, method="post")[-1] == 429


def test_a_header_of_ones_own_does_not_evade_the_limit(client, settings):
    for number in range(3):
        statuses(client, 1, headers={"x-forwarded-for": f"198.51.100.{number}"})
    assert statuses(client, 1, headers={"x-forwarded-for": "198.51.100.9"}) == [429]
    settings.TRUSTED_PROXIES = 1
    # What the proxy has added stands last; what stands before it is the asker's own.
    told = [f"203.0.113.{number}, 198.51.100.8" for number in range(4)]
    found = [statuses(client, 1, headers={"x-forwarded-for": each})[0] for each in told]
    assert found == [200, 200, 200, 429]


def test_one_customer_with_many_addresses_is_one_asker(client):
    for number in range(3):
        statuses(client, 1, REMOTE_ADDR=f"2001:db8:1:1::{number}")
    assert statuses(client, 1, REMOTE_ADDR="2001:db8:1:1:ffff::1") == [429]
    assert statuses(client, 1, REMOTE_ADDR="2001:db8:1:2::1") == [200]


def test_an_answer_that_is_still_held_is_not_counted(client):
    tag = client.get("/api/v1/countries/")["ETag"]
    held = [
        client.get("/api/v1/countries/", headers={"if-none-match": tag}).status_code
        for _ in range(5)
    ]
    assert held == [304] * 5


def test_the_limits_can_be_switched_off(client, settings):
    settings.RATE_LIMITS = {}
    assert set(statuses(client, 10)) == {200}


def test_a_cache_that_does_not_answer_refuses_nobody(client, monkeypatch):
    monkeypatch.setattr(limits, "cache", RedisCache("redis://127.0.0.1:1/0", {}))
    assert set(statuses(client, 5)) == {200}


@pytest.mark.service
def test_of_many_at_once_exactly_as_many_as_the_limit_get_through(settings, redis_url):
    """Two processes, or threads with a connection each: none is counted twice or not at all."""
    settings.CACHES = settings.CACHES | {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": redis_url,
        }
    }
    caches["default"].clear()
    with ThreadPoolExecutor(16) as pool:
        counts = list(pool.map(limits.count, ["rate:anonymous:test:1"] * 120))
    assert sorted(counts) == list(range(1, 121))
    caches["default"].clear()


def test_attempts_to_get_a_token_are_counted_before_the_password_is_looked_at(client, settings):
    settings.RATE_LIMITS = {"sign_in": 2}
    asked = [
        client.post("/api/v1/tokens/", headers={"authorization": "Basic eDp5"}) for _ in range(3)
    ]
    assert [each.status_code for each in asked] == [401, 401, 429]
    assert asked[-1]["Retry-After"] == "21"


def test_an_old_address_told_in_the_new_form_is_the_old_one(client):
    assert statuses(client, 4, REMOTE_ADDR="::ffff:198.51.100.7")[-1] == 429
    assert statuses(client, 1, REMOTE_ADDR="198.51.100.7") == [429]
    assert statuses(client, 1, REMOTE_ADDR="::ffff:198.51.100.8") == [200]


def test_what_is_refused_for_want_of_rights_is_counted_too(client):
    bad = {"headers": {"authorization": "Bearer nothing"}}
    assert statuses(client, 4, "votes/", **bad) == [401, 401, 401, 429]


@pytest.mark.parametrize("told", ["198.51.100.7:4711", "[2001:db8::1]", "::ffff:198.51.100.7"])
def test_an_address_is_read_however_a_proxy_writes_it(settings, rf, told):
    settings.TRUSTED_PROXIES = 1
    request = rf.get("/", headers={"x-forwarded-for": told})
    assert client_network(request) in {"198.51.100.7", "2001:db8::"}
