"""Writing over the API as an account with a role does."""

import json
from datetime import timedelta

from django.contrib.auth.models import Group, User
from django.test import Client

from votes.models.token import make_token


class Writer:
    """An account with a token; what it sends is JSON, what comes back is checked and read."""

    def __init__(self, *roles):
        name = "-".join(roles).lower() or "nobody"
        self.user = User.objects.create_user(name, is_staff=True)
        self.user.groups.set(Group.objects.filter(name__in=roles))
        self.token = make_token(self.user, timedelta(days=1))[1]
        self.client = Client(raise_request_exception=False)

    def send(self, method, path, body=None, status=None, **headers):
        """The whole answer; `body` is sent as it is where it is a text."""
        response = self.client.generic(
            method,
            f"/api/v1/{path}",
            body if isinstance(body, str | bytes) else json.dumps(body or {}),
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.token}"}
            | {name.replace("_", "-"): value for name, value in headers.items()},
        )
        if status is not None:
            assert response.status_code == status, response.content
        return response

    def get(self, path, status=200):
        return self.send("GET", path, status=status).json()

    def post(self, path, body, status=201, **headers):
        return self.send("POST", path, body, status, **headers).json()

    def patch(self, path, body, version=1, status=200):
        return self.send("PATCH", path, body, status, If_Match=f'"{version}"').json()

    def faults(self, method, path, body, status=400, **headers):
        """Of a refusal: path and message of each fault, with what may be meant."""
        error = self.send(method, path, body, status, **headers).json()["error"]
        assert (error["status"], error["code"]) == (status, "invalid")
        return {
            (each["parameter"], each["value"]): (each["message"], each["did_you_mean"])
            for each in error["details"]
        }


def refusal(error):
    """A refusal in short: its code and its sentence."""
    return error["error"]["code"], error["error"]["message"]
