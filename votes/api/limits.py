"""How often somebody may ask: so many requests a minute, counted once for all processes."""

from __future__ import annotations

import logging
import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from redis.exceptions import RedisError
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from tracker.middleware import client_network
from votes.exports.formats import FORMATS

MINUTE = 60
log = logging.getLogger(__name__)


class RateLimit(BaseThrottle):
    """Refuse with 429 what goes over the limit of its class in a minute.

    Files count as exports, whatever changes something as writing, the rest by whether somebody is
    signed in. The counters stand in the cache: with Redis all processes share them, without it
    each counts for itself.
    """

    def allow_request(self, request: Request, view: Any) -> bool:
        return not settings.RATE_LIMITS or is_within(kind_of(request, view), who(request))

    def wait(self) -> float:
        return to_wait()


def is_within(kind: str, name: str) -> bool:
    """Count one more request of a class; whether the limit of this minute still holds it."""
    limit = settings.RATE_LIMITS.get(kind)
    return limit is None or count(f"rate:{kind}:{name}:{int(time.time() // MINUTE)}") <= limit


def to_wait() -> float:
    """Seconds to the next minute."""
    return MINUTE - time.time() % MINUTE + 1


def kind_of(request: Request, view: Any) -> str:
    """The class of limits that a request falls under."""
    if request.method not in SAFE_METHODS:
        return "write"
    if getattr(view, "is_export", False) or request.accepted_renderer.format in FORMATS:
        return "export"
    return "account" if request.user.is_authenticated else "anonymous"


def who(request: Request) -> str:
    """Whose requests are counted together: an account's, else those of an address."""
    if request.user.is_authenticated:
        return f"account-{request.user.pk}"
    return asker(request)


def asker(request: Any) -> str:
    """An address as requests are counted by it: of IPv6 the whole network of a customer."""
    return client_network(request) or "unknown"


def count(key: str) -> int:
    """Count one more; in one step, so that of many at once none is missed."""
    try:
        cache.add(key, 0, timeout=2 * MINUTE)
        try:
            return cache.incr(key)
        except ValueError:
            # The cache dropped it between the two.
            return 1
    except (RedisError, OSError):
        log.warning("The cache does not answer: requests are not counted.")
        return 0
