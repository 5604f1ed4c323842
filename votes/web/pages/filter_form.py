"""A list's filters as a form: what was given, what is wrong with it, and what there is to give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from votes.filters import Day, Filters, is_blank
from votes.filters.references import Countries, Groups, SeriesSlugs, Topics
from votes.filters.values import OneWord, Search, Words
from votes.models import Body, Country, Group, Position, RollCall, Series, Topic

# So many names of a kind are offered while one types; longer lists are no help.
OFFERED = 300
INDEX_NAMES = {
    "lijphart": gettext_noop("Lijphart"),
    "strict": gettext_noop("Strict"),
    "yes_no": gettext_noop("Votes only"),
    "pi": gettext_noop("Scott’s pi"),
    "kappa": gettext_noop("Cohen’s kappa"),
}
# What the words of a parameter are called.
CALLED: dict[str, Mapping[str, str]] = {
    "body": dict(Body.choices),
    "organ": dict(RollCall.Organ.choices),
    "scope": dict(RollCall.Scope.choices),
    "position": {position.word: position.label for position in Position},
    "index": INDEX_NAMES,
    "positions": {
        "recorded": gettext_noop("As recorded"),
        "intended": gettext_noop("As later intended"),
    },
}
# The names that a field offers, by the records it takes.
LISTS: dict[type, str] = {
    Countries: "countries",
    Groups: "groups",
    SeriesSlugs: "series",
    Topics: "topics",
}


@dataclass(frozen=True)
class Fault:
    """What is wrong with a value, and the right ones near it."""

    message: str
    near: Sequence[str] = ()


@dataclass(frozen=True)
class Choice:
    """One word of a field that has few; `letter` is the position that it means."""

    word: str
    label: str
    is_chosen: bool
    letter: str = ""


@dataclass(frozen=True)
class FormField:
    """One parameter; `kind` is how it is given: text, search, date, or choices."""

    name: str
    label: str
    meaning: str
    kind: str
    value: str
    choices: list[Choice]
    # The list of names that it offers.
    offers: str
    faults: list[Fault]

    @property
    def is_used(self) -> bool:
        return bool(self.value)


@dataclass(frozen=True)
class Asked:
    """One filter that is in use, in words, and the address without it."""

    label: str
    values: str
    without: str


@dataclass(frozen=True)
class FilterForm:
    """The filters of a list: those in view, those behind a fold, and what is in use.

    `notices` are faults of parameters that have no field; `kept` are parameters that the form
    sends along.
    """

    action: str
    fields: list[FormField]
    more: list[FormField]
    in_use: list[Asked]
    notices: list[Fault]
    offered: dict[str, list[tuple[str, str]]]
    kept: list[tuple[str, str]]
    # The address without any filter.
    clear: str

    @property
    def more_in_use(self) -> bool:
        return any(each.is_used for each in self.more)

    @property
    def told(self) -> str:
        """The filters in use, as a list in words."""
        words = [f"{each.label.lower()}: {each.values}" for each in self.in_use]
        return get_text_list(words, _("and"))

    @property
    def has_faults(self) -> bool:
        return bool(self.notices) or any(each.faults for each in (*self.fields, *self.more))

    @classmethod
    def of(
        cls,
        action: str,
        filters: Filters,
        in_view: Sequence[str],
        *,
        more: Iterable[str],
        also: Iterable[str] = (),
        kept: Iterable[str] = (),
        unlisted: Iterable[str] = (),
        besides: Mapping[str, Sequence[str]] | None = None,
        offers: Iterable[str] = (),
    ) -> FilterForm:
        """The form of `filters` as given, sent to `action`: the parameters `in_view`, and `more`.

        `also` are parameters of the page that are no filters, `kept` those sent along unseen,
        `unlisted` choices that leave nothing out; `besides` is what addresses have before the
        filters, `offers` the names that fields of the page itself offer.
        """
        besides = besides or {}
        faults = {
            name: [Fault(" ".join(each.messages), getattr(each, "near", ())) for each in found]
            for name, found in filters.faults(also).items()
        }
        # One that is folded away and not in the form otherwise is shown while it is in use.
        hidden = set(filters.known()) - {*in_view, *more, *kept}
        more = [*more, *(name for name in filters.known() if name in hidden & set(filters.data))]
        asked = filters.asked
        fields = {name: field_of(filters, name, faults) for name in (*in_view, *more)}
        return cls(
            action=action,
            fields=[fields[name] for name in in_view],
            more=[fields[name] for name in more],
            in_use=[
                Asked(
                    _(filters.known()[name].label),
                    in_words(name, filters.form.cleaned_data[name], values),
                    address(action, {**besides, **{k: v for k, v in asked.items() if k != name}}),
                )
                for name, values in asked.items()
                if name not in {*kept, *unlisted}
            ],
            notices=[
                each for name, found in faults.items() if name not in fields for each in found
            ],
            offered=offered({*offers, *(each.offers for each in fields.values())}),
            kept=[(name, value) for name in kept for value in asked.get(name, [])],
            clear=address(action, besides),
        )


def field_of(filters: Filters, name: str, faults: Mapping[str, list[Fault]]) -> FormField:
    filter_ = filters.known()[name]
    given = [value for value in filters.data.getlist(name) if not is_blank(value)]
    field = filter_.field_class
    words = filter_.extra.get("words", {}) if issubclass(field, Words) else {}
    chosen = {part.strip().casefold() for text in given for part in text.split(",")}
    kind = "text"
    if words:
        kind = "choice" if issubclass(field, OneWord) else "choices"
    elif issubclass(field, Search):
        kind = "search"
    elif issubclass(field, Day) and name not in faults:
        # A browser would not show what is no date.
        kind = "date"
    return FormField(
        name=name,
        label=_(filter_.label),
        meaning=filter_.meaning,
        kind=kind,
        value=", ".join(given),
        choices=[
            Choice(
                word,
                _(CALLED[name][word]) if name in CALLED else word.capitalize(),
                word.casefold() in chosen,
                Position.from_word(word).value if name == "position" else "",
            )
            for word in words
        ],
        offers=next((offers for each, offers in LISTS.items() if issubclass(field, each)), ""),
        faults=faults.get(name, []),
    )


def offered(lists: set[str]) -> dict[str, list[tuple[str, str]]]:
    """The names that fields offer while one types, each with what it is called besides."""
    found: dict[str, list[tuple[str, str]]] = {}
    if "countries" in lists:
        voters = Country.objects.voters().order_by("name", "id")
        found["countries"] = list(voters.values_list("name", "code")[:OFFERED])
    if "groups" in lists:
        found["groups"] = list(Group.objects.values_list("code", "name")[:OFFERED])
    if "series" in lists:
        found["series"] = list(Series.objects.accepted().values_list("slug", "title")[:OFFERED])
    if "topics" in lists:
        found["topics"] = list(Topic.objects.values_list("slug", "name")[:OFFERED])
    return found


def in_words(name: str, value: Any, spelled: Sequence[str]) -> str:
    """The values of a filter as a reader says them: abstained or no; 2 March 2022."""
    if name in CALLED:
        called = (_(CALLED[name][word]) for word in spelled)
        # Bodies and organs have proper names.
        return either(each if name in {"body", "organ"} else each.lower() for each in called)
    if isinstance(value, date) and not isinstance(value, datetime):
        return date_format(value, "j F Y")
    if name == "q":
        return f"“{value}”"
    return either(map(str, value)) if isinstance(value, list) else str(value)


def either(values: Iterable[str]) -> str:
    """Values of which one or another is meant."""
    return _(" or ").join(values)


def address(path: str, asked: Mapping[str, Sequence[str]]) -> str:
    """An address with its query; values repeated, so that none is taken apart at a comma."""
    query = QueryDict(mutable=True)
    for name, values in asked.items():
        if values:
            query.setlist(name, list(values))
    return f"{path}?{query.urlencode(safe='/')}" if query else path
