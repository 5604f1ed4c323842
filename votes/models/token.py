"""Tokens for programs: kept hashed, for a time, revoked by deletion."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from knox.models import AuthToken

DEFAULT_DAYS, MOST_DAYS = 30, 365


def make_token(user: Any, life: timedelta) -> tuple[AuthToken, str]:
    """A new token of an account and its secret, which is kept nowhere; expired ones go."""
    AuthToken.objects.filter(expiry__lte=timezone.now()).delete()
    return AuthToken.objects.create(user, expiry=life)
