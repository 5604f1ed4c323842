"""Countries and groups."""

from __future__ import annotations

from typing import Any

from django.db.models import prefetch_related_objects

from votes.api.asking import country_named
from votes.api.reading import Reading
from votes.api.serializers.countries import (
    CountryDetail,
    CountrySerializer,
    GroupDetail,
    GroupSerializer,
)
from votes.exports.columns import COUNTRIES, GROUPS
from votes.filters import CountryFilters, GroupFilters
from votes.models import Country, Group


class Countries(Reading):
    """States and others that vote or voted, by any code or name, past ones included."""

    queryset = Country.objects.order_by("name", "id")
    serializer_class = CountrySerializer
    detail_serializer_class = CountryDetail
    filterset_class = CountryFilters
    lookup_url_kwarg = "name"
    noun = "country"
    tag = "Countries"
    table = COUNTRIES

    def named(self, text: str) -> Country:
        country = country_named(text)
        prefetch_related_objects([country], *CountryDetail.PARTS)
        return country


class Groups(Reading):
    """Blocs and regional groups, each with its members on any day."""

    queryset = Group.objects.select_related("source").order_by("code", "id")
    serializer_class = GroupSerializer
    detail_serializer_class = GroupDetail
    filterset_class = GroupFilters
    lookup_url_kwarg = "name"
    detail_parameters = ("on",)
    noun = "group"
    tag = "Groups"
    table = GROUPS

    def get_serializer_context(self) -> dict[str, Any]:
        context = dict(super().get_serializer_context())
        return context | {"on": self.day()} if self.action == "retrieve" else context

    def named(self, text: str) -> Group | None:
        found = Group.objects.each_named([text])[text]
        return self.only(found[0]) if found else None

    def near(self, text: str) -> list[str]:
        return Group.objects.near(text[:200])
