"""What every resource shares: read only, its parameters checked, its record found or refused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from django.utils import timezone
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from votes.api.errors import InvalidParameters, UnknownRecord
from votes.api.paging import Keyset
from votes.filters import Day, Filters, Refused, unknown_parameters

# A primary key in an address: no more digits than the largest has.
NUMBER = "[0-9]{1,19}"


class Filtering(DjangoFilterBackend):
    """Filter a list, or refuse every parameter that cannot be answered."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> Any:
        filterset: Filters = view.filterset_class(request.query_params, queryset=queryset)
        pages = getattr(view.paginator, "parameters", ())
        faults = filterset.faults([*pages, *view.parameters]) | empty_values(request)
        if faults:
            raise InvalidParameters(faults)
        return filterset.qs


class Reading(ReadOnlyModelViewSet):
    """A list and its records; a resource declares what they are.

    `parameters` are what the list takes beside filters and pages, `detail_parameters` what one
    record takes.
    """

    http_method_names = ["get", "head", "options"]
    filter_backends = [Filtering]
    pagination_class = Keyset
    filterset_class: ClassVar[type[Filters]] = Filters
    detail_serializer_class: ClassVar[Any] = None
    # The shape of an answer that is neither a list nor a record, for the documents.
    answer_class: ClassVar[Any] = None
    # The part of the documents that it stands in.
    tag = ""
    parameters: ClassVar[tuple[str, ...]] = ()
    detail_parameters: ClassVar[tuple[str, ...]] = ()
    noun = "record"

    def get_serializer_class(self) -> Any:
        if self.action == "retrieve" and self.detail_serializer_class:
            return self.detail_serializer_class
        return self.serializer_class

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        check_parameters(request, self.detail_parameters)
        return super().retrieve(request, *args, **kwargs)

    def get_object(self) -> Any:
        """The record that the address names in any way its model knows."""
        text = self.kwargs[self.lookup_url_kwarg or self.lookup_field]
        record = None if "\0" in text else self.named(text)
        if record is None:
            raise UnknownRecord(
                f"No {self.noun} is called “{text[:200]}”.", self.noun, text, self.near(text)
            )
        return record

    def named(self, text: str) -> Any:
        return self.get_queryset().filter(**{self.lookup_field: text}).first()

    def near(self, text: str) -> list[str]:
        return []

    def only(self, record: Model | None) -> Any:
        """A found record with everything that its answer needs."""
        return record and self.get_queryset().filter(pk=record.pk).first()

    def day(self) -> Any:
        """The day that the parameter `on` names; today without one."""
        try:
            on = Day(required=False).clean(self.request.query_params.getlist("on"))
        except Refused as fault:
            raise InvalidParameters({"on": [fault]}) from None
        return on or timezone.now().date()


def check_parameters(request: Request, known: Iterable[str]) -> None:
    """Refuse parameters of a single record that it does not take."""
    faults = unknown_parameters(request.query_params, list(known)) | empty_values(request)
    if faults:
        raise InvalidParameters(faults)


def empty_values(request: Request) -> dict[str, list[Refused]]:
    """A program that sends an empty value has lost one: it would be answered with everything."""
    return {
        name: [Refused(f"“{name}” is empty; give it a value or leave it out.", "")]
        for name, values in request.query_params.lists()
        if not all(value.replace(",", "").strip() for value in values)
    }
