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
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from votes.filters.references import (
    Countries,
    Groups,
    Resolutions,
    RollCalls,
    SeriesSlugs,
    Sessions,
    Topics,
)
from votes.filters.values import LONGEST_SEARCH, Day, Moment, One, OneWord, Refused, Search, Words
from votes.models import (
    Body,
    Country,
    Group,
    Position,
    Resolution,
    RollCall,
    Topic,
)
from votes.models.record import changed_since

# Words that readers use for a position, where the nearest by its letters would mislead.
MEANT = {
    **dict.fromkeys(["absent", "absence", "not_voting", "nonvoting", "x"], "non_voting"),
    **dict.fromkeys(["abstained", "abstention", "a"], "abstain"),
    **dict.fromkeys(["for", "favour", "in_favour", "y"], "yes"),
    **dict.fromkeys(["against", "n"], "no"),
}


class Asks(django_filters.Filter):
    """A filter that asks the list one of its own questions, with the values given.

    `meaning`, `example` and `default` tell a reader of the documents what to give and what it does.
    """

    def __init__(
        self,
        question: str,
        field: type[One],
        label: str,
        meaning: str = "",
        example: str = "",
        default: str | int | None = None,
        **options: Any,
    ) -> None:
        super().__init__(label=label, **options)
        self.question, self.field_class = question, field
        self.meaning, self.example, self.default = meaning, example, default

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
    """Records that were changed at a time or later."""

    def __init__(self) -> None:
        meaning = (
            "Recorded, corrected or published at this time or later; a time without a zone is UTC. "
            "What was deleted or withdrawn is not told."
        )
        super().__init__("", Moment, gettext_noop("Changed since"), meaning, "2022-03-02T15:04:05Z")

    def filter(self, queryset: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return queryset if value is None else changed_since(queryset, value)


class Ordering(Asks):
    """The choice among the orders that a list has names for."""

    def __init__(self) -> None:
        words = {"date": "oldest_first", "-date": "newest_first"}
        meaning = "Oldest first (date) or newest first (-date)."
        super().__init__("", OneWord, gettext_noop("Order"), meaning, "date", "-date", words=words)

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
            told = _("{since} is after “until”, {until}.").format(since=since, until=until)
            self.add_error("since", Refused(told, str(since)))
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
            for name, each in self.known().items()
            if name in (data or ()) or each.extra["required"]
        }
        super().__init__(data, queryset, **options)

    @classmethod
    def known(cls) -> dict[str, Any]:
        """Every filter, by parameter."""
        filters: dict[str, Any] = vars(cls)["base_filters"]
        return filters

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        """By parameter; one that is a word of the language is declared with a line after it."""
        return {name.rstrip("_"): each for name, each in super().get_filters().items()}

    def faults(self, also: Iterable[str] = ()) -> dict[str, list[Refused]]:
        """What is wrong, by parameter; `also` are parameters that are no filters."""
        faults = unknown_parameters(self.data, [*self.known(), *also])
        return faults | (self.form.errors.as_data() if not self.form.is_valid() else {})

    @property
    def asked(self) -> dict[str, list[str]]:
        """What is asked and can be answered, by parameter, in the words that name it best."""
        # Cleaning is what fills `cleaned_data`.
        self.form.is_valid()
        fields: dict[str, Any] = self.form.fields
        return {
            name: fields[name].spelled(value)
            for name, value in self.form.cleaned_data.items()
            if value is not None
        }


def unknown_parameters(given: Mapping[str, Any], known: list[str]) -> dict[str, list[Refused]]:
    faults = {}
    for name, value in given.items():
        if name not in known:
            near = get_close_matches(name[:LONGEST_SEARCH], known)
            faults[name] = [Refused(not_known(name, known), str(value), near)]
    return faults


def not_known(name: str, known: list[str]) -> str:
    if not known:
        return _("There is no parameter “{name}”; there are none here.").format(name=name)
    told = _("There is no parameter “{name}”; there are {known}.")
    return told.format(name=name, known=", ".join(known))


class TextFilters(Filters):
    """Filters of whatever belongs to a text."""

    body = Asks(
        "in_body", Words, gettext_noop("Body"), "The body of the text.", "GA", words=choices(Body)
    )
    session = Asks(
        *("in_session", Sessions, gettext_noop("Session")),
        *("The session of the body, as its symbols write it.", "ES-11"),
    )
    topic = Asks(
        "about",
        Topics,
        gettext_noop("Topic"),
        "The subject of the text, by slug or name.",
        "palestinian-conflict",
    )
    series = Asks(
        *("in_series", SeriesSlugs, gettext_noop("Series")),
        "The series that the text belongs to, by slug.",
        "ukraine",
    )
    q = Asks(
        *("matching", Search, gettext_noop("Words in the title or symbol")),
        *("Words that all stand in the title or the symbol, in any order.", "aggression ukraine"),
    )


