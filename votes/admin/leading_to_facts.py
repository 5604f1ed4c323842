"""From the page of a country or a text one click to each fact about it, filled in as known."""

from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.auth import get_permission_codename
from django.urls import reverse


class LeadsToFacts(admin.ModelAdmin):
    """A record's page with links that add facts about it, as far as the account may.

    `facts_added` has the model, the name under which its form is told the record, and the words.
    """

    change_form_template = "admin/record_with_facts.html"
    facts_added: list = []

    def render_change_form(self, request, context, *args, **kwargs):
        if record := kwargs.get("obj"):
            context["ways"] = [
                (words, f"{adding(model)}?{urlencode({name: record.pk})}")
                for model, name, words in self.facts_added
                if request.user.has_perm(
                    f"{model._meta.app_label}.{get_permission_codename('add', model._meta)}"
                )
            ]
        return super().render_change_form(request, context, *args, **kwargs)


def adding(model):
    """The address of the page that adds a record of a model."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
