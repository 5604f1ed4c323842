"""The frame of pages in other languages, written from the left or from the right."""

import csv
import gettext
import html
import re
from pathlib import Path

import pytest
from django.conf import settings

from votes.models import Country

pytestmark = pytest.mark.usefixtures("bundled")
WEB = settings.BASE_DIR / "votes"
# What is placed by sides rather than by the direction of writing.
SIDED = re.compile(
    r"(?:margin|padding|border|inset|scroll-margin)-(?:left|right)|(?<![\w-])(?:left|right)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)|border-(?:top|bottom)-(?:left|right)-radius"
)
PAGES = ["/", "/countries/PAK/", "/resolutions/A-RES-ES-11-4/", "/series/ukraine/", "/search/"]


def frame_of(response) -> str:
    """What stands around a page: its head and foot."""
    body = response.content.decode()
    return body[: body.index("<main")] + body[body.index("</main>") :]


def main_of(response) -> str:
    body = response.content.decode()
    return body[body.index("<main") : body.index("</main>")]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Countries", "Roll calls", "Search", "Cite this page", "Newest vote"]),
        ("fr", ["Pays", "Votes enregistrés", "Rechercher", "Citer cette page", "Dernier vote"]),
        ("es", ["Países", "Votaciones registradas", "Buscar", "Citar esta página"]),
    ],
)
def test_the_frame_is_in_the_language_that_the_address_asks_for(client, language, words):
    response = client.get(f"/countries/PAK/?lang={language}")
    body = response.content.decode()
    assert f'<html lang="{language}" dir="ltr">' in body
    for word in words:
        assert word in html.unescape(frame_of(response))


@pytest.mark.parametrize("address", PAGES)
def test_what_pages_say_is_english_and_said_to_be(client, address):
    usual, french = client.get(address), client.get(f"{address}?lang=fr")
    assert '<main id="main" class="frame" tabindex="-1">' in main_of(usual)
    assert main_of(french).replace(' lang="en" dir="ltr"', "", 1) == main_of(usual)
    assert '<title lang="en">' in french.content.decode()


def test_a_page_is_in_the_language_of_its_frame_once_every_word_of_pages_is(client, settings):
    settings.PAGE_LANGUAGES = ["en-gb", "fr"]
    response = client.get("/countries/PAK/?lang=fr")
    body = response.content.decode()
    assert '<main id="main" class="frame" tabindex="-1">' in body
    assert '<p class="crumbs"><a href="/countries/">Pays</a></p>' in body
    assert "30 septembre 1947" in main_of(response)
    assert response["Content-Language"] == "fr"
    assert client.get("/countries/PAK/")["Content-Language"] == "en-gb"
    assert client.get("/api/v1/?lang=fr")["Content-Language"] == "en-gb"


def test_days_are_told_in_the_language_of_their_words(client):
    response = client.get("/?lang=fr")
    assert "24 février 2025" in frame_of(response)
    assert "24 February 2025" in main_of(response)


def test_nothing_but_the_address_changes_the_language(client):
    client.cookies["django_language"] = "fr"
    response = client.get("/", headers={"accept-language": "fr"})
    assert '<html lang="en"' in response.content.decode()
    assert "Accept-Language" not in response["Vary"]
    assert client.get("/?lang=fr")["ETag"] != response["ETag"]


def test_links_of_the_frame_keep_the_language_and_other_links_change_it(client):
    body = frame_of(client.get("/series/ukraine/?group=NATO&lang=fr"))
    for address in ("/", "/countries/", "/series/", "/resolutions/", "/about/data/"):
        assert f'href="{address}?lang=fr"' in body
    assert '<input type="hidden" name="lang" value="fr">' in body
    assert '<a href="?group=NATO" lang="en" hreflang="en">English</a>' in body
    assert 'lang="fr" hreflang="fr" aria-current="true">Français</a>' in body
    assert '<a href="?group=NATO&amp;lang=es" lang="es" hreflang="es">Español</a>' in body
    usual = frame_of(client.get("/series/ukraine/"))
    assert 'href="/countries/"' in usual
    assert 'name="lang"' not in usual


@pytest.mark.parametrize("asked", ["xx", "<b>", "de-at", "english please, this once"])
def test_a_language_that_there_is_not_is_named_and_the_frame_is_english(client, asked):
    response = client.get("/countries/", {"lang": asked})
    body = response.content.decode()
    assert response.status_code == 200
    assert '<html lang="en"' in body
    assert f"not in “{asked[:20]}”; it is shown in English." in html.unescape(body)
    assert "<b>" not in main_of(response).split("</p>")[0]


