"""From the page of a record one click to what is done next, filled in as far as known."""

from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.auth import get_permission_codename
from django.urls import reverse


class OffersWays(admin.ModelAdmin):
    """A record's page with links to what is done from there, as far as the account may.

    `adds` has, for each fact about the record, its model, the name under which its form is told
    the record, and the words of the link.
    """

    change_form_template = "admin/record_with_ways.html"
    adds: list = []

    def ways(self, request, record):
        """The links: their words and addresses."""
        return [
            (words, f"{adding(model)}?{urlencode({name: record.pk})}")
            for model, name, words in self.adds
            if request.user.has_perm(
                f"{model._meta.app_label}.{get_permission_codename('add', model._meta)}"
            )
        ]

    def render_change_form(self, request, context, *args, **kwargs):
        if record := kwargs.get("obj"):
            context["ways"] = self.ways(request, record)
        return super().render_change_form(request, context, *args, **kwargs)


def adding(model):
    """The address of the page that adds a record of a model."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
