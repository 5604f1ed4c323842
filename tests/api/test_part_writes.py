"""Parts of records written over the API: members of groups, successions, sources of entries."""

from datetime import date

import pytest

from tests.api.writers import refusal
from tests.copied import copied
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
from votes.models import (
    Change,
    Citation,
    Membership,
    ResolutionRelation,
    ResolutionTopic,
    Revision,
    RollCallIdentifier,
    SeriesEntry,
    Source,
    Sponsorship,
    Succession,
    Topic,
)

pytestmark = pytest.mark.django_db

UNDATED = {"joined_on": None, "left_on": None, "precision": "day", "note": None, "source": None}


DAY = "This is not a date; dates are written 2022-03-02."


def acts(revision):
    return [(each.action, each.record_type) for each in revision.changes.order_by("id")]


def lacking(writer, codename):
    """The same account without one of its permissions."""
    group = writer.user.groups.get()
    group.permissions.remove(*group.permissions.filter(codename=codename))
    return writer


@pytest.fixture
@copied
def states():
    return {state.code: state for state in make_countries("DEU FRA GBR")}


@pytest.fixture
def union(states):
    """A group that one state has left, with two others in it."""
    group = make_group("EU", [states["DEU"], states["FRA"]])
    spell = Membership(
        group=group, country=states["GBR"], joined_on=date(1973, 1, 1), left_on=date(2020, 1, 31)
    )
    saved(spell)
    group.refresh_from_db()
    return group


def test_a_group_is_created_with_its_members_and_what_says_so(editor, ask, states):
    source = make_source("A list", publisher="The Union", url="https://example.org/list")
    body = {
        "code": "EU",
        "name": "European Union",
        "kind": "union",
        "memberships": [
            {"country": "FRA"},
            {
                "country": {"code": "GBR", "name": "Gbr"},
                "joined_on": "1973-01-01",
                "left_on": "2020-01-31",
                "precision": "month",
                "note": "It voted to leave.",
                "source": source.pk,
            },
        ],
        "reason": "From the list",
    }
    answer = editor.post("groups/", body)
    assert answer["memberships"] == [
        UNDATED | {"country": {"code": "FRA", "name": "Fra"}},
        {
            "country": {"code": "GBR", "name": "Gbr"},
            "joined_on": "1973-01-01",
            "left_on": "2020-01-31",
            "precision": "month",
            "note": "It voted to leave.",
            "source": {
                "id": source.pk,
                "title": "A list",
                "publisher": "The Union",
                "url": "https://example.org/list",
            },
        },
    ]
    assert [each["country"]["code"] for each in answer["members"]] == ["FRA"]
    assert ask("groups/EU/") == answer
    revision = Revision.objects.latest("id")
    assert (revision.user, revision.reason) == (editor.user, "From the list")
    assert acts(revision) == [("added", "group"), *[("added", "membership")] * 2]


def test_a_member_that_left_is_corrected_and_the_others_stay(editor, union):
    before = dict(Membership.objects.values_list("country__code", "pk"))
    read = editor.get("groups/EU/")
    rows = {each["country"]["code"]: each for each in read["memberships"]}
    rows["GBR"] |= {"left_on": "2020-12-31", "note": "With the transition."}
    answer = editor.patch(
        "groups/EU/",
        {"memberships": list(rows.values()), "reason": "With the transition"},
        read["version"],
    )
    assert answer["memberships"] == list(rows.values())
    assert answer["version"] == read["version"] + 1
    assert dict(Membership.objects.values_list("country__code", "pk")) == before
    (change,) = Revision.objects.latest("id").changes.all()
    assert (change.before, change.after) == (
        {"left_on": "2020-01-31", "note": ""},
        {"left_on": "2020-12-31", "note": "With the transition."},
    )


def test_the_members_that_were_read_can_be_sent_back_and_changes_nothing(editor, union):
    read, before = editor.get("groups/EU/"), Change.objects.count()
    assert editor.patch("groups/EU/", read, read["version"]) == read
    assert Change.objects.count() == before


def test_members_that_a_correction_does_not_name_stay(editor, union):
    answer = editor.patch("groups/EU/", {"short_name": "The Union"}, union.version)
    assert [each["country"]["code"] for each in answer["memberships"]] == ["DEU", "FRA", "GBR"]


