"""Requests made up from the document, well formed and not: every answer is as the document says.

SCHEMA_EXAMPLES says how many are made for each operation: `make proof` asks for more, and for
others with each seed.
"""

import os
from datetime import timedelta
from importlib import import_module

import pytest
import schemathesis
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, settings
from schemathesis import checks
from schemathesis.config import SchemathesisConfig

from tests.copied import load_bundled
from tracker.wsgi import application
from votes.api.documents.document import document
from votes.exports.dump import make_dump
from votes.models.token import make_token

EXAMPLES = int(os.environ.get("SCHEMA_EXAMPLES", "20"))
CONFIG = SchemathesisConfig.from_dict(
    {
        "generation": {
            "max-examples": EXAMPLES,
            "deterministic": "SCHEMA_EXAMPLES" not in os.environ,
            "database": "none",
            # No token is made up beside the editor's.
            "with-security-parameters": False,
        },
        "phases": {"coverage": {"enabled": False}, "stateful": {"enabled": False}},
    }
)
SCHEMA = schemathesis.openapi.from_dict(document(), config=CONFIG)
HELD = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]


@pytest.fixture(scope="module")
def account(django_db_setup, django_db_blocker, tmp_path_factory):
    """The bundled data with a dump of it, and an editor's token."""
    from django.conf import settings as site

    kept, site.DUMPS_DIR = site.DUMPS_DIR, tmp_path_factory.mktemp("dumps")
    with django_db_blocker.unblock(), transaction.atomic():
        load_bundled()
        make_dump(site.DUMPS_DIR)
        import_module("votes.migrations.0007_roles").add_roles(apps, None)
        editor = User.objects.create_user("editor", is_staff=True)
        editor.groups.add(Group.objects.get(name="Editors"))
        yield make_token(editor, timedelta(days=1))[1]
        transaction.set_rollback(True)
    site.DUMPS_DIR = kept


@pytest.fixture
def token(account, db):
    """Requests stay in the test's own transaction."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield account
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@SCHEMA.parametrize()
@settings(deadline=None, suppress_health_check=list(HealthCheck))
def test_strangers_and_editors_are_answered_as_the_document_says(case, token):
    for headers in ({}, {"Authorization": f"Bearer {token}"}):
        # Compressed answers would have to be unpacked first; tests/api/test_caching.py has them.
        headers["Accept-Encoding"] = "identity"
        with transaction.atomic():
            response = case.call(base_url="http://testserver", headers=headers, app=application)
            transaction.set_rollback(True)
        case.validate_response(response, checks=HELD)
