"""How pages name themselves to networks, to search engines and to those who cite them."""

import html
import re

import pytest

from tests.factories import make_resolution
from votes.models import DataVersion
from votes.templatetags.sharing import bibtex

pytestmark = pytest.mark.usefixtures("bundled")
SITE = "https://rollcall.example"
PAGES = {
    "/": "/cards/site.png",
    "/countries/": "/cards/site.png",
    "/countries/PAK/": "/cards/countries/PAK.png",
    "/resolutions/": "/cards/site.png",
    "/resolutions/A-RES-ES-11-4/": "/cards/resolutions/A-RES-ES-11-4.png",
    "/series/": "/cards/site.png",
    "/series/ukraine/": "/cards/series/ukraine.png",
    "/about/data/": "/cards/site.png",
    "/search/": "/cards/site.png",
}


@pytest.fixture(autouse=True)
def known_site(settings):
    settings.SITE_URL = SITE


def told(response) -> dict[str, str]:
    """What the head of a page says of it, by name."""
    body = response.content.decode()
    head = body[: body.index("</head>")]
    found = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', head)
    names = [name for name, _ in found]
    assert sorted(set(names)) == sorted(names)
    address = re.findall(r'<link rel="canonical" href="([^"]+)">', head)
    title = re.search(r"<title[^>]*>(.*?)</title>", head).group(1)
    return {name: html.unescape(value) for name, value in [*found, ("title", title)]} | {
        "canonical": html.unescape(address[0]) if address else "",
        "count": str(len(address)),
    }


@pytest.mark.parametrize("address", PAGES)
def test_a_page_names_its_one_address_its_title_and_its_card(client, address):
    head = told(client.get(address))
    version = DataVersion.current()
    assert head["count"] == "1"
    assert head["canonical"] == head["og:url"] == f"{SITE}{address}"
    assert head["og:image"] == f"{SITE}{PAGES[address]}?v={version}"
    assert head["title"] == f"{head['og:title']} · Roll Call"
    assert head["description"] == head["og:description"] == head["og:image:alt"]
    assert "\n" not in head["description"]
    assert 20 < len(head["description"]) < 320
    assert head["twitter:card"] == "summary_large_image"
    assert (head["og:image:width"], head["og:image:height"]) == ("1200", "630")
    assert client.get(PAGES[address]).status_code == 200


def test_pages_say_what_is_on_them(client):
    assert told(client.get("/countries/PAK/"))["og:description"].startswith(
        "Pakistan: Abstained on all nine texts of this series"
    )
    head = told(client.get("/resolutions/A-RES-ES-11-4/"))
    assert head["og:title"].startswith("A/RES/ES-11/4: Territorial integrity of Ukraine: ")
    assert "143 yes, 5 no, 35 abstained, 10 did not vote" in head["og:description"]


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("/countries/PAK/?positions=intended&utm_source=x", "/countries/PAK/"),
        ("/series/ukraine/?group=NATO", "/series/ukraine/"),
        ("/resolutions/?page=2", "/resolutions/?page=2"),
        ("/countries/?c=PAK&c=IND&lang=fr", "/countries/?c=PAK&c=IND"),
        ("/search/?q=%22%3E%3Cscript%3E", "/search/"),
    ],
)
def test_only_what_makes_another_page_is_kept_in_its_address(client, asked, canonical):
    assert told(client.get(asked))["canonical"] == f"{SITE}{canonical}"


def test_a_page_of_what_was_sought_in_a_list_has_the_address_of_the_list(client):
    assert told(client.get("/series/?page=2"))["canonical"] == f"{SITE}/series/?page=2"
    assert told(client.get("/series/?q=a&page=2"))["canonical"] == f"{SITE}/series/"


@pytest.mark.parametrize("address", ["/nowhere/", "/countries/XXX/", "/?q=%00"])
def test_what_is_no_page_has_no_address_to_share_and_no_citation(client, address):
    response = client.get(address)
    assert told(response)["count"] == "0"
    assert "Cite this page" not in response.content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_every_page_says_how_it_is_cited_with_the_version_of_its_data(client, address):
    body = client.get(address).content.decode()
    cite = body[body.index('<details class="cite">') : body.index("</details>", body.index("cite"))]
    plain = html.unescape(re.sub(r"<[^>]+>", "", cite))
    version = DataVersion.objects.get()
    day = f"{version.moved_at.day} {version.moved_at:%B %Y}"
    said = f"Data version {version.number}, {day}. {SITE}{address} (accessed on …)."
    assert said in plain
    assert "Roll Call: How states vote at the United Nations" in plain
    assert f"note = {{Data version {version.number}, {day}; accessed on …}}," in plain
    assert f"url = {{{SITE}{address}}}" in plain


def test_a_citation_as_bibtex_is_whole(client):
    body = client.get("/countries/CIV/").content.decode()
    entry = html.unescape(re.search(r"(?s)<code>(@misc.*?)</code>", body).group(1))
    version = DataVersion.objects.get()
    assert entry.splitlines() == [
        "@misc{rollcall-countries-CIV,",
        "  title = {{Côte d'Ivoire}},",
        "  author = {{Roll Call}},",
        "  howpublished = {Roll Call: How states vote at the United Nations},",
        f"  year = {{{version.moved_at.year}}},",
        f"  note = {{Data version {version.number}, {version.moved_at.day} "
        f"{version.moved_at:%B %Y}; accessed on …}},",
        f"  url = {{{SITE}/countries/CIV/}}",
        "}",
    ]


def test_signs_that_bibtex_reads_are_written_so_that_it_does_not():
    entry = bibtex("50 % &amp; {a} \\ ~_^ #$", f"{SITE}/", 1, None)
    assert entry.splitlines()[1] == (
        r"  title = {{50 \% \& \{a\} \textbackslash{} "
        r"\textasciitilde{}\_\textasciicircum{} \#\$}},"
    )
    assert "year" not in entry
    assert entry.startswith("@misc{rollcall,")


def test_a_title_with_markup_is_text_wherever_it_stands(client):
    make_resolution("A/RES/80/1", title='"><script>alert(1)</script> & co')
    response = client.get("/resolutions/A-RES-80-1/")
    assert "<script" not in response.content.decode()
    assert told(response)["og:title"] == 'A/RES/80/1: "><script>alert(1)</script> & co'


@pytest.mark.parametrize("address", PAGES)
def test_where_mistakes_are_taken_each_page_says_where(client, settings, address):
    response = client.get(address)
    assert "Report a mistake" not in response.content.decode()
    settings.CORRECTIONS = "mailto:desk@example.org"
    told = client.get(address, headers={"if-none-match": response["ETag"]})
    assert '<a href="mailto:desk@example.org">Report a mistake</a>' in told.content.decode()
