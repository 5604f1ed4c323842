"""Every address, every method, every kind of user: who is let in, and what others are told."""

import pytest
from django.contrib import admin
from django.template.backends.django import Template

from tests.permissions.askers import SAFE
from tests.permissions.routes import routes
from tests.permissions.rules import ANYONE, DESKS, LADDER, METHODS, PASSWORD, RULES, rule_of

ROUTES = routes()
MODELS = {f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry}
# Somebody who may is told that there is none.
GONE = {f"admin:votes_importrun_{page}" for page in ("job", "progress", "report")}
GONE |= {"admin/(?P<url>.*)$"}


@pytest.fixture(autouse=True)
def nothing_drawn(monkeypatch):
    """Whether a page is shown is decided before it is drawn."""
    monkeypatch.setattr(Template, "render", lambda *args: "")
    monkeypatch.setattr(admin.site, "each_context", lambda request: {})


def expected(route, method, asker):
    """What the table says somebody is told."""
    is_desk = route.name.startswith("admin") and route.name != "admin:login"
    needed = rule_of(route, MODELS).get(method)
    if route.is_api and asker.has_bad_token:
        return "sign in"
    if needed == PASSWORD:
        return "sign in"
    if needed is None:
        return "sign in" if is_desk and asker.may == ANYONE else "not allowed"
    if LADDER.index(needed) <= LADDER.index(asker.may):
        return "404" if route.name in GONE and method in SAFE else "done"
    return "sign in" if asker.may == ANYONE else "forbidden"


def asked_of(route, asker):
    """The methods that somebody asks. The desk takes all but two for GET, and of those who may
    read there, the lowest alone tries them: nobody else is treated otherwise."""
    if route.desk and asker.may != ANYONE:
        lowest = rule_of(route, MODELS).get("GET", ANYONE)
        if LADDER.index(asker.may) > LADDER.index(lowest):
            return ("GET", "POST")
    return METHODS


def test_every_address_has_a_rule_and_every_rule_an_address():
    unruled = [route.name for route in ROUTES if rule_of(route, MODELS) is None]
    assert unruled == [], "Say in rules.py who may do what there."
    assert RULES.keys() - {route.name for route in ROUTES} == set()
    assert DESKS.keys() - MODELS == set()


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_everybody_is_let_in_where_the_table_says_so_and_nowhere_else(route, askers, names):
    told = {}
    for asker in askers:
        client, address = asker.client(route), route.address(names | asker.own)
        told |= {
            (method, asker): asker.ask(client, method, address) for method in asked_of(route, asker)
        }
    wrong = {
        f"{method} by {asker.kind}": f"{answer}, not {should}"
        for (method, asker), answer in told.items()
        if answer != (should := expected(route, method, asker))
    }
    assert wrong == {}
