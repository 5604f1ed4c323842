"""What every list and page of the desk has in common."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.forms import ModelChoiceField
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.admin.desk import address, save
from tests.admin.rows import make_rows
from votes.models import Record, Resolution, Revision

pytestmark = pytest.mark.django_db

# Those with permissions of their own: everybody has their own tokens, nobody sees kept answers.
MODELS = [
    each for each in apps.get_app_config("votes").get_models() if each._meta.default_permissions
]
RECORDS = [model for model in MODELS if issubclass(model, Record)]
READ_ONLY = [model for model in MODELS if not issubclass(model, Record)]

# Every list asks four things: the session, the user, how many rows there are, and one page of
# rows with all that they name. Beyond that:
MORE_QUERIES = {
    "change": 1,  # the kinds of record, to filter by
    "countryname": 1,  # the languages, to filter by
    "diplomaticcontact": 5,  # the parties, their countries, their groups; two for the dates
    "expectation": 2,  # the first and last date, the years or months between
    "membership": 1,  # the groups, to filter by
    "resolution": 1,  # the sessions, to filter by
    "revision": 1,  # the first few changes of each
    "rollcall": 4,  # the positions counted; two for the dates; the sessions
    "seriesentry": 1,  # the series, to filter by
    "source": 1,  # the languages, to filter by
    "statement": 2,  # the first and last date, the years or months between
    "vote": 1,  # the sessions, to filter by
}


def named(model):
    return model._meta.model_name


def test_every_model_has_its_desk():
    assert {model for model in MODELS if model in admin.site._registry} == set(MODELS)


@pytest.mark.parametrize("model", MODELS, ids=named)
def test_its_list_search_pages_and_history_answer(model, admin_client):
    make_rows(1)
    row = model.objects.order_by("pk").first()
    pages = [
        (address(model, "changelist"), {}),
        (address(model, "changelist"), {"q": "77/1"}),
        (address(model, "changelist"), {"q": "(%"}),
        (address(row), {}),
        (address(row, "history"), {}),
    ]
    if model in RECORDS:
        pages += [(address(model, "add"), {}), (address(row, "delete"), {})]
    for page, query in pages:
        response = admin_client.get(page, query)
        assert (page, response.status_code) == (page, 200)
        assert response.content


@pytest.mark.parametrize("model", RECORDS, ids=named)
def test_every_reference_is_chosen_by_typing(model, admin_client):
    make_rows(1)
    page = admin_client.get(address(model, "add"))
    forms = [page.context["adminform"].form]
    forms += [inline.formset.empty_form for inline in page.context["inline_admin_formsets"]]
    chosen = [
        (name, field)
        for form in forms
        for name, field in form.fields.items()
        if isinstance(field, ModelChoiceField) and not field.widget.is_hidden
    ]
    for name, field in chosen:
        assert isinstance(field.widget.widget, AutocompleteSelect), name
    for _, field in chosen:
        found = admin_client.get(
            reverse("admin:autocomplete"),
            {
                "app_label": "votes",
                "model_name": field.widget.widget.field.model._meta.model_name,
                "field_name": field.widget.widget.field.name,
                "term": "1",
            },
        )
        assert found.status_code == 200


@pytest.mark.parametrize("model", RECORDS, ids=named)
def test_saving_an_unchanged_page_changes_nothing(model, admin_client):
    make_rows(1)
    row = model.objects.order_by("pk").first()
    assert save(admin_client, address(row)).status_code == 302
    assert model.objects.get(pk=row.pk).version == row.version


def queries_of_lists(client):
    """Of every list: how many queries it asked, by the model's name."""
    asked = {}
    for model in MODELS:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(model, "changelist")).status_code == 200
        asked[named(model)] = len(queries)
    return asked


def test_every_list_costs_the_same_for_few_rows_and_for_many(admin_client):
    for number in range(3):
        make_rows(number)
    few = queries_of_lists(admin_client)
    for number in range(3, 30):
        make_rows(number)
    assert Resolution.objects.count() == 60
    assert queries_of_lists(admin_client) == few
    assert few == {named(model): 4 + MORE_QUERIES.get(named(model), 0) for model in MODELS}


@pytest.mark.parametrize("model", READ_ONLY, ids=named)
def test_nobody_adds_changes_or_deletes_what_is_only_read(model, admin_client):
    make_rows(1)
    row = model.objects.order_by("pk").first()
    assert admin_client.get(address(model, "add")).status_code == 403
    assert admin_client.post(address(row), {"reason": "x", "name": "x"}).status_code == 403
    assert admin_client.post(address(row, "delete"), {"post": "yes"}).status_code == 403
    assert model.objects.filter(pk=row.pk).exists()


def test_the_front_page_leads_to_every_list(admin_client):
    html = admin_client.get(reverse("admin:index")).content.decode()
    missing = [m for m in MODELS if f'href="{address(m, "changelist")}"' not in html]
    assert missing == []
    assert "editors’ desk" in html


@pytest.mark.parametrize("model", MODELS, ids=named)
def test_strangers_and_readers_without_a_desk_do_not_come_in(model, client, django_user_model):
    reader = django_user_model.objects.create_user("reader")
    for sign_in in (client.logout, lambda: client.force_login(reader)):
        sign_in()
        response = client.get(address(model, "changelist"))
        assert response.status_code == 302
        assert response.headers["Location"].startswith(reverse("admin:login"))


@pytest.mark.parametrize("model", RECORDS, ids=named)
def test_staff_who_may_only_look_see_the_page_and_cannot_write(model, client):
    make_rows(1)
    row = model.objects.order_by("pk").first()
    viewer = User.objects.create_user("viewer", is_staff=True)
    viewer.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(viewer)
    page = client.get(address(row))
    assert page.status_code == 200
    assert 'name="reason"' not in page.content.decode()
    assert client.get(address(row, "history")).status_code == 200
    assert "/undo/" not in client.get(address(row, "history")).content.decode()
    assert client.post(address(row), {}).status_code == 403
    assert client.get(address(model, "add")).status_code == 403


def test_staff_who_may_only_look_cannot_undo(client):
    make_rows(1)
    viewer = User.objects.create_user("viewer", is_staff=True)
    viewer.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(viewer)
    revision = Revision.objects.latest("id")
    where = reverse("admin:votes_revision_undo", args=[revision.pk])
    assert client.post(where).status_code == 403
    assert Revision.objects.latest("id") == revision
