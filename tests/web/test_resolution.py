"""The page of a text that was voted on: the roll by group, its neighbours, its other votes."""

import re
from datetime import date

import pytest

from tests.factories import (
    make_countries,
    make_country,
    make_group,
    make_resolution,
    make_roll_call,
    make_series,
    make_source,
    saved,
)
from tests.web.figures import compare, figures_of
from tests.web.test_pages import said_it_meant, text_of
from votes.models import Membership, Resolution, SeriesEntry, Sponsorship, changing

pytestmark = pytest.mark.usefixtures("bundled")
ADDRESS = "/resolutions/A-RES-ES-11-4/"


def check_figures(client, address, least):
    found = figures_of(client.get(address).content.decode())
    assert len(found) >= least
    compare(client, found)


@pytest.mark.parametrize(
    ("address", "least"),
    [
        # result and members (5), roll (4), twenty groups of four, two comparisons
        (ADDRESS, 91),
        ("/resolutions/A-RES-ES-11-7/", 89),
        ("/resolutions/A-RES-68-262/", 80),
    ],
)
def test_every_figure_is_what_the_api_answers(client, address, least):
    check_figures(client, address, least)


def test_figures_of_intended_positions_are_those_that_the_api_has_of_them(client):
    said_it_meant("PAK", "Y")
    said_it_meant("TUR", "A")
    check_figures(client, f"{ADDRESS}?positions=intended", 80)
    page = text_of(client.get(f"{ADDRESS}?positions=intended"))
    assert re.search(r"NATO 29 0 1 0 A abstained Türkiye", page)
    assert re.search(r"NATO 30 0 0 0", text_of(client.get(ADDRESS)))


def test_the_roll_by_group_has_what_most_of_each_cast_and_who_cast_otherwise(client):
    page = text_of(client.get(ADDRESS))
    part = page[page.index("The roll by group") : page.index("Who moved")]
    assert "Most cast: the position that most of them took, counted from their votes" in part
    assert "broke with" not in part
    assert "A abstained BRICS 1 1 3 0 Y yes Brazil; N no Russian Federation" in part
    assert "Y yes P5 3 1 1 0 N no Russian Federation; A abstained China" in part
    assert "A abstained CSTO 0 2 4 0 N no Belarus, Russian Federation" in part
    assert part.index("African Group") < part.index("NATO") < part.index("ASEAN")
    # Palestine, a member of the League, has no vote, and so none that is not recorded.
    assert "not recorded" not in part


def test_a_group_of_which_no_member_has_a_position_is_not_in_the_roll(client):
    one, two, outside = make_countries("ONE TWO OUT")
    make_group("PAIR", [one, two])
    late = make_group("LATE", name="A late group")
    saved(Membership(group=late, country=one, joined_on=date(2023, 1, 1)))
    make_group("REST", [outside], name="The rest")
    make_roll_call(make_resolution("A/RES/80/1"), {one: "Y", two: "X"})
    body = client.get("/resolutions/A-RES-80-1/").content.decode()
    assert re.findall(r'href="/groups/(\w+)/"', body) == ["PAIR"]
    check_figures(client, "/resolutions/A-RES-80-1/", 11)


def test_members_of_whom_nothing_is_recorded_are_told_and_a_tie_has_no_line(client):
    one, two, three = make_countries("ONE TWO TRE")
    make_group("TRIO", [one, two, three])
    make_roll_call(make_resolution("A/RES/80/1"), {one: "Y", two: "N"})
    page = text_of(client.get("/resolutions/A-RES-80-1/"))
    assert "tied TRIO 1 not recorded 1 1 0 0 Two positions tie." in page


def test_in_the_council_nobody_outside_it_is_not_recorded(client):
    one, two = make_countries("ONE TWO")
    make_group("PAIR", [one, two])
    text = make_resolution("S/RES/2700(2023)", body="SC", session="78")
    make_roll_call(text, {one: "Y"}, organ="council")
    page = text_of(client.get("/resolutions/S-RES-2700(2023)/"))
    assert "Y yes PAIR 1 0 0 0" in page


def test_of_two_votes_of_one_day_each_group_links_to_its_own(client):
    one, two = make_countries("ONE TWO")
    make_group("PAIR", [one, two])
    text = make_resolution("A/RES/80/1")
    make_roll_call(text, {one: "N", two: "A"})
    make_roll_call(text, {one: "Y", two: "Y"})
    check_figures(client, "/resolutions/A-RES-80-1/", 12)


def test_a_text_that_shares_its_draft_symbol_is_asked_for_by_its_number(client):
    one = make_country("ONE")
    text, draft = make_resolution("A/RES/80/1"), Resolution(draft_symbol="A/80/L.1", title="One")
    for each in (draft, Resolution(draft_symbol="A/80/L.1", title="Another of that symbol")):
        each.status = "not_adopted"
        saved(each)
    make_series("shared", core=[text, draft])
    make_roll_call(text, {one: "Y"}, on=date(2022, 1, 1))
    make_roll_call(draft, {one: "Y"}, on=date(2022, 2, 1))
    body = client.get("/resolutions/A-RES-80-1/").content.decode()
    assert f"movers/?from=A-RES-80-1&amp;to=id-{draft.pk}#/unchanged" in body
    check_figures(client, "/resolutions/A-RES-80-1/", 7)


