"""The admin site: Django's own, with the front page of the editors' desk."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse


class EditorsDesk(admin.AdminSite):
    site_header = "Votes at the United Nations: editors’ desk"
    site_title = "Editors’ desk"
    index_title = "What would you like to record?"

    def index(self, request: HttpRequest, extra_context: Any = None) -> TemplateResponse:
        # The desk registers itself with this site, so it is there only later.
        from votes.admin.front import parts_for

        return super().index(request, {"waiting": parts_for(request.user), **(extra_context or {})})
