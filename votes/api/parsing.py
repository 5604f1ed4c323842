"""Bodies of requests: JSON in UTF-8, whatever is sent."""

from __future__ import annotations

import codecs
import json
import math
from typing import Any

from django.utils.http import parse_header_parameters
from rest_framework.exceptions import ParseError, UnsupportedMediaType
from rest_framework.parsers import BaseParser


class StrictJSONParser(BaseParser):
    """JSON as the standard has it: no NaN, no key twice, no nesting that exhausts the machine."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        refuse_other_letters(media_type or "")
        try:
            return json.loads(
                stream.read().decode("utf-8-sig"),
                parse_constant=refuse_constant,
                parse_float=finite,
                object_pairs_hook=keys_once,
            )
        except RecursionError:
            raise ParseError("This JSON is nested too deeply.") from None
        except ValueError as error:
            raise ParseError(f"This is not JSON: {error}") from None


def refuse_other_letters(media_type: str) -> None:
    """Refuse a body that says it is not in UTF-8: read as such it would be another text."""
    _, told = parse_header_parameters(media_type)
    charset = told.get("charset", "utf-8")
    try:
        is_utf8 = codecs.lookup(charset).name == "utf-8"
    except (LookupError, ValueError):
        is_utf8 = False
    if not is_utf8:
        message = f"A body is JSON in UTF-8; this one says charset={charset[:100]}."
        raise UnsupportedMediaType(media_type, message)


def finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"{text[:20]} is too large a number")
    return number


def refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")


def keys_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("an object has a key twice")
    return found
