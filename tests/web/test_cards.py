"""The pictures that stand for pages: their size, their colours, and every name in full letters."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.conf import settings
from PIL import Image

from tests.factories import make_resolution, make_roll_call, make_series
from votes.models import Country, Vote, changing
from votes.web.cards import Card, as_png
from votes.web.cards.card import Row, Tile
from votes.web.cards.drawing import COLOURS, HEIGHT, INSIDE, MARGIN, PICTURE, TITLE, WIDTH
from votes.web.cards.lettering import BOLD, SANS, SERIF, composed, cut, face, fitted

pytestmark = pytest.mark.usefixtures("bundled")
CARDS = [
    *("/cards/site.png", "/cards/countries/PAK.png", "/cards/countries/VAT.png"),
    *("/cards/resolutions/A-RES-ES-11-4.png", "/cards/series/ukraine.png"),
]
PAPER = (253, 253, 251)


def picture(response) -> Image.Image:
    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    return Image.open(BytesIO(response.content)).convert("RGB")


def drawn(**parts) -> Image.Image:
    parts = {"above": "Above", "title": "Title", "sentence": "", "foot": "Data version 1"} | parts
    return Image.open(BytesIO(as_png(Card(**parts)))).convert("RGB")


def near(image: Image.Image, at: tuple[int, int], colour: str) -> bool:
    """Whether a pixel has a colour, as near as a picture of few colours has it."""
    wanted = tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return all(abs(one - other) < 6 for one, other in zip(image.getpixel(at), wanted, strict=True))


@pytest.mark.parametrize("address", CARDS)
def test_a_card_has_the_size_that_networks_show_and_is_small(client, address):
    response = client.get(address)
    assert picture(response).size == (1200, 630)
    assert len(response.content) < 60_000


@pytest.mark.parametrize("address", CARDS)
def test_nothing_on_a_card_stands_outside_its_margins(client, address):
    image = picture(client.get(address))
    for side in ((0, 20, MARGIN - 6, HEIGHT), (WIDTH - MARGIN + 4, 20, WIDTH, HEIGHT)):
        assert image.crop(side).getcolors() == [((side[2] - side[0]) * (HEIGHT - 20), PAPER)]


def test_a_country_s_card_tells_its_stance_and_shows_its_positions():
    card = Card.of_country(Country.objects.get(code="PAK"))
    assert (card.above, card.title, card.sentence) == (
        "The war against Ukraine",
        "Pakistan",
        "Abstained on all nine texts of this series, 27 March 2014 to 24 February 2025.",
    )
    assert [tile.position for tile in card.tiles] == ["A"] * 9
    assert card.tiles[1] == Tile("A", "ES-11/1", True)
    assert card.tiles[2] == Tile("A", "ES-11/2", False)
    assert card.foot.startswith("Data version ")


def test_positions_have_their_colours_and_their_letters():
    image = drawn(tiles=[Tile(each, "") for each in "YNAX."])
    for number, position in enumerate("YNA"):
        corner = (MARGIN + number * 118 + 6, PICTURE + 80 - 50 + 6)
        assert near(image, corner, COLOURS[position][0])
        letter = image.crop((corner[0] + 20, corner[1] + 20, corner[0] + 80, corner[1] + 80))
        assert len(letter.getcolors(4096)) > 1
    absent = image.crop((MARGIN + 3 * 118 + 4, PICTURE + 34, MARGIN + 3 * 118 + 40, PICTURE + 60))
    # Hatched: paper and lines.
    assert len(absent.getcolors(4096)) > 1
    outside = image.crop((MARGIN + 4 * 118 + 4, PICTURE + 34, MARGIN + 4 * 118 + 90, PICTURE + 120))
    assert outside.getcolors() == [(86 * 86, PAPER)]


def test_the_colours_are_those_of_the_stylesheet():
    sheet = (settings.BASE_DIR / "votes" / "static" / "votes" / "site.css").read_text()
    light = sheet[: sheet.index("prefers-color-scheme: dark")]
    tokens = dict(re.findall(r"--([\w-]+): (#\w+);", light))
    for letter, name in (("Y", "yes"), ("N", "no"), ("A", "abstain")):
        fill, ink = COLOURS[letter]
        assert (fill, ink[:4]) == (tokens[name], tokens[f"on-{name}"][:4])


def test_a_text_s_card_has_the_official_result_as_numbers_and_as_a_bar(client):
    text = Vote.objects.filter(roll_call__resolution__symbol="A/RES/ES-11/4")[
        0
    ].roll_call.resolution
    card = Card.of_resolution(text)
    assert card.above == "A/RES/ES-11/4, 12 October 2022"
    assert card.sentence == "Adopted, recorded vote"
    assert card.totals == [("Y", 143), ("N", 5), ("A", 35), ("X", 10)]
    image = picture(client.get("/cards/resolutions/A-RES-ES-11-4.png"))
    middle = PICTURE + 160
    ends = [
        MARGIN + INSIDE * count // 193 for count in (0, 143, 148, 183, 193)
    ]  # fmt: skip
    for position, start, end in zip("YNA", ends, ends[1:], strict=False):
        assert near(image, (start + 4, middle), COLOURS[position][0])
        assert near(image, (end - 6, middle), COLOURS[position][0])


def test_a_series_card_has_a_bar_for_each_of_its_newest_texts():
    card = Card.of_series(Vote.objects.first().roll_call.resolution.series_entries.get().series)
    assert card.above == "Every state on 9 texts, 27 March 2014 to 24 February 2025"
    assert [(row.name, row.score) for row in card.rows] == [
        ("ES-11/8", "93–8–73"),
        ("ES-11/7", "93–18–65"),
        ("ES-11/6", "141–7–32"),
        ("ES-11/5", "94–14–73"),
        ("ES-11/4", "143–5–35"),
    ]


def test_a_card_changes_with_a_correction_and_is_else_the_same_to_the_byte(client):
    before = client.get("/cards/countries/PAK.png")
    assert client.get("/cards/countries/PAK.png").content == before.content
    held = {"if-none-match": before["ETag"]}
    assert client.get("/cards/countries/PAK.png", headers=held).status_code == 304
    vote = Vote.objects.get(country__code="PAK", roll_call__resolution__symbol="A/RES/ES-11/4")
    vote.position = "Y"
    with changing(None, "a letter") as change:
        change.save(vote)
    after = client.get("/cards/countries/PAK.png", headers=held)
    assert after.status_code == 200
    tile = (MARGIN + 4 * 118 + 6, PICTURE + 36)
    assert near(picture(before), tile, COLOURS["A"][0])
    assert near(picture(after), tile, COLOURS["Y"][0])


@pytest.mark.parametrize("name", [SERIF, SANS, BOLD])
def test_every_name_in_the_record_is_written_in_letters_and_not_in_boxes(name):
    font = face(name, 40)

    def ink(sign: str) -> bytes:
        return bytes(font.getmask(sign))

    texts = [*Country.objects.values_list("name", flat=True), "Côte d’Ivoire", "Türkiye", "–…“”→"]
    signs = set("".join(map(composed, texts))) - {" "}
    missing = {sign for sign in signs if ink(sign) == ink("\U0010ffff")}
    assert missing == set()


def test_an_accent_of_its_own_is_drawn_with_its_letter():
    assert composed("Co\u0302te  d’Ivoire\n") == "Côte d’Ivoire"


@pytest.mark.parametrize(
    "title",
    ["Saint Vincent and the Grenadines", "An endless title of a text " * 12, "W" * 400, "Peru"],
)
def test_a_title_of_any_length_fits(title):
    font, lines = fitted(title, SERIF, TITLE, INSIDE)
    assert all(font.getlength(line) <= INSIDE for line in lines)
    assert len(lines) <= 3
    shown = " ".join(lines)
    assert title.startswith(shown.removesuffix(" …").rstrip())
    assert shown.endswith(" …") == (len(title) > 100)


def test_lines_break_between_words_and_not_within_a_date():
    font = face(SERIF, 40)
    assert cut("Nine words that do not fit a narrow place", font, 400) == "Nine words …"
    _, lines = fitted("Abstained on it all, 27 March 2014", SERIF, [(40, 9)], 480)
    assert lines == ["Abstained on it all,", "27\u00a0March\u00a02014"]
    assert composed("27 février 2014") == "27\u00a0février\u00a02014"


def test_cards_of_what_has_no_vote_yet_are_whole():
    draft = make_resolution(
        "", draft_symbol="A/80/L.1", status="tabled", vote_expected_on=date(2025, 3, 4)
    )
    assert Card.of_resolution(draft).sentence == "Tabled; the vote is expected on 4 March 2025."
    assert Card.of_series(make_series("new")).sentence == (
        "No text of this series has been voted on."
    )
    assert Card.of_country(Country.objects.get(code="CSK")).sentence == (
        "No vote on a series is in this record."
    )
    assert Card.of_country(Country.objects.get(code="VAT")).sentence == (
        "Observer: speaks and sponsors, does not vote."
    )
    secret = make_resolution("A/RES/80/1")
    make_roll_call(secret, modality="without_vote", totals=False)
    assert Card.of_resolution(secret).totals == []
    for card in (Card.of_resolution(draft), Card.of_resolution(secret)):
        assert as_png(card)


def test_one_position_many_and_a_result_of_nothing_are_drawn():
    for parts in (
        {"tiles": [Tile("Y", "A/RES/3236(XXIX)")]},
        {"tiles": [Tile("-", "80/1", number % 2 == 0) for number in range(14)]},
        {"totals": [("Y", 0), ("N", 0), ("A", None), ("X", None)]},
        {"rows": [Row("80/1", "1–0–0", [("Y", 1), ("N", 0), ("A", 0), ("X", None)])]},
    ):
        assert drawn(**parts).size == (1200, 630)


def test_a_draft_vote_is_on_no_card():
    text = make_resolution("A/RES/80/9")
    make_roll_call(text, {Country.objects.get(code="PAK"): "N"}, state="draft")
    assert Card.of_resolution(text).totals == []
    card = Card.of_country(Country.objects.get(code="PAK"))
    assert len(card.tiles) == 9


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("/cards/countries/pak.png", "/cards/countries/PAK.png"),
        ("/cards/resolutions/A-ES-11-L.5.png", "/cards/resolutions/A-RES-ES-11-4.png"),
    ],
)
def test_other_spellings_lead_to_the_one_card(client, asked, answer):
    response = client.get(asked)
    assert (response.status_code, response["Location"]) == (301, answer)


@pytest.mark.parametrize(
    "address",
    ["/cards/countries/XXX.png", "/cards/series/none.png", "/cards/resolutions/A-1.png"],
)
def test_there_is_no_card_of_nothing(client, address):
    assert client.get(address).status_code == 404
