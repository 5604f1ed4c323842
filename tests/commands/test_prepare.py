"""Making the site ready: once with an administrator, again without touching anything."""

import stat
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from tests.factories import make_country
from votes.exports.kept import kept
from votes.models import DataVersion

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def local_dir(settings, tmp_path, monkeypatch):
    settings.LOCAL_DIR = tmp_path / "local"
    settings.STATIC_ROOT = tmp_path / "local" / "static"
    settings.DUMPS_DIR = tmp_path / "local" / "dumps"
    monkeypatch.delenv("ADMIN_PASSWORD", raising=False)
    return settings.LOCAL_DIR


def prepare() -> str:
    out = StringIO()
    call_command("prepare", stdout=out)
    return out.getvalue()


def test_the_first_time_it_creates_an_administrator_and_prints_the_password_once(local_dir):
    said = prepare()
    kept = local_dir / "admin_password"
    password = kept.read_text().strip()
    assert f"Administrator: admin\nPassword:      {password}" in said
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(local_dir.stat().st_mode) == 0o700
    admin = get_user_model().objects.get(username="admin")
    assert admin.is_superuser
    assert admin.check_password(password)
    again = prepare()
    assert password not in again
    assert "nothing changed" in again


def test_it_makes_the_dump_that_the_api_offers_and_again_when_the_record_has_moved(settings):
    assert "Dump of the record: un-votes-" in prepare()
    (first,) = kept(settings.DUMPS_DIR)
    assert "Dump of the record" not in prepare()
    make_country("XXA", "Newland")
    assert "Dump of the record" in prepare()
    newest, before = kept(settings.DUMPS_DIR)
    assert (newest.data_version, before) == (DataVersion.current(), first)
    assert newest.rows == first.rows + 3


def test_the_dump_of_a_large_record_is_left_to_its_own_command(settings, monkeypatch):
    monkeypatch.setattr("votes.management.commands.prepare.LARGE", 10)
    assert "Dump of the record" not in prepare()
    assert kept(settings.DUMPS_DIR) == []


def test_a_dump_that_cannot_be_written_keeps_nobody_from_serving(settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.DUMPS_DIR = tmp_path / "file" / "dumps"
    prepare()
    assert get_user_model().objects.filter(is_superuser=True).exists()


def test_a_given_password_is_used(monkeypatch):
    monkeypatch.setenv("ADMIN_PASSWORD", "a password of one's own")
    prepare()
    admin = get_user_model().objects.get(username="admin")
    assert admin.check_password("a password of one's own")


def test_a_second_database_gets_the_password_that_is_kept(local_dir):
    local_dir.mkdir(mode=0o700)
    (local_dir / "admin_password").write_text("kept from before\n")
    prepare()
    assert get_user_model().objects.get().check_password("kept from before")


def test_run_again_it_moves_nothing():
    prepare()
    version = DataVersion.current()
    prepare()
    assert (DataVersion.current(), get_user_model().objects.count()) == (version, 1)


def test_an_ordinary_account_called_admin_is_not_raised(local_dir):
    get_user_model().objects.create_user("admin", password="someone's")
    with pytest.raises(CommandError, match="is no administrator"):
        prepare()
