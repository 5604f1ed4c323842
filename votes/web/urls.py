"""The pages' addresses."""

from django.urls import path

from votes.web.views import cards, compare, countries, embed, feeds, front, groups, search, texts

urlpatterns = [
    path("favicon.ico", front.favicon, name="favicon"),
    path("", front.home, name="home"),
    path("countries/", countries.countries, name="countries"),
    path("countries/<str:code>/", countries.country, name="country"),
    path("countries/<str:code>/years/", countries.country_years, name="country-years"),
    path("countries/<str:code>/votes/", countries.votes, name="country-votes"),
    path("compare/", compare.compare, name="compare"),
    path("groups/", groups.groups, name="groups"),
    path("groups/<str:code>/", groups.group, name="group"),
    path(
        "countries/<str:code>/series/<slug:slug>/",
        countries.country_on_series,
        name="country-series",
    ),
    path("resolutions/", texts.resolutions, name="resolutions"),
    # Before the text's own address, which takes any path.
    path("resolutions/<path:slug>/brief/", texts.brief, name="brief"),
    path("resolutions/<path:slug>/", texts.resolution, name="resolution"),
    path("tabled/", texts.tabled, name="tabled"),
    path("series/", texts.series_index, name="series-index"),
    path("series/<slug:slug>/", texts.series, name="series"),
    path("countries/<str:code>/feed.atom", feeds.country, name="country-feed"),
    path("series/<slug:slug>/feed.atom", feeds.series, name="series-feed"),
    path("tabled/feed.atom", feeds.tabled, name="tabled-feed"),
    path("shifts/feed.atom", feeds.shifts, name="shifts-feed"),
    path("cards/site.png", cards.site, name="site-card"),
    path("cards/countries/<str:code>.png", cards.country, name="country-card"),
    path("cards/resolutions/<path:slug>.png", cards.resolution, name="resolution-card"),
    path("cards/series/<slug:slug>.png", cards.series, name="series-card"),
    path("embed/countries/<str:code>/series/<slug:slug>/", embed.embed, name="embed"),
    path("search/", search.search, name="search"),
    path("about/data/", front.about_data, name="about-data"),
    path("about/methods/", front.about_methods, name="about-methods"),
]
