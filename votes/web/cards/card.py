"""What is on the card of a page: its title, where it stands, and how fresh that is."""

from __future__ import annotations

from dataclasses import dataclass, field

from votes.models import Country, Position, Resolution, RollCall, Series
from votes.models.record import written
from votes.stances import SeriesRow, rows_of_country, texts_of
from votes.web.charts import in_words, shown
from votes.web.pages.lines import Freshness, VoteLine, count_where_needed

# As many as can be told apart.
TILES, ROWS = 14, 5
SITE = ("Where each state stood, vote by vote", "How states vote at the United Nations")


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
        roll_calls = RollCall.objects.published().count()
        votes = "roll call" if roll_calls == 1 else "roll calls"
        return cls(
            above=SITE[1],
            title=SITE[0],
            sentence=f"{Country.objects.members().count()} member states, {roll_calls} {votes}",
            foot=foot(),
            tiles=[Tile(position.value, in_words(position.value)) for position in Position],
        )

    @classmethod
    def of_country(cls, country: Country) -> Card:
        """Its stance on the series voted on last."""
        rows = rows_of_country(country)
        if not rows:
            said = (
                "Observer: speaks and sponsors, does not vote."
                if country.kind == Country.Kind.OBSERVER
                else "No vote on a series is in this record."
            )
            return cls(SITE[1], country.name, said, foot())
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
        status = text.get_status_display()
        if not calls:
            due = f"the vote is expected on {written(text.vote_expected_on)}"
            sentence = f"{status}; {due}." if text.vote_expected_on else f"{status}."
            return cls(str(text), text.title, sentence, foot())
        call = (whole or calls)[0]
        call.resolution = text
        count_where_needed([call])
        line = VoteLine.of(call)
        how = call.get_modality_display()
        part = f"; vote on {line.part}" if line.part else ""
        return cls(
            above=f"{text}, {call.when}",
            title=text.title,
            sentence=f"{status}{part}, {how[0].lower()}{how[1:]}",
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
        number = "1 text" if len(texts) == 1 else f"{len(texts)} texts"
        span = (
            f", {written(texts[0].roll_call.date)} to {written(texts[-1].roll_call.date)}"
            if texts
            else ""
        )
        return cls(
            above=f"Every state on {number}{span}",
            title=series.title,
            sentence="" if lines else "No text of this series has been voted on.",
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


def foot() -> str:
    """Which state of the data the card tells of."""
    fresh = Freshness.now()
    moved = f", {written(fresh.moved_at)}" if fresh.moved_at else ""
    return f"Data version {fresh.version}{moved}"
