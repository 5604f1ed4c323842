"""What the document says of answers is what the API answers, asked on the bundled data."""

import io
import re
from urllib.parse import urlencode

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from jsonschema import Draft202012Validator

from tests.examples import add_to_data, asked, lasting, shown
from votes.api.documents.document import document
from votes.api.documents.operations import examples
from votes.models import DiplomaticContact, Expectation, RollCall, Source, Statement, Vote

DOCUMENT = document()
OPERATIONS = {
    operation["operationId"]: operation
    for methods in DOCUMENT["paths"].values()
    for operation in methods.values()
}
NUMBERED = {
    "votes": Vote,
    "roll-calls": RollCall,
    "statements": Statement,
    "contacts": DiplomaticContact,
    "expectations": Expectation,
    "sources": Source,
}
# A parameter that others must go with, or that does not go with all others.
ALONE = {"read_group_cohesion": "by", "read_agreement": "by"}
TOGETHER = {
    "read_group_cohesion": [[("by", word)] for word in ("year", "topic", "member")],
    "read_agreement": [[("by", "year"), ("with", "CHN")], [("by", "year"), ("with_group", "EU")]],
}
# What is no answer from the data: the document itself, a file, and what is secret.
TOKENS = {"list_tokens", "create_token", "delete_token"}
ANSWERED = sorted(set(OPERATIONS) - {"read_schema", "read_dump_file"} - TOKENS)
ASKED = [each for each in ANSWERED if {} in OPERATIONS[each]["security"]]


def is_choice(schema):
    """What `fields` may leave of a record."""
    return isinstance(schema, dict) and "propertyNames" in schema


def strict(schema):
    """The same shape, in which what is not documented is an error, and all of it is there."""
    if isinstance(schema, list):
        return [strict(each) for each in schema if not is_choice(each)]
    if not isinstance(schema, dict):
        return schema
    made = {key: strict(each) for key, each in schema.items()}
    if "properties" in made:
        made["unevaluatedProperties"] = False
    return made


STRICT = strict(DOCUMENT)


def check(answer, schema):
    """Fail where an answer differs from its shape in the document."""
    validator = Draft202012Validator(
        schema | {"components": STRICT["components"]},
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )
    assert [f"{each.json_path}: {each.message}" for each in validator.iter_errors(answer)] == []


def shape_of(operation, status="200"):
    response = OPERATIONS[operation]["responses"][status]
    if "$ref" in response:
        response = STRICT["components"]["responses"][response["$ref"].rsplit("/", 1)[-1]]
    return strict(response["content"]["application/json"]["schema"])


@pytest.fixture
def data(bundled, settings, tmp_path):
    settings.DUMPS_DIR = tmp_path
    add_to_data()


def write_dump():
    call_command("make_dump", stdout=io.StringIO())


def here(address):
    """The address of an example with the number that its record has in this database."""
    named = re.fullmatch(r"(/api/v1/([a-z-]+)/)(\d+)/", address)
    if not named:
        return address
    pks = NUMBERED[named[2]].objects.order_by("pk").values_list("pk", flat=True)
    return f"{named[1]}{pks[int(named[3]) - 1]}/"


@pytest.mark.parametrize("operation", ANSWERED)
def test_every_example_is_the_answer_of_its_address(client, data, operation):
    example = examples()[operation]
    if operation == "read_dump":
        write_dump()
    get_user_model().objects.create_superuser("editor", password="a long password")
    response = asked(client, operation, here(example["address"]), example)
    answer = response.json()
    assert lasting(shown(answer)) == lasting(example["answer"]), "run `make schema`"
    check(answer, shape_of(operation, str(response.status_code)))
    if "sent" in example:
        body = OPERATIONS[operation]["requestBody"]["content"]["application/json"]
        check(example["sent"], strict(body["schema"]))


def given(parameter):
    """The example of a parameter; a roll call by the number that it has in this database."""
    if parameter["name"] == "roll_call":
        return str(RollCall.objects.order_by("pk").first().pk)
    return parameter["example"]


