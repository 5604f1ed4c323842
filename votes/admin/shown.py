"""How the desk shows many records on the page of one: as links to their own pages."""

from django.urls import reverse
from django.utils.html import format_html, format_html_join


def page_of(record):
    """The address of a record's page in the desk."""
    return reverse(
        f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk]
    )


def roll(named):
    """A list of links, from pairs of a record and what to call it; a dash if there are none."""
    items = format_html_join(
        "", '<li><a href="{}">{}</a></li>', ((page_of(record), name) for record, name in named)
    )
    return format_html('<ul class="roll">{}</ul>', items) if items else "–"
