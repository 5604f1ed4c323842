"""A text among the others of its series: turned, adopted without a vote, or of a shared draft."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection

from tests.factories import make_countries, make_resolution, make_roll_call, make_series, saved
from tests.web.figures import compare, figures_of
from tests.web.test_pages import text_of
from votes.models import Country, Resolution, SeriesEntry

pytestmark = pytest.mark.django_db
TURNED = "A yes to 80/2 is a no to the series’ question; positions on it are turned here."


@pytest.fixture
def texts():
    """Three texts of a series, the second of which asks the other way round."""
    one, two, tre = make_countries("ONE TWO TRE")
    found = [make_resolution(f"A/RES/80/{number}") for number in (1, 2, 3)]
    series = make_series("asked", core=[found[0], found[2]])
    saved(SeriesEntry(series=series, resolution=found[1], direction=-1, note="It asks to end it."))
    for text, letters, day in zip(found, ("YNA", "NYA", "YYY"), (1, 2, 3), strict=True):
        make_roll_call(
            text, dict(zip((one, two, tre), letters, strict=True)), on=date(2025, 3, day)
        )
    return found


def test_moves_to_and_from_a_turned_text_are_told_as_turned(client, texts):
    first, second, third = (text_of(client.get(each.get_absolute_url())) for each in texts)
    assert (first.count(TURNED), second.count(TURNED), third.count(TURNED)) == (1, 3, 2)
    assert "None of the 3 states that cast a position both times moved." in second
    assert "From 80/1 to 80/2" in second
    assert "2025: 3 states did the same on both." in second


def test_a_text_adopted_without_a_vote_is_told_as_such_and_counts_no_position(client, texts):
    agreed = make_resolution("A/RES/80/4", title="Agreed by all")
    series = texts[0].series_entries.get().series
    saved(SeriesEntry(series=series, resolution=agreed, note="The same question."))
    fields = {"totals": False, "modality": "without_vote"}
    make_roll_call(agreed, on=date(2025, 2, 20), organ="third_committee", **fields)
    make_roll_call(agreed, on=date(2025, 3, 4), **fields)
    for address in (series.get_absolute_url(), "/countries/ONE/series/asked/"):
        page = text_of(client.get(address))
        assert "Adopted without a vote Nobody took a position on these texts" in page
        assert "4 Mar 2025 80/4 Agreed by all" in page
        assert page.count("Agreed by all") == 1
        assert "no position recorded" not in page
        assert "?–?" not in page
    page = text_of(client.get(agreed.get_absolute_url()))
    assert "No positions were counted: adopted without a vote." in page
    brief = text_of(client.get(f"{agreed.get_absolute_url()}brief/?c=ONE"))
    assert "Result Adopted without a vote." in brief
    saved(draft := Resolution(draft_symbol="A/80/L.9", title="A draft", status="tabled"))
    saved(SeriesEntry(series=series, resolution=draft, note="The same question."))
    tabled = text_of(client.get("/resolutions/A-80-L.9/"))
    assert "Positions on 80/3 of 3 March 2025" in tabled


def test_a_vote_in_committee_does_not_stand_in_for_an_adoption_without_one(client, texts):
    agreed = make_resolution("A/RES/80/4", title="Agreed by all")
    series = texts[0].series_entries.get().series
    saved(SeriesEntry(series=series, resolution=agreed, note="The same question."))
    one = Country.objects.get(code="ONE")
    make_roll_call(agreed, {one: "N"}, on=date(2025, 2, 20), organ="third_committee")
    make_roll_call(agreed, totals=False, on=date(2025, 3, 4), modality="without_vote")
    page = text_of(client.get(series.get_absolute_url()))
    assert "3 texts, 3 of them core" in page
    assert "4 Mar 2025 80/4 Agreed by all" in page
    assert "Who moved" not in text_of(client.get(agreed.get_absolute_url()))


def test_the_votes_under_the_roll_are_those_of_that_roll_call(client, texts):
    text = texts[0]
    other = make_roll_call(
        *(text, dict.fromkeys(make_countries("FOR FIV"), "Y")),
        on=date(2025, 2, 1),
        scope="paragraph",
        scope_label="paragraph 1",
    )
    main = text.roll_calls.exclude(pk=other.pk).get()
    body = client.get(text.get_absolute_url()).content.decode()
    listed, table = f"/api/v1/votes/?roll_call={main.pk}", f"?roll_call={main.pk}&amp;format=csv"
    assert f'href="{listed}"' in body
    assert table in body
    votes = client.get(listed).json()["results"]
    assert sorted(vote["country"]["code"] for vote in votes) == ["ONE", "TRE", "TWO"]
    lines = client.get(f"{listed}&format=csv").getvalue().decode().strip().splitlines()
    assert len(lines) == 1 + 3
    assert compare(client, figures_of(body)) > 5


def test_the_council_of_eleven_needed_seven_votes_and_has_no_members_of_the_day(client):
    states = make_countries("USA FRA GBR SUN CHN BRA")
    make_countries("PAK")
    text = make_resolution("S/RES/84(1950)", body="SC", status="adopted")
    fields = {"organ": "council", "majority_rule": "council_substantive"}
    call = make_roll_call(text, dict.fromkeys(states, "Y"), on=date(1950, 7, 7), **fields)
    page = text_of(client.get(text.get_absolute_url()))
    assert "Rule: council: seven votes and no veto, abstentions not counted. 7 yes were" in page
    assert "on the day." not in page
    assert "Pak" not in page
    call.date = date(1970, 7, 7)
    assert call.rule_in_words == "Council: nine votes and no veto"


def test_a_draft_symbol_means_the_text_that_has_no_other(client):
    for letter in "AB":
        make_resolution(f"A/RES/80/5{letter}", draft_symbol="A/80/L.5")
    assert client.get("/resolutions/A-80-L.5/").status_code == 404
    saved(draft := Resolution(draft_symbol="A/80/L.5", title="The draft", status="tabled"))
    assert Resolution.objects.called("A/80/L.5") == draft
    assert "The draft" in text_of(client.get(draft.get_absolute_url()))
    with pytest.raises(ValidationError, match="Another tabled text has this draft symbol"):
        saved(Resolution(draft_symbol="a/80/l.5", title="Again", status="tabled"))


def test_two_texts_that_share_a_draft_symbol_are_compared_by_their_numbers(client, texts):
    series = texts[0].series_entries.get().series
    shared = [
        saved(Resolution(draft_symbol="A/80/L.5", title=title, status="not_adopted"))
        for title in ("One", "Another")
    ]
    for place, text in enumerate(shared):
        saved(SeriesEntry(series=series, resolution=text, note="The same question."))
        votes = {Country.objects.get(code="ONE"): "YN"[place]}
        make_roll_call(text, votes, on=date(2025, 4, 1 + place))
    body = client.get(series.get_absolute_url()).content.decode()
    assert body.count(" selected>A/80/L.5") == 2
    assert compare(client, figures_of(body)) > 5


def test_a_series_names_the_drafts_that_await_their_vote(client):
    draft = make_resolution("", draft_symbol="A/80/L.7", title="To come", status="tabled")
    make_series("fresh", core=[draft])
    page = text_of(client.get("/series/fresh/"))
    assert "Awaiting a vote To come A/80/L.7" in page
    assert "No series is called “freshest”." in text_of(client.get("/series/freshest/"))


def test_a_last_vote_without_official_totals_is_told_as_unchecked(client, texts):
    one = Country.objects.get(code="ONE")
    last = make_resolution("A/RES/80/4")
    make_roll_call(last, {one: "N"}, totals=False, on=date(2025, 4, 1))
    draft = make_resolution("", draft_symbol="A/80/L.7", title="To come", status="tabled")
    make_series("fresh", core=[last, draft])
    page = text_of(client.get(draft.get_absolute_url()))
    assert "Tally unchecked: the source gives no official totals." in page


def test_days_are_told_no_more_exactly_than_they_are_known(client):
    (one,) = make_countries("ONE")
    series = make_series("dated")
    known = (("year", date(1950, 1, 1)), ("month", date(1951, 2, 1)), ("day", date(1952, 3, 4)))
    for number, (precision, day) in enumerate(known):
        text = make_resolution(f"A/RES/80/{number}")
        saved(SeriesEntry(series=series, resolution=text, note="The same question."))
        make_roll_call(text, {one: "YNY"[number]}, on=day, precision=precision)
    page = text_of(client.get("/countries/ONE/"))
    assert "(February 1951)" in page
    assert "Jan 1950" not in page
    assert "Feb 1951 Y yes → N no" in page
    grid = client.get(series.get_absolute_url()).content.decode()
    assert '<time datetime="1950">1950</time>' in grid
    assert '<time datetime="1951-02">Feb 1951</time>' in grid
    assert "1 February 1951" not in grid
    text = text_of(client.get("/resolutions/A-RES-80-1/"))
    assert "1950 to February 1951" in text
    assert "February 1951 to 4 March 1952" in text


def test_the_migration_names_the_tabled_texts_that_share_a_draft_symbol():
    module = import_module("votes.migrations.0014_one_tabled_text_a_draft_symbol")
    make_resolution("", draft_symbol="A/80/L.5", status="tabled")
    module.refuse_doubles(apps, None)
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX draft_symbol_of_one_tabled_text")
    make_resolution("", draft_symbol="A/80/L.5", status="tabled")
    with pytest.raises(ValueError, match=r"A/80/L\.5 \(id-\d+\), A/80/L\.5 \(id-\d+\)\."):
        module.refuse_doubles(apps, None)
