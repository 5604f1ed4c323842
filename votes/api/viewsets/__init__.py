"""Resources as addresses: each declares its records, filters and answer."""

from votes.api.viewsets.countries import Countries, Groups
from votes.api.viewsets.facts import Contacts, Expectations, Sources, Statements
from votes.api.viewsets.resolutions import AcceptedSeries, Resolutions, RollCalls, Topics
from votes.api.viewsets.status import Root, Status
from votes.api.viewsets.votes import CountryVotes, Votes

__all__ = [
    "AcceptedSeries",
    "Contacts",
    "Countries",
    "CountryVotes",
    "Expectations",
    "Groups",
    "Resolutions",
    "RollCalls",
    "Root",
    "Sources",
    "Statements",
    "Status",
    "Topics",
    "Votes",
]
