"""Working at the desk as a person does: open a page, change some of its fields, save."""

from django.urls import reverse


def address(record_or_model, page="change"):
    """The address of a record's page or of a model's list or add page."""
    meta = record_or_model._meta
    key = [] if isinstance(record_or_model, type) else [record_or_model.pk]
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=key)


def fields_of(page):
    """Every field of an opened form with the value that a browser would send back."""
    form = page.context["adminform"].form
    found = {form.add_prefix(name): form[name].value() for name in form.fields}
    for inline in page.context["inline_admin_formsets"]:
        formset = inline.formset
        parts = [formset.management_form, *formset.forms]
        for part in parts:
            found |= {part.add_prefix(name): part[name].value() for name in part.fields}
    return {name: "" if value is None else value for name, value in found.items()}


def save(client, where, **changes):
    """Open a form, change some fields, save; return the answer."""
    return client.post(where, fields_of(client.get(where)) | changes)


def errors(response):
    """Every error that a form page shows."""
    assert response.status_code == 200, response.headers.get("Location")
    return [str(error) for error in response.context["errors"] for error in error]


def said(client):
    """What the desk said after the last save, each with its level."""
    page = client.get(reverse("admin:index"))
    return [(message.level_tag, str(message)) for message in page.context["messages"]]
