"""The page about the methods says what the code works out, and what was published."""

import re

import numpy as np
import pytest
from django.utils.text import capfirst

from tests.analytics.test_agreement import NAMES, PUBLISHED
from tests.web.test_pages import text_of
from votes.analytics.agreement import agreements
from votes.analytics.cohesion import cohesion
from votes.models import Country, Group, Resolution, RollCall, Series
from votes.stances.cohesion import group_votes
from votes.stances.matrix import select
from votes.stances.series import rows_of_series, texts_of
from votes.stances.worked import GROUPS, PAIRS, ROWS, TEXTS, worked_agreements

pytestmark = pytest.mark.usefixtures("bundled")
ADDRESS = "/about/methods/"
ORDER = ("strict", "lijphart", "yes_no", "pi", "kappa")
ANCHORS = [
    *("agreement", "strict", "lijphart", "yes-no", "pi", "kappa", "index", "intervals"),
    *("cohesion", "line", "rice", "hix-noury-roland", "with-a-group", "members"),
    *("series", "core", "shifts", "movers", "sentence"),
    *("result", "positions", "majority", "tally", "intended"),
]


def numbers(text):
    # Below nought with a minus, not with a hyphen.
    assert not re.search(r"-\d", text)
    return [float(each.replace("−", "-")) for each in re.findall(r"−?\d+\.\d+", text)]


def rows_of(body, caption):
    """The rows of the table with a caption, each as a reader sees it."""
    table = body[body.index(caption) : body.index("</table>", body.index(caption))]
    rows = re.findall(r"<tr>(.*?)</tr>", table[table.index("<tbody>") :], re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


def test_the_scores_of_the_five_pairs_are_those_of_the_code_and_those_published(client):
    rows = rows_of(client.get(ADDRESS).content.decode(), "Five pairs under five indices")
    assert len(rows) == len(PUBLISHED) == 5
    published = {tuple(map(tuple, table)): scores for table, *scores in PUBLISHED.values()}
    order = [NAMES.index(name) for name in ORDER]
    for row, (names, table) in zip(rows, PAIRS.items(), strict=True):
        assert row.startswith(capfirst(" and ".join(names)))
        told = numbers(row)
        expected = published[tuple(map(tuple, table))]
        assert told == pytest.approx([expected[place] for place in order], abs=1e-4)
        code = [agreements(np.array([table]), name)[0].score for name in ORDER]
        assert told == pytest.approx(code, abs=5.1e-5)


def test_each_step_of_the_worked_pair_gives_the_score_that_stands_after_it(client):
    body = client.get(ADDRESS).content.decode()
    formulas = [
        re.sub(r"<[^>]+>", "", each)
        for each in re.findall(r'<p class="formula">(.*?)</p>', body, re.DOTALL)
    ]
    worked = [each for each in formulas if "=" in each]
    assert len(worked) == 7
    for each in worked:
        left, right = each.split("=")
        sum_of = re.sub(r"\|(.+?)\|", r"abs(\1)", left.replace("−", "-"))
        assert re.fullmatch(r"[\d\s.+\-*/()abs]+", sum_of), each
        # Distances are told to four places.
        assert eval(sum_of) == pytest.approx(float(right), abs=4e-4), each  # noqa: S307


def test_the_worked_pair_is_the_published_one_with_both_its_ends(client):
    page = text_of(client.get(ADDRESS))
    assert "Pakistan (rows) and Russia (columns), n = 483 roll calls" in page
    assert "Pakistan and Russia agree to 0.87 by one index and to 0.29 by another" in page


def test_every_score_of_a_pair_is_made_of_its_own_steps():
    for each in worked_agreements():
        assert each.scores["strict"] == pytest.approx(each.same / each.n)
        assert each.scores["lijphart"] == pytest.approx((each.same + each.half / 2) / each.n)
        assert each.scores["yes_no"] == pytest.approx(each.alike / each.both)
        assert each.scores["pi"] == pytest.approx(1 - each.observed / each.expected_pi)
        assert each.scores["kappa"] == pytest.approx(1 - each.observed / each.expected_kappa)


def test_the_groups_that_are_worked_through_voted_so_in_the_bundled_record(client):
    rows = rows_of(client.get(ADDRESS).content.decode(), "Three votes, and what each measure sees")
    for row, ((code, symbol), counts) in zip(rows, GROUPS.items(), strict=True):
        text = Resolution.objects.called(symbol)
        (vote,) = group_votes(
            Group.objects.get(code=code), select(RollCall.objects.published().on(text))
        )
        assert vote.cohesion == cohesion(counts)
        told = numbers(row.removeprefix(f"{code} on {symbol}"))
        expected = [vote.cohesion.rice, vote.cohesion.hix_noury_roland]
        assert told == pytest.approx(expected, abs=1e-4)
        assert f" {len(vote.dissenters)} " in row


def test_the_states_that_are_worked_through_voted_so_in_the_bundled_record():
    series = Series.objects.get(slug="ukraine")
    texts = texts_of([series])[series.pk]
    assert [each.text for each in texts] == TEXTS
    codes = {code: letters for (_, code), letters in ROWS.items()}
    countries = Country.objects.filter(code__in=codes).prefetch_related("spells")
    for row in rows_of_series(series, texts, countries):
        assert "".join(each.position for each in row.taken) == codes[row.country.code]


def test_shifts_are_told_with_what_the_next_vote_did(client):
    page = text_of(client.get(ADDRESS))
    assert (
        "Lesotho: yes to abstained on 12 October 2022, reverted; abstained to yes on 23 February "
        "2023, reverted; yes to abstained on 24 February 2025, open. If all nine texts counted as "
        "one question, there would be 4." in page
    )
    assert (
        "Madagascar: abstained to yes on 12 October 2022, lasted. If all nine texts counted as one "
        "question, there would be 4." in page
    )


def test_majorities_and_the_tally_are_what_the_record_works_out(client):
    page = text_of(client.get(ADDRESS))
    assert "Majority of those present and voting 93 yes, 24 no 59 yes" in page
    assert "Two thirds of those present and voting 93 yes, 24 no 78 yes" in page
    assert "Security Council of eleven members 7 –" in page
    assert "Security Council of fifteen members 9 –" in page
    assert (
        "yes: 94 recorded, 93 official, 1 too many; abstain: 57 recorded, 58 official, 1 missing."
        in page
    )
    real = RollCall.objects.get(resolution__symbol="A/RES/ES-11/3")
    assert (real.total_yes, real.total_no, real.total_abstain) == (93, 24, 58)


def test_every_formula_has_an_anchor_and_every_link_within_leads_to_one(client):
    body = client.get(ADDRESS).content.decode()
    ids = re.findall(r'\sid="([^"]+)"', body)
    assert sorted(set(ids)) == sorted(ids)
    assert set(ANCHORS) <= set(ids)
    assert set(re.findall(r'href="#([^"]+)"', body)) <= set(ids)
    assert not re.search(r"<script|\son\w+=|\sstyle=", body)


@pytest.mark.parametrize("address", ["/", "/about/data/", "/groups/NATO/"])
def test_other_pages_lead_to_it(client, address):
    assert 'href="/about/methods/' in client.get(address).content.decode()


def test_anchors_that_other_pages_name_are_there(client):
    named = re.findall(r'/about/methods/#([\w-]+)"', client.get("/groups/NATO/").content.decode())
    assert {"rice", "hix-noury-roland", "line"} <= set(named) <= set(ANCHORS)


def test_it_asks_the_database_for_the_version_only(client, django_assert_num_queries):
    with django_assert_num_queries(2):
        client.get(ADDRESS)
