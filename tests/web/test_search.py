"""The search page: what somebody types finds what they mean, kind by kind, as in the API."""

import html
import re

import pytest

from tests.factories import make_country, make_resolution, make_roll_call, make_statement
from votes.filters import MOST_FOUND

pytestmark = pytest.mark.usefixtures("bundled")
KINDS = ["country", "resolution", "series", "statement"]


def text_of(response) -> str:
    """What a reader sees of the page's own part: no tags, no runs of white space."""
    body = response.content.decode()
    plain = html.unescape(re.sub(r"<[^>]+>", " ", body[body.index("<main") :]))
    return re.sub(r"\s+([,.;:)?])", r"\1", re.sub(r"\s+", " ", plain))


def found_on(response) -> dict[str, list[str]]:
    """The addresses that a page lists, by the kind of their section."""
    sections = re.findall(
        r'(?s)aria-labelledby="(\w+)".*?<ol class="found">(.*?)</ol>', response.content.decode()
    )
    return {kind: re.findall(r'<a href="([^"]+)"', lines) for kind, lines in sections}


@pytest.mark.parametrize("typed", ["ukraine", "pakistan", "march 2022", "es-11/4", "korea"])
def test_each_kind_lists_what_the_api_finds_of_it(client, typed):
    page = found_on(client.get("/search/", {"q": typed}))
    for kind in KINDS:
        answer = client.get("/api/v1/search/", {"q": typed, "kind": kind}).json()["results"]
        pages = [each["page"].removeprefix("http://testserver") for each in answer]
        assert page.get(kind, []) == pages[:10]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("PAK", "/countries/PAK/"),
        ("pakistan", "/countries/PAK/"),
        ("Turkey", "/countries/TUR/"),
        ("es-11/4", "/resolutions/A-RES-ES-11-4/"),
        ("A/ES-11/L.5", "/resolutions/A-RES-ES-11-4/"),
    ],
)
def test_an_exact_name_code_or_symbol_stands_first_and_is_marked(client, typed, first):
    response = client.get("/search/", {"q": typed})
    assert response.status_code == 200
    body = response.content.decode()
    found = body.index('class="found"')
    assert re.search(r'<a href="([^"]+)"', body[found:]).group(1) == first
    assert re.search(
        rf'(?s)<li class="exact">\s*<p><b class="mark">[^/]*</b> <a href="{first}"', body
    )
    assert "Exact match" in text_of(response)


def test_what_only_begins_so_is_not_marked_as_exact(client):
    assert "Exact match" not in text_of(client.get("/search/?q=pakist"))


def test_the_page_says_how_many_of_each_kind_there_are(client):
    page = text_of(client.get("/search/?q=ukraine"))
    assert "1 series · 1 country · 7 texts · 1 statement".replace(" · ", " ") in page
    assert "Texts 7 found. From the API" in page


def test_more_of_a_kind_than_are_shown_are_one_link_away(client):
    pakistan = make_country("ONE", "Onestan")
    for number in range(12):
        make_roll_call(
            make_resolution(f"A/RES/80/{number}", title="Cod wars"), {pakistan: "Y"}, totals=False
        )
    response = client.get("/search/?q=cod wars")
    assert "12 found, 10 shown." in text_of(response)
    assert len(found_on(response)["resolution"]) == 10
    link = '<a href="/search/?q=cod%20wars&amp;kind=resolution">All 12 texts</a>'
    assert link in response.content.decode()
    alone = client.get("/search/?q=cod wars&kind=resolution")
    assert len(found_on(alone)["resolution"]) == 12
    assert "“cod wars” among texts" in text_of(alone)
    assert "Look in everything" in text_of(alone)


def test_so_many_that_they_are_not_all_counted_say_so(client):
    pakistan = make_country("ONE", "Onestan")
    for _ in range(MOST_FOUND + 2):
        make_statement(pakistan, summary="On cod.")
    page = text_of(client.get("/search/?q=cod"))
    assert "more than 100 statements" in page
    assert "The best 100 statements" in page
    assert len(found_on(client.get("/search/?q=cod&kind=statement"))["statement"]) == MOST_FOUND


