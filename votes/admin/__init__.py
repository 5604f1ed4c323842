"""The editors' desk: data entry and correction, one file per desk."""

from django.contrib import admin

from votes.admin import (
    countries,
    facts,
    groups,
    history,
    imports,
    resolutions,
    roll_calls,
    series,
    votes,
)

admin.site.site_header = "Votes at the United Nations: editors’ desk"
admin.site.site_title = "Editors’ desk"
admin.site.index_title = "What would you like to record?"

__all__ = [
    "countries",
    "facts",
    "groups",
    "history",
    "imports",
    "resolutions",
    "roll_calls",
    "series",
    "votes",
]
