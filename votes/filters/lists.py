"""The filters of every list, in the reader's words; each asks the list a question it has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet, TextChoices
from django.utils import timezone

from votes.filters.references import Countries, Groups, Resolutions, SeriesSlugs, Sessions, Topics
from votes.filters.values import LONGEST_SEARCH, Day, Moment, One, OneWord, Refused, Search, Words
from votes.models import (
    Body,
    Country,
    DiplomaticContact,
    Expectation,
    Group,
    Position,
    Resolution,
    RollCall,
    Source,
    Statement,
    Topic,
)

# Words that readers use for a position, where the nearest by its letters would mislead.
MEANT = {
    **dict.fromkeys(["absent", "absence", "not_voting", "nonvoting", "x"], "non_voting"),
    **dict.fromkeys(["abstained", "abstention", "a"], "abstain"),
    **dict.fromkeys(["for", "favour", "in_favour", "y"], "yes"),
    **dict.fromkeys(["against", "n"], "no"),
}


class Asks(django_filters.Filter):
    """A filter that asks the list one of its own questions, with the values given."""

    def __init__(self, question: str, field: type[One], label: str, **options: Any) -> None:
        super().__init__(label=label, **options)
        self.question, self.field_class = question, field

    def filter(self, queryset: QuerySet[Any], value: Any) -> QuerySet[Any]:
        if value is None:
            return queryset
        values = value if isinstance(value, list) else [value]
        return getattr(queryset, self.question)(*values)


class MemberOf(Asks):
    """Members of a group on the day that the list's `on` names, today without one."""

    def filter(self, queryset: Any, value: Any) -> QuerySet[Any]:
        if value is None:
            return queryset
        return queryset.in_groups(value, self.parent.form.cleaned_data.get("on") or today())


class UnitedNationsOn(Asks):
    """Members of the United Nations on a day, where the day is not that of a group."""

    def filter(self, queryset: Any, value: Any) -> QuerySet[Any]:
        in_group = self.parent.form.cleaned_data.get("group")
        return queryset if value is None or in_group else queryset.members_on(value)


