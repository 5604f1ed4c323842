"""Every recipe of the documents is run against the bundled data and prints what is below it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest

from tests.copied import load_bundled
from tests.test_architecture import ROOT

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = ROOT / "docs" / "recipes.md"
SERVED = "http://127.0.0.1:8000"
BLOCK = re.compile(r"```(sh|python|r)\n(.*?)```(?:\n+```text\n(.*?)```)?", re.DOTALL)
RECIPES = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
RUNNERS = {"sh": ["sh", "-c"], "python": [sys.executable, "-c"], "r": ["Rscript", "-e"]}
NEEDS = {"sh": "curl", "r": "Rscript"}


# What the API answers on each database, tests/api has; here it is what programs make of it.
@pytest.mark.once
@pytest.mark.parametrize(
    ("language", "code", "printed"),
    RECIPES,
    ids=[f"{each[0]}-{n}" for n, each in enumerate(RECIPES)],
)
def test_a_recipe_prints_what_stands_below_it(live_server, tmp_path, language, code, printed):
    program = NEEDS.get(language)
    if program and not shutil.which(program):
        pytest.skip(f"there is no {program} on this machine")
    load_bundled()
    code = code.replace(SERVED, live_server.url)
    ended = subprocess.run(
        [*RUNNERS[language], code], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert ended.returncode == 0, ended.stderr
    assert trimmed(ended.stdout) == trimmed(printed)


def trimmed(text):
    """Lines without the blanks that a table ends them with."""
    return [line.rstrip() for line in text.splitlines()]


def test_the_page_has_the_recipes_that_are_promised():
    languages = [language for language, *_ in RECIPES]
    assert {language: languages.count(language) for language in RUNNERS} == {
        "sh": 2,
        "python": 6,
        "r": 2,
    }
    assert all(SERVED in code for _, code, _ in RECIPES)


def test_the_readme_leads_to_the_recipes():
    assert "docs/recipes.md" in (ROOT / "README.md").read_text(encoding="utf-8")