def test_a_member_that_the_list_lacks_is_taken_out_with_its_history(editor, union):
    rows = [{"country": "DEU"}, {"country": "FRA"}]
    answer = editor.patch("groups/EU/", {"memberships": rows}, union.version)
    assert [each["country"]["code"] for each in answer["memberships"]] == ["DEU", "FRA"]
    assert acts(Revision.objects.latest("id")) == [("deleted", "membership")]


def test_a_state_that_came_back_has_two_spells(editor, union):
    rows = [
        {"country": "GBR", "joined_on": "1973-01-01", "left_on": "2020-01-31"},
        {"country": "GBR", "joined_on": "2030-01-01"},
    ]
    answer = editor.patch("groups/EU/", {"memberships": rows}, union.version)
    assert [each["joined_on"] for each in answer["memberships"]] == ["1973-01-01", "2030-01-01"]


@pytest.mark.parametrize(
    ("row", "place", "value", "message", "near"),
    [
        (
            {"country": "Fraa"},
            "memberships.1.country",
            "Fraa",
            "No country is called “Fraa”.",
            ["Fra (FRA)"],
        ),
        ({}, "memberships.1.country", "", "This field cannot be null.", []),
        (
            {"country": "Deu", "note": "Again."},
            "memberships.1",
            "",
            "This country has a spell without a first day already.",
            [],
        ),
        (
            {"country": "FRA", "source": 999999},
            "memberships.1.source",
            "999999",
            "No source has the number 999999.",
            [],
        ),
        (
            {"country": "FRA", "joined_on": "1958"},
            "memberships.1.joined_on",
            "1958",
            "This is not a date; dates are written 2022-03-02.",
            [],
        ),
        (
            {"country": "FRA", "joined_on": "1958-01-02", "left_on": "1958-01-01"},
            "memberships.1",
            "",
            "The last day cannot be before the first.",
            [],
        ),
        (
            {"country": "FRA", "left": "1958-01-01"},
            "memberships.1.left",
            "1958-01-01",
            "There is no such key here.",
            ["left_on"],
        ),
        (
            {"country": "DEU", "joined_on": "2000-01-01"},
            "",
            "",
            "EU: “Deu in EU, since joining, date not known” and "
            "“Deu in EU, since 1 January 2000” overlap.",
            [],
        ),
    ],
)
def test_what_no_membership_can_be_is_refused_by_its_place(
    editor, union, row, place, value, message, near
):
    before = Change.objects.count()
    faults = editor.faults(
        "PATCH",
        "groups/EU/",
        {"memberships": [{"country": "DEU"}, row]},
        If_Match=str(union.version),
    )
    assert faults == {(place, value): (message, near)}
    assert Change.objects.count() == before


@pytest.mark.parametrize(
    ("codename", "rows"),
    [
        ("add_membership", [{"country": "DEU"}, {"country": "FRA", "joined_on": "1958-01-01"}]),
        ("delete_membership", []),
    ],
)
def test_members_need_their_own_permissions_as_at_the_desk(editor, union, codename, rows):
    answer = lacking(editor, codename).patch(
        "groups/EU/", {"memberships": rows}, union.version, 403
    )
    assert refusal(answer) == ("forbidden", f"Your account lacks votes.{codename}.")
    assert Membership.objects.count() == 3


def test_who_read_a_group_before_its_members_changed_is_refused(editor, reviewer, union, states):
    saved(Membership(group=union, country=make_country("ITA")))
    rows = {"memberships": [{"country": "DEU"}]}
    answer = reviewer.patch("groups/EU/", rows, union.version, 412)
    assert answer["error"]["details"][0]["did_you_mean"] == [str(union.version + 1)]
    assert Membership.objects.count() == 4


