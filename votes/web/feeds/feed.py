"""What each feed holds: the news of a country, a series, of tabled texts and of shifts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from votes.models import (
    Country,
    DataVersion,
    Resolution,
    RollCall,
    Series,
    Statement,
    Vote,
    count_where_needed,
)
from votes.models.record import last_changed_first
from votes.stances import texts_of
from votes.stances.matrix import matrix
from votes.stances.shifts import ShiftList
from votes.stances.standing import Standing
from votes.web.feeds.entries import Entry, by_text

MOST = 50
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Feed:
    """The last fifty pieces of news, the last written first.

    `key` stays, `page` is what the feed is of, `address` where it is itself; `updated` is when
    its newest entry was written, of an empty one when anything was.
    """

    key: str
    title: str
    about: str
    page: str
    address: str
    entries: Sequence[Entry]
    updated: datetime

    @classmethod
    def of(
        cls, key: str, title: str, about: str, page: str, address: str, news: Iterable[Entry]
    ) -> Feed:
        entries = sorted(news, key=lambda entry: entry.order, reverse=True)[:MOST]
        if entries:
            updated = entries[0].updated
        else:
            moved = DataVersion.objects.filter(pk=1).values_list("moved_at", flat=True)
            updated = moved.first() or BEGINNING
        return cls(key, title, about, page, address, entries, updated)

    @classmethod
    def of_country(cls, country: Country) -> Feed:
        """How it voted, where it moved, what it said, and the drafts that concern it."""
        votes = list(
            last_changed_first(Vote.objects.public().by(country), "-roll_call__date")
            .select_related("roll_call__resolution")[:MOST]
        )  # fmt: skip
        count_where_needed(vote.roll_call for vote in votes)
        standing, whole = Standing.now()
        moves = standing.shifts_of(country, whole)
        statements = statements_of(Statement.objects.public().by(country))
        drafts = drafts_of(Resolution.objects.awaiting_vote().concerning(country))
        return cls.of(
            f"countries/{country.code}",
            _("{country} at the United Nations").format(country=country),
            _(
                "How {country} votes, where it moves between the core texts of a series, what it "
                "says, and tabled texts that concern it."
            ).format(country=country.in_sentence),
            country.get_absolute_url(),
            reverse("country-feed", args=[country.code]),
            [
                *(Entry.of_vote(vote, country) for vote in votes),
                *(Entry.of_shift(move, country) for move in moves.last_written_first()[:MOST]),
                *statements,
                *drafts,
            ],
        )

    @classmethod
    def of_series(cls, series: Series) -> Feed:
        """Votes on its texts, who moved at each, what was said, and drafts that belong to it."""
        calls = RollCall.objects.published().in_series(series).select_related("resolution")
        newest = list(last_changed_first(calls, "-date")[:MOST])
        count_where_needed(newest)
        moves = ShiftList.of([(series, texts_of([series]).get(series.pk, []))], matrix())
        names = Country.objects.in_bulk({move.country for move in moves})
        return cls.of(
            f"series/{series.pk}",
            _("{series}: votes at the United Nations").format(series=series),
            _(
                "Votes on the texts of the series, which states moved, what was said about it, "
                "and drafts that belong to it."
            ),
            series.get_absolute_url(),
            reverse("series-feed", args=[series.slug]),
            [
                *(Entry.of_roll_call(call) for call in newest),
                *(Entry.of_moves(each, names) for each in by_text(moves)),
                *statements_of(Statement.objects.public().in_series(series)),
                *drafts_of(Resolution.objects.awaiting_vote().in_series(series)),
            ],
        )

    @classmethod
    def of_tabled(cls) -> Feed:
        """The drafts that await a vote."""
        return cls.of(
            "tabled",
            _("Texts awaiting a vote at the United Nations"),
            _(
                "Drafts that are tabled, with the day on which the vote is expected where it is "
                "known."
            ),
            reverse("tabled"),
            reverse("tabled-feed"),
            drafts_of(Resolution.objects.awaiting_vote()),
        )

    @classmethod
    def of_shifts(cls) -> Feed:
        """Who moved in any series."""
        standing, whole = Standing.now()
        moves = standing.shifts(whole).last_written_first()[:MOST]
        names = Country.objects.in_bulk({move.country for move in moves})
        return cls.of(
            "shifts",
            _("Shifts at the United Nations"),
            _("Changes against a state’s last position cast on a core text of a series."),
            f"{reverse('home')}#mov",
            reverse("shifts-feed"),
            [Entry.of_shift(move, names[move.country]) for move in moves],
        )


def statements_of(statements: object) -> list[Entry]:
    related = ("country", "roll_call__resolution", "resolution", "series")
    rows = last_changed_first(statements, "-date").select_related(*related)[:MOST]
    return [Entry.of_statement(each) for each in rows]


def drafts_of(texts: object) -> list[Entry]:
    return [Entry.of_draft(each) for each in last_changed_first(texts, "-tabled_on")[:MOST]]
