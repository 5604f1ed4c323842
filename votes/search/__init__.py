"""Finding anything by what somebody types: states, texts, series and statements."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from votes.filters import KINDS
from votes.models import Resolution
from votes.search.found import Finds, Found, Rank
from votes.search.names import Names, find_series
from votes.search.texts import find_statements, find_texts
from votes.search.words import read

__all__ = ["Finds", "Found", "Rank", "search", "search_each"]

USUAL = 20
NEAR = 3


def search(text: str, kinds: Collection[str] = KINDS, limit: int = USUAL) -> Finds:
    """What answers to a text of at most 200 characters, best first; public records only.

    Accents, case and punctuation do not count, and a word may be the beginning of one. A month
    or year means when was voted or spoken; a state's name also what it said; with a position, how
    it voted. As many queries for any text, and one more for the symbols near one not found.
    """
    finds = search_each(text, kinds, limit)
    return replace(finds, results=finds.results[:limit])


def search_each(text: str, kinds: Collection[str] = KINDS, limit: int = USUAL) -> Finds:
    """As `search`, at most `limit` of each kind: none crowds out another."""
    names = Names.load()
    question = read(text, names.meant_by)
    if not question.terms:
        return Finds(text, [])
    found: list[Found] = []
    if "country" in kinds:
        found += names.find(question)[:limit]
    if "series" in kinds:
        found += find_series(question)[:limit]
    if "resolution" in kinds:
        found += find_texts(question, limit)
    if "statement" in kinds:
        found += find_statements(question, limit)
    if found:
        return Finds(text, sorted(found, key=lambda each: each.order))
    near = names.near(text, NEAR) if "country" in kinds else []
    if question.symbol and "resolution" in kinds:
        start = "" if question.symbol.startswith(("A-", "S-")) else "A-RES-"
        near += Resolution.objects.near(start + question.symbol)
    return Finds(text, [], near[:NEAR])
