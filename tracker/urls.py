"""Every address of the site: pages, API and admin."""

from django.contrib import admin
from django.urls import include, path

handler400 = "tracker.errors.bad_request"
handler403 = "tracker.errors.forbidden"
handler404 = "tracker.errors.not_found"
handler500 = "tracker.errors.server_error"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/v1/", include("votes.api.urls")),
    path("", include("votes.web.urls")),
]
