"""What answers to some words: states, texts, series and statements, each kind by itself."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from votes.filters import KINDS, LONGEST_SEARCH, MOST_FOUND
from votes.search import Found, search_each
from votes.web.figures import Figure, Query
from votes.web.pages.lines import Freshness

# Of each kind, where all kinds are shown.
SHOWN = 10
# What the records of each kind are called.
TITLES = {
    "country": gettext_noop("Countries"),
    "resolution": gettext_noop("Texts"),
    "series": gettext_noop("Series"),
    "statement": gettext_noop("Statements"),
}
# What can be typed, and what it finds.
EXAMPLES = (
    ("Türkiye", gettext_noop("a country by any of its names, former ones too, or by its code")),
    ("ES-11/4", gettext_noop("a text by its symbol or a draft’s, in any spelling")),
    ("territorial integrity", gettext_noop("texts by words of their titles")),
    ("2 March 2022", gettext_noop("what was voted on or said on a day, in a month or in a year")),
    ("pakistan abstain", gettext_noop("texts on which a country took a position")),
)


@dataclass(frozen=True)
class KindFound:
    """The records of one kind that answer, the best first, and the question that lists them."""

    kind: str
    found: list[Found]
    shown: list[Found]
    query: Query

    @classmethod
    def of(cls, kind: str, found: list[Found], text: str, is_alone: bool) -> KindFound:
        shown = found[: MOST_FOUND if is_alone else SHOWN]
        query = Query.of("search", q=text, kind=kind, limit=MOST_FOUND)
        return cls(kind, found, shown, query)

    @property
    def count(self) -> str:
        """How many there are, as far as they are counted."""
        if len(self.found) > MOST_FOUND:
            return _("more than {count}").format(count=MOST_FOUND)
        return str(len(self.found))

    @property
    def figure(self) -> Figure:
        """As many of them as the API lists."""
        return Figure(min(len(self.found), MOST_FOUND), self.query.to("results"), self.count)

    @property
    def noun(self) -> str:
        return {
            "country": ngettext("country", "countries", len(self.found)),
            "resolution": ngettext("text", "texts", len(self.found)),
            "series": ngettext("series", "series", len(self.found)),
            "statement": ngettext("statement", "statements", len(self.found)),
        }[self.kind]

    @property
    def title(self) -> str:
        return _(TITLES[self.kind])

    @property
    def are_all_shown(self) -> bool:
        return len(self.shown) == len(self.found)

    @property
    def most(self) -> int:
        """How many a list of this kind alone shows."""
        return min(len(self.found), MOST_FOUND)


@dataclass(frozen=True)
class SearchPage:
    """What was found of each kind, the kind with the best answer first.

    `was_long` where only the beginning of what was typed was looked for; `kind` where one was
    asked for, `unknown_kind` where it is none.
    """

    freshness: Freshness
    text: str
    was_long: bool
    kind: str
    unknown_kind: str
    parts: list[KindFound]
    near: list[str]
    query: Query | None

    longest = LONGEST_SEARCH

    @classmethod
    def of(cls, typed: str = "", kind_asked: str = "") -> SearchPage:
        text = typed.strip()[:LONGEST_SEARCH].strip()
        kind = kind_asked.casefold() if kind_asked.casefold() in KINDS else ""
        kinds = (kind,) if kind else KINDS
        # One more than is shown tells that there are more.
        finds = search_each(text, kinds, MOST_FOUND + 1) if text else None
        results = finds.results if finds else []
        ordered = dict.fromkeys(found.kind for found in results)
        return cls(
            freshness=Freshness.now(),
            text=text,
            was_long=len(typed.strip()) > LONGEST_SEARCH,
            kind=kind,
            unknown_kind="" if kind else kind_asked,
            parts=[
                KindFound.of(
                    each, [found for found in results if found.kind == each], text, bool(kind)
                )
                for each in ordered
            ],
            near=finds.near if finds else [],
            query=Query.of("search", q=text, kind=kind) if text else None,
        )

    @property
    def of_kind(self) -> str:
        """What alone was looked for, if so."""
        return _(TITLES[self.kind]).lower() if self.kind else ""

    @property
    def examples(self) -> list[tuple[str, str]]:
        """What can be typed, each with what it finds."""
        return [(typed, _(finds)) for typed, finds in EXAMPLES]
