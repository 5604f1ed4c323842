"""Tokens for programs: kept hashed, for a time, revoked by deletion."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from knox.models import AuthToken

DEFAULT_DAYS, MOST_DAYS = 30, 365


class Token(AuthToken):
    """One program's key to what its account may do, told by its first characters."""

    class Meta:
        proxy = True
        # Everybody at the desk has their own; who may change accounts sees and revokes all.
        default_permissions = ()
        ordering = ["-created", "digest"]

    def __str__(self) -> str:
        return f"{self.token_key}…"


def make_token(user: Any, life: timedelta) -> tuple[Token, str]:
    """A new token of an account and its secret, which is kept nowhere; expired ones go."""
    Token.objects.filter(expiry__lte=timezone.now()).delete()
    return Token.objects.create(user, expiry=life)
