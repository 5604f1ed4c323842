"""Finding what is many: texts and statements, each kind in one query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, F, Max, OuterRef, Q, Subquery, Value, When
from django.utils.translation import gettext as _

from votes.models import Resolution, RollCall, Statement, Vote
from votes.models.resolution import text_number
from votes.search.found import Found, Rank
from votes.search.words import Question, Term

# What stands before the number that people remember of a symbol.
ADOPTED = ("", "A-RES-", "S-RES-", "A-HRC-RES-")
DRAFTS = ("", "A-", "S-", "A-HRC-")


def find_texts(question: Question, limit: int) -> list[Found]:
    """Texts by symbol, title, session or when they were voted on, and those on which a named
    state voted, or took a named position."""
    exact, first = exactly(question), Q(title_key__startswith=question.key)
    if question.symbol:
        first |= symbol_begins(question.symbol)
    every = all_terms(question.terms)
    rank = Case(
        When(exact, then=Value(Rank.EXACT)),
        When(first, then=Value(Rank.PREFIX)),
        When(every, then=Value(Rank.ALL)),
        default=Value(Rank.VOTED),
    )
    published = Q(roll_calls__state=RollCall.State.PUBLISHED)
    newest = RollCall.objects.published().filter(resolution=OuterRef("pk")).newest_first()
    texts = (
        Resolution.objects.filter(exact | first | every | voted_by_states(question))
        .annotate(
            rank=rank,
            newest=Max("roll_calls__date", filter=published),
            precision=Subquery(newest.values("precision")[:1]),
        )
        .order_by("rank", F("newest").desc(nulls_last=True), "-id")[:limit]
    )
    return [found_text(text) for text in texts]


def exactly(question: Question) -> Q:
    condition = Q(title_key=question.key)
    if question.symbol:
        condition |= Q(symbol_key__in=[start + question.symbol for start in ADOPTED])
        condition |= Q(draft_key__in=[start + question.symbol for start in DRAFTS])
        if number := text_number(question.symbol):
            condition |= Q(pk=number)
    return condition


def symbol_begins(symbol: str) -> Q:
    """Symbols that begin so; a bare number is a part of its own: 77 begins no 770."""
    ends = "-" if symbol.isdecimal() else ""
    condition = Q()
    for name, starts in (("symbol_key", ADOPTED), ("draft_key", DRAFTS)):
        for start in starts:
            condition |= Q(**{f"{name}__startswith": f"{start}{symbol}{ends}"})
    return condition


def in_words(name: str, words: str) -> Q:
    """The condition that words stand in a text, the last perhaps begun; a number as a whole."""
    end = " " if words.isdecimal() else ""
    condition = Q(**{f"{name}__startswith": words + end})
    condition |= Q(**{f"{name}__contains": f" {words}{end}"})
    if end:
        condition |= Q(**{f"{name}__endswith": f" {words}"}) | Q(**{name: words})
    return condition


def all_terms(terms: Sequence[Term]) -> Q:
    condition = Q()
    for term in terms:
        condition &= one_term(term)
    return condition


def one_term(term: Term) -> Q:
    """The condition that a text has a term, in whatever it may mean."""
    condition = in_words("title_key", term.words)
    if term.session:
        condition |= Q(session=term.session)
    if term.symbol:
        condition |= exactly(Question((), "", term.symbol)) | symbol_begins(term.symbol)
    voted = RollCall.objects.published()
    if term.period:
        condition |= Q(pk__in=voted.filter(date__range=term.period).values("resolution"))
        condition |= Q(tabled_on__range=term.period)
    if term.month:
        condition |= Q(pk__in=voted.filter(date__month=term.month).values("resolution"))
    return condition


def voted_by_states(question: Question) -> Q:
    """The condition that a named state voted on a text that has all the other terms."""
    condition = Q(pk__in=[])
    for state in question.states:
        positions = question.positions
        rest = question.beside(state)
        if not rest and not positions:
            # Every text that a state ever voted on answers nothing.
            continue
        votes = Vote.objects.public().filter(country__in=state.countries)
        if positions:
            votes = votes.in_position(*positions)
        on = votes.order_by().values("roll_call__resolution")
        condition |= all_terms(rest) & Q(pk__in=on)
    return condition


def found_text(text: Any) -> Found:
    name = text.symbol or text.draft_symbol or f"id-{text.pk}"
    return Found(
        "resolution",
        text,
        name,
        text.title,
        _(text.get_status_display()),
        text.get_absolute_url(),
        Rank(text.rank),
        text.newest,
        text.precision or "",
    )


def find_statements(question: Question, limit: int) -> list[Found]:
    """Public statements by who made them, when, and their words."""
    condition = Q()
    for term in question.terms:
        one = in_words("text_key", term.words)
        if term.countries:
            one |= Q(country__in=term.countries)
        if term.period:
            one |= Q(date__range=term.period)
        if term.month:
            one |= Q(date__month=term.month)
        condition &= one
    statements = Statement.objects.public().filter(condition)
    related = ("country", "roll_call__resolution", "resolution", "series")
    return [
        found_statement(statement)
        for statement in statements.select_related(*related).newest_first()[:limit]
    ]


def found_statement(statement: Statement) -> Found:
    return Found(
        "statement",
        statement,
        str(statement.pk),
        f"{statement.country}, {statement.when}",
        statement.summary,
        (statement.text or statement.country).get_absolute_url(),
        Rank.ALL,
        statement.date,
        statement.precision,
    )
