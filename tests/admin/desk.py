"""Working at the desk as a person does: open a page, change some of its fields, save."""

from html.parser import HTMLParser

from django.urls import reverse


def address(record_or_model, page="change"):
    """The address of a record's page or of a model's list or add page."""
    meta = record_or_model._meta
    key = [] if isinstance(record_or_model, type) else [record_or_model.pk]
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=key)


class Fields(HTMLParser):
    """The fields of the page's own form, as a browser would send them back."""

    def __init__(self):
        super().__init__()
        self.values = {}
        self.inside = False
        self.select = self.area = None

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        name, value = given.get("name"), given.get("value", "")
        if tag == "form":
            self.inside = given.get("id", "").endswith("_form")
        elif not self.inside:
            return
        elif tag == "input" and name and given.get("type") not in {"submit", "button"}:
            if given.get("type") not in {"checkbox", "radio"} or "checked" in given:
                self.values[name] = value or ("on" if given.get("type") == "checkbox" else "")
        elif tag == "select" and name:
            self.select = name
            self.values[name] = ""
        elif tag == "option" and self.select and "selected" in given:
            self.values[self.select] = value
        elif tag == "textarea" and name:
            self.area = name
            self.values[name] = ""

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = None
        elif tag == "textarea" and self.area:
            # A browser drops the line break that Django writes first.
            self.values[self.area] = self.values[self.area].removeprefix("\n")
            self.area = None

    def handle_data(self, data):
        if self.area:
            self.values[self.area] += data


def fields_of(page):
    """Every field of an opened form with the value that a browser would send back."""
    reader = Fields()
    reader.feed(page.content.decode())
    assert reader.values
    return reader.values


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
