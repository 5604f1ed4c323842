"""The OpenAPI document is valid, complete, kept in the repository, and true of every answer."""

import io
import json
import re
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from votes.api.documents.document import document, written
from votes.api.documents.glossary import FIELDS, RECORDS
from votes.api.urls import urlpatterns
from votes.api.viewsets import Agreement, Votes
from votes.search import USUAL
from votes.stances.agreement import LEAST

KEPT = Path(__file__).resolve().parent.parent.parent / "docs" / "openapi.yaml"
DOCUMENT = document()
SCHEMAS = DOCUMENT["components"]["schemas"]
OPERATIONS = {
    operation["operationId"]: (path, method, operation)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
}


def test_the_document_is_valid_openapi_and_made_without_a_warning(capsys):
    validate(DOCUMENT)
    call_command("spectacular", fail_on_warn=True, validate=True, stdout=io.StringIO())
    assert "Warning" not in capsys.readouterr().err
    assert DOCUMENT["openapi"].startswith("3.1")


def test_the_document_kept_in_the_repository_is_the_one_that_the_code_makes():
    same = KEPT.read_bytes() == written("yaml")
    assert same, "docs/openapi.yaml is not what the code says: run `make schema`."


@pytest.mark.parametrize(
    ("params", "accept", "kind"),
    [
        ({}, "*/*", "application/json"),
        ({"format": "yaml"}, "*/*", "application/yaml"),
        ({}, "application/yaml", "application/yaml"),
        ({"format": "json"}, "application/yaml", "application/json"),
        ({}, "application/vnd.oai.openapi+json", "application/vnd.oai.openapi+json"),
        ({}, "application/vnd.oai.openapi", "application/vnd.oai.openapi"),
    ],
)
def test_the_document_comes_as_json_or_yaml_as_asked(client, params, accept, kind):
    response = client.get("/api/v1/schema/", params, headers={"accept": accept})
    assert response.headers["Content-Type"] == f"{kind}; charset=utf-8"
    read = json.loads if "json" in kind else yaml.safe_load
    assert read(response.content) == DOCUMENT


@pytest.mark.parametrize(
    ("params", "accept", "status"),
    [
        ({"format": "xml"}, "application/yaml", 400),
        ({"form": "yaml"}, "application/yaml", 400),
        ({"format": "yaml,"}, "*/*", 400),
        ({}, "text/csv", 406),
    ],
)
def test_a_form_that_the_document_does_not_have_is_refused_in_json(client, params, accept, status):
    response = client.get("/api/v1/schema/", params, headers={"accept": accept})
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/json"
    assert response.json()["error"]["status"] == status


def test_every_address_is_documented():
    """The pages for people under the same prefix are no part of the interface."""
    documented = {path.removeprefix("/api/v1/") for path in DOCUMENT["paths"]}
    declared = {
        re.sub(r"<\w+:(\w+)>|\(\?P<(\w+)>.+?\)(?=/)", r"{\1\2}", str(each.pattern)).strip("^$")
        for each in urlpatterns
    }
    named = {path.replace("{pk}", "{id}") for path in declared}
    assert named - {"docs/"} == documented


def parameters(operation):
    told = OPERATIONS[operation][2].get("parameters", [])
    return {each["name"]: each for each in told if "name" in each}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_operation_says_what_it_does_and_how_it_may_fail(operation):
    path, _, told = OPERATIONS[operation]
    assert told["summary"]
    assert told["description"].endswith(".")
    assert told["tags"][0] in {each["name"] for each in DOCUMENT["tags"]}
    assert {"400", "401", "405", "406", "414", "429", "503"} <= set(told["responses"])
    # Of a new tracker there is no dump.
    may_be_missing = "{" in path or operation == "read_dump"
    assert ("404" in told["responses"]) == may_be_missing


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_parameter_is_described_with_an_example_that_it_takes(operation):
    for name, told in parameters(operation).items():
        assert told["description"].endswith("."), name
        if name != "cursor":
            Draft202012Validator(told["schema"]).validate(told["example"])


@pytest.mark.parametrize("name", list(SCHEMAS))
def test_every_record_and_field_is_described(name):
    assert SCHEMAS[name]["description"].endswith(".")
    for field, told in SCHEMAS[name]["properties"].items():
        assert told.get("description", "").endswith("."), field


def test_every_filter_of_a_list_is_a_parameter_of_it():
    for name, view in {"list_votes": Votes, "read_agreement": Agreement}.items():
        assert set(view.filterset_class.get_filters()) <= set(parameters(name))


def test_the_glossary_holds_no_word_that_no_answer_has():
    fields = {(name, field) for name, each in SCHEMAS.items() for field in each["properties"]}
    used = {field for _, field in fields} | {f"{name}.{field}" for name, field in fields}
    assert set(FIELDS) - used == set()
    assert set(RECORDS) - set(SCHEMAS) == set()


def test_the_defaults_that_are_told_are_those_that_are_used():
    assert parameters("read_country_partners")["min_n"]["schema"]["default"] == LEAST
    assert parameters("read_search")["limit"]["schema"]["default"] == USUAL
