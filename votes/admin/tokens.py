"""The desk of tokens: one's own, made here and shown once; who keeps accounts revokes all."""

from datetime import timedelta

import knox.admin
from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from votes.admin.desk import Desk
from votes.models.token import DEFAULT_DAYS, MOST_DAYS, Token, make_token

KEEP_ACCOUNTS = "auth.change_user"

# The library's own page tells everybody's tokens, and a new one in a message that is kept.
admin.site.unregister(knox.admin.models.AuthToken)


class TokenForm(forms.Form):
    days = forms.IntegerField(
        label="Days",
        min_value=1,
        max_value=MOST_DAYS,
        initial=DEFAULT_DAYS,
        help_text=f"How long the program may use it: from 1 to {MOST_DAYS} days.",
    )


@admin.register(Token)
class TokenAdmin(Desk):
    list_display = ["token_key", "user", "created", "expiry"]
    list_select_related = ("user",)
    search_fields = ["token_key", "user__username"]
    search_help_text = "The first characters, or an account"
    ordering = ["-created", "digest"]
    fields = ["token_key", "user", "created", "expiry"]

    def get_queryset(self, request):
        tokens = super().get_queryset(request)
        if request.user.has_perm(KEEP_ACCOUNTS):
            return tokens
        return tokens.filter(user=request.user)

    def has_module_permission(self, request):
        return request.user.is_staff

    def has_view_permission(self, request, obj=None):
        return obj is None or self.is_within_reach(request, obj)

    def has_add_permission(self, request):
        return True

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        """To delete a token is to revoke it."""
        return obj is None or self.is_within_reach(request, obj)

    def is_within_reach(self, request, token):
        return token.user_id == request.user.pk or request.user.has_perm(KEEP_ACCOUNTS)

    def add_view(self, request, form_url="", extra_context=None):
        """Make a token for the account that asks; its secret is on this one page and nowhere
        else."""
        form = TokenForm(request.POST or None)
        token = secret = None
        if request.method == "POST" and form.is_valid():
            token, secret = make_token(request.user, timedelta(days=form.cleaned_data["days"]))
        context = {
            **self.admin_site.each_context(request),
            "title": "Your new token" if token else "Make a token",
            "opts": self.opts,
            "form": form,
            "token": token,
            "secret": secret,
        }
        return TemplateResponse(request, "admin/token_add.html", context)

    def history_view(self, request, object_id, extra_context=None):
        """It has none: it is made and revoked, never changed."""
        token = self.get_object(request, unquote(object_id))
        if token is None:
            raise PermissionDenied
        return HttpResponseRedirect(reverse("admin:votes_token_change", args=[token.pk]))
