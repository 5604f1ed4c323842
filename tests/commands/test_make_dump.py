"""Making the dump at the terminal."""

import hashlib
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_country
from votes.exports.kept import kept
from votes.models import DataVersion

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def dumps(settings, tmp_path):
    settings.DUMPS_DIR = tmp_path / "dumps"
    return settings.DUMPS_DIR


def made(*args):
    out = StringIO()
    call_command("make_dump", *args, stdout=out)
    return out.getvalue()


def test_it_is_kept_for_the_api_and_told_by_path_size_checksum_and_rows(dumps):
    make_country()
    said = made().splitlines()
    (dump,) = kept(dumps)
    data = dump.path.read_bytes()
    day = DataVersion.objects.get().moved_at.date().isoformat()
    assert dump.name == f"un-votes-{day}-v{DataVersion.current()}.zip"
    checksum = hashlib.sha256(data).hexdigest()
    assert said[:2] == [str(dump.path), f"{len(data):,} bytes, sha256 {checksum}"]
    assert f"{1:>10,} countries" in said
    assert dump.path.stat().st_mode & 0o777 == 0o644


def test_it_goes_into_a_file_or_folder_that_is_named(dumps, tmp_path):
    made(str(tmp_path / "mine.zip"))
    assert (tmp_path / "mine.zip").is_file()
    made(str(tmp_path / "new" / "folder"))
    assert len(kept(tmp_path / "new" / "folder")) == 1
    assert kept(dumps) == []


def test_only_the_two_newest_are_kept(dumps):
    for code in ("PAK", "IND", "USA"):
        make_country(code)
        made()
    assert [dump.data_version for dump in kept(dumps)] == [
        DataVersion.current(),
        DataVersion.current() - 1,
    ]
    assert len(list(dumps.iterdir())) == 4


def test_again_it_changes_nothing(dumps):
    make_country()
    made()
    (before,) = kept(dumps)
    made()
    (after,) = kept(dumps)
    assert (after.name, after.sha256) == (before.name, before.sha256)


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="could not be written"):
        made(str(tmp_path / "file" / "folder"))
    with pytest.raises(CommandError, match="could not be written"):
        made(str(tmp_path / "nowhere" / "dump.zip"))


def test_what_is_half_there_is_not_kept(dumps):
    made()
    (dump,) = kept(dumps)
    dump.path.write_bytes(b"half")
    assert kept(dumps) == []
    (dumps / "odd.zip.json").write_text("[1]")
    (dumps / "odder.zip.json").write_text("{")
    assert kept(dumps) == []
