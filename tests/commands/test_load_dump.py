"""Bringing a dump in at the terminal."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.dumps import empty_the_tracker
from tests.factories import make_country
from votes.exports.dump import make_dump
from votes.models import Country

pytestmark = pytest.mark.django_db


def loaded(path):
    out = StringIO()
    call_command("load_dump", str(path), stdout=out)
    return out.getvalue()


def test_it_tells_the_rows_of_every_table(tmp_path):
    make_country("PAK", "Pakistan")
    dump = make_dump(tmp_path / "dump.zip")
    empty_the_tracker()
    said = loaded(dump.path).splitlines()
    assert said == [f"{rows:>10,} {table}" for table, rows in dump.tables.items()]
    assert Country.objects.named("Pakistan").code == "PAK"


def test_a_refusal_says_that_nothing_was_written(tmp_path):
    make_country("PAK", "Pakistan")
    dump = make_dump(tmp_path / "dump.zip")
    with pytest.raises(CommandError, match=r"Nothing was written\. This tracker is not empty"):
        loaded(dump.path)
    with pytest.raises(CommandError, match=r"Nothing was written\. This tracker is not empty"):
        loaded(tmp_path / "nothing.zip")
    empty_the_tracker()
    with pytest.raises(CommandError, match=r"nothing\.zip cannot be read as a dump") as refused:
        loaded(tmp_path / "nothing.zip")
    assert refused.value.returncode == 2
