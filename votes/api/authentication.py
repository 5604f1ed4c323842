"""Who asks: the holder of a token, or, to be given one, of a name and a password."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from knox.auth import TokenAuthentication as KnoxAuthentication
from rest_framework import exceptions
from rest_framework.authentication import BasicAuthentication
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from votes.api.limits import asker, is_within, to_wait

# As long as Django keeps names; hashing a longer password would only cost time.
LONGEST_NAME, LONGEST_PASSWORD = 150, 4096
# A token has 64; what is much longer is none.
LONGEST_TOKEN = 200


class TokenAuthentication(KnoxAuthentication):
    """`Authorization: Bearer …`: of an active account, neither expired nor revoked."""

    def authenticate_credentials(self, token: bytes) -> Any:
        # Tokens are hexadecimal: other characters are asked of no database.
        if len(token) > LONGEST_TOKEN or not token.isalnum():
            raise exceptions.AuthenticationFailed("This token is not valid.")
        try:
            return super().authenticate_credentials(token)
        except exceptions.AuthenticationFailed:
            message = "This token is not valid: it may have expired or been revoked."
            raise exceptions.AuthenticationFailed(message) from None

    def _cleanup_token(self, auth_token: Any) -> bool:
        """Whether a token has expired; it is deleted when the next one is made, so that reading
        writes nothing."""
        return auth_token.expiry is None or auth_token.expiry <= timezone.now()


class PasswordAuthentication(BasicAuthentication):
    """HTTP Basic, counted with the failures of the sign-in page."""

    www_authenticate_realm = "tokens"

    def authenticate_credentials(
        self, userid: str, password: str, request: Request | None = None
    ) -> Any:
        # Before the password is looked at: that takes as long as it is meant to.
        if not is_within("sign_in", asker(request)):
            raise exceptions.Throttled(to_wait())
        too_long = len(userid) > LONGEST_NAME or len(password) > LONGEST_PASSWORD
        if too_long or "\0" in userid + password:
            raise exceptions.AuthenticationFailed("Name and password do not fit.")
        # Django's own request: on it the count of failures says that the name is locked.
        plain: Any = getattr(request, "_request", None)
        try:
            return super().authenticate_credentials(userid, password, plain)
        except exceptions.AuthenticationFailed:
            raise exceptions.AuthenticationFailed("Name and password do not fit.") from None


class IsStaff(BasePermission):
    """An account of the desk: of others nobody knows here."""

    message = "This account has no access to the desk."

    def has_permission(self, request: Request, view: Any) -> bool:
        # What nobody can do here is refused as such to all.
        if view.action is None:
            return True
        return bool(request.user and request.user.is_authenticated and request.user.is_staff)
