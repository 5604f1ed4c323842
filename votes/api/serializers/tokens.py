"""Tokens as their owner reads them."""

from __future__ import annotations

from rest_framework import serializers

from votes.api.serializers.written import WrittenObject
from votes.models.token import DEFAULT_DAYS, MOST_DAYS, Token


class TokenWanted(WrittenObject):
    """For how long a new token is wanted."""

    days = serializers.IntegerField(
        default=DEFAULT_DAYS, min_value=1, max_value=MOST_DAYS, help_text="Its life, in days."
    )


class TokenSerializer(serializers.ModelSerializer):
    """A token by its first characters."""

    key = serializers.CharField(source="token_key")
    created_at = serializers.DateTimeField(source="created")
    expires_at = serializers.DateTimeField(source="expiry")

    class Meta:
        model = Token
        fields = ["key", "created_at", "expires_at"]


class NewTokenSerializer(TokenSerializer):
    """A token just made, with its secret: this one time."""

    token = serializers.SerializerMethodField()

    class Meta(TokenSerializer.Meta):
        fields = ["key", "token", "created_at", "expires_at"]

    def get_token(self, token: Token) -> str:
        return self.context["secret"]


class TokenList(serializers.Serializer):
    """The tokens of one account."""

    results = TokenSerializer(many=True)