def test_a_page_that_is_not_there_has_its_frame_in_the_language_too(client):
    assert "Pays" in frame_of(client.get("/nowhere/?lang=fr"))


def test_the_desk_and_the_api_stay_english(client, admin_user):
    client.force_login(admin_user)
    for address in ("/admin/?lang=fr", "/api/v1/docs/?lang=en"):
        assert client.get(address, headers={"accept-language": "fr"}).status_code == 200
    desk = client.get("/admin/?lang=fr", headers={"accept-language": "fr"}).content.decode()
    assert "What would you like to record?" in desk
    assert "Déconnexion" not in desk


def catalogue(language: str) -> dict[str, str]:
    with (WEB / "locale" / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", ["fr", "es"])
def test_every_word_of_the_frame_is_translated_and_what_is_compiled_is_what_is_written(language):
    page = (Path(settings.BASE_DIR) / "templates" / "base.html").read_text(encoding="utf-8")
    # What stands before it is said in the language of the page.
    frame = page.partition("{% language frame %}")[2]
    marked = set(re.findall(r'{% translate "([^"]+)" %}', frame)) | {"Cite this page"}
    assert len(marked) > 15
    compiled = catalogue(language)
    assert {word for word in marked if not compiled.get(word)} == set()
    source = (WEB / "locale" / language / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    written = dict(re.findall(r'\nmsgid "(.+)"\nmsgstr "(.+)"', source))
    assert written == {word: said for word, said in compiled.items() if word}


def test_every_country_s_name_in_another_language_leads_to_it():
    with (WEB / "data" / "names_by_language.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = Country.objects.each_named({row["name"] for row in rows})
    wrong = {
        row["name"]: [country.code for country in found[row["name"]]]
        for row in rows
        if [country.code for country in found[row["name"]]] != [row["code"]]
    }
    assert wrong == {}
    codes = set(Country.objects.exclude(kind="former_member").values_list("code", flat=True))
    for language in ("fr", "es"):
        of_language = [row["code"] for row in rows if row["language"] == language]
        assert sorted(of_language) == sorted(codes)


def test_a_country_s_page_gives_its_names_with_their_languages(client):
    body = client.get("/countries/DEU/").content.decode()
    assert 'French: <span lang="fr" dir="auto">Allemagne</span>' in body
    assert 'Spanish: <span lang="es" dir="auto">Alemania</span>' in body
    assert 'lang="fr"' not in main_of(client.get("/countries/SUN/"))


def test_the_stylesheet_places_nothing_by_left_and_right():
    sheet = (WEB / "static" / "votes" / "site.css").read_text()
    assert SIDED.findall(re.sub(r"(?s)/\*.*?\*/", "", sheet)) == []
    for sided in ("a{left:0}", "a{margin-left:1px}", "a{text-align: right}", "a { right : 0 }"):
        assert SIDED.search(sided)


@pytest.fixture
def arabic(settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("ar", "العربية")]


@pytest.mark.parametrize("address", PAGES)
def test_a_frame_that_is_written_from_the_right_says_so(client, arabic, address):
    body = client.get(f"{address}?lang=ar").content.decode()
    assert '<html lang="ar" dir="rtl">' in body
    assert '<main id="main" class="frame" tabindex="-1" lang="en" dir="ltr">' in body


# How pages look does not hang on the database; the other tests open these on both.
@pytest.mark.browser
@pytest.mark.once
@pytest.mark.parametrize("width", [320, 1280])
def test_a_page_that_is_turned_round_is_whole(client, chromium, width):
    """All of it, its own part too, as it will be once that is translated."""
    sheet = (WEB / "static" / "votes" / "site.css").read_text()
    page = chromium.new_page(viewport={"width": width, "height": 800})
    for address in PAGES:
        body = client.get(address).content.decode().replace('dir="ltr"', 'dir="rtl"', 1)
        page.set_content(
            re.sub(r"<link [^>]+>", "", body).replace("</head>", f"<style>{sheet}</style></head>")
        )
        wide, brand = page.evaluate(
            "[document.documentElement.scrollWidth, "
            "document.querySelector('.brand').getBoundingClientRect().right]"
        )
        assert wide <= width, address
        # It begins where reading does.
        assert brand > width * 0.75, address
    page.close()
