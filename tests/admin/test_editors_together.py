"""Several editors on one roll call at once; `make proof` shows it with more, in processes."""

import random
import threading

import pytest
from django.db import connection

from tests.factories import make_countries
from tests.proof.editors import Editor, Outcome, begin, check, in_order
from votes.models import Vote, changing

pytestmark = pytest.mark.django_db(transaction=True)


def test_nothing_that_one_of_several_editors_saved_is_lost():
    make_countries("AAA BBB CCC DDD EEE FFF")
    names = ["one", "two", "three"]
    roll_call, codes = begin(names)
    outcomes, ready = [], threading.Barrier(len(names))

    def work(name):
        try:
            editor = Editor(name, roll_call, codes, random.Random(name))  # noqa: S311
            ready.wait(timeout=30)
            outcomes.append(editor.work(10))
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[name]) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    together = Outcome()
    for outcome in outcomes:
        together.add(outcome)
    assert len(outcomes) == len(names)
    assert together.faults + check(roll_call, together) == []
    assert {"gate", "grid"} == set(together.ways)


def test_the_check_finds_a_save_that_the_history_does_not_hold_and_one_that_nobody_made():
    (country, *_) = make_countries("AAA BBB CCC")
    roll_call, codes = begin(["one"])
    outcome = Editor("one", roll_call, codes, random.Random(1)).work(4)  # noqa: S311
    assert check(roll_call, outcome) == []
    reason, positions = outcome.saved.popitem()
    assert check(roll_call, outcome) == [
        f"{reason}: saved nothing, in the history {in_order(positions)}",
    ]
    outcome.saved |= {reason: positions, "never": {country.code: "Y"}}
    assert check(roll_call, outcome) == [
        f"never: saved {country.code} Y, in the history nothing",
    ]


def test_the_check_finds_a_position_that_was_written_past_the_history():
    make_countries("AAA BBB CCC")
    roll_call, _ = begin(["one"])
    vote = Vote.objects.filter(roll_call=roll_call).first()
    with changing(None):
        Vote.objects.filter(pk=vote.pk).update(position="N")
    (fault,) = check(roll_call, Outcome())
    assert fault.startswith("recorded are")
    vote.refresh_from_db()
    vote.position = "Y"
    with changing(None, "for a test") as gate:
        gate.save(vote)
    assert any("it stood on {'position': 'N'}" in each for each in check(roll_call, Outcome()))
