"""Resources as addresses: each declares its records, filters and answer."""

from votes.api.viewsets.agreement import Agreement, Partners
from votes.api.viewsets.cohesion import Cohesion
from votes.api.viewsets.countries import Countries, Groups
from votes.api.viewsets.dump import DumpFile, WholeRecord
from votes.api.viewsets.facts import Contacts, Expectations, Sources, Statements
from votes.api.viewsets.resolutions import AcceptedSeries, Resolutions, Topics
from votes.api.viewsets.roll_calls import RollCalls
from votes.api.viewsets.search import SearchEverything
from votes.api.viewsets.shifts import CountryShifts, Movers, SeriesShifts, Shifts
from votes.api.viewsets.stances import Stances, TakingPart
from votes.api.viewsets.status import Root, Status
from votes.api.viewsets.tokens import Tokens
from votes.api.viewsets.votes import CountryVotes, Votes
from votes.api.viewsets.whip import WhipCounts

__all__ = [
    "AcceptedSeries",
    "Agreement",
    "Cohesion",
    "Contacts",
    "Countries",
    "CountryShifts",
    "CountryVotes",
    "DumpFile",
    "Expectations",
    "Groups",
    "Movers",
    "Partners",
    "Resolutions",
    "RollCalls",
    "Root",
    "SearchEverything",
    "SeriesShifts",
    "Shifts",
    "Sources",
    "Stances",
    "Statements",
    "Status",
    "TakingPart",
    "Tokens",
    "Topics",
    "Votes",
    "WhipCounts",
    "WholeRecord",
]