class ChangedSince(Asks):
    """Records whose own row was changed at a time or later."""

    def __init__(self) -> None:
        super().__init__("", Moment, "Changed since")

    def filter(self, queryset: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return queryset if value is None else queryset.filter(updated_at__gte=value)


class Ordering(Asks):
    """The choice among the orders that a list has names for."""

    def __init__(self) -> None:
        words = {"date": "oldest_first", "-date": "newest_first"}
        super().__init__("", OneWord, "Order", words=words)

    def filter(self, queryset: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return getattr(queryset, value)() if value else queryset


def today() -> date:
    return timezone.now().date()


def choices(values: type[TextChoices]) -> dict[str, str]:
    return {value: value for value in values.values}


class FilterForm(forms.Form):
    """What holds between several filters."""

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        since, until = values.get("since"), values.get("until")
        if since and until and since > until:
            self.add_error("since", Refused(f"{since} is after “until”, {until}.", str(since)))
        return values


class Filters(django_filters.FilterSet):
    """Filters of one list; `faults` names what cannot be answered."""

    class Meta:
        form = FilterForm

    def __init__(self, data: Any = None, queryset: Any = None, **options: Any) -> None:
        # Only what is asked: to make and clean a field for each of twenty filters takes longer
        # than the database does.
        self.base_filters = {
            name: each
            for name, each in type(self).base_filters.items()
            if name in (data or ()) or each.extra["required"]
        }
        super().__init__(data, queryset, **options)

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        """By parameter; one that is a word of the language is declared with a line after it."""
        return {name.rstrip("_"): each for name, each in super().get_filters().items()}

    def faults(self, also: Iterable[str] = ()) -> dict[str, list[Refused]]:
        """What is wrong, by parameter; `also` are parameters that are no filters."""
        faults = unknown_parameters(self.data, [*type(self).base_filters, *also])
        return faults | (self.form.errors.as_data() if not self.form.is_valid() else {})


def unknown_parameters(given: Mapping[str, Any], known: list[str]) -> dict[str, list[Refused]]:
    faults = {}
    for name, value in given.items():
        if name not in known:
            near = get_close_matches(name[:LONGEST_SEARCH], known)
            message = f"There is no parameter “{name}”; {taken(known)}."
            faults[name] = [Refused(message, str(value), near)]
    return faults


def taken(known: list[str]) -> str:
    return f"there are {', '.join(known)}" if known else "there are none here"


class TextFilters(Filters):
    """Filters of whatever belongs to a text."""

    body = Asks("in_body", Words, "Body", words=choices(Body))
    session = Asks("in_session", Sessions, "Session")
    topic = Asks("about", Topics, "Topic")
    series = Asks("in_series", SeriesSlugs, "Series")
    q = Asks("matching", Search, "Words in the title or symbol")


class SelectionFilters(TextFilters):
    """Which roll calls a question is about."""

    resolution = Asks("on", Resolutions, "Text")
    organ = Asks("in_organ", Words, "Organ", words=choices(RollCall.Organ))
    scope = Asks("of_scope", Words, "What was voted on", words=choices(RollCall.Scope))
    since = Asks("since", Day, "From")
    until = Asks("until", Day, "To")


class RollCallFilters(SelectionFilters):
    updated_since = ChangedSince()
    ordering = Ordering()


class VoteFilters(RollCallFilters):
    country = Asks("by", Countries, "Country")
    group = Asks("in_group", Groups, "Members of the group on the day")
    position = Asks(
        "in_position", Words, "Position", words={each.word: each for each in Position}, meant=MEANT
    )
    agrees_with = Asks("agreeing_with", Countries, "Agrees with")
    differs_from = Asks("differing_from", Countries, "Differs from")


class ResolutionFilters(TextFilters):
    status = Asks("of_status", Words, "Status", words=choices(Resolution.Status))
    since = Asks("voted_since", Day, "Voted on from")
    until = Asks("voted_until", Day, "Voted on to")
    updated_since = ChangedSince()


class CountryFilters(Filters):
    """Countries; `on` is the day of membership, of the group or else of the United Nations."""

    kind = Asks("of_kind", Words, "Kind", words=choices(Country.Kind))
    group = MemberOf("in_groups", Groups, "Group")
    on = UnitedNationsOn("members_on", Day, "On the day")
    q = Asks("matching", Search, "Words of a name")
    updated_since = ChangedSince()


class GroupFilters(Filters):
    kind = Asks("of_kind", Words, "Kind", words=choices(Group.Kind))
    updated_since = ChangedSince()


class TopicFilters(Filters):
    scheme = Asks("of_scheme", Words, "Scheme", words=choices(Topic.Scheme))
    q = Asks("matching", Search, "Words of the name")
    updated_since = ChangedSince()


class SeriesFilters(Filters):
    q = Asks("matching", Search, "Words of the title")
    updated_since = ChangedSince()


class FactFilters(Filters):
    """Filters of what was said, done and expected about a vote, and of where it was read."""

    country = Asks("by", Countries, "Country")
    resolution = Asks("on", Resolutions, "Text")
    series = Asks("in_series", SeriesSlugs, "Series")
    since = Asks("since", Day, "From")
    until = Asks("until", Day, "To")
    updated_since = ChangedSince()


class StatementFilters(FactFilters):
    kind = Asks("of_kind", Words, "Kind", words=choices(Statement.Kind))


class ContactFilters(FactFilters):
    kind = Asks("of_kind", Words, "Kind", words=choices(DiplomaticContact.Kind))


class ExpectationFilters(FactFilters):
    position = Asks(
        "in_position", Words, "Position", words={each.word: each for each in Expectation.Position}
    )


class SourceFilters(FactFilters):
    kind = Asks("of_kind", Words, "Kind", words=choices(Source.Kind))