def combinations(operation):
    """Each parameter by itself, every word that it takes, and all filters together."""
    told = [each for each in OPERATIONS[operation]["parameters"] if each.get("in") == "query"]
    told = [each for each in told if each["name"] not in {"fields", "format"}]
    asked = [(each["name"], given(each)) for each in told if "example" in each]
    required = [(each["name"], each["example"]) for each in told if each.get("required")]
    every = [
        (each["name"], word)
        for each in told
        for word in each["schema"].get("enum") or each["schema"].get("items", {}).get("enum", [])
    ]
    single = [[*(each for each in required if each[0] != one[0]), one] for one in asked + every]
    apart = ALONE.get(operation, "")
    together = [each for each in asked if each[0] != apart]
    single = [each for each in single if each[-1][0] != apart]
    also = [[*required, *given] for given in TOGETHER.get(operation, [])]
    return [required, together, *single, *also]


@pytest.mark.parametrize("operation", ASKED)
def test_every_parameter_gives_an_answer_of_the_documented_shape(client, data, operation):
    path = here(examples()[operation]["address"].split("?")[0])
    if operation == "read_dump":
        write_dump()
    for params in combinations(operation):
        address = f"{path}?{urlencode(params, doseq=True)}"
        response = client.get(address)
        assert response.status_code == 200, (address, response.content)
        check(response.json(), shape_of(operation))


def taking(name):
    return [each for each in ASKED if name in str(OPERATIONS[each].get("parameters"))]


@pytest.mark.parametrize("operation", taking("'fields'"))
def test_the_fields_that_may_be_chosen_are_those_of_the_answer(ask, data, operation):
    path = here(examples()[operation]["address"].split("?")[0]).removeprefix("/api/v1/")
    (told,) = [each for each in OPERATIONS[operation]["parameters"] if each.get("name") == "fields"]
    answer = ask(path, {"fields": told["example"]})
    for row in answer.get("results", [answer]):
        assert list(row) == told["example"]
    schema = OPERATIONS[operation]["responses"]["200"]["content"]["application/json"]["schema"]
    Draft202012Validator(schema | {"components": DOCUMENT["components"]}).validate(answer)


@pytest.mark.parametrize("operation", taking("'csv'"))
def test_the_columns_of_a_file_are_those_documented(client, data, operation):
    path = here(examples()[operation]["address"].split("?")[0])
    told = OPERATIONS[operation]["responses"]["200"]["content"]["text/csv"]["x-columns"]
    head, *_ = b"".join(client.get(path, {"format": "csv"}).streaming_content).splitlines()
    assert head.decode().split(",") == list(told)
    assert all(meaning.endswith((".", "…")) for meaning in told.values())


@pytest.mark.parametrize("operation", ASKED)
def test_every_refusal_has_the_documented_shape(client, data, operation):
    path = here(examples()[operation]["address"].split("?")[0])
    asked = {
        "400": client.get(path, {"no_such_parameter": 1}),
        "405": client.delete(path),
        "406": client.get(path, headers={"accept": "image/png"}),
    }
    if "404" in OPERATIONS[operation]["responses"]:
        # Where no record is named, there is none yet.
        named = re.sub(r"(/api/v1/[a-z-]+/)[^/]+/", r"\g<1>987654321/", path)
        asked["404"] = client.get(named, dict(combinations(operation)[0]))
    for status, response in asked.items():
        assert str(response.status_code) == status, response.content
        check(response.json(), shape_of(operation, status))


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("votes/?position=abstian", "400"),
        ("countries/Pakistn/", "404"),
        (f"countries/?q={'x' * 4000}", "414"),
    ],
)
def test_the_example_of_a_refusal_is_one(ask, data, address, status):
    (told,) = {
        name: each
        for name, each in DOCUMENT["components"]["responses"].items()
        if OPERATIONS["read_country"]["responses"][status]["$ref"].endswith(f"/{name}")
    }.values()
    assert ask(address, status=int(status)) == told["content"]["application/json"]["example"]


def test_what_has_not_changed_is_answered_as_documented(client, data):
    told = OPERATIONS["list_votes"]["responses"]
    first = client.get("/api/v1/votes/")
    assert set(told["200"]["headers"]) - set(first.headers) == {"Content-Disposition"}
    again = client.get("/api/v1/votes/", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "304" in told
