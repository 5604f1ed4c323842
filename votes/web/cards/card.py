"""What is on the card of a page: its title, where it stands, and how fresh that is."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from votes.models import Country, Position, Resolution, RollCall, Series, count_where_needed
from votes.models.record import written
from votes.stances import SeriesRow, rows_of_country, texts_of
from votes.web.charts import in_words, shown
from votes.web.pages.lines import Freshness, VoteLine

# As many as can be told apart.
TILES, ROWS = 14, 5


@dataclass(frozen=True)
class Tile:
    """One position of a country, on a core text or on a related one, and what it is called."""

    position: str
    name: str
    is_core: bool = True


@dataclass(frozen=True)
class Row:
    """The result on one text of a series."""

    name: str
    score: str
    totals: list[tuple[str, int | None]]


@dataclass(frozen=True)
class Card:
    """A title with what is said above and below it, and one picture: tiles, a result or rows."""

    above: str
    title: str
    sentence: str
    foot: str
    tiles: list[Tile] = field(default_factory=list)
    totals: list[tuple[str, int | None]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    @classmethod
    def of_site(cls) -> Card:
        states = Country.objects.members().count()
        calls = RollCall.objects.published().count()
        parts = [
            ngettext("{count} member state", "{count} member states", states).format(count=states),
            ngettext("{count} roll call", "{count} roll calls", calls).format(count=calls),
        ]
        return cls(
            above=of_the_site(),
            title=_("Where each state stood, vote by vote"),
            sentence=", ".join(parts),
            foot=foot(),
            tiles=[Tile(position.value, in_words(position.value)) for position in Position],
        )

    @classmethod
    def of_country(cls, country: Country) -> Card:
        """Its stance on the series voted on last."""
        rows = rows_of_country(country)
        if not rows:
            said = (
                _("Observer: speaks and sponsors, does not vote.")
                if country.kind == Country.Kind.OBSERVER
                else _("No vote on a series is in this record.")
            )
            return cls(of_the_site(), country.name, said, foot())
        row = rows[0]
        return cls(
            above=str(row.series),
            title=country.name,
            sentence=row.stance.sentence,
            foot=foot(),
            tiles=tiles_of(row),
        )

    @classmethod
    def of_resolution(cls, text: Resolution) -> Card:
        """The result of the last vote on its whole, else of its last vote."""
        calls = list(text.roll_calls.published().newest_first())
        whole = [call for call in calls if call.scope == RollCall.Scope.WHOLE]
        status = _(text.get_status_display())
        if not calls:
            sentence = (
                _("{status}; the vote is expected on {day}.")
                if text.vote_expected_on
                else _("{status}.")
            ).format(status=status, day=written(text.vote_expected_on))
            return cls(str(text), text.title, sentence, foot())
        call = (whole or calls)[0]
        call.resolution = text
        count_where_needed([call])
        line = VoteLine.of(call)
        how = _(call.get_modality_display())
        sentence = _("{status}; vote on {part}, {how}") if line.part else _("{status}, {how}")
        return cls(
            above=f"{text}, {call.when}",
            title=text.title,
            sentence=sentence.format(
                status=status, part=line.part, how=f"{how[0].lower()}{how[1:]}"
            ),
            foot=foot(),
            totals=line.counts if line.bar else [],
        )

    @classmethod
    def of_series(cls, series: Series) -> Card:
        """The results on its newest texts."""
        texts = texts_of([series]).get(series.pk, [])
        newest = texts[: -ROWS - 1 : -1]
        count_where_needed(each.roll_call for each in newest)
        lines = [VoteLine.of(each.roll_call) for each in newest]
        above = ngettext(
            "Every state on {count} text, {first} to {last}",
            "Every state on {count} texts, {first} to {last}",
            len(texts),
        )
        days = [each.roll_call.when for each in texts]
        return cls(
            above=above.format(count=len(texts), first=days[0], last=days[-1])
            if texts
            else _("Every state on 0 texts"),
            title=series.title,
            sentence="" if lines else _("No text of this series has been voted on."),
            foot=foot(),
            rows=[Row(line.short_symbol, line.score, line.counts) for line in lines if line.bar],
        )


def tiles_of(row: SeriesRow) -> list[Tile]:
    """Its positions, the newest of many, oldest first."""
    taken = row.taken[-TILES:]
    names = [each.entry.resolution.short_symbol for each in row.texts[-TILES:]]
    return [
        Tile(shown(each.position, each.was_member), name, each.text.is_core)
        for each, name in zip(taken, names, strict=True)
    ]


def of_the_site() -> str:
    return _("How states vote at the United Nations")


def foot() -> str:
    """Which state of the data the card tells of."""
    fresh = Freshness.now()
    if not fresh.moved_at:
        return _("Data version {version}").format(version=fresh.version)
    day = written(fresh.moved_at)
    return _("Data version {version}, {day}").format(version=fresh.version, day=day)
