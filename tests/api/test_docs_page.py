"""The page of the interface shows all that its document says, and needs nothing else."""

import re
from dataclasses import replace
from html import unescape

import pytest

from votes.api.documents import page
from votes.api.documents.document import document
from votes.api.documents.wording import in_lines, taken

DOCUMENT = document()
OPERATIONS = [each for methods in DOCUMENT["paths"].values() for each in methods.values()]


@pytest.fixture
def html(client) -> str:
    return client.get("/api/v1/docs/").content.decode()


@pytest.fixture
def text(html) -> str:
    """What the page says, words of the interface marked as the document marks them."""
    return re.sub("</?code>", "`", unescape(html))


def test_every_operation_with_its_sentence_and_example_stands_on_the_page(html, text):
    for operation in OPERATIONS:
        assert f'id="{operation["operationId"]}"' in html
        assert operation["description"] in text
        if "x-example" in operation:
            assert f"{operation['x-example']}'" in unescape(html)


def test_every_parameter_and_field_stands_on_the_page_with_its_meaning(text):
    for operation in OPERATIONS:
        for each in operation.get("parameters", []):
            if "$ref" in each:
                continue
            assert each["description"].split(" Several, ")[0] in text
    for name, schema in DOCUMENT["components"]["schemas"].items():
        if not name.endswith("Page"):
            assert all(each["description"] in text for each in schema["properties"].values())


def test_every_refusal_stands_on_the_page(text):
    for each in DOCUMENT["components"]["responses"].values():
        assert "content" not in each or each["description"] in text


def test_every_link_within_the_page_leads_somewhere(html):
    ids = re.findall(r'id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


def test_the_page_has_no_script_and_no_style_of_its_own(html):
    assert re.findall(r"<script|<style|style=|\son\w+=|<iframe", html) == []


def test_the_page_reads_no_row(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert client.get("/api/v1/docs/").status_code == 200
    assert client.post("/api/v1/docs/").status_code == 405


@pytest.mark.parametrize(
    ("schema", "words", "record", "null"),
    [
        ({"type": ["string", "null"], "format": "date"}, "date", "", True),
        ({"type": "integer", "minimum": 1, "maximum": 9}, "whole number, 1 to 9", "", False),
        ({"oneOf": [{"$ref": "#/components/schemas/A"}, {"type": "null"}]}, "", "A", True),
        ({"type": "array", "items": {"$ref": "#/components/schemas/A"}}, "list of", "A", False),
        ({"type": "array", "items": {"type": "string"}}, "text, one or more", "", False),
        ({"type": "array", "items": {"type": "string", "enum": ["a"]}}, "any of", "", False),
    ],
)
def test_a_shape_is_put_in_words(schema, words, record, null):
    told = taken(schema)
    assert (told.words, told.record, told.may_be_null) == (words, record, null)


def test_json_keeps_in_one_line_what_fits_into_one():
    assert in_lines({"a": {"b": 1}, "c": []}) == '{"a": {"b": 1}, "c": []}'
    long = "x" * 80
    assert in_lines({"a": {"b": 1}, "c": long}) == f'{{\n  "a": {{"b": 1}},\n  "c": "{long}"\n}}'


# The page is made from the code: no database has a part in it.
@pytest.mark.browser
@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_the_page_asks_no_other_host_and_breaks_no_rule_of_its_policy(chromium, live_server):
    shown, faults, asked = chromium.new_page(), [], []
    shown.on("console", lambda message: message.type == "error" and faults.append(message.text))
    shown.on("pageerror", lambda error: faults.append(str(error)))
    shown.on("request", lambda request: asked.append(request.url))
    response = shown.goto(f"{live_server.url}/api/v1/docs/")
    assert "unsafe" not in response.headers["content-security-policy"]
    shown.click("#list_votes summary >> nth=0")
    assert shown.locator("#list_votes table").first.is_visible()
    assert faults == []
    assert {url for url in asked if not url.startswith(live_server.url)} == set()


def a_few(page):
    """The page with some operations of every kind: it shows all alike, and axe reads slowly."""
    paths = {"/api/v1/votes/", "/api/v1/statements/{pk}/", "/api/v1/tokens/"}
    parts = [
        replace(part, calls=[each for each in part.calls if each.path in paths])
        for part in page.parts
    ]
    return replace(page, parts=parts, records=page.records[:5])


@pytest.mark.browser
@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_the_page_is_open_to_everyone(chromium, live_server, monkeypatch):
    """axe finds nothing, light or dark; the whole page fits a narrow screen and needs no script."""
    from axe_playwright_python.sync_playwright import Axe

    address = f"{live_server.url}/api/v1/docs/"
    bare = chromium.new_page(java_script_enabled=False, viewport={"width": 320, "height": 700})
    bare.goto(address)
    assert bare.locator("h1").count() == 1
    narrow = chromium.new_page(viewport={"width": 320, "height": 700})
    narrow.goto(address)
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 320
    whole = page.docs()
    monkeypatch.setattr(page, "docs", lambda: a_few(whole))
    for scheme in ("light", "dark"):
        shown = chromium.new_page(color_scheme=scheme)
        shown.goto(address)
        assert shown.locator("details").count() > 10
        found = Axe().run(shown).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


def test_every_limit_stands_on_the_page(settings):
    """The other tests run without limits; a site that is served has them."""
    settings.RATE_LIMITS = dict.fromkeys(("anonymous", "account", "write", "export", "sign_in"), 7)
    assert [most for _, most in page.DocsPage.of(DOCUMENT).limits] == [7] * 5
