"""The bundled data through a dump and back."""

import pytest

from tests.dumps import empty_the_tracker, tables_of
from votes.exports.dump import make_dump
from votes.importers import sample
from votes.importers.dump import load_dump
from votes.models.doubts import doubts

pytestmark = pytest.mark.django_db


def test_the_bundled_data_come_back_the_same_and_are_known_as_there(bundled, tmp_path):
    first, found = make_dump(tmp_path / "first.zip"), list(doubts())
    empty_the_tracker()
    load_dump(first.path)
    assert tables_of(make_dump(tmp_path / "second.zip").path) == tables_of(first.path)
    assert list(doubts()) == found
    assert not sample.load()
