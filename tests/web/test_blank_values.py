"""A value of nothing but commas and blanks asks nothing on a page, and is refused by the API."""

import pytest
from django.core.exceptions import EmptyResultSet

from tests.web.test_pages import text_of
from votes.filters import QuestionFilters, VoteFilters
from votes.models import RollCall
from votes.stances.matrix import select

pytestmark = pytest.mark.usefixtures("bundled")
BLANK = [",", ",,,", " , ,", "%20"]
QUESTIONS = sorted(QuestionFilters.known())


@pytest.mark.parametrize("value", BLANK)
@pytest.mark.parametrize("name", QUESTIONS)
def test_on_the_page_of_a_group_it_asks_nothing(client, name, value):
    blank = client.get(f"/groups/NATO/?{name}={value}")
    assert blank.status_code == 200
    assert text_of(blank) == text_of(client.get("/groups/NATO/"))


@pytest.mark.parametrize("value", BLANK)
@pytest.mark.parametrize("name", [*QUESTIONS, "index", "page", "format"])
def test_on_the_page_of_several_countries_it_asks_nothing(client, name, value):
    plain = client.get("/compare/?c=PAK&c=IND")
    blank = client.get(f"/compare/?c=PAK&c=IND&{name}={value}", follow=True)
    assert blank.status_code == 200
    if name not in {"page", "format"}:
        assert text_of(blank) == text_of(plain)


@pytest.mark.parametrize("value", BLANK)
@pytest.mark.parametrize("name", ["index", "since", "until"])
@pytest.mark.parametrize("page", ["/countries/PAK/", "/countries/PAK/years/"])
def test_on_the_page_of_a_country_it_asks_nothing(client, page, name, value):
    blank = client.get(f"{page}?{name}={value}")
    assert blank.status_code == 200
    assert text_of(blank) == text_of(client.get(page))


@pytest.mark.parametrize("value", BLANK)
@pytest.mark.parametrize("name", sorted(VoteFilters.known()))
def test_on_the_page_of_a_countrys_votes_it_is_left_out_of_the_address(client, name, value):
    response = client.get(f"/countries/PAK/votes/?{name}={value}")
    assert (response.status_code, response["Location"]) == (302, "/countries/PAK/votes/")


@pytest.mark.parametrize("value", BLANK)
@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize(
    "question", ["agreement/?country=PAK", "countries/PAK/partners/?", "groups/NATO/cohesion/?"]
)
def test_the_api_refuses_it(client, question, name, value):
    response = client.get(f"/api/v1/{question}&{name}={value}")
    assert response.status_code == 400
    assert f"“{name}” is empty; give it a value or leave it out." in response.content.decode()


@pytest.mark.parametrize(
    "roll_calls", [RollCall.objects.none(), RollCall.objects.filter(pk__in=[])]
)
def test_a_question_about_nothing_selects_nothing(roll_calls):
    with pytest.raises(EmptyResultSet):
        roll_calls.query.sql_with_params()
    selection = select(roll_calls)
    assert (len(selection.columns), selection.positions.shape[1]) == (0, 0)
