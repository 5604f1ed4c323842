"""Everybody who may ask: the API with a token, the desk and the pages with a session."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import timedelta
from importlib import import_module

from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.test import Client
from django.utils import timezone

from tests.permissions.routes import Route
from tests.permissions.rules import ADMINISTRATOR, ANYONE, EDITOR, READER, REVIEWER
from votes.models.token import Token, make_token

ROLES = {
    READER: "Readers",
    EDITOR: "Editors",
    REVIEWER: "Reviewers",
    ADMINISTRATOR: "Administrators",
}
LIFE = timedelta(days=1)
SAFE = {"GET", "HEAD", "OPTIONS"}
READ = {200, 301, 302}
# What a write meets that is allowed and has nothing to write.
REACHED = {200, 201, 204, 302, 400, 404, 409, 412, 415, 428}


class Asker:
    """Somebody of a kind, with what they may: an account is made for all but the first."""

    def __init__(self, kind: str, may: str, group: str = "") -> None:
        self.kind, self.may = kind, may
        self.with_session, self.with_token = Client(), Client()
        for client in (self.with_session, self.with_token):
            client.raise_request_exception = False
        self.own: dict[str, str] = {}
        if group:
            self.user = User.objects.create_user(kind.replace(" ", "-"), is_staff=True)
            self.user.groups.add(Group.objects.get(name=group))
            self.with_session.force_login(self.user)
            token, secret = make_token(self.user, LIFE)
            self.own = {"votes_token": token.pk}
            self.with_token.defaults["HTTP_AUTHORIZATION"] = f"Bearer {secret}"

    @property
    def has_bad_token(self) -> bool:
        """Whether they come with a token that is none."""
        return self.may == ANYONE and "HTTP_AUTHORIZATION" in self.with_token.defaults

    def client(self, route: Route) -> Client:
        """How they ask as a rule."""
        return self.with_token if route.is_api else self.with_session

    def ask(self, client: Client, method: str, address: str) -> str:
        """What comes of a request without contents, in the table's words; nothing that it writes
        stays."""
        is_api = address.startswith("/api/")
        kind = "application/json" if is_api else "application/x-www-form-urlencoded"
        # Who signs out is still there for the next question.
        cookies = client.cookies.copy()
        with nullcontext() if method in SAFE else transaction.atomic():
            response = client.generic(method, address, "{}" if is_api else "", content_type=kind)
            # A stream that is not read to its end stays open.
            b"".join(response)
            if method not in SAFE:
                transaction.set_rollback(True)
        client.cookies = cookies
        status, leads_to = response.status_code, response.headers.get("Location", "")
        # A stranger is led to the desk's front page, and from there to signing in.
        if status == 401 or "/login/" in leads_to or (self.may == ANYONE and leads_to == "/admin/"):
            return "sign in"
        if status in (READ if method in SAFE else REACHED):
            return "done"
        return {403: "forbidden", 405: "not allowed"}.get(status, str(status))


def everybody() -> list[Asker]:
    """One of each kind, the roles as the migrations make them."""
    import_module("votes.migrations.0007_roles").add_roles(apps, None)
    import_module("votes.migrations.0008_import_permission").grant(apps, None)
    found = [Asker("anonymous", ANYONE)]
    found += [Asker(role, role, group) for role, group in ROLES.items()]
    revoked, expired, inactive = (
        Asker(kind, ANYONE, "Editors")
        for kind in ("revoked token", "expired token", "inactive user")
    )
    for asker in (revoked, expired):
        # With nothing but the token.
        asker.with_session = asker.with_token
    Token.objects.filter(user=revoked.user).delete()
    Token.objects.filter(user=expired.user).update(expiry=timezone.now() - LIFE)
    inactive.user.is_active = False
    inactive.user.save()
    return [*found, revoked, expired, inactive]
