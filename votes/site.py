"""The admin site: Django's own, with the front page of the editors' desk."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest
from django.template.response import TemplateResponse

# As long as Django keeps them.
LONGEST_NAME = 150


class SignIn(AdminAuthenticationForm):
    """Signing in; a name that no account can have is refused before anything is counted."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].validators.append(MaxLengthValidator(LONGEST_NAME))


class EditorsDesk(admin.AdminSite):
    login_form = SignIn
    site_header = "Votes at the United Nations: editors’ desk"
    site_title = "Editors’ desk"
    index_title = "What would you like to record?"

    def index(self, request: HttpRequest, extra_context: Any = None) -> TemplateResponse:
        # The desk registers itself with this site, so it is there only later.
        from votes.admin.front import parts_for

        return super().index(request, {"waiting": parts_for(request.user), **(extra_context or {})})
