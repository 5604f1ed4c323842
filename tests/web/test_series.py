"""The page of a series: what it says of why its texts put one question."""

from datetime import date

import pytest

from tests.factories import added, make_country, make_resolution, make_roll_call, make_series
from tests.web.test_pages import text_of
from votes.models import SeriesEntry

pytestmark = pytest.mark.django_db
JUDGED = "That they do is an editor’s judgement; the note under each says why."


@pytest.mark.parametrize(
    ("notes", "proposal", "said"),
    [
        (["Condemns.", "Condemns again."], "", JUDGED),
        (["Condemns.", "Condemns again."], "a title", JUDGED),
        (["Condemns.", ""], "", "Where an editor has written why, the note stands under the text."),
        (["", ""], "a title", "They are grouped by title; no editor has written why."),
        (["", ""], "", "taken to put the same question. No editor has written why."),
    ],
)
def test_of_texts_that_put_one_question_it_is_said_who_wrote_why(client, notes, proposal, said):
    series, state = make_series("asked", proposal=proposal), make_country("ONE")
    for number, note in enumerate(notes):
        text = make_resolution(f"A/RES/80/{number}")
        added(SeriesEntry(series=series, resolution=text, note=note))
        make_roll_call(text, {state: "Y"}, on=date(2025, 1, number + 1))
    # What is only related needs no reason for putting the same question.
    aside = make_resolution("A/RES/80/9")
    added(SeriesEntry(series=series, resolution=aside, role="related"))
    make_roll_call(aside, {state: "Y"}, on=date(2025, 1, 9))
    page = text_of(client.get("/series/asked/"))
    assert said in page
    assert (JUDGED in page) is (said == JUDGED)
