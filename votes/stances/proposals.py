"""Proposing series: texts whose title came back in another session, for an editor to judge."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.utils.text import slugify

from votes.analytics.titles import title_key
from votes.models import Change, DataVersion, RollCall, Series, SeriesEntry, changing

REASON = "Series proposed by title"
LONGEST_TITLE, LONGEST_SLUG = 200, 70


@dataclass(frozen=True)
class RecurringText:
    """A text whose whole was voted on, as proposals need it."""

    pk: int
    title: str
    body: str
    session: str
    day: date


@dataclass(frozen=True)
class Proposed:
    """What proposing came to: new series, texts added to open proposals, and proposals that are
    left as they are, since an editor accepted, edited or rejected them or nothing was new."""

    series: int
    texts: int
    left: int


def recurring() -> dict[str, list[RecurringText]]:
    """Texts with a published vote on the whole, by body and title as compared, in the order of
    their votes; only titles of at least two sessions."""
    rows = RollCall.objects.published().on_whole_text().oldest_first()
    texts: dict[int, RecurringText] = {}
    for pk, title, body, session, day in rows.values_list(
        "resolution_id", "resolution__title", "resolution__body", "resolution__session", "date"
    ):
        texts.setdefault(pk, RecurringText(pk, title, body, session or str(day.year), day))
    groups: defaultdict[str, list[RecurringText]] = defaultdict(list)
    for text in texts.values():
        if key := title_key(text.title):
            groups[f"{text.body} {key}"].append(text)
    return {
        key: found for key, found in groups.items() if len({text.session for text in found}) > 1
    }


def propose() -> Proposed:
    """Propose a series for each recurring title; running it again adds only what is new.

    A proposal that an editor changed, accepted, rejected or deleted is left alone, and a text in
    an accepted series is proposed for no other.
    """
    with changing(None, REASON) as gate:
        # Of two at once the second sees what the first has proposed.
        DataVersion.hold()
        groups = {sha256(key.encode()).hexdigest(): texts for key, texts in recurring().items()}
        settled = set(SeriesEntry.objects.accepted().values_list("resolution_id", flat=True))
        there = {series.proposal: series for series in Series.objects.exclude(proposal="")}
        closed = judged(there)
        names = Names()
        new: list[Series] = []
        entries: list[SeriesEntry] = []
        left = 0
        for proposal, texts in groups.items():
            open_texts = [text for text in texts if text.pk not in settled]
            if proposal in closed or len({text.session for text in open_texts}) < 2:
                left += proposal in closed
                continue
            series = there.get(proposal)
            if series is None:
                title = names.title(open_texts[-1].title)
                series = Series(title=title, slug=names.slug(title), proposal=proposal)
                new.append(series)
            entries += [SeriesEntry(series=series, resolution_id=text.pk) for text in open_texts]
        gate.add_all(new)
        have = set(SeriesEntry.objects.values_list("series_id", "resolution_id"))
        added = [each for each in entries if (each.series.pk, each.resolution_id) not in have]
        gate.add_all(added)
    return Proposed(len(new), len(added), left)


def judged(there: dict[str, Series]) -> set[str]:
    """Proposals that an editor has accepted, rejected, edited or deleted."""
    by_hand = Change.objects.exclude(revision__user=None)
    series = set(by_hand.filter(record_type="series").values_list("record_id", flat=True))
    entries = by_hand.filter(record_type="seriesentry").values_list("before", "after")
    for before, after in entries:
        series |= {each["series_id"] for each in (before, after) if each and "series_id" in each}
    changed = set(
        SeriesEntry.objects.filter(
            pk__in=by_hand.filter(record_type="seriesentry").values("record_id")
        ).values_list("series_id", flat=True)
    )
    deleted = Change.objects.filter(record_type="series", action=Change.Action.DELETED)
    gone = {
        (before or {}).get("proposal", "") for before in deleted.values_list("before", flat=True)
    }
    return gone | {
        proposal
        for proposal, each in there.items()
        if each.status != Series.Status.PROPOSED or each.pk in series | changed
    }


class Names:
    """Titles and slugs that no series has yet."""

    def __init__(self) -> None:
        taken = Series.objects.values_list("title", "slug")
        self.titles = Counter(title for title, _ in taken)
        self.slugs = Counter(slug for _, slug in taken)

    def title(self, wanted: str) -> str:
        short = _within(LONGEST_TITLE - 6, wanted)
        return _free([_within(LONGEST_TITLE, wanted), *_numbered(short, " ({})")], self.titles)

    def slug(self, title: str) -> str:
        plain = slugify(title)[:LONGEST_SLUG].strip("-") or "series"
        return _free([plain, *_numbered(plain, "-{}")], self.slugs)


def _within(longest: int, title: str) -> str:
    """A title of so many signs at most: a longer one ends after a word, with a mark."""
    if len(title) <= longest:
        return title
    return title[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _numbered(name: str, form: str) -> Sequence[str]:
    return [name + form.format(number) for number in range(2, 1000)]


def _free(choices: Sequence[str], taken: Counter[str]) -> str:
    name = next(choice for choice in choices if not taken[choice])
    taken[name] += 1
    return name
