"""What the database's own rules refuse is told in words."""

import pytest
from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import CheckConstraint

from tests.factories import make_country, make_group, make_resolution
from votes.models import Membership, ResolutionRelation, Succession

RULES = [
    (model, rule)
    for model in apps.get_app_config("votes").get_models()
    for rule in model._meta.constraints
    # Of fields that are unique together the framework tells the fields.
    if isinstance(rule, CheckConstraint) or rule.condition is not None
]


@pytest.mark.parametrize(("model", "rule"), RULES, ids=[rule.name for _, rule in RULES])
def test_every_rule_says_what_it_refuses_and_not_what_it_is_called(model, rule):
    assert rule.violation_error_message != rule.default_violation_error_message
    assert rule.violation_error_message.endswith(".")


@pytest.mark.django_db
def test_a_refusal_names_no_rule_of_the_database():
    pak, text = make_country("PAK"), make_resolution()
    group = make_group("NATO", [pak])
    told = {}
    for record in (
        Succession(predecessor=pak, successor=pak, date="1947-08-14", kind="secession"),
        ResolutionRelation(from_resolution=text, to_resolution=text, kind="amends"),
        Membership(group=group, country=pak),
    ):
        with pytest.raises(ValidationError) as error:
            record.full_clean()
        told[type(record)] = error.value.message_dict
    assert told == {
        Succession: {NON_FIELD_ERRORS: ["No state follows itself."]},
        ResolutionRelation: {NON_FIELD_ERRORS: ["No text is tied to itself."]},
        Membership: {NON_FIELD_ERRORS: ["This country has a spell without a first day already."]},
    }
