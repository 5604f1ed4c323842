"""The pages' addresses."""

from django.urls import path

from votes.web import views

urlpatterns = [
    path("favicon.ico", views.favicon, name="favicon"),
    path("", views.home, name="home"),
    path("countries/", views.countries, name="countries"),
    path("countries/<str:code>/", views.country, name="country"),
    path("resolutions/", views.resolutions, name="resolutions"),
    path("resolutions/<path:slug>/", views.resolution, name="resolution"),
    path("series/", views.series_index, name="series-index"),
    path("series/<slug:slug>/", views.series, name="series"),
    path("about/data/", views.about_data, name="about-data"),
]
