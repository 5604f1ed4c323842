"""The document as a page for people: the template's whole contract."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from votes.api.documents.document import document
from votes.api.documents.parameters import SEVERAL
from votes.api.documents.refusals import REFUSALS
from votes.api.documents.wording import Taken, in_lines, said, taken
from votes.api.paging import DEFAULT_LIMIT, LARGEST_LIMIT
from votes.api.viewsets.status import OTHERS, RESOURCES
from votes.filters.values import MOST_VALUES

# Who and what the limits of a minute are for.
LIMITED = {
    "anonymous": "Requests without an account, by address",
    "account": "Requests of one account",
    "write": "Writes of one account",
    "export": "Files",
    "sign_in": "Attempts to get a token, by address",
}


@dataclass(frozen=True)
class Entry:
    """A parameter or a field: what it is called, takes and means."""

    name: str
    takes: Taken
    meaning: str
    # Required of a parameter; of a field, whether every answer has it.
    always: bool
    example: str = ""


@dataclass(frozen=True)
class Shape:
    """A record or an answer, field by field."""

    name: str
    meaning: str
    fields: list[Entry]


@dataclass(frozen=True)
class Call:
    """One operation."""

    id: str
    title: str
    method: str
    path: str
    sentence: str
    parameters: list[Entry]
    sent: Shape | None
    answers: list[Shape]
    columns: dict[str, str]
    is_page: bool
    request: str
    answer: str
    statuses: list[int]


@dataclass(frozen=True)
class Part:
    """The operations of one subject."""

    slug: str
    name: str
    meaning: str
    calls: list[Call]


@dataclass(frozen=True)
class Failure:
    """One status that a request may be refused with."""

    status: int
    code: str
    meaning: str


@dataclass(frozen=True)
class DocsPage:
    """How to ask, every operation, every record and every refusal."""

    title: str
    lead: str
    site: str
    parts: list[Part]
    records: list[Shape]
    failures: list[Failure]
    refusal: str
    page_rows: int
    most_rows: int
    most_values: int
    limits: list[tuple[str, int]]

    @classmethod
    def of(cls, told: dict[str, Any]) -> DocsPage:
        shapes = {name: shape(name, told) for name in told["components"]["schemas"]}
        calls = [
            (operation["tags"][0], call(path, method, operation, shapes))
            for path, methods in sorted(told["paths"].items(), key=place_of)
            for method, operation in methods.items()
        ]
        return cls(
            title=told["info"]["title"],
            lead=told["info"]["summary"],
            site=settings.SITE_URL,
            parts=[
                Part(
                    slug=slug,
                    name=tag["name"],
                    meaning=tag["description"],
                    # Of several resources the one that the part is named for comes first.
                    calls=sorted(
                        (each for name, each in calls if name == tag["name"]),
                        key=lambda each: not each.path.startswith(f"/api/v1/{slug}/"),
                    ),
                )
                for tag in told["tags"]
                for slug in [tag["name"].lower().replace(" ", "-")]
            ],
            records=[each for name, each in shapes.items() if not name.endswith("Page")],
            failures=[
                Failure(status, each.code, said(each.meaning)) for status, each in REFUSALS.items()
            ],
            refusal=in_lines(REFUSALS[400].example),
            page_rows=DEFAULT_LIMIT,
            most_rows=LARGEST_LIMIT,
            most_values=MOST_VALUES,
            limits=[(LIMITED[kind], most) for kind, most in settings.RATE_LIMITS.items()],
        )


def place_of(address: tuple[str, Any]) -> tuple[int, int, str]:
    """Lists before their records, those before questions about one; in the order of the root."""
    path = address[0].removeprefix("/api/v1/").strip("/")
    first, *rest = path.split("/")
    order = [*RESOURCES, *OTHERS]
    place = order.index(first) if first in order else len(order)
    return place, len(rest), path.replace("{", " ")


def shape(name: str, told: dict[str, Any]) -> Shape:
    schema = told["components"]["schemas"][name]
    required = schema.get("required", ())
    return Shape(
        name=name,
        meaning=said(schema["description"]),
        fields=[
            Entry(field, taken(each), said(each.get("description", "")), field in required)
            for field, each in schema["properties"].items()
        ],
    )


def call(path: str, method: str, told: dict[str, Any], shapes: dict[str, Shape]) -> Call:
    ok = next(each for status, each in told["responses"].items() if status.startswith("2"))
    answered = schema_in(ok)
    names = named_in(answered)
    is_page = len(names) == 1 and names[0] not in {"CohesionPage"} and names[0].endswith("Page")
    sent = named_in(schema_in(told.get("requestBody", {})))
    address = told.get("x-example")
    return Call(
        id=told["operationId"],
        title=told["operationId"].replace("_", " ").capitalize(),
        method=method.upper(),
        path=path,
        sentence=said(told["description"]),
        parameters=[
            Entry(
                each["name"],
                taken(each["schema"]),
                # The page says once, above, how several values are given.
                said(each["description"].removesuffix(SEVERAL).strip()),
                each.get("required", False),
                in_words(each.get("example", "")),
            )
            for each in told.get("parameters", [])
            # What every read takes is told once, above.
            if "$ref" not in each
        ],
        sent=shapes[sent[0]] if sent else None,
        answers=[shapes[name.removesuffix("Page") if is_page else name] for name in names],
        columns=ok.get("content", {}).get("text/csv", {}).get("x-columns", {}),
        is_page=is_page,
        request=curl(method, f"{settings.SITE_URL}{address}", told) if address else "",
        answer=in_lines(at_home(ok["content"]["application/json"]["example"])) if address else "",
        statuses=[int(status) for status in told["responses"] if int(status) >= 400],
    )


def curl(method: str, address: str, told: dict[str, Any]) -> str:
    """The request of an example, to be pasted."""
    if method == "get":
        return f"curl '{address}'"
    lines = [f"curl -X {method.upper()} '{address}'", "-H 'Authorization: Bearer TOKEN'"]
    headers = [each for each in told["parameters"] if each.get("in") == "header"]
    lines += [f"-H '{each['name']}: {each['example']}'" for each in headers if each.get("required")]
    body = told["requestBody"]["content"]["application/json"]["example"]
    sent = in_lines(body).replace("'", "\u2019")
    return " \\\n  ".join([*lines, "-H 'Content-Type: application/json'", f"-d '{sent}'"])


def schema_in(told: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = told.get("content", {}).get("application/json", {}).get("schema", {})
    return found


def named_in(schema: dict[str, Any]) -> list[str]:
    """The components that a shape may be."""
    parts = schema.get("anyOf") or [schema]
    return [each["$ref"].rsplit("/", 1)[-1] for each in parts if "$ref" in each]


def at_home(example: Any) -> Any:
    """An example as this site gives it."""
    return json.loads(json.dumps(example).replace("https://example.org/", f"{settings.SITE_URL}/"))


def in_words(example: Any) -> str:
    return ",".join(map(str, example)) if isinstance(example, list) else str(example)


@cache
def docs() -> DocsPage:
    """The page, made once a process as the document is."""
    return DocsPage.of(document())


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    return render(request, "votes/api_docs.html", {"docs": docs()})
