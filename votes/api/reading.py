"""What every resource shares: read only, its parameters checked, its record found or refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from django.utils import timezone
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from votes.api.errors import InvalidParameters, UnknownRecord
from votes.api.formats import file_of, page_parameters_of
from votes.api.paging import Keyset
from votes.api.renderers import CsvFile, Json, JsonLinesFile
from votes.exports.columns import Table
from votes.filters import Day, FieldNames, Filters, Refused, is_blank, unknown_parameters

# A primary key in an address: no more digits than the largest has.
NUMBER = "[0-9]{1,19}"


class Filtering(DjangoFilterBackend):
    """Filter a list, or refuse every parameter that cannot be answered."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> Any:
        filterset: Filters = view.filterset_class(request.query_params, queryset=queryset)
        pages = getattr(view.paginator, "parameters", ())
        faults = filterset.faults([*pages, *view.taken()]) | empty_values(request)
        if view.is_file:
            faults |= page_parameters_of(request)
        if faults:
            raise InvalidParameters(faults)
        return filterset.qs


class Reading(ReadOnlyModelViewSet):
    """A list and its records; a resource declares what they are.

    `parameters` are what the list takes beside filters, pages, `format` and `fields`,
    `detail_parameters` what one record takes beside the latter two; `table` is the list as a file.
    """

    table: ClassVar[Table]

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

    def get_renderers(self) -> Any:
        """Only a list is also a file."""
        return [Json(), CsvFile(), JsonLinesFile()] if self.action == "list" else [Json()]

    @property
    def is_file(self) -> bool:
        renderer = getattr(self.request, "accepted_renderer", Json)
        return bool(renderer.format != Json.format)

    def taken(self) -> tuple[str, ...]:
        """What this takes beside filters and pages."""
        if self.action == "list":
            # What is included in answers has no column.
            own = () if self.is_file else self.parameters
            return (*own, "format", "fields")
        own = self.detail_parameters if self.action == "retrieve" else self.parameters
        return (*own, "format", *(("fields",) if self.action == "retrieve" else ()))

    def chosen(self, known: Iterable[str]) -> Sequence[str]:
        """The fields that `fields` names, all without one, in the order of the answer."""
        known = list(known)
        try:
            named = FieldNames(known).clean(self.request.query_params.getlist("fields"))
        except Refused as fault:
            raise InvalidParameters({"fields": [fault]}) from None
        return [name for name in known if name in named] if named else known

    def field_names(self) -> Sequence[str]:
        """The fields that an answer can have."""
        return list(self.get_serializer_class().Meta.fields)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        if self.is_file:
            names = self.chosen(column.name for column in self.table.columns)
            return file_of(request, self.table, self.rows_of_file(), names, self.kwargs)
        known = self.field_names()
        names = self.chosen(known)
        response = super().list(request, *args, **kwargs)
        if names != known:
            results = response.data["results"]
            response.data["results"] = [only_fields(each, names) for each in results]
        return response

    def rows_of_file(self) -> Any:
        """What the file's columns are taken from."""
        return self.filter_queryset(self.get_queryset())

    def get_serializer_class(self) -> Any:
        if self.action == "retrieve" and self.detail_serializer_class:
            return self.detail_serializer_class
        return self.serializer_class

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        check_parameters(request, self.taken())
        known = self.field_names()
        names = self.chosen(known)
        response = super().retrieve(request, *args, **kwargs)
        if names != known:
            response.data = only_fields(response.data, names)
        return response

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

    def near(self, text: str) -> Sequence[str]:
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


def only_fields(answer: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: answer[name] for name in names if name in answer}


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
        if any(is_blank(value) for value in values)
    }
