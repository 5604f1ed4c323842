"""What a search found as programs read it: one shape for every kind."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from votes.models import Precision, Resolution
from votes.search import Found

# The list that a kind is in, and what its addresses call a record by.
LISTS = {
    "country": ("countries", "name"),
    "resolution": ("resolutions", "symbol"),
    "series": ("series", "slug"),
    "statement": ("statements", "pk"),
}


class FoundSerializer(serializers.Serializer):
    """One record: `id` names it in the API, at `url`; `page` is where people read of it."""

    kind = serializers.ChoiceField(choices=list(LISTS))
    id = serializers.CharField(help_text="Its code, symbol, slug or number.")
    name = serializers.CharField(help_text="Its name or title; of a statement who and when.")
    about = serializers.SerializerMethodField(
        help_text="A name it was found by, the outcome, what a Yes means, or the summary."
    )
    date = serializers.DateField(allow_null=True, help_text="Its newest vote, or when it was said.")
    precision = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField(help_text="Its address in the API.")
    page = serializers.SerializerMethodField(help_text="The page about it.")

    def get_about(self, found: Found) -> str | None:
        return found.about or None

    @extend_schema_field(serializers.ChoiceField(Precision.choices, allow_null=True))
    def get_precision(self, found: Found) -> str | None:
        return found.precision or None

    def get_url(self, found: Found) -> str:
        name, keyword = LISTS[found.kind]
        text = found.record.slug if isinstance(found.record, Resolution) else found.id
        return reverse(
            f"api:{name}-detail", kwargs={keyword: text}, request=self.context["request"]
        )

    def get_page(self, found: Found) -> str:
        return str(self.context["request"].build_absolute_uri(found.page))


class SearchAnswer(serializers.Serializer):
    """What a search found, the best first; where it found nothing, what may be meant."""

    query = serializers.CharField()
    results = FoundSerializer(many=True)
    did_you_mean = serializers.ListField(child=serializers.CharField())