def test_a_state_is_written_with_those_it_follows(editor, ask):
    make_country("YUG", "Yugoslavia", kind="former_member", until=date(1992, 4, 27))
    row = {"country": "Yugoslavia", "date": "1991-06-25", "kind": "secession"}
    body = {"code": "SVN", "name": "Slovenia", "predecessors": [row], "reason": "Independence"}
    answer = editor.post("countries/", body)
    told = {"date": "1991-06-25", "kind": "secession", "note": None}
    before = {"country": {"code": "YUG", "name": "Yugoslavia"}} | told
    assert answer["predecessors"] == [before]
    assert ask("countries/YUG/")["successors"] == [
        {"country": {"code": "SVN", "name": "Slovenia"}} | told
    ]
    assert acts(Revision.objects.latest("id")) == [("added", "country"), ("added", "succession")]
    kept = Succession.objects.get()
    rows = [before | {"kind": "dissolution", "note": "By declaration."}]
    corrected = editor.patch("countries/SVN/", {"predecessors": rows}, answer["version"])
    assert corrected["predecessors"] == rows
    assert (Succession.objects.get().pk, corrected["version"]) == (kept.pk, answer["version"] + 1)
    other = editor.patch("countries/SVN/", {"official_name": "Republic"}, corrected["version"])
    assert other["predecessors"] == rows
    gone = editor.patch("countries/SVN/", {"predecessors": []}, other["version"])
    assert gone["predecessors"] == []
    assert acts(Revision.objects.latest("id")) == [("deleted", "succession")]


@pytest.mark.parametrize(
    ("row", "place", "value", "message"),
    [
        ({"country": "XXX"}, "predecessors.0.country", "XXX", "No country is called “XXX”."),
        ({"country": "DEU"}, "predecessors.0", "", "No state follows itself."),
        (
            {"country": "FRA", "kind": "marriage"},
            "predecessors.0.kind",
            "marriage",
            "This takes one of: continuation, dissolution, merger, secession, representation.",
        ),
        ({"country": "FRA", "date": ""}, "predecessors.0.date", "", DAY),
    ],
)
def test_what_no_succession_can_be_is_refused_by_its_place(
    editor, states, row, place, value, message
):
    row = {"date": "1990-10-03", "kind": "merger"} | row
    faults = editor.faults("PATCH", "countries/DEU/", {"predecessors": [row]}, If_Match="1")
    assert {key: told for key, (told, _) in faults.items()} == {(place, value): message}
    assert not Succession.objects.exists()


def test_the_states_that_follow_are_written_with_themselves(editor, states):
    row = {"country": "FRA", "date": "1990-10-03", "kind": "merger"}
    faults = editor.faults("PATCH", "countries/DEU/", {"successors": [row]}, If_Match="1")
    message = "This cannot be written here: it follows from other records."
    assert faults == {("successors", ""): (message, [])}


def test_a_succession_needs_its_own_permission_and_the_version_that_was_read(editor, states):
    row = {"country": "FRA", "date": "1990-10-03", "kind": "merger"}
    theirs = {"date": date(1990, 1, 1), "kind": "merger"}
    saved(Succession(predecessor=states["GBR"], successor=states["DEU"], **theirs))
    editor.patch("countries/DEU/", {"predecessors": [row]}, 1, 412)
    answer = lacking(editor, "add_succession").patch(
        "countries/DEU/", {"predecessors": [row]}, 2, 403
    )
    assert refusal(answer) == ("forbidden", "Your account lacks votes.add_succession.")
    assert Succession.objects.get().predecessor == states["GBR"]


def test_who_read_a_text_or_a_roll_call_before_a_part_of_it_changed_is_refused(editor, states):
    text, other = make_resolution(), make_resolution("A/RES/ES-11/4")
    call = make_roll_call(text, {states["FRA"]: "Y"})
    topic = saved(Topic(name="Peace", slug="peace"))
    source = make_source()
    address = "resolutions/A-RES-ES-11-1/"
    lists = {
        "topics": ResolutionTopic(resolution=text, topic=topic),
        "sponsors": Sponsorship(resolution=text, country=states["FRA"], source=source),
        "relations": ResolutionRelation(from_resolution=text, to_resolution=other, kind="recalls"),
    }
    for name, part in lists.items():
        version = editor.get(address)["version"]
        saved(part)
        editor.patch(address, {name: []}, version, 412)
        assert len(editor.get(address)[name]) == 1
    saved(RollCallIdentifier(roll_call=call, scheme="undl", value="1"))
    editor.patch(f"roll-calls/{call.pk}/", {"identifiers": []}, 1, 412)
    assert call.identifiers.count() == 1


@pytest.fixture
@copied
def entry():
    series = make_series("ukraine", [make_resolution(), make_resolution("A/RES/ES-11/4")])
    return series.entries.get(resolution__symbol="A/RES/ES-11/1")