@pytest.mark.parametrize("typed", ["", "   ", None])
def test_an_empty_search_says_what_can_be_typed(client, typed):
    response = client.get("/search/", {} if typed is None else {"q": typed})
    assert response.status_code == 200
    assert "What can be typed" in text_of(response)
    assert "Nothing found" not in text_of(response)
    assert "/api/v1/search/" not in response.content.decode()
    for link in re.findall(r'<dt><a href="([^"]+)"', response.content.decode()):
        assert found_on(client.get(html.unescape(link))), link


def test_where_nothing_is_found_the_near_is_offered(client):
    response = client.get("/search/?q=Pakistn")
    assert response.status_code == 200
    assert "Nothing found" in text_of(response)
    assert "Did you mean Pakistan" in text_of(response)
    assert '<a href="/search/?q=Pakistan">Pakistan</a>' in response.content.decode()
    near = client.get("/search/", {"q": "ES-11/99"}).content.decode()
    assert '<a href="/search/?q=A/RES/ES-11/8">A/RES/ES-11/8</a>' in near


def test_nothing_near_is_not_made_up(client):
    page = text_of(client.get("/search/?q=xyzzy"))
    assert "No country, text, series or statement answers to “xyzzy”." in page
    assert "Did you mean" not in page


def test_a_search_that_is_too_long_says_what_was_looked_for(client):
    response = client.get("/search/", {"q": "pakistan " + "z" * 400})
    assert response.status_code == 200
    assert "at most 200 characters; the first 200 were looked for" in text_of(response)


def test_an_unknown_kind_is_named_and_everything_is_shown(client):
    response = client.get("/search/?q=ukraine&kind=<b>ships")
    assert "Nothing is of the kind “<b>ships”; all kinds are shown." in html.unescape(
        response.content.decode()
    )
    assert "<b>ships" not in response.content.decode()
    assert set(found_on(response)) == set(KINDS)


@pytest.mark.parametrize(
    "typed",
    ['"><script>alert(1)</script>', "!!!", "%", "the", "\u0661\u0662 \u0663", "1/2/3/4", "a " * 99],
)
def test_odd_searches_are_answered_and_escaped(client, typed):
    response = client.get("/search/", {"q": typed})
    assert response.status_code == 200
    assert "<script" not in response.content.decode()


def test_a_search_leads_to_the_same_question_of_the_api(client):
    body = client.get("/search/?q=pakistan march 2022").content.decode()
    links = set(map(html.unescape, re.findall(r'href="(/api/v1/search/[^"#]+)["#]', body)))
    assert "/api/v1/search/?q=pakistan+march+2022" in links
    assert len(links) == 4
    for link in links:
        assert client.get(link).json()["results"]


@pytest.mark.parametrize("address", ["/", "/countries/PAK/", "/nowhere/", "/search/?q=pakistan"])
def test_every_page_has_the_form_in_its_head(client, address):
    body = client.get(address).content.decode()
    head = body[: body.index("<main")]
    assert re.search(r'<form [^>]*action="/search/"[^>]*role="search"', head)
    assert '<label class="vh" for="seek">' in head
    value = "pakistan" if "search" in address else ""
    assert f'name="q" value="{value}"' in head


def test_the_first_page_searches_everything_too(client):
    body = client.get("/").content.decode()
    assert body.count('action="/search/"') == 2


def test_what_is_not_public_is_not_found(client):
    make_statement(make_country("ONE", "Onestan"), summary="On haddock.", visibility="internal")
    assert found_on(client.get("/search/?q=haddock")) == {}


def test_a_search_costs_the_same_however_much_it_finds(client, django_assert_num_queries):
    # The data's version; states, names, series, their votes, texts, statements; the foot.
    with django_assert_num_queries(8):
        client.get("/search/?q=ukraine")
    onestan = make_country("ONE", "Onestan")
    for number in range(12):
        make_statement(onestan, resolution=make_resolution(f"A/RES/80/{number}", title="Ukraine"))
    with django_assert_num_queries(8):
        client.get("/search/?q=ukraine onestan")
