"""Every word that pages say is marked for translation; what the record itself says is not.

The pages are read with translations that put brackets around all they are given. What stands
outside of brackets then was never asked for: it is data, or a word that somebody forgot to mark.
"""

import os
import re
import secrets
import shutil
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import CharField, TextField
from django.utils import translation

from tests.web.addresses import ADDRESSES, add_tabled_text
from votes.models.country_name import names_by_language

# Which words are marked does not hang on the database; what pages say is asked for on both.
pytestmark = [pytest.mark.usefixtures("bundled"), pytest.mark.once]

SAID_BY = {"title", "aria-label", "placeholder", "alt", "aria-description", "content"}
SILENT = {"script", "style", "code"}
# Names, which are the same in every language: of this site, of formats, of itself.
NAMES = {"Roll Call", "Atom", "CSV", "JSON", "API", "HTML", "PNG", "SVG", "BibTeX", "RFC"}
NAMES |= {"English", "Français", "Español", "UN"}
MARK = re.compile(r"[⟦⟧]")
PLAIN = re.compile(r"[a-z]*|.")
WORD = re.compile(r"[^\W\d_]{2,}")


class Said(HTMLParser):
    """What a page says, in its order: text, and attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        given = dict(attrs)
        machine = tag == "meta" and not is_told(given)
        for name, value in attrs:
            if value and name in SAID_BY and not machine:
                self.parts.append(outside(value, 0)[0])

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)


def is_told(meta: dict[str, str | None]) -> bool:
    name = meta.get("name") or meta.get("property") or ""
    return name.endswith(("description", "title", "alt"))


def outside(text: str, depth: int) -> tuple[str, int]:
    """What of a text stands in no bracket, and how deep its end is."""
    kept = []
    for part in re.split(r"([⟦⟧])", text):
        if part == "⟦":
            depth += 1
        elif part == "⟧":
            depth -= 1
        elif not depth:
            kept.append(part)
    return "\n".join(kept), depth


def known() -> list[str]:
    """All that the record says in words, the longest first; names in other languages too."""
    found = set(NAMES)
    found |= {each.name for names in names_by_language().values() for each in names}
    for model in apps.get_app_config("votes").get_models():
        names = [
            field.name
            for field in model._meta.fields
            if isinstance(field, CharField | TextField) and not field.choices
        ]
        for row in model._base_manager.values_list(*names) if names else ():
            found |= {value for value in row if isinstance(value, str)}
    # What is one small word in the record is a word of the language elsewhere.
    return sorted((each for each in found if not PLAIN.fullmatch(each)), key=len, reverse=True)


def forgotten(body: str, data: list[str]) -> list[str]:
    reader = Said()
    reader.feed(body)
    depth, left = 0, []
    for part in reader.parts:
        text, depth = outside(part, depth)
        left.append(text)
    text = "\n".join(left)
    for each in data:
        if each in text:
            text = text.replace(each, " ")
    return [line.strip() for line in text.split("\n") if WORD.search(line)]


@pytest.fixture
def bracketed(monkeypatch):
    """Translations that put brackets around what they are asked for."""
    words = translation._trans
    translation.gettext("")
    monkeypatch.setattr(words, "gettext", lambda text: f"⟦{text}⟧" if text else "", raising=False)
    monkeypatch.setattr(
        words, "ngettext", lambda one, more, n: f"⟦{one if n == 1 else more}⟧", raising=False
    )
    monkeypatch.setattr(words, "pgettext", lambda context, text: f"⟦{text}⟧", raising=False)
    monkeypatch.setattr(
        words,
        "npgettext",
        lambda context, one, more, n: f"⟦{one if n == 1 else more}⟧",
        raising=False,
    )


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES.keys())
def test_every_word_of_a_page_is_marked(client, bracketed, address):
    add_tabled_text()
    body = client.get(address).content.decode()
    assert "⟦" in body
    assert "\n".join(forgotten(body, known())) == ""


def test_the_words_can_be_collected_for_those_who_translate_them(tmp_path):
    """As docs/translating.md says; a word that is marked in two ways that exclude each other
    makes it fail."""
    if not shutil.which("xgettext"):
        pytest.skip("there is no GNU gettext on this machine")
    for name in ("tracker", "votes", "templates", "manage.py"):
        whole = settings.BASE_DIR / name
        (shutil.copytree if whole.is_dir() else shutil.copy)(whole, tmp_path / name)
    (tmp_path / "local").mkdir()
    asked = ["--locale", "de", "--no-wrap", "--ignore", "*/admin/*"]
    made = subprocess.run(
        [sys.executable, "manage.py", "makemessages", *asked],
        cwd=tmp_path,
        env=os.environ | {"SECRET_KEY": secrets.token_urlsafe(60)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    catalogue = tmp_path / "votes" / "locale" / "de" / "LC_MESSAGES" / "django.po"
    subprocess.run(["msgfmt", "-c", "-o", tmp_path / "de.mo", catalogue], check=True)  # noqa: S607
    words = catalogue.read_text(encoding="utf-8")
    # Of a template, of the stance in a sentence, of a label.
    for said in ("Cite this page", "Did not vote on any of the", "explanation of vote after"):
        assert said.lower() in words.lower()
    assert words.count("\nmsgid ") > 900
