"""The desk of imports: reading what came of a file, and settling what was wrong in it."""

from html import unescape

import pytest

from tests.admin.desk import address, save
from tests.importers.small_files import (
    POSITIONS,
    bring,
    came_of,
    library,
    make_states,
    only_roll_call,
    roll_call,
)
from votes.models import AcceptedDiscrepancy, CountryName, ImportIssue, ImportRun

pytestmark = pytest.mark.django_db
GAP = "A/RES/40/86: 2 positions “yes” are listed, but the official total is 3."


@pytest.fixture(autouse=True)
def states():
    return make_states()


def link_of(client, sentence):
    """The address behind a link on the page of the only issue."""
    page = unescape(client.get(address(ImportIssue.objects.get())).content.decode())
    before, found, _ = page.partition(f'">{sentence}</a>')
    assert found
    return before.rpartition('href="')[2]


def test_an_unknown_code_is_settled_by_an_alias(admin_client, states, tmp_path):
    path = library(tmp_path, roll_call(positions=POSITIONS.replace("NAM", "NAN")))
    assert came_of(bring(path))[0] == {"refused": 1}
    add = link_of(admin_client, "Add an alias")
    answer = save(admin_client, add, country=states["NAM"].pk, reason="The library's own code")
    assert answer.status_code == 302
    names = CountryName.objects.filter(kind="alias").values_list("name", "country__code")
    assert list(names) == [("NAN", "NAM")]
    assert came_of(bring(path)) == ({"added": 1}, {"added": 5})


def test_a_tally_is_settled_by_an_acceptance(admin_client, tmp_path):
    path = library(tmp_path, roll_call(total_yes="3"))
    assert came_of(bring(path))[0] == {"refused": 1}
    add = link_of(admin_client, "Accept it with an explanation")
    answer = save(admin_client, add, explanation="One came late.", reason="Compared")
    assert answer.status_code == 302
    kept = AcceptedDiscrepancy.objects.values_list("scheme", "record", "difference", "explanation")
    assert list(kept) == [("undl", "7", GAP, "One came late.")]
    assert came_of(bring(path)) == ({"added": 1}, {"added": 5})
    assert only_roll_call().discrepancy_explanation == "One came late."


def test_an_issue_that_nothing_settles_has_no_link(admin_client, tmp_path):
    bring(library(tmp_path, roll_call(date="then")))
    page = admin_client.get(address(ImportIssue.objects.get())).content.decode()
    assert "/add/?" not in page
    assert "“then” is not a date such as 2022-03-02." in page


def test_a_run_shows_a_table_of_outcomes(admin_client, tmp_path):
    bad = roll_call("8", resolution="A/RES/40/87", draft="", total_yes="3")
    bring(library(tmp_path, roll_call(), bad))
    page = admin_client.get(address(ImportRun.objects.get())).content.decode()
    heads = "".join(
        f'<th scope="col">{head}</th>'
        for head in ("added", "changed", "unchanged", "kept by hand", "refused")
    )
    assert heads in page
    for what, added, refused in (("Roll calls", 1, 1), ("Votes", 5, 5)):
        cells = "".join(f"<td>{count}</td>" for count in (added, 0, 0, 0, refused))
        assert f'<tr><th scope="row">{what}</th>{cells}</tr>' in page


def test_runs_and_issues_are_read_only(admin_client, tmp_path):
    bring(library(tmp_path, roll_call(total_yes="3")))
    for row in (ImportRun.objects.get(), ImportIssue.objects.get()):
        for page in ("change", "delete"):
            assert admin_client.post(address(row, page), {"post": "yes"}).status_code == 403
        assert admin_client.get(address(type(row), "add")).status_code == 403
    assert (ImportRun.objects.count(), ImportIssue.objects.count()) == (1, 1)


def test_a_run_leads_to_its_own_issues(admin_client, tmp_path):
    path = library(tmp_path, roll_call(total_yes="3"))
    for _ in range(2):
        bring(path)
    run = ImportRun.objects.first()
    page = admin_client.get(f"{address(ImportIssue, 'changelist')}?run__id__exact={run.pk}")
    assert [issue.run for issue in page.context["cl"].result_list] == [run]