def cited(source, locator=None):
    return {
        "id": source.pk,
        "title": source.title,
        "publisher": None,
        "url": None,
        "archived_url": None,
        "published_on": None,
        "locator": locator,
        "quote": None,
    }


def of_entries(answer):
    return {each["resolution"]["symbol"]: each["sources"] for each in answer["entries"]}


def test_a_series_is_created_with_the_sources_of_its_texts(editor, ask):
    text, known = make_resolution(), make_source("A study")
    new = {"title": "A commentary", "locator": "page 3"}
    body = {
        "slug": "ukraine",
        "title": "War in Ukraine",
        "status": "accepted",
        "entries": [{"resolution": text.symbol, "sources": [{"id": known.pk}, new]}],
    }
    answer = editor.post("series/", body)
    made = Source.objects.get(title="A commentary")
    sources = [cited(known), cited(made, "page 3")]
    assert of_entries(answer) == {text.symbol: sources}
    assert ask("series/ukraine/") == answer
    assert acts(Revision.objects.latest("id")) == [
        *(("added", "series"), ("added", "seriesentry"), ("added", "source")),
        *[("added", "citation")] * 2,
    ]


def test_the_sources_of_one_text_are_corrected_and_those_of_others_stay(editor, entry):
    first, second = make_source("First"), make_source("Second")
    other = SeriesEntry.objects.exclude(pk=entry.pk).get()
    for each in (entry, other):
        saved(Citation(series_entry=each, source=first))
    read = editor.get("series/ukraine/")
    sources = [{"id": first.pk, "locator": "page 1"}, {"id": second.pk}]
    rows = [
        {"resolution": "A/RES/ES-11/1", "sources": sources},
        {"resolution": "A/RES/ES-11/4"},
    ]
    answer = editor.patch("series/ukraine/", {"entries": rows}, read["version"])
    assert of_entries(answer) == {
        "A/RES/ES-11/1": [cited(first, "page 1"), cited(second)],
        "A/RES/ES-11/4": [cited(first)],
    }
    assert answer["version"] == read["version"] + 1
    assert acts(Revision.objects.latest("id")) == [("changed", "citation"), ("added", "citation")]
    before = Change.objects.count()
    assert editor.patch("series/ukraine/", answer, answer["version"]) == answer
    assert Change.objects.count() == before
    rows[0]["sources"] = []
    answer = editor.patch("series/ukraine/", {"entries": rows}, answer["version"])
    assert of_entries(answer) == {"A/RES/ES-11/1": [], "A/RES/ES-11/4": [cited(first)]}


@pytest.mark.parametrize(
    ("source", "place", "value", "message"),
    [
        ({"id": 999999}, "0.id", "999999", "No source has the number 999999."),
        ({}, "0", "", "A source is named by its id, its url or its title."),
        ({"url": "javascript:alert(1)"}, "0", "", "An address starts with http:// or https://."),
    ],
)
def test_a_source_of_an_entry_that_is_none_is_refused_by_its_place(
    editor, entry, source, place, value, message
):
    rows = [{"resolution": "A/RES/ES-11/4"}, {"resolution": "A/RES/ES-11/1", "sources": [source]}]
    version = editor.get("series/ukraine/")["version"]
    faults = editor.faults("PATCH", "series/ukraine/", {"entries": rows}, If_Match=str(version))
    assert {key: told for key, (told, _) in faults.items()} == {
        (f"entries.1.sources.{place}", value): message
    }
    assert not Citation.objects.exists()
    assert not Source.objects.exists()


def test_who_read_a_series_before_its_sources_changed_is_refused(editor, entry):
    version = editor.get("series/ukraine/")["version"]
    saved(Citation(series_entry=entry, source=make_source()))
    rows = [{"resolution": "A/RES/ES-11/1", "sources": []}]
    editor.patch("series/ukraine/", {"entries": rows}, version, 412)
    assert Citation.objects.count() == 1
    answer = lacking(editor, "delete_citation").patch(
        "series/ukraine/", {"entries": [*rows, {"resolution": "A/RES/ES-11/4"}]}, version + 1, 403
    )
    assert refusal(answer) == ("forbidden", "Your account lacks votes.delete_citation.")
