"""Which format is answered, and lists as files that are streamed."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request
from rest_framework.utils.mediatypes import _MediaType

from votes.api.errors import InvalidParameters
from votes.api.slots import Slot
from votes.exports.columns import Table
from votes.exports.formats import FORMATS, Format
from votes.exports.stream import file_name, stream
from votes.filters import Refused

WEIGHT = re.compile(r"0(\.[0-9]{0,3})?|1(\.0{0,3})?")
# What belongs to pages and not to a file, which has the whole list.
OF_PAGES = ("limit", "cursor", "count")


class Negotiation(DefaultContentNegotiation):
    """The format that `format` names, else the best that the Accept header takes."""

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> Any:
        given = request.query_params.getlist("format")
        renderers = list(renderers)
        if not given:
            return best(accepted(self.get_accept_list(request)), renderers)
        known = {renderer.format: renderer for renderer in renderers}
        if len(given) > 1:
            raise InvalidParameters({"format": [Refused("This takes one value.", given[1])]})
        if given[0] not in known:
            message = f"“{given[0]}” is no format here; this takes {', '.join(known)}."
            raise InvalidParameters({"format": [Refused(message, given[0])]})
        return known[given[0]], known[given[0]].media_type


@dataclass(frozen=True)
class Accepted:
    """One media range of an Accept header, and how much it is wanted, from 0 to 1."""

    range: _MediaType
    weight: float

    def takes(self, media_type: str) -> bool:
        matches: bool = _MediaType(media_type).match(self.range)
        return matches


def accepted(ranges: Iterable[str]) -> list[Accepted]:
    """The media ranges of a header; a weight that cannot be read counts as none given."""
    found = []
    for each in map(_MediaType, ranges):
        written = str(each.params.get("q", "1")).strip()
        found.append(Accepted(each, float(written) if WEIGHT.fullmatch(written) else 1.0))
    return found


def best(wanted: Sequence[Accepted], renderers: Sequence[Any]) -> tuple[Any, str]:
    """The renderer that is wanted most, with its media type; NotAcceptable where none is taken.

    For each the closest range counts, as RFC 9110 has it: `text/csv;q=0, */*` takes all but CSV.
    Of those wanted alike the one that is named more closely goes first, then the usual one.
    """
    ranked = []
    for place, renderer in enumerate(renderers):
        matching = [each for each in wanted if each.takes(renderer.media_type)]
        if matching:
            closest = max(matching, key=lambda each: each.range.precedence)
            if closest.weight > 0:
                ranked.append((-closest.weight, -closest.range.precedence, place))
    if not ranked:
        raise NotAcceptable(available_renderers=renderers)
    chosen = renderers[min(ranked)[-1]]
    return chosen, chosen.media_type


def file_of(
    request: Request,
    table: Table,
    rows: QuerySet[Any],
    names: Sequence[str],
    within: Mapping[str, str],
) -> StreamingHttpResponse:
    """The filtered list as a file with the columns named; `within` is what the address names."""
    form = FORMATS[request.accepted_renderer.format]
    asked = [("", value) for value in within.values()]
    asked += [
        (name, value)
        for name, values in sorted(request.query_params.lists())
        if name not in {"format", "fields"}
        for value in values
    ]
    version = request.data_stamp.partition(" ")[0] or "0"  # type: ignore[attr-defined]
    name = file_name(table, asked, version, form)
    is_asked = request.method != "HEAD"
    response = StreamingHttpResponse(
        Begun(stream(table, rows, names, form)) if is_asked else (),
        content_type=content_type(form),
    )
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def content_type(form: Format) -> str:
    return f"{form.media_type}; charset=utf-8" + ("; header=present" if form.word == "csv" else "")


class Begun:
    """The same chunks, the first rows already read: what fails at once is answered as a fault.

    Closed when the answer is, also where the asker has gone: what is read is then let go.
    """

    def __init__(self, chunks: Generator[bytes, None, None]) -> None:
        self.chunks, self.slot = chunks, Slot()
        try:
            self.first = list(islice(chunks, 2))
        except BaseException:
            self.close()
            raise

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self.first
            yield from self.chunks
        finally:
            self.close()

    def close(self) -> None:
        try:
            self.chunks.close()
        finally:
            self.slot.close()


def page_parameters_of(request: Request) -> dict[str, list[Refused]]:
    """What a file cannot take, since it has no pages."""
    return {
        name: [Refused(f"A file has the whole list; “{name}” is for pages.", values[0])]
        for name, values in request.query_params.lists()
        if name in OF_PAGES
    }
