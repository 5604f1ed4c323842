"""Countries and groups."""

from __future__ import annotations

from typing import Any

from django.db.models import prefetch_related_objects

from votes.api.asking import country_named
from votes.api.serializers.countries import (
    CountryDetail,
    CountrySerializer,
    GroupDetail,
    GroupSerializer,
)
from votes.api.serializers.written_countries import WrittenCountry, WrittenGroup
from votes.api.writing import Writing
from votes.exports.columns import COUNTRIES, GROUPS
from votes.filters import CountryFilters, GroupFilters
from votes.models import Country, Group


class Countries(Writing):
    """States and others that vote or voted, by any code or name, past ones included."""

    queryset = every = Country.objects.order_by("name", "id")
    write_serializer_class = WrittenCountry
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

    def key(self, record: Country) -> str:
        return record.code


class Groups(Writing):
    """Blocs and regional groups, each with its members on any day."""

    write_serializer_class = WrittenGroup
    queryset = every = Group.objects.select_related("source").order_by("code", "id")
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
        return context | {"on": self.day()} if self.action != "list" else context

    def named(self, text: str) -> Group | None:
        found = Group.objects.each_named([text])[text]
        if group := self.only(found[0]) if found else None:
            prefetch_related_objects([group], GroupDetail.PARTS)
        return group

    def near(self, text: str) -> list[str]:
        return Group.objects.near(text[:200])

    def key(self, record: Group) -> str:
        return record.code