def movers(client, before, after):
    return client.get(f"/api/v1/series/ukraine/movers/?from={before}&to={after}").json()


def test_between_two_core_texts_stands_who_moved_as_the_api_has_it(client):
    page = text_of(client.get(ADDRESS))
    part = page[page.index("Before and after") : page.index("What was said")]
    words = {"yes": "Y yes", "no": "N no", "abstain": "A abstained", "non_voting": "– did not vote"}
    for before, after in [("ES-11/1", "ES-11/4"), ("ES-11/4", "ES-11/6")]:
        table = part[part.index(f"From {before} to {after}") :]
        table = table[: table.index("These movers")]
        answer = movers(client, f"A/RES/{before}", f"A/RES/{after}")
        assert f"{answer['unchanged']} states did the same on both." in table
        for kind in ("movers", "through_non_voting"):
            groups = {}
            for each in answer[kind]:
                groups.setdefault((each["from"], each["to"]), []).append(each["country"]["name"])
            assert groups
            for (first, second), names in groups.items():
                told = f"{words[first]} {words[second]} {len(names)} {', '.join(names)}"
                assert told in table


def test_the_neighbours_in_the_series_are_any_texts_and_the_comparison_is_with_core_ones(client):
    page = text_of(client.get(ADDRESS))
    assert "Before 7 Apr 2022 A/RES/ES-11/3, 93–24–58 related" in page
    assert "After 14 Nov 2022 A/RES/ES-11/5, 94–14–73 related" in page
    assert re.findall(r"From (ES-11/\d) to (ES-11/\d)", page) == [
        ("ES-11/1", "ES-11/4"),
        ("ES-11/4", "ES-11/6"),
    ]


def test_the_first_core_text_has_only_what_came_after_and_the_last_only_what_came_before(client):
    first = text_of(client.get("/resolutions/A-RES-ES-11-1/"))
    assert re.findall(r"From (ES-11/\d) to (ES-11/\d)", first) == [("ES-11/1", "ES-11/4")]
    last = text_of(client.get("/resolutions/A-RES-ES-11-7/"))
    assert re.findall(r"From (ES-11/\d) to (ES-11/\d)", last) == [("ES-11/6", "ES-11/7")]


def test_a_related_text_is_not_compared(client):
    page = text_of(client.get("/resolutions/A-RES-ES-11-3/"))
    assert "This text is related, not core: positions on it are not compared" in page
    assert "Before 24 Mar 2022 A/RES/ES-11/2, 140–5–38 related" in page
    assert "These movers" not in page


def test_where_a_yes_means_the_opposite_positions_are_turned_as_in_the_api(client):
    one, two = make_countries("ONE TWO")
    texts = [make_resolution(f"A/RES/80/{number}") for number in (1, 2)]
    series = make_series("turned", core=texts[:1])
    saved(SeriesEntry(series=series, resolution=texts[1], direction=-1, note="It rejects it."))
    make_roll_call(texts[0], {one: "Y", two: "Y"}, on=date(2022, 1, 1))
    make_roll_call(texts[1], {one: "N", two: "Y"}, on=date(2022, 2, 1))
    page = text_of(client.get("/resolutions/A-RES-80-2/"))
    assert "1 January 2022 to 1 February 2022: 1 state did the same on both." in page
    assert "Y yes N no 1 Two" in page
    check_figures(client, "/resolutions/A-RES-80-2/", 6)


def test_a_series_of_one_text_has_no_neighbours(client):
    text = make_resolution("A/RES/80/1")
    make_series("one", core=[text])
    make_roll_call(text, {make_country("ONE"): "Y"})
    assert "Before and after" not in text_of(client.get("/resolutions/A-RES-80-1/"))


def test_votes_on_parts_stand_under_their_scope_with_their_tallies(client):
    one, two = make_countries("ONE TWO")
    text = make_resolution("A/RES/80/1")
    make_roll_call(text, {one: "Y", two: "Y"}, on=date(2022, 1, 2))
    for number, scope in enumerate(["paragraph", "paragraph", "amendment"]):
        make_roll_call(
            text,
            {one: "Y", two: "N"},
            on=date(2022, 1, 1),
            scope=scope,
            scope_label=f"{scope} {number}",
        )
    make_roll_call(text, {one: "A"}, on=date(2021, 12, 1), organ="first_committee", totals=False)
    make_roll_call(text, on=date(2021, 11, 1), scope="motion", modality="acclamation", totals=False)
    page = text_of(client.get("/resolutions/A-RES-80-1/"))
    part = page[page.index("Other votes on this text") : page.index("What was said")]
    order = ["Paragraphs and parts", "Amendments", "Motions", "The whole text"]
    assert [part.index(name) for name in order] == sorted(part.index(name) for name in order)
    assert "1 Jan 2022 paragraph 1 1 1 0 0 1 Jan 2022 paragraph 0 1 1 0 0" in part
    assert "1 Nov 2021 A motion by acclamation – – – –" in part
    assert "1 Dec 2021 The whole text First Committee 0 0 1 –" in part
    check_figures(client, "/resolutions/A-RES-80-1/", 5 + 12 + 3)


