"""The one page that other sites may show in a frame, and that no other may be."""

import html
import re

import pytest

from tests.factories import make_country, make_resolution, make_roll_call, make_series, saved
from votes.models import Country, Resolution

pytestmark = pytest.mark.usefixtures("bundled")
EMBED = "/embed/countries/PAK/series/ukraine/"
OTHERS = [
    *("/", "/countries/", "/countries/PAK/", "/series/ukraine/", "/resolutions/A-RES-ES-11-4/"),
    *("/search/?q=pak", "/about/data/", "/countries/PAK/feed.atom", "/cards/site.png"),
    *("/admin/login/", "/api/v1/", "/api/v1/docs/", "/nowhere/"),
    # What leads to the page, or says that there is none.
    *("/embed/countries/pak/series/ukraine/", "/embed/countries/PAK/series/none/"),
    *("/embed/countries/XXX/series/ukraine/", "/embed/countries/VAT/series/ukraine/"),
]


def test_any_site_may_frame_the_strip(client):
    response = client.get(EMBED)
    assert response.status_code == 200
    assert not response.has_header("X-Frame-Options")
    policy = response["Content-Security-Policy"]
    assert "frame-ancestors *;" in f"{policy};"
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("address", OTHERS)
def test_no_site_may_frame_anything_else(client, address):
    response = client.get(address)
    assert response["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


def test_that_nothing_changed_takes_nothing_back_of_what_was_allowed(client):
    """A browser keeps the policy it was given, unless it is told another."""
    tag = client.get(EMBED)["ETag"]
    response = client.get(EMBED, headers={"if-none-match": tag})
    assert response.status_code == 304
    assert not response.has_header("Content-Security-Policy")
    assert not response.has_header("X-Frame-Options")


def test_the_strip_stands_alone_with_its_words_its_source_and_the_way_back(client, settings):
    settings.SITE_URL = "https://rollcall.example"
    body = client.get(EMBED).content.decode()
    assert not re.search(r"<script|\son\w+=|\sstyle=|<form|<header|<footer|<nav", body)
    assert body.count("<h1") == body.count("<main") == 1
    assert 'role="img"' in body
    assert "12 Oct 2022, ES-11/4: abstained" in body
    assert "Abstained on all nine texts of this series" in body
    plain = html.unescape(re.sub(r"<[^>]+>", "", body))
    assert "Source: official records of the United Nations, compiled by Roll Call, data" in plain
    links = set(re.findall(r'<a href="([^"]+)"', body))
    assert links == {"https://rollcall.example/countries/PAK/series/ukraine/"}
    # They leave the frame.
    assert body.count('target="_blank" rel="noopener"') == body.count("<a href=")
    ids = re.findall(r'\sid="([^"]+)"', body)
    assert sorted(set(ids)) == sorted(ids)
    assert client.get("/countries/PAK/series/ukraine/").status_code == 200


def test_the_country_s_page_has_the_code_for_it(client, settings):
    settings.SITE_URL = "https://rollcall.example"
    body = client.get("/countries/PAK/").content.decode()
    code = html.unescape(re.search(r"(?s)<details class=\"code\">.*?<code>(.*?)</code>", body)[1])
    assert code == (
        f'<iframe src="https://rollcall.example{EMBED}" '
        'title="Pakistan: positions on The war against Ukraine" width="100%" height="320" '
        'loading="lazy" frameborder="0"></iframe>'
    )


def test_another_spelling_leads_to_the_one_address(client):
    response = client.get("/embed/countries/Pakistan/series/ukraine/")
    assert (response.status_code, response["Location"]) == (301, EMBED)


@pytest.mark.parametrize(
    "address",
    [
        *("/embed/countries/PAK/series/none/", "/embed/countries/XXX/series/ukraine/"),
        *("/embed/countries/VAT/series/ukraine/", "/embed/countries/CSK/series/ukraine/"),
    ],
)
def test_there_is_no_strip_of_what_was_not_voted_on(client, address):
    assert client.get(address).status_code == 404


def test_a_proposed_series_and_a_draft_vote_are_on_no_strip(client):
    text = make_resolution("A/RES/80/1")
    series = make_series("other", [text])
    pakistan = Country.objects.get(code="PAK")
    make_roll_call(text, {pakistan: "N"}, state="draft")
    assert client.get("/embed/countries/PAK/series/other/").status_code == 404
    ukraine = Resolution.objects.get(symbol="A/RES/ES-11/4").series_entries.get().series
    ukraine.status = "proposed"
    saved(ukraine)
    assert client.get(EMBED).status_code == 404
    assert series.slug == "other"


def test_a_name_with_markup_is_text_on_the_strip_and_in_its_code(client):
    text = make_resolution("A/RES/80/1")
    make_series("odd", [text], title='"><script>x</script>')
    make_roll_call(text, {make_country("ODD", '"><b>Odd</b>'): "Y"}, totals=False)
    for address in ("/embed/countries/ODD/series/odd/", "/countries/ODD/"):
        body = client.get(address).content.decode()
        assert "<script>x" not in body
        assert "<b>Odd" not in body


def test_a_strip_costs_few_queries_however_many_texts_there_are(client, django_assert_num_queries):
    # The data's version; country, spells; series; entries, roll calls, votes; the foot.
    with django_assert_num_queries(8):
        client.get(EMBED)
    series = Resolution.objects.get(symbol="A/RES/ES-11/4").series_entries.get().series
    pakistan = Country.objects.get(code="PAK")
    for number in range(5):
        text = make_resolution(f"A/RES/80/{number}")
        make_roll_call(text, {pakistan: "Y"}, totals=False)
        saved(series.entries.model(series=series, resolution=text))
    with django_assert_num_queries(8):
        client.get(EMBED)
