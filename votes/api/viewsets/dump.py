"""The whole public record as one file."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import FileResponse
from django.utils.cache import get_conditional_response
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from votes.api.errors import UnknownRecord
from votes.api.reading import check_parameters
from votes.api.serializers.answers import DumpAnswer
from votes.api.slots import Slot
from votes.exports.kept import Dump, kept
from votes.models import DataVersion


class WholeRecord(APIView):
    """The newest dump: what it holds, of which version of the data, and where it is."""

    tag = "The record"
    answer_class = DumpAnswer
    may_be_missing = True

    http_method_names = ["get", "head", "options"]

    def get(self, request: Request) -> Response:
        check_parameters(request, [])
        dumps = kept(settings.DUMPS_DIR)
        if not dumps:
            raise NotFound("No dump has been made yet; “manage.py make_dump” makes one.")
        response = Response(described(dumps[0], request))
        # A dump is made without any change of the data.
        response.follows_data = False  # type: ignore[attr-defined]
        return response


class DumpFile(APIView):
    """A dump itself, as a zip of tables."""

    tag = "The record"
    operation = "read_dump_file"
    file_type = "application/zip"
    is_export = True
    http_method_names = ["get", "head", "options"]

    def get(self, request: Request, name: str) -> Any:
        check_parameters(request, [])
        dumps = {dump.name: dump for dump in kept(settings.DUMPS_DIR)}
        unknown = UnknownRecord(f"No dump is called “{name[:200]}”.", "dump", name, list(dumps)[:1])
        if name not in dumps:
            raise unknown
        dump = dumps[name]
        etag = f'"{dump.sha256}"'
        there: Any = get_conditional_response(request._request, etag, int(dump.made_at))
        try:
            response = sent(dump) if there is None else there
        except FileNotFoundError:
            # Newer ones have just taken its place.
            raise unknown from None
        response["ETag"] = etag
        return response


class SentFile(FileResponse):
    """A file from a slot, which is given back with it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self.slot = Slot()
        super().__init__(*args, **options)

    def close(self) -> None:
        try:
            super().close()
        finally:
            self.slot.close()


def sent(dump: Dump) -> SentFile:
    return SentFile(
        dump.path.open("rb"),
        as_attachment=True,
        filename=dump.name,
        content_type="application/zip",
    )


def described(dump: Dump, request: Request) -> dict[str, Any]:
    return {
        "data_version": dump.data_version,
        "is_current": dump.data_version == DataVersion.current(),
        "changed_at": dump.changed_at,
        "made_at": datetime.fromtimestamp(dump.made_at, UTC),
        "name": dump.name,
        "url": reverse("api:dump-file", kwargs={"name": dump.name}, request=request),
        "size": dump.size,
        "sha256": dump.sha256,
        "tables": dump.tables,
        "terms": dump.terms,
    }
