"""Where everything is, and how new it is."""

from __future__ import annotations

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.serializers import Serializer, URLField
from rest_framework.views import APIView

from votes.api.reading import check_parameters
from votes.api.serializers.answers import StatusAnswer
from votes.models import (
    Country,
    DataVersion,
    DiplomaticContact,
    Expectation,
    Group,
    ImportRun,
    Resolution,
    RollCall,
    Series,
    Source,
    Statement,
    Topic,
    Vote,
)

RESOURCES = [
    *("countries", "groups", "resolutions", "roll-calls", "votes", "series", "topics"),
    *("statements", "contacts", "expectations", "sources"),
]
OTHERS = ["search", "shifts", "status", "schema", "docs", "dump"]


class RootAnswer(Serializer):
    """The address of every list and question that needs no name."""

    def get_fields(self) -> dict[str, Any]:
        return {
            name: URLField(help_text=f"Where the {name.replace('-', ' ')} are.")
            for name in [*RESOURCES, *OTHERS]
        }


class Root(APIView):
    """Every list, by name."""

    http_method_names = ["get", "head", "options"]
    answer_class = RootAnswer
    tag = "The record"

    def get(self, request: Request) -> Response:
        check_parameters(request, [])
        lists = {name: reverse(f"api:{name}-list", request=request) for name in RESOURCES}
        others = {name: reverse(f"api:{name}", request=request) for name in OTHERS}
        return Response(lists | others)


class Status(APIView):
    """The data's version and size, its newest vote and its last import; public records only."""

    http_method_names = ["get", "head", "options"]
    answer_class = StatusAnswer
    tag = "The record"

    def get(self, request: Request) -> Response:
        check_parameters(request, [])
        roll_calls = RollCall.objects.published()
        version = DataVersion.objects.filter(pk=1).first()
        return Response(
            {
                "data_version": version.number if version else 0,
                "changed_at": version.moved_at if version else None,
                "newest_vote": roll_calls.newest_first().values_list("date", flat=True).first(),
                "counts": {
                    "countries": Country.objects.count(),
                    "groups": Group.objects.count(),
                    "resolutions": Resolution.objects.count(),
                    "roll_calls": roll_calls.count(),
                    "votes": Vote.objects.public().count(),
                    "series": Series.objects.accepted().count(),
                    "topics": Topic.objects.count(),
                    "statements": Statement.objects.public().count(),
                    "contacts": DiplomaticContact.objects.public().count(),
                    "expectations": Expectation.objects.public().count(),
                    "sources": Source.objects.public().count(),
                },
                "last_import": last_import(),
            }
        )


def last_import() -> dict[str, Any] | None:
    run = ImportRun.objects.filter(finished_at__isnull=False).order_by("-id").first()
    if run is None:
        return None
    return {
        "source": run.source_name,
        "edition": run.edition or None,
        "finished_at": run.finished_at,
        "outcome": run.outcome,
        "counts": run.counts,
    }
