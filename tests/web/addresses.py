"""One address of every kind of page, on the bundled data and one tabled text beside them."""

from datetime import date

from tests.factories import (
    make_contact,
    make_expectation,
    make_resolution,
    make_source,
    make_statement,
    saved,
)
from votes.models import Country, Series, SeriesEntry

TABLED = "/resolutions/A-80-L.9/"
ADDRESSES = {
    "home": "/",
    "countries": "/countries/?q=pa",
    "country": "/countries/PAK/",
    "country that moved": "/countries/THA/",
    "former member": "/countries/SUN/",
    "observer": "/countries/VAT/",
    "country by year": "/countries/PAK/years/",
    "history of votes": "/countries/PAK/votes/?position=abstain&since=2022-01-01",
    "country on a series": "/countries/PAK/series/ukraine/",
    "compare": "/compare/?c=PAK&c=IND&c=CHN",
    "compare, nothing chosen": "/compare/",
    "resolutions": "/resolutions/",
    "resolution": "/resolutions/A-RES-ES-11-4/",
    "tabled text": TABLED,
    "tabled texts": "/tabled/",
    "brief": f"{TABLED}brief/?c=PAK&c=IND",
    "series of texts": "/series/",
    "series": "/series/ukraine/",
    "two texts": "/series/ukraine/?from=A/RES/ES-11/1&to=A/RES/ES-11/4&group=NATO",
    "groups": "/groups/",
    "group": "/groups/NATO/",
    "search": "/search/?q=ukraine+march+2022",
    "about the data": "/about/data/",
    "about the methods": "/about/methods/",
    "embedded strip": "/embed/countries/PAK/series/ukraine/",
    "nothing there": "/countries/XXX/",
}


def add_tabled_text() -> None:
    """A tabled text of the bundled series, with what was said, sought and expected on it."""
    text = make_resolution(
        "",
        draft_symbol="A/80/L.9",
        title="An invented draft: a just and lasting peace, with a title as long as they come",
        status="tabled",
        session="80",
        tabled_on=date(2026, 2, 3),
        vote_expected_on=date(2026, 2, 24),
    )
    series = Series.objects.get(slug="ukraine")
    saved(SeriesEntry(series=series, resolution=text, role="core"))
    states = {each.code: each for each in Country.objects.all()}
    source = make_source("An invented report")
    make_statement(states["PAK"], source, resolution=text, date=date(2026, 2, 10))
    make_contact(states["USA"], {"country": states["PAK"]}, source, resolution=text)
    for code, position in {"PAK": "A", "IND": "A", "THA": "Y", "BLR": "N", "VCT": "U"}.items():
        make_expectation(states[code], text, source, position=position, date=date(2026, 2, 11))
