"""The application's own settings."""

from django.apps import AppConfig


class VotesConfig(AppConfig):
    name = "votes"
    verbose_name = "Votes at the United Nations"
