"""The bundled data: complete, right where it can be checked, and never in the way of a person."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.utils import timezone

from tests.factories import saved
from votes.importers import sample
from votes.models import (
    Change,
    Country,
    CountryName,
    Group,
    Membership,
    Position,
    Record,
    RollCall,
    Series,
    Statement,
    UnknownCountry,
    Vote,
    changing,
)

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"

pytestmark = pytest.mark.django_db

# Symbol and official yes, no, abstentions, non-voting, from the resolutions' vote records.
OFFICIAL = {
    "A/RES/68/262": (100, 11, 58, 24),
    "A/RES/ES-11/1": (141, 5, 35, 12),
    "A/RES/ES-11/2": (140, 5, 38, 10),
    "A/RES/ES-11/3": (93, 24, 58, 18),
    "A/RES/ES-11/4": (143, 5, 35, 10),
    "A/RES/ES-11/5": (94, 14, 73, 12),
    "A/RES/ES-11/6": (141, 7, 32, 13),
    "A/RES/ES-11/7": (93, 18, 65, 17),
    "A/RES/ES-11/8": (93, 8, 73, 19),
}
MEMBERS_ON = {
    date(1945, 12, 31): 51,
    date(1960, 12, 31): 99,
    date(1984, 12, 31): 159,
    date(1990, 12, 31): 159,
    date(1994, 12, 31): 185,
    date(2000, 12, 31): 189,
    date(2006, 12, 31): 192,
    date(2011, 7, 14): 193,
    date(2026, 1, 1): 193,
}
GROUPS_TODAY = {
    **{"AFRICAN": 54, "ASIA-PACIFIC": 54, "EEG": 23, "GRULAC": 33, "WEOG": 29},
    **{"NATO": 32, "EU": 27, "G77": 134, "NAM": 121, "OIC": 57, "LAS": 22, "AU": 54},
    **{"ASEAN": 11, "BRICS": 10, "SCO": 10, "CSTO": 6, "G7": 7, "GCC": 6, "CARICOM": 14, "P5": 5},
}


@pytest.fixture(autouse=True)
def loaded(bundled):
    """Every test here stands on the bundled data."""


def everything():
    """Every tracked row with its version, to see whether anything was written."""
    models = [m for m in apps.get_app_config("votes").get_models() if issubclass(m, Record)]
    return {model.__name__: sorted(model.objects.values_list("pk", "version")) for model in models}


def test_all_nine_roll_calls_equal_the_official_totals():
    counted = {
        str(roll_call.resolution): tuple(roll_call.count()[position] for position in Position)
        for roll_call in RollCall.objects.select_related("resolution")
    }
    assert counted == OFFICIAL
    for roll_call in RollCall.objects.all():
        assert roll_call.tally().adds_up
        assert roll_call.is_published


@pytest.mark.parametrize(("day", "members"), MEMBERS_ON.items(), ids=str)
def test_the_number_of_members_is_that_of_the_day(day, members):
    assert Country.objects.members_on(day).count() == members


def test_the_states_of_the_record():
    assert Counter(Country.objects.values_list("kind", flat=True)) == {
        "member_state": 193,
        "former_member": 9,
        "observer": 2,
    }
    former = set(Country.objects.former().values_list("code", flat=True))
    assert former == {"SUN", "GER", "DDR", "CSK", "YUG", "SCG", "YMD", "EAT", "EAZ"}


@pytest.mark.parametrize(
    ("code", "successors"),
    [
        ("GER", {"DEU": "continuation"}),
        ("DDR", {"DEU": "merger"}),
        ("CSK", {"CZE": "dissolution", "SVK": "dissolution"}),
        ("SCG", {"SRB": "continuation", "MNE": "secession"}),
        ("YMD", {"YEM": "merger"}),
        ("EAT", {"TZA": "merger"}),
        ("EAZ", {"TZA": "merger"}),
    ],
)
def test_former_members_have_their_successors(code, successors):
    ties = Country.objects.get(code=code).successions.values_list("successor__code", "kind")
    assert dict(ties) == successors


def test_the_soviet_seat_continues_as_the_russian_federation_without_a_day_between():
    soviet, russia = Country.objects.get(code="SUN"), Country.objects.get(code="RUS")
    day = date(1991, 12, 24)
    assert (soviet.is_member_on(day), russia.is_member_on(day)) == (False, True)
    assert soviet.successions.get(successor=russia).kind == "continuation"


@pytest.mark.parametrize(
    ("text", "day", "code"),
    [
        ("Turkey", None, "TUR"),
        ("Türkiye", date(1985, 1, 1), "TUR"),
        ("turkiye", date(2024, 1, 1), "TUR"),
        ("TÜRKÝYE", None, "TUR"),
        ("COTE D'IVOIRE", None, "CIV"),
        ("Ivory Coast", date(1970, 1, 1), "CIV"),
        ("BELARUS", date(1985, 12, 12), "BLR"),
        ("Upper Volta", date(1975, 1, 1), "BFA"),
        ("United Arab Republic", date(1965, 1, 1), "EGY"),
        ("Yemen", date(1980, 1, 1), "YEM"),
        ("Democratic Yemen", date(1980, 1, 1), "YMD"),
        ("Zaire", date(1990, 1, 1), "COD"),
        ("USSR", date(1980, 1, 1), "SUN"),
        ("Russia", None, "RUS"),
        ("UK", None, "GBR"),
        ("South Korea", None, "KOR"),
        ("Iran (Islamic Republic of)", None, "IRN"),
        ("Bolivia (Plurinational State of)", None, "BOL"),
    ],
)
def test_names_and_spellings_lead_to_their_country(text, day, code):
    assert Country.objects.named(text, day).code == code


def test_an_alias_that_ended_means_nothing_after_its_last_day():
    assert Country.objects.named("Taiwan", date(1965, 1, 1)).code == "CHN"
    for day in (None, date(2000, 1, 1)):
        with pytest.raises(UnknownCountry):
            Country.objects.named("Taiwan", day)


@pytest.mark.parametrize(("code", "members"), GROUPS_TODAY.items())
def test_groups_have_the_members_of_today(code, members):
    group = Group.objects.get(code=code)
    assert Country.objects.in_group(group, date(2026, 1, 1)).count() == members


def test_brics_has_the_members_of_the_day():
    brics = Group.objects.get(code="BRICS")
    on = {
        day: set(Country.objects.in_group(brics, day).values_list("code", flat=True))
        for day in (date(2022, 3, 2), date(2025, 2, 24))
    }
    assert on[date(2022, 3, 2)] == {"BRA", "RUS", "IND", "CHN", "ZAF"}
    assert on[date(2025, 2, 24)] == on[date(2022, 3, 2)] | {"EGY", "ETH", "IRN", "ARE", "IDN"}


def test_every_rule_across_rows_holds_in_the_bundled_data():
    for model in (Country, Group, RollCall, Series, Statement):
        for record in model.objects.all():
            record.check_whole()


def test_every_group_and_every_limit_on_a_vote_has_a_source():
    assert not Group.objects.filter(source__isnull=True).exists()
    south_africa = Country.objects.get(code="ZAF").voting_statuses.get()
    assert (south_africa.kind, south_africa.started_on) == ("barred", date(1974, 11, 12))


def test_loading_again_changes_nothing():
    before = everything()
    assert sample.load() == Counter()
    assert everything() == before


def test_loading_new_files_keeps_what_a_person_corrected(monkeypatch):
    """Other files than those brought in before add what is missing and touch nothing else."""
    vote = Vote.objects.get(country__code="PAK", roll_call__resolution__symbol="A/RES/ES-11/4")
    vote.position = "Y"
    country = Country.objects.get(code="TUR")
    country.official_name = "Corrected by hand"
    with changing(None, "a correction") as change:
        change.save(vote)
        change.save(country)
        change.delete(Country.objects.get(code="PAK").names.filter(kind="alias").first())
    before = everything()
    monkeypatch.setattr(sample, "FILES", sample.FILES[:-1])
    added = sample.load()
    after = everything()
    before.pop("CountryName"), after.pop("CountryName")
    assert added == {"country names": 1}
    assert after == before


def test_bundled_votes_are_traced_by_their_run_and_have_no_history_of_their_own():
    assert not Vote.objects.filter(import_run__isnull=True).exists()
    assert not Change.objects.filter(record_type="vote").exists()
    assert not Vote.objects.filter(evidence="").exists()


def test_pakistan_abstained_nine_times_and_turkmenistan_never_voted():
    ukraine = Series.objects.get(slug="ukraine")
    for code, letter in (("PAK", "A"), ("TKM", "X")):
        country = Country.objects.get(code=code)
        positions = Vote.objects.public().by(country).in_series(ukraine)
        assert list(positions.values_list("position", flat=True)) == [letter] * 9


def test_the_core_of_the_series_is_the_editors_judgement_with_note_and_source():
    entries = Series.objects.get(slug="ukraine").entries.order_by("resolution__symbol")
    core = entries.core().values_list("resolution__symbol", flat=True)
    assert list(core) == ["A/RES/ES-11/1", "A/RES/ES-11/4", "A/RES/ES-11/6", "A/RES/ES-11/7"]
    for entry in entries:
        assert entry.note
        assert entry.citations.exists()


def test_tiles_are_one_for_each_member_and_none_twice():
    with (sample.DATA / "tile_map.csv").open(newline="") as file:
        tiles = list(csv.DictReader(file))
    members = Country.objects.members_on(timezone.now().date())
    assert {tile["code"] for tile in tiles} == set(members.values_list("code", flat=True))
    assert len({(tile["column"], tile["row"]) for tile in tiles}) == 193


@pytest.mark.skipif(not SHARED.is_dir(), reason="the reference lists are not at hand")
def test_current_memberships_differ_from_the_reference_list_only_where_we_say_why():
    with (sample.DATA / "membership_doubts.csv").open(newline="", encoding="utf-8") as file:
        said = {
            (row["group"], row["country"])
            for row in csv.DictReader(file)
            if row["list"] == "internacia"
        }
    theirs: dict[str, set[str]] = {}
    path = SHARED / "membership" / "bloc_members_current_internacia.csv"
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["status"] == "member":
                bloc = {"Arab League": "LAS"}.get(row["bloc"], row["bloc"])
                theirs.setdefault(bloc, set()).add(row["iso3"])
    for group in Group.objects.filter(code__in=theirs):
        today = Country.objects.in_group(group, date(2026, 1, 1))
        ours = set(today.values_list("code", flat=True))
        differing = {(group.code, code) for code in ours ^ theirs[group.code]}
        assert differing <= said


@pytest.mark.skipif(not SHARED.is_dir(), reason="the reference lists are not at hand")
def test_codes_agree_with_the_reference_list_of_members():
    with (SHARED / "membership" / "un_member_states.csv").open(newline="") as file:
        theirs = {(row["iso3"], row["iso2"], row["m49"]) for row in csv.DictReader(file)}
    assert set(Country.objects.members().values_list("code", "iso2", "m49")) == theirs


def test_a_name_added_by_an_editor_is_found_at_once():
    pakistan = Country.objects.get(code="PAK")
    saved(CountryName(country=pakistan, name="Pákistán (new spelling)"))
    assert Country.objects.named("pakistan new spelling") == pakistan


def test_memberships_without_a_day_say_so():
    undated = Membership.objects.filter(joined_on__isnull=True, left_on__isnull=True).first()
    assert undated.period == "since joining, date not known"