def test_sponsors_are_listed_by_kind_with_who_withdrew_and_the_source(client):
    text = make_resolution("A/RES/80/1")
    zed, one, gone = make_countries("ZED ONE GON")
    observer = make_country("OBS", kind="observer", since=None)
    group = make_group("PACT", name="A pact")
    source = make_source("The draft as tabled", url="https://docs.un.org/A/80/L.1")
    for sponsor in ({"country": zed}, {"country": one}, {"country": observer}, {"group": group}):
        saved(Sponsorship(resolution=text, source=source, **sponsor))
    saved(Sponsorship(resolution=text, source=source, country=gone, until=date(2022, 3, 1)))
    page = text_of(client.get("/resolutions/A-RES-80-1/"))
    assert (
        "Sponsors States 2 One, Zed Observers 1 Obs Groups 1 A pact Withdrew 1 Gon (until 1 March "
        "2022) The draft as tabled Sponsors from the API" in page
    )
    body = client.get("/resolutions/A-RES-80-1/").content.decode()
    assert 'href="/api/v1/resolutions/A-RES-80-1/#/sponsors"' in body
    assert len(client.get("/api/v1/resolutions/A-RES-80-1/").json()["sponsors"]) == 5


@pytest.mark.parametrize("modality", ["secret_ballot", "non_recorded", "without_vote"])
def test_a_vote_without_names_has_no_roll_and_its_figures_are_the_official_ones(client, modality):
    counts = {} if modality == "without_vote" else {"total_yes": 120, "total_no": 3}
    make_roll_call(make_resolution("A/RES/80/1"), modality=modality, totals=False, **counts)
    page = text_of(client.get("/resolutions/A-RES-80-1/"))
    assert "The roll" not in page
    check_figures(client, "/resolutions/A-RES-80-1/", 3 if counts else 0)


def test_what_was_announced_is_a_figure_too(client):
    call = make_roll_call(make_resolution("A/RES/80/1"), {make_country("ONE"): "Y"})
    call.announced_yes, call.announced_no, call.announced_abstain = 2, 0, 0
    with changing(None, "As read out in the meeting.") as change:
        change.save(call)
    assert "Announced in the meeting: 2 – 0 – 0." in text_of(client.get("/resolutions/A-RES-80-1/"))
    check_figures(client, "/resolutions/A-RES-80-1/", 9)


def test_more_groups_sponsors_parts_and_series_cost_no_more_queries(
    client, django_assert_max_num_queries, django_assert_num_queries
):
    with django_assert_num_queries(28):
        client.get(ADDRESS)
    text = Resolution.objects.called("A/RES/ES-11/4")
    countries = make_countries("ONE TWO TRE")
    source = make_source()
    for number, country in enumerate(countries):
        make_group(f"G{number}", countries)
        saved(Sponsorship(resolution=text, source=source, country=country))
        make_roll_call(
            text,
            {country: "Y"},
            on=date(2022, 10, 11),
            scope="paragraph",
            scope_label=f"paragraph {number}",
            totals=False,
        )
    # Votes without official totals are counted together, in one query.
    with django_assert_max_num_queries(29):
        client.get(ADDRESS)


def test_texts_that_share_a_draft_symbol_are_each_found_by_their_number(client):
    one, other = (
        saved(Resolution(draft_symbol="A/80/L.1", title=title, status="not_adopted"))
        for title in ("One", "Another of that symbol")
    )
    shared = client.get("/resolutions/A-80-L.1/")
    assert shared.status_code == 404
    for each in (one, other):
        assert f'<a href="/resolutions/id-{each.pk}/">{each.title}</a>' in shared.content.decode()
        for address in (f"/resolutions/id-{each.pk}/", f"/resolutions/id-{each.pk}/brief/"):
            found = client.get(address)
            assert found.status_code == 200
            assert each.title in found.content.decode()
        body = client.get(f"/resolutions/id-{each.pk}/").content.decode()
        assert f"/cards/resolutions/id-{each.pk}.png" in body
        assert f'href="/resolutions/id-{each.pk}/brief/"' in body
        assert client.get(f"/cards/resolutions/id-{each.pk}.png").status_code == 200
    asked = client.get(f"/compare/?c=PAK&c=IND&resolution=id-{one.pk}")
    assert asked.status_code == 200
    for address in ("/resolutions/A-80-L.1/brief/", "/cards/resolutions/A-80-L.1.png"):
        assert client.get(address).status_code == 404


def test_a_text_with_a_symbol_of_its_own_leaves_its_number_for_it(client):
    text = Resolution.objects.called("A/RES/ES-11/4")
    response = client.get(f"/resolutions/id-{text.pk}/?positions=intended")
    assert response["Location"] == f"{ADDRESS}?positions=intended"