class SelectionFilters(TextFilters):
    """Which roll calls a question is about."""

    resolution = Asks(
        *("on", Resolutions, gettext_noop("Text")),
        *("The text, by its symbol or draft symbol in any spelling.", "A/RES/ES-11/1"),
    )
    organ = Asks(
        *("in_organ", Words, gettext_noop("Organ"), "The organ that voted.", "plenary"),
        words=choices(RollCall.Organ),
    )
    scope = Asks(
        *("of_scope", Words, gettext_noop("What was voted on")),
        *("Whether the text as a whole was voted on, or what else.", "whole"),
        words=choices(RollCall.Scope),
    )
    since = Asks("since", Day, gettext_noop("From"), "Voted on this day or later.", "2022-03-01")
    until = Asks("until", Day, gettext_noop("To"), "Voted on this day or earlier.", "2022-12-31")


class RollCallFilters(SelectionFilters):
    country = Asks(
        *("with_vote_of", Countries, "Country"),
        *("A country whose position is recorded in it, by any code or name.", "PAK"),
    )
    tally = Asks(
        *("of_tally", Words, "Tally"),
        "Without official totals to count the positions against (unchecked), or with positions "
        "and totals that differ and an explanation (explained).",
        "unchecked",
        words={"unchecked": "unchecked", "explained": "explained"},
    )
    updated_since = ChangedSince()
    ordering = Ordering()


class VoteFilters(RollCallFilters):
    tally = None  # type: ignore[assignment]
    country = Asks(
        *("by", Countries, "Country"),
        *("The country that voted, by any code or name it has or had.", "PAK"),
    )
    group = Asks(
        *("in_group", Groups, gettext_noop("Members of the group on the day")),
        *("Countries that were members of the group on the day of the vote.", "NATO"),
    )
    position = Asks(
        *("in_position", Words, gettext_noop("Position"), "What the country did.", "abstain"),
        words={each.word: each for each in Position},
        meant=MEANT,
    )
    roll_call = Asks(
        *("in_roll_call", RollCalls, gettext_noop("Roll call")),
        *("The roll call, by its number.", "1"),
    )
    agrees_with = Asks(
        *("agreeing_with", Countries, gettext_noop("Agrees with")),
        "Votes equal to this country’s in the same roll call, both of them yes, no or abstain; "
        "the country itself is left out.",
        "USA",
    )
    differs_from = Asks(
        *("differing_from", Countries, gettext_noop("Differs from")),
        "Votes other than this country’s in the same roll call, both of them yes, no or abstain; "
        "the country itself is left out.",
        "RUS",
    )


class CountryVoteFilters(VoteFilters):
    """The filters of one country's votes, where the address names the country."""

    country = None  # type: ignore[assignment]


class ResolutionFilters(TextFilters):
    status = Asks(
        *("of_status", Words, "Status", "What became of the text.", "adopted"),
        words=choices(Resolution.Status),
    )
    since = Asks(
        "voted_since", Day, "Voted on from", "With a vote on this day or later.", "2022-03-01"
    )
    until = Asks(
        "voted_until", Day, "Voted on to", "With a vote on this day or earlier.", "2022-12-31"
    )
    updated_since = ChangedSince()


class CountryFilters(Filters):
    """Countries; `on` is the day of membership, of the group or else of the United Nations."""

    kind = Asks(
        "of_kind",
        Words,
        "Kind",
        "What it is in the record.",
        "member_state",
        words=choices(Country.Kind),
    )
    group = MemberOf(
        *("in_groups", Groups, "Group", "Members of the group, on the day that “on” names."),
        "NATO",
    )
    on = UnitedNationsOn(
        *("members_on", Day, "On the day"),
        "Members on this day: of the group that is given, else of the United Nations.",
        "2022-03-02",
    )
    q = Asks(
        *("matching", Search, "Words of a name"),
        *("Words of any name that it has or had, in any order.", "korea"),
    )
    updated_since = ChangedSince()


class GroupFilters(Filters):
    kind = Asks(
        *("of_kind", Words, "Kind", "What sort of group it is.", "alliance"),
        words=choices(Group.Kind),
    )
    updated_since = ChangedSince()


class TopicFilters(Filters):
    scheme = Asks(
        *("of_scheme", Words, "Scheme", "Whose list of subjects it stands in.", "voeten"),
        words=choices(Topic.Scheme),
    )
    q = Asks("matching", Search, "Words of the name", "Words of its name, in any order.", "nuclear")
    updated_since = ChangedSince()


class SeriesFilters(Filters):
    q = Asks(
        "matching", Search, "Words of the title", "Words of its title, in any order.", "ukraine"
    )
    updated_since = ChangedSince()
