"""Names at their dates, membership, and the symbols of texts."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.factories import make_country, make_group, make_resolution, saved
from votes.models import (
    Country,
    CountryName,
    DiplomaticContact,
    Membership,
    MembershipSpell,
    Resolution,
    UnknownCountry,
    name_key,
    symbol_key,
)

pytestmark = pytest.mark.django_db


def add_name(country, name, valid_from=None, valid_to=None, kind="alias"):
    return saved(
        CountryName(country=country, name=name, valid_from=valid_from, valid_to=valid_to, kind=kind)
    )


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Türkiye", "turkiye"),
        ("TÜRKİYE", "turkiye"),
        ("Côte d’Ivoire", "cote divoire"),
        ("COTE D'IVOIRE", "cote divoire"),
        ("Gambia (The)", "gambia"),
        ("The Gambia", "gambia"),
        ("Bolivia (Plurinational State of)", "bolivia plurinational state of"),
        ("Trinidad & Tobago", "trinidad and tobago"),
        ("  Viet\u00a0Nam ", "viet nam"),
        ("***", ""),
    ],
)
def test_names_are_compared_without_accents_case_and_marks(text, key):
    assert name_key(text) == key


@pytest.mark.parametrize("text", ["TUR", "tur", "Türkiye", "turkiye", "TURKEY", "Turkey"])
@pytest.mark.parametrize("day", [None, date(1950, 1, 1), date(2024, 1, 1)])
def test_a_name_leads_to_its_country_at_any_date_it_was_used(text, day):
    turkey = make_country("TUR", "Türkiye")
    add_name(turkey, "Turkey", valid_to=date(2022, 5, 31), kind="official")
    assert Country.objects.named(text, day) == turkey


def test_a_name_that_meant_two_states_is_settled_by_the_day():
    old = make_country("YUG", "Yugoslavia (former)", until=date(2003, 2, 3))
    new = make_country("SRB", "Serbia", since=date(2006, 6, 3))
    add_name(old, "Belgrade", valid_to=date(2003, 2, 3), kind="official")
    add_name(new, "Belgrade", valid_from=date(2006, 6, 3), kind="official")
    assert Country.objects.named("Belgrade", date(1990, 1, 1)) == old
    assert Country.objects.named("Belgrade", date(2010, 1, 1)) == new
    with pytest.raises(UnknownCountry, match="more than one country") as unknown:
        Country.objects.named("Belgrade", date(2004, 1, 1))
    assert unknown.value.near == ["Serbia (SRB)", "Yugoslavia (former) (YUG)"]


def test_an_unknown_name_is_refused_with_near_ones():
    make_country("PAK", "Pakistan")
    with pytest.raises(UnknownCountry) as unknown:
        Country.objects.named("Pakstan")
    assert (str(unknown.value), unknown.value.near) == (
        "No country is called “Pakstan”",
        ["Pakistan (PAK)"],
    )


def test_one_name_means_one_country_on_a_day():
    add_name(make_country("COG", "Congo"), "Kongo")
    other = make_country("COD", "Democratic Republic of the Congo")
    with pytest.raises(ValidationError, match="“Kongo” already means Congo"):
        add_name(other, "KONGO", valid_from=date(1997, 5, 17))


def test_membership_counts_both_its_first_and_its_last_day():
    syria = make_country("SYR", "Syria", until=date(1958, 2, 21))
    saved(MembershipSpell(country=syria, started_on=date(1961, 10, 13)))
    days = [date(1945, 10, 23), date(1945, 10, 24), date(1958, 2, 21), date(1958, 2, 22)]
    days += [date(1961, 10, 12), date(1961, 10, 13), date(2026, 1, 1)]
    assert [syria.is_member_on(day) for day in days] == [0, 1, 1, 0, 0, 1, 1]
    assert [Country.objects.members_on(day).exists() for day in days] == [0, 1, 1, 0, 0, 1, 1]


def test_overlapping_spells_of_membership_are_refused():
    syria = make_country("SYR", "Syria")
    with pytest.raises(ValidationError, match="overlap"):
        saved(MembershipSpell(country=syria, started_on=date(1961, 10, 13)))


def test_a_spell_cannot_end_before_it_begins():
    country = make_country(since=None)
    spell = MembershipSpell(country=country, started_on=date(1950, 1, 2), ended_on=date(1950, 1, 1))
    with pytest.raises(ValidationError, match="last day cannot be before the first"):
        saved(spell)


def test_a_group_has_the_members_of_the_day():
    britain, france = make_country("GBR"), make_country("FRA")
    union = make_group("EU", members=[france])
    saved(
        Membership(
            group=union, country=britain, joined_on=date(1973, 1, 1), left_on=date(2020, 1, 31)
        )
    )
    for day, codes in [
        (date(1972, 12, 31), ["FRA"]),
        (date(1973, 1, 1), ["FRA", "GBR"]),
        (date(2020, 1, 31), ["FRA", "GBR"]),
        (date(2020, 2, 1), ["FRA"]),
    ]:
        members = Country.objects.in_group(union, day)
        assert sorted(members.values_list("code", flat=True)) == codes


@pytest.mark.parametrize(
    ("symbol", "key"),
    [
        ("A/RES/ES-11/1", "A-RES-ES-11-1"),
        ("a-res-es-11-1", "A-RES-ES-11-1"),
        ("A/ES-11/L.1", "A-ES-11-L-1"),
        ("S/RES/503(1982)", "S-RES-503-1982"),
        ("S/RES/503 (1982)", "S-RES-503-1982"),
        ("A/RES/38/35 A", "A-RES-38-35A"),
        ("A/RES/377(V)", "A-RES-377-V"),
        (f"A/RES/{'9' * 5000}/1", f"A-RES-{'9' * 5000}-1"),
        ("A/RES/1/66", "A-RES-1-66"),
        ("A/RES/66 (I)", "A-RES-1-66"),
        ("A/RES/66(I)[A]", "A-RES-1-66A"),
        ("A/RES/11/34", "A-RES-11-34"),
        ("A/RES/34/XI", "A-RES-34-XI"),
        ("A-RES-34-XI", "A-RES-34-XI"),
        ("A/RES/30(I)", "A-RES-30-I"),
        ("A/RES/1/30", "A-RES-30-I"),
        (f"A/RES/5/{'9' * 5000}", f"A-RES-{'9' * 5000}-V"),
    ],
)
def test_symbols_are_compared_without_case_slashes_and_brackets(symbol, key):
    assert symbol_key(symbol) == key


def test_what_session_34_adopted_is_not_resolution_34_of_session_11():
    part = make_resolution("A/RES/34/XI", session="34")
    through = make_resolution("A/RES/34(XI)", session="11")
    names = ["A/RES/34/XI", "34/XI", "A/RES/34 (XI)", "34(XI)", "A-RES-11-34", "11/34"]
    found = Resolution.objects.each_called(names)
    assert list(found.values()) == [[part], [part], [through], [through], [through], [through]]


@pytest.mark.parametrize(
    "text", ["A/RES/ES-11/1", "a-res-es-11-1", "A-ES-11-L.1", "A/ES-11/L.1", "ES-11/1"]
)
def test_any_spelling_of_a_symbol_leads_to_the_same_text(text):
    resolution = make_resolution("A/RES/ES-11/1", draft_symbol="A/ES-11/L.1")
    assert Resolution.objects.called(text) == resolution


def test_a_text_without_a_symbol_is_found_by_its_number():
    text = make_resolution("", title="A motion")
    assert text.slug == f"id-{text.pk}"
    assert Resolution.objects.called(text.slug) == text


def test_a_draft_that_became_two_texts_names_both():
    make_resolution("A/RES/38/35A", draft_symbol="A/38/L.9")
    make_resolution("A/RES/38/35B", draft_symbol="A/38/L.9")
    with pytest.raises(Resolution.MultipleObjectsReturned, match="A/RES/38/35A, A/RES/38/35B"):
        Resolution.objects.called("A/38/L.9")


@pytest.mark.parametrize("text", ["", "///", "A/RES/99/1", "id-", "id-99999999999999999999"])
def test_a_symbol_that_names_nothing_is_told(text):
    with pytest.raises(Resolution.DoesNotExist):
        Resolution.objects.called(text)


def test_a_tabled_text_has_a_draft_symbol():
    with pytest.raises(ValidationError, match="A tabled text has a draft symbol"):
        saved(Resolution(title="A draft", status="tabled", session="ES-11"))


@pytest.mark.parametrize(
    ("note", "first", "last", "bears"),
    [
        ("Another's until 24 October 1971, then its own.", 1971, 2020, True),
        ("Another's until 24 October 1971, then its own.", 1972, 2020, False),
        ("Admitted under another name.", 1947, 1950, True),
        ("Admitted under another name.", 1948, 1950, False),
        ("Admitted under another name.", 1946, 1946, False),
        ("Seated since resolution 2758 (XXVI).", 1948, 1950, False),
        ("", 1947, 1950, False),
    ],
)
def test_the_note_of_a_membership_bears_on_years_up_to_its_beginning_or_the_last_it_names(
    note, first, last, bears
):
    spell = MembershipSpell(started_on=date(1947, 9, 30), note=note)
    assert spell.bears_on(first, last) is bears


def test_the_note_of_a_membership_that_ended_bears_on_the_years_until_then():
    spell = MembershipSpell(
        started_on=date(1945, 10, 24), ended_on=date(1958, 2, 21), note="Ended by a union."
    )
    assert [spell.bears_on(first, 1990) for first in (1946, 1958, 1959)] == [True, True, False]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Pakistan", "Pakistan"),
        ("United States of America", "the United States of America"),
        ("Union of Soviet Socialist Republics", "the Union of Soviet Socialist Republics"),
        ("Lao People's Democratic Republic", "the Lao People's Democratic Republic"),
        ("Netherlands (Kingdom of the)", "the Netherlands (Kingdom of the)"),
        ("Holy See", "the Holy See"),
        ("Sudan", "the Sudan"),
        ("South Sudan", "South Sudan"),
        ("Iran (Islamic Republic of)", "Iran (Islamic Republic of)"),
        ("Germany, Federal Republic of", "Germany, Federal Republic of"),
        ("Solomon Islands", "Solomon Islands"),
    ],
)
def test_a_name_has_its_article_inside_a_sentence(name, said):
    assert Country(name=name).in_sentence == said


@pytest.mark.parametrize(
    ("first", "last", "precision", "said"),
    [
        (date(2023, 2, 22), None, "day", "22 February 2023"),
        (date(2022, 3, 3), date(2022, 3, 5), "day", "3 – 5 March 2022"),
        (date(2022, 3, 3), date(2022, 4, 5), "day", "3 March – 5 April 2022"),
        (date(2022, 12, 30), date(2023, 1, 2), "day", "30 December 2022 – 2 January 2023"),
        (date(2022, 9, 1), date(2022, 10, 1), "month", "September – October 2022"),
        (date(2022, 12, 1), date(2023, 1, 1), "month", "December 2022 – January 2023"),
        (date(2022, 9, 1), date(2022, 9, 30), "month", "September 2022"),
        (date(2021, 1, 1), date(2022, 1, 1), "year", "2021 – 2022"),
    ],
)
def test_a_period_says_once_what_its_ends_share(first, last, precision, said):
    assert DiplomaticContact(date=first, date_to=last, precision=precision).when == said
