"""How answers are written: as JSON, or as files that are streamed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson
from rest_framework.renderers import BaseRenderer

from votes.exports.formats import FORMATS


class Json(BaseRenderer):
    """JSON in UTF-8, times in UTC; several times as fast as the framework's own."""

    media_type, format, charset = "application/json", "json", None
    render_style = "binary"

    def render(self, data: Any, accepted_media_type: Any = None, context: Any = None) -> bytes:
        if data is None:
            return b""
        options = orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS
        return orjson.dumps(data, default=plain, option=options)


class File(BaseRenderer):
    """A list as a file; what a view answers is a stream, which needs no rendering."""

    charset = "utf-8"

    def render(self, data: Any, accepted_media_type: Any = None, context: Any = None) -> bytes:
        raise NotImplementedError("A file is streamed.")


class CsvFile(File):
    media_type, format = FORMATS["csv"].media_type, "csv"


class JsonLinesFile(File):
    media_type, format = FORMATS["jsonl"].media_type, "jsonl"


def plain(value: Any) -> Any:
    """What the encoder does not know: lazy texts and the framework's own lists."""
    return list(value) if isinstance(value, Sequence | set | frozenset) else str(value)
