"""The page of the interface shows all that its document says, and needs nothing else."""

import re
from html import unescape

import pytest

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


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_page_asks_no_other_host_and_breaks_no_rule_of_its_policy(chromium, live_server):
    page, faults, asked = chromium.new_page(), [], []
    page.on("console", lambda message: message.type == "error" and faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    response = page.goto(f"{live_server.url}/api/v1/docs/")
    assert "unsafe" not in response.headers["content-security-policy"]
    page.click("#list_votes summary >> nth=0")
    assert page.locator("#list_votes table").first.is_visible()
    assert faults == []
    assert {url for url in asked if not url.startswith(live_server.url)} == set()
