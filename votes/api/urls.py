"""The addresses of the API, under /api/v1/."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from votes.api import viewsets
from votes.api.documents.document import Document
from votes.api.documents.page import page

app_name = "api"

router = SimpleRouter()
router.register("countries", viewsets.Countries, "countries")
router.register("groups", viewsets.Groups, "groups")
router.register("resolutions", viewsets.Resolutions, "resolutions")
router.register("roll-calls", viewsets.RollCalls, "roll-calls")
router.register("votes", viewsets.Votes, "votes")
router.register("series", viewsets.AcceptedSeries, "series")
router.register("topics", viewsets.Topics, "topics")
router.register("statements", viewsets.Statements, "statements")
router.register("contacts", viewsets.Contacts, "contacts")
router.register("expectations", viewsets.Expectations, "expectations")
router.register("sources", viewsets.Sources, "sources")

urlpatterns = [
    path("", viewsets.Root.as_view(), name="root"),
    path("search/", viewsets.SearchEverything.as_view(), name="search"),
    path("dump/", viewsets.WholeRecord.as_view(), name="dump"),
    path("dump/<str:name>", viewsets.DumpFile.as_view(), name="dump-file"),
    path("status/", viewsets.Status.as_view(), name="status"),
    path(
        "countries/<str:name>/votes/",
        viewsets.CountryVotes.as_view({"get": "list"}),
        name="country-votes",
    ),
    path("schema/", Document.as_view(), name="schema"),
    path("docs/", page, name="docs"),
    path("agreement/", viewsets.Agreement.as_view(), name="agreement"),
    path("countries/<str:country>/partners/", viewsets.Partners.as_view(), name="partners"),
    path("countries/<str:country>/stances/", viewsets.Stances.as_view(), name="stances"),
    path(
        "countries/<str:country>/shifts/", viewsets.CountryShifts.as_view(), name="country-shifts"
    ),
    path(
        "countries/<str:country>/participation/",
        viewsets.TakingPart.as_view(),
        name="participation",
    ),
    path("shifts/", viewsets.Shifts.as_view(), name="shifts"),
    path("groups/<str:group>/cohesion/", viewsets.Cohesion.as_view(), name="cohesion"),
    path("series/<str:series>/movers/", viewsets.Movers.as_view(), name="movers"),
    path("series/<str:series>/shifts/", viewsets.SeriesShifts.as_view(), name="series-shifts"),
    path(
        "resolutions/<path:resolution>/whip-count/",
        viewsets.WhipCounts.as_view(),
        name="whip-count",
    ),
    path(
        "tokens/",
        viewsets.Tokens.as_view({"get": "list", "post": "create"}),
        name="tokens",
    ),
    path("tokens/<str:key>/", viewsets.Tokens.as_view({"delete": "destroy"}), name="token"),
    *router.urls,
]
