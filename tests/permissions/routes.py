"""Every address of the site, read from the URL resolver, with a record to ask it about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.urls import get_resolver

from votes.models import Country

ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:\[[^]]*\]|[^()])*\)")
# The models whose oldest records the addresses of the API are about, where they are by number.
RECORDS = {
    "roll-calls": "votes_rollcall",
    "votes": "votes_vote",
    "statements": "votes_statement",
    "contacts": "votes_diplomaticcontact",
    "expectations": "votes_expectation",
    "sources": "votes_source",
    "admin:view_on_site": "votes_country",
}
# What an address is asked that answers nothing else.
QUESTIONS = {
    "api:search": "?q=country",
    "api:agreement": "?country=XAB",
    "api:movers": "?from=A/RES/77/1&to=A/RES/77/1",
    "admin:autocomplete": "?app_label=votes&model_name=vote&field_name=country",
}


@dataclass(frozen=True)
class Route:
    """An address with places for what it names; without a name it is called by its pattern."""

    name: str
    pattern: str

    @property
    def is_api(self) -> bool:
        """Whether programs ask it: all but the page of its documentation."""
        return self.name.startswith("api:") and self.name != "api:docs"

    @property
    def desk(self) -> tuple[str, str] | None:
        """Of a page of a model's desk: the model and the page."""
        if found := re.fullmatch(r"admin:((?:votes|auth)_[a-z]+)_(\w+)", self.name):
            return found.group(1), found.group(2)
        if found := re.fullmatch(r"admin/(votes|auth)/(\w+)/<path:object_id>/", self.name):
            return f"{found.group(1)}_{found.group(2)}", "old address"
        return None

    def address(self, names: dict[str, str]) -> str:
        """Its address for records that are there; `names` has those that are no number.

        What a name is depends on the route: “NAME of ROUTE” goes before “NAME”.
        """

        def value(found: re.Match[str]) -> str:
            name = found.group(1) or found.group(2)
            if name in ("object_id", "pk", "id"):
                return names.get(self.model) or first(self.model)
            return names.get(f"{name} of {self.name}") or names[name]

        path = re.sub(r"[$^]", "", ARGUMENT.sub(value, self.pattern))
        return f"/{path}{QUESTIONS.get(self.name, '')}"

    @property
    def model(self) -> str:
        resource = self.name.removeprefix("api:").removesuffix("-detail")
        return self.desk[0] if self.desk else RECORDS.get(resource, "votes_resolution")


def first(label: str) -> str:
    """The key of the oldest record of a model."""
    app, _, model = label.partition("_")
    found: Any = apps.get_model(app, model)._default_manager.order_by("pk").first()
    return str(found.pk)


def routes() -> list[Route]:
    return list(walk(get_resolver(), "", ()))


def walk(resolver: Any, prefix: str, spaces: tuple[str, ...]) -> Iterator[Route]:
    for each in resolver.url_patterns:
        pattern = prefix + str(each.pattern)
        if hasattr(each, "url_patterns"):
            yield from walk(each, pattern, (*spaces, *([each.namespace] if each.namespace else [])))
        else:
            yield Route(":".join([*spaces, each.name]) if each.name else pattern, pattern)


def names_of(dump: str) -> dict[str, str]:
    """What the addresses name that are asked about the records of tests/admin/rows.py."""
    return {
        **dict.fromkeys(["name", "country", "code"], "XAB"),
        **dict.fromkeys(["group", "code of group", "name of api:groups-detail"], "G1"),
        **dict.fromkeys(
            [
                "symbol",
                "resolution",
                "slug of resolution",
                "slug of brief",
                "slug of resolution-card",
            ],
            "A-RES-77-1",
        ),
        **dict.fromkeys(["series", "slug"], "series-1"),
        "slug of api:topics-detail": "topic-1",
        "name of api:dump-file": dump,
        "key": "0" * 16,
        "content_type_id": str(ContentType.objects.get_for_model(Country).pk),
        "app_label": "votes",
        "url": "nowhere",
    }
