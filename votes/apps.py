"""The application's own settings."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class VotesConfig(AppConfig):
    default = True
    name = "votes"
    verbose_name = "Votes at the United Nations"


class DeskConfig(admin_apps.AdminConfig):
    """Django's admin with the desk's own front page."""

    default = False
    default_site = "votes.site.EditorsDesk"
