"""Cards as pictures: ink on paper, the positions in their colours with their letters."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw

from votes.web.cards.card import Card, Row, Tile
from votes.web.cards.lettering import BOLD, SANS, SERIF, composed, cut, face, fitted
from votes.web.charts import in_words

# What the networks show whole.
SIZE = WIDTH, HEIGHT = 1200, 630
MARGIN = 64
INSIDE = WIDTH - 2 * MARGIN
PAPER, INK, SOFT, LINE, EDGE, HATCH = (
    *("#fdfdfb", "#17191c", "#565b62", "#d3d5d2", "#85898c", "#a3a7a9"),
)
# The fill and letter of each position, as in the stylesheet's light design.
COLOURS = {"Y": ("#0b5a60", "#ffffff"), "N": ("#cb4216", "#ffffff"), "A": ("#d8a02a", INK)}
LETTERS = {"Y": "Y", "N": "N", "A": "A", "X": "–", "-": "?", ".": ""}
# How far apart the lines of a hatch are.
STEP = 9
# Where the picture of a card begins, and where its foot stands.
PICTURE, FOOT = 348, 566
# The sizes of a title and of what is said below it, each with how many lines it may take.
TITLE = ((84, 1), (70, 1), (60, 2), (46, 3), (40, 3))
ALONE = ((84, 3), (60, 4), (46, 5))
SENTENCE = ((38, 2), (32, 2), (28, 2))


def as_png(card: Card) -> bytes:
    """The card as a PNG of 1200 × 630 pixels; the same bytes for the same card."""
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, WIDTH, 11), fill=INK)
    draw.text((MARGIN, 40), cut(composed(card.above), face(SANS, 30), INSIDE), SOFT, face(SANS, 30))
    has_picture = bool(card.tiles or card.totals or card.rows)
    below = write(draw, card.title, 88, TITLE if has_picture else ALONE)
    write(draw, card.sentence, below + 12, SENTENCE)
    if card.totals:
        draw_totals(draw, card.totals)
    elif card.rows:
        draw_rows(draw, card.rows)
    elif card.tiles:
        draw_tiles(draw, card.tiles)
    draw.line((MARGIN, FOOT - 14, WIDTH - MARGIN, FOOT - 14), fill=INK, width=2)
    draw.text((MARGIN, FOOT), "Roll Call", INK, face(SERIF, 30))
    foot = face(SANS, 24)
    draw.text((WIDTH - MARGIN - foot.getlength(card.foot), FOOT + 5), card.foot, SOFT, foot)
    written = BytesIO()
    image.quantize(128, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()


def write(draw: ImageDraw.ImageDraw, text: str, y: int, ways: Sequence[tuple[int, int]]) -> int:
    """Write a text from a height on; where the next begins."""
    font, lines = fitted(text, SERIF, ways, INSIDE)
    for line in lines:
        draw.text((MARGIN, y), line, INK, font)
        y += round(font.size * 1.2)
    return y


def draw_tiles(draw: ImageDraw.ImageDraw, tiles: Sequence[Tile]) -> None:
    """Positions in a row, oldest first; those on core texts large."""
    pitch = min(INSIDE // len(tiles), 118)
    font = face(SANS, 18 if pitch > 100 else 15)
    for number, tile in enumerate(tiles):
        side = pitch - 12 if tile.is_core else (pitch - 12) * 2 // 3
        middle = MARGIN + number * pitch + (pitch - 12) // 2
        centre = PICTURE + 80
        box = (middle - side // 2, centre - side // 2, middle + side // 2, centre + side // 2)
        fill(draw, box, tile.position)
        write_letter(draw, (middle, centre), tile.position, side // 2)
        name = cut(tile.name, font, pitch - 6)
        draw.text((middle, centre + pitch // 2 + 8), name, SOFT, font, anchor="mt")


def draw_totals(draw: ImageDraw.ImageDraw, totals: Sequence[tuple[str, int | None]]) -> None:
    """The numbers, large, each with its letter and word, and the bar of them all."""
    known = [(position, count) for position, count in totals if count is not None]
    number, word = face(SERIF, 76), face(SANS, 26)
    place = INSIDE // max(len(known), 1)
    for at, (position, count) in enumerate(known):
        x = MARGIN + at * place
        fill(draw, (x, PICTURE, x + 38, PICTURE + 38), position)
        write_letter(draw, (x + 19, PICTURE + 19), position, 24)
        draw.text((x + 50, PICTURE + 4), in_words(position), INK, word)
        draw.text((x - 3, PICTURE + 44), str(count), INK, number)
    draw_bar(draw, known, (MARGIN, PICTURE + 144, WIDTH - MARGIN, PICTURE + 176))


def draw_rows(draw: ImageDraw.ImageDraw, rows: Sequence[Row]) -> None:
    """A bar a text, with its symbol before and its result behind."""
    font = face(SANS, 26)
    name = 20 + max(round(font.getlength(row.name)) for row in rows)
    score = 20 + max(round(font.getlength(row.score)) for row in rows)
    top = FOOT - 40 - 46 * len(rows)
    for at, row in enumerate(rows):
        y = top + 46 * at
        draw.text((MARGIN, y), row.name, INK, font)
        known = [(position, count) for position, count in row.totals if count is not None]
        draw_bar(draw, known, (MARGIN + name, y, WIDTH - MARGIN - score, y + 32))
        draw.text((WIDTH - MARGIN - font.getlength(row.score), y), row.score, INK, font)


def draw_bar(
    draw: ImageDraw.ImageDraw,
    totals: Sequence[tuple[str, int]],
    box: tuple[int, int, int, int],
) -> None:
    left, top, right, bottom = box
    whole = sum(count for _, count in totals) or 1
    done = 0
    for position, count in totals:
        if count:
            start = left + (right - left) * done // whole
            done += count
            end = left + (right - left) * done // whole
            fill(draw, (start, top, max(end - 2, start + 1), bottom), position)


def fill(draw: ImageDraw.ImageDraw, box: tuple[int, int, int, int], position: str) -> None:
    """One position as an area: its colour, hatched where a member did not vote."""
    if position in COLOURS:
        draw.rectangle(box, fill=COLOURS[position][0])
        return
    left, top, right, bottom = box
    draw.rectangle(box, fill=PAPER, outline=LINE if position == "." else EDGE)
    if position == "X":
        # Lines at 45 degrees, each cut to the area.
        for sum_of in range(left + top + STEP, right + bottom, STEP):
            start = (max(left, sum_of - bottom), min(bottom, sum_of - left))
            end = (min(right, sum_of - top), max(top, sum_of - right))
            draw.line((start, end), fill=HATCH, width=2)
        draw.rectangle(box, outline=EDGE)


def write_letter(draw: ImageDraw.ImageDraw, at: tuple[int, int], position: str, size: int) -> None:
    ink = COLOURS.get(position, ("", INK))[1]
    # Readable on a hatch too.
    around = {"stroke_width": 4, "stroke_fill": PAPER} if position == "X" else {}
    font = face(BOLD, size)
    draw.text(at, LETTERS[position], ink, font, anchor="mm", **around)  # type: ignore[arg-type]
