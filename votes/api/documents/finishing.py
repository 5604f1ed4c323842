"""What the document says of the whole interface, and its last touches."""

from __future__ import annotations

from typing import Any

from votes.api.documents import parameters, refusals

TITLE = "Roll Call: how states vote at the United Nations"
DESCRIPTION = """\
Every recorded vote of states at the United Nations, and what can be worked out from it, as JSON.
Reading needs no account. Every filter combines with every other; several values of one mean “or”.
An unknown parameter or value is refused with its name and the right one, never answered with an
empty list."""
TAGS = {
    "Votes": "How each country voted, one row for each country and roll call, and the counts.",
    "Countries": "States, their names over time and their membership, and questions about them.",
    "Groups": "Blocs and regional groups: members on a day, and how far they vote as one.",
    "Texts": "Resolutions and drafts, the roll calls on them, their series and topics.",
    "Facts": "What was said, done and expected about votes, and the sources that it was read in.",
    "Tokens": "What programs of the desk write with: made, listed, revoked.",
    "The record": "Where everything is, how new it is, and this document.",
}

WAYS_IN = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token of an account of the desk, for writing: made at `tokens/`.",
    },
    "password": {
        "type": "http",
        "scheme": "basic",
        "description": "Name and password of an account of the desk, to be given a token.",
    },
}


def finish(result: dict[str, Any], **given: Any) -> dict[str, Any]:
    """A hook of the generator: the document with what no single operation tells."""
    result["info"] = {
        "title": TITLE,
        "version": "1",
        "summary": "Votes of states at the United Nations, with the source of every fact.",
        "description": " ".join(DESCRIPTION.split()),
        "license": {"name": "MIT", "identifier": "MIT"},
    }
    result["servers"] = [{"url": "/", "description": "The site that serves this document."}]
    used = {
        tag
        for methods in result["paths"].values()
        for operation in methods.values()
        for tag in operation["tags"]
    }
    result["tags"] = [
        {"name": name, "description": told} for name, told in TAGS.items() if name in used
    ]
    error = {"$ref": "#/components/schemas/ErrorAnswer"}
    result["components"]["parameters"] = {"IfNoneMatch": parameters.HEADERS["If-None-Match"]}
    result["components"]["securitySchemes"] = WAYS_IN
    result["components"]["responses"] = refusals.components(error)
    return result
