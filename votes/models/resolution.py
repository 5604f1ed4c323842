"""Texts, from draft to outcome."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_noop

from votes.models.country import Country
from votes.models.record import (
    LONG,
    Record,
    http_only,
    known_value,
    name_key,
    plain_scheme,
    refuse_long_key,
    symbol_key,
    web_address,
)
from votes.models.text import TextQuerySet
from votes.models.topic import Topic


class Body(models.TextChoices):
    ASSEMBLY = "GA", gettext_noop("General Assembly")
    COUNCIL = "SC", gettext_noop("Security Council")
    HUMAN_RIGHTS_COUNCIL = "HRC", gettext_noop("Human Rights Council")


def text_number(key: str) -> int | None:
    """The number in an address such as `id-123`, as compared (ID-123)."""
    number = key.removeprefix("ID-")
    fits = number != key and number.isdecimal() and len(number) <= 18
    return int(number) if fits else None


def symbols_meant(text: str) -> tuple[str, str, str]:
    """A symbol as compared, and the resolutions that its number alone may mean."""
    return symbol_key(text), symbol_key(f"A/RES/{text}"), symbol_key(f"S/RES/{text}")


class ResolutionQuerySet(TextQuerySet["Resolution"]):
    def called(self, text: str) -> Resolution:
        """The one text that a symbol in any spelling, a draft symbol or `id-123` names.

        A draft symbol means the text that has no other, and else what was adopted of it. Raises
        Resolution.DoesNotExist or, for a draft symbol that several such texts share,
        Resolution.MultipleObjectsReturned naming them.
        """
        found = self.each_called([text])[text]
        if not found:
            raise Resolution.DoesNotExist(f"No text is called “{text}”.")
        if len(found) > 1:
            names = ", ".join(str(resolution) for resolution in found[:5])
            raise Resolution.MultipleObjectsReturned(f"“{text}” names several texts: {names}.")
        return found[0]

    def each_called(self, texts: Iterable[str]) -> dict[str, list[Resolution]]:
        """The texts that each of several symbols names, in one query; see `called`."""
        keys = {text: symbol_key(text) for text in texts}
        numbers = {key: number for key in keys.values() if (number := text_number(key))}
        meant = {text: symbols_meant(text) for text, key in keys.items() if key}
        symbols = {spelling for spellings in meant.values() for spelling in spellings}
        rows = self.filter(
            Q(symbol_key__in=symbols)
            | Q(draft_key__in={key for key in keys.values() if key})
            | Q(pk__in=numbers.values())
        ).order_by("pk")
        found = list(rows)

        def answers(text: str, key: str) -> list[Resolution]:
            if key in numbers:
                return [each for each in found if each.pk == numbers[key]]
            exact, *prefixed = meant.get(text, ("",))
            return (
                [each for each in found if each.symbol_key == exact != ""]
                or [each for each in found if each.draft_key == exact != "" == each.symbol_key]
                or [each for each in found if each.draft_key == exact != ""]
                or [each for each in found if each.symbol_key in prefixed]
            )

        return {text: answers(text, key) for text, key in keys.items()}

    def near(self, text: str, count: int = 3) -> list[str]:
        """Symbols that look like a text, best first, for "did you mean"."""
        key = symbol_key(text)
        start = key.rpartition("-")[0]
        if not start:
            return []
        rows = self.filter(symbol_key__startswith=start).order_by("symbol_key")[:500]
        symbols = dict(rows.values_list("symbol_key", "symbol"))
        return [symbols[each] for each in get_close_matches(key, symbols, n=count, cutoff=0.6)]

    def voted_since(self, day: date) -> ResolutionQuerySet:
        """Texts with a published roll call on the day or later."""
        from votes.models.roll_call import RollCall

        return self._of_texts(RollCall.objects.published().since(day).values("resolution"))

    def voted_until(self, day: date) -> ResolutionQuerySet:
        from votes.models.roll_call import RollCall

        return self._of_texts(RollCall.objects.published().until(day).values("resolution"))

    def sessions(self, among: Iterable[str] | None = None) -> list[str]:
        """The sessions that texts are recorded of, all or those among the given."""
        rows = self.exclude(session="") if among is None else self.filter(session__in=among)
        return list(rows.order_by("session").values_list("session", flat=True).distinct())

    def of_status(self, *statuses: str) -> ResolutionQuerySet:
        return self.filter(status__in=statuses)

    def tabled(self) -> ResolutionQuerySet:
        """Drafts that await a vote, the next one first."""
        return self.filter(status=Resolution.Status.TABLED).order_by(
            models.F("vote_expected_on").asc(nulls_last=True), "-tabled_on", "id"
        )

    def awaiting_vote(self) -> ResolutionQuerySet:
        """Tabled drafts without a published vote on the whole, the next one first."""
        from votes.models.roll_call import RollCall

        voted = RollCall.objects.published().on_whole_text().filter(resolution=OuterRef("pk"))
        return self.tabled().exclude(Exists(voted))

    def concerning(self, *countries: Country) -> ResolutionQuerySet:
        """Texts that countries sponsor, or that a public fact about them is about."""
        from votes.models.contact import DiplomaticContact
        from votes.models.expectation import Expectation
        from votes.models.statement import Statement
        from votes.models.tie import Sponsorship

        sponsored = Sponsorship.objects.filter(country__in=countries)
        condition = Q(pk__in=sponsored.order_by().values("resolution"))
        for model in (Statement, DiplomaticContact, Expectation):
            facts = model.objects.public().by(*countries).exclude(resolution=None)
            condition |= Q(pk__in=facts.order_by().values("resolution"))
        return self.filter(condition)

    def voted(self) -> ResolutionQuerySet:
        """Texts with at least one published roll call."""
        from votes.models.roll_call import RollCall

        return self.filter(Exists(RollCall.objects.published().filter(resolution=OuterRef("pk"))))

    def newest_first(self) -> ResolutionQuerySet:
        return self.order_by("-pk")


def named_symbol(symbol: str, draft_symbol: str, pk: int) -> str:
    """The name that a text answers to: its symbol, else its draft symbol, else id-123."""
    return symbol or draft_symbol or f"id-{pk}"


def in_address(name: str) -> str:
    """A name of a text as it stands in an address: A-RES-ES-11-1."""
    return name.replace("/", "-").replace(" ", "")


class ResolutionStatus(models.TextChoices):
    TABLED = "tabled", gettext_noop("Tabled")
    ADOPTED = "adopted", gettext_noop("Adopted")
    NOT_ADOPTED = "not_adopted", gettext_noop("Not adopted")
    NO_ACTION = "no_action", gettext_noop("No action taken")
    WITHDRAWN = "withdrawn", gettext_noop("Withdrawn")
    UNKNOWN = "unknown", gettext_noop("Outcome not recorded")


class Revised(models.TextChoices):
    ORALLY_REVISED = "orally_revised", gettext_noop("Orally revised")
    AMENDED = "amended", gettext_noop("Amended before the vote")


class Resolution(Record):
    """One text, from draft to outcome."""

    Status = ResolutionStatus
    Revised = Revised

    symbol = models.CharField(
        max_length=60,
        blank=True,
        help_text="As printed, e.g. A/RES/ES-11/1. Empty until a draft is adopted.",
    )
    symbol_key = models.CharField(max_length=60, blank=True, editable=False)
    draft_symbol = models.CharField(
        max_length=60,
        blank=True,
        help_text="The draft as voted, e.g. A/ES-11/L.1 or A/76/L.3/Rev.1.",
    )
    draft_key = models.CharField(max_length=60, blank=True, editable=False, db_index=True)
    draft_addenda = models.CharField(
        max_length=2000,
        blank=True,
        help_text="Further documents of the same draft, separated by |, e.g. A/38/L.2/Add.1.",
    )
    revised = models.CharField(max_length=20, choices=Revised.choices, blank=True)
    title = models.TextField(help_text="The subject, without “resolution adopted by …”.")
    title_key = models.TextField(blank=True, editable=False)
    body = models.CharField(max_length=5, choices=Body.choices, default=Body.ASSEMBLY)
    session = models.CharField(max_length=40, blank=True, help_text="E.g. 77 or ES-11.")
    agenda_title = models.TextField("agenda item", blank=True)
    committee_report = models.CharField(max_length=LONG, blank=True)
    topics = models.ManyToManyField(
        Topic, through="ResolutionTopic", blank=True, related_name="resolutions"
    )
    status = models.CharField(max_length=15, choices=Status.choices, default=Status.TABLED)
    tabled_on = models.DateField(null=True, blank=True)
    vote_expected_on = models.DateField(null=True, blank=True)
    text_url = models.CharField(
        "address of the text",
        max_length=LONG,
        blank=True,
        validators=[web_address],
        help_text="E.g. https://docs.un.org/A/RES/ES-11/1",
    )
    note = models.TextField(blank=True, help_text="Shown on the public page.")
    internal_note = models.TextField(blank=True, help_text="Seen by signed-in staff only.")

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            known_value("body", Body, "resolution_body_known"),
            known_value("status", ResolutionStatus, "resolution_status_known"),
            known_value("revised", Revised, "resolution_revised_known", blank=True),
            http_only("text_url", "resolution_text_url_is_http"),
            models.UniqueConstraint(
                fields=["symbol_key"],
                condition=~Q(symbol_key=""),
                name="symbol_of_one_resolution",
                violation_error_message="Another text has this symbol.",
            ),
            models.UniqueConstraint(
                fields=["draft_key"],
                condition=Q(status="tabled"),
                name="draft_symbol_of_one_tabled_text",
                violation_error_message="Another tabled text has this draft symbol.",
            ),
            models.CheckConstraint(
                condition=~Q(status="tabled") | ~Q(draft_symbol=""),
                name="tabled_text_has_draft_symbol",
                violation_error_message="A tabled text has a draft symbol.",
            ),
        ]

    def __str__(self) -> str:
        return self.symbol or self.draft_symbol or self.title[:80]

    def get_absolute_url(self) -> str:
        return reverse("resolution", args=[self.slug])

    def awaits_vote(self) -> bool:
        """Whether it is tabled and its whole has no published vote, as `awaiting_vote` has it."""
        is_tabled = self.status == self.Status.TABLED
        return is_tabled and Resolution.objects.awaiting_vote().filter(pk=self.pk).exists()

    @property
    def slug(self) -> str:
        """The symbol as it stands in an address: A-RES-ES-11-1; `id-123` without one."""
        return in_address(self.called)

    @property
    def called(self) -> str:
        """The name that it answers to in addresses and answers."""
        return named_symbol(self.symbol, self.draft_symbol, self.pk)

    @property
    def own_name(self) -> str:
        """The one name that means no other text: several may share a draft symbol."""
        return self.symbol or f"id-{self.pk}"

    @property
    def own_slug(self) -> str:
        """That name as it stands in an address."""
        return in_address(self.own_name)

    @property
    def short_symbol(self) -> str:
        """The symbol as a reader says it: ES-11/1, not A/RES/ES-11/1."""
        return str(self).removeprefix("A/RES/").removeprefix("S/RES/")

    def clean(self) -> None:
        self.symbol_key, self.draft_key = symbol_key(self.symbol), symbol_key(self.draft_symbol)
        self.title_key = name_key(self.title)
        self.text_url = plain_scheme(self.text_url)
        for name in ("symbol", "draft_symbol"):
            key = "draft_key" if name == "draft_symbol" else "symbol_key"
            if getattr(self, name) and not getattr(self, key):
                raise ValidationError({name: "A symbol has letters or digits."})
            if text_number(getattr(self, key)):
                raise ValidationError({name: "This is how texts without a symbol are addressed."})
            refuse_long_key(self, key, name)
