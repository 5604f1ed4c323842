"""One's own tokens: made with name and password, listed, revoked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.contrib.auth.signals import user_logged_in
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from votes.api.authentication import IsStaff, PasswordAuthentication
from votes.api.errors import UnknownRecord
from votes.api.reading import check_parameters
from votes.api.serializers.tokens import (
    NewTokenSerializer,
    TokenList,
    TokenSerializer,
    TokenWanted,
)
from votes.models.token import Token, make_token


class Tokens(ViewSet):
    """The tokens of the account that asks; a token itself is shown once, when it is made."""

    tag = "Tokens"
    noun = "token"
    ways_in: ClassVar[dict[str, list[str]]] = {"POST": ["password"], "GET": ["token"]}
    answer_class: ClassVar[dict[str, Any]] = {"GET": TokenList, "POST": NewTokenSerializer}
    write_serializer_class = TokenWanted
    http_method_names = ["get", "post", "delete", "head", "options"]
    permission_classes = [IsStaff]

    def get_authenticators(self) -> list[BaseAuthentication]:
        """A token is made with name and password only: none can be made from another."""
        is_making = self.request is not None and self.request.method == "POST"
        if is_making and "post" in self.action_map:
            return [PasswordAuthentication()]
        return super().get_authenticators()

    def list(self, request: Request) -> Response:
        """The tokens of the account that asks, each by its first characters; the newest first."""
        check_parameters(request, [])
        return Response({"results": TokenSerializer(self.own(), many=True).data})

    def create(self, request: Request) -> Response:
        """Make a token, with name and password; it is shown this once."""
        check_parameters(request, [])
        wanted = TokenWanted(data=request.data)
        wanted.is_valid(raise_exception=True)
        user: Any = request.user
        # Failures before are forgotten, as after signing in at the desk.
        user_logged_in.send(sender=type(user), request=request._request, user=user)
        token, secret = make_token(user, timedelta(days=wanted.validated_data["days"]))
        answer = NewTokenSerializer(token, context={"secret": secret}).data
        return Response(answer, status=201)

    def destroy(self, request: Request, key: str) -> Response:
        """Revoke a token, named by its first characters; it ends at once."""
        check_parameters(request, [])
        if not key.isalnum() or not self.own().filter(token_key=key).delete()[0]:
            raise UnknownRecord(f"You have no token that begins “{key[:200]}”.", "token", key, [])
        return Response(status=204)

    def own(self) -> Any:
        return Token.objects.filter(user=self.request.user)
