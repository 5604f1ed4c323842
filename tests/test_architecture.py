"""The layout and the import rules, read from the code itself."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import Model

ROOT = Path(__file__).resolve().parent.parent
VOTES = ROOT / "votes"

# Who may import whom inside `votes`. A part that is not named here fails the test.
MAY_IMPORT: dict[str, set[str]] = {
    "models": set(),
    "analytics": set(),
    "filters": {"models"},
    "importers": {"models"},
    "stances": {"models", "analytics"},
    "search": {"models", "filters", "stances"},
    "exports": {"models", "filters", "stances"},
    "admin": {"models", "stances", "importers"},
    "api": {"models", "filters", "stances", "search", "exports"},
    "web": {"models", "filters", "stances", "search", "exports"},
    "management": {"models", "importers", "stances", "exports"},
    "templatetags": set(),
    "apps": set(),
    "site": {"admin"},
    "migrations": {"models"},
}
NO_CODE = {"data", "static", "locale", "__pycache__"}
TOP_LEVEL = {
    *("tracker", "votes", "templates", "tests", "manage.py", "requirements.txt"),
    *("README.md", "CHANGELOG.md", "LICENSE", "Makefile", "pyproject.toml"),
    *("requirements-dev.txt", ".ci", ".gitignore", "docs"),
}
UNTRACKED = {".git", ".venv", "local", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis"}
# The framework's own places.
SMALL_FOLDERS = {"management", "commands", "templatetags", "migrations"}
VAGUE = {"utils", "helpers", "services", "common", "base"}


def modules() -> list[Path]:
    return sorted(
        path for path in VOTES.rglob("*.py") if not NO_CODE & set(path.relative_to(VOTES).parts)
    )


def part_of(path: Path) -> str:
    return path.relative_to(VOTES).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The dotted names a module imports, relative imports made absolute."""
    names: set[str] = set()
    package = list(path.relative_to(ROOT).with_suffix("").parts[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) + 1 - node.level] if node.level else []
            module = ".".join([*start, *([node.module] if node.module else [])])
            names |= {f"{module}.{alias.name}" for alias in node.names} | {module}
    return names


def parts_imported(path: Path) -> set[str]:
    """The parts of `votes` that a module imports, without its own."""
    parts = {name.split(".")[1] for name in imported(path) if name.startswith("votes.")}
    return parts - {part_of(path), "__init__"}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(VOTES)))
def test_a_module_imports_only_what_its_part_may(path):
    part = part_of(path)
    if part == "__init__":
        return
    assert part in MAY_IMPORT, f"{part} stands in no rule of the import table"
    assert parts_imported(path) <= MAY_IMPORT[part]


def test_analytics_know_no_django():
    for path in (VOTES / "analytics").rglob("*.py"):
        roots = {name.split(".")[0] for name in imported(path)}
        assert not roots & {"django", "rest_framework", "django_filters"}, path.name


def test_the_site_is_configuration_and_reaches_into_the_app_only_by_name():
    for path in (ROOT / "tracker").rglob("*.py"):
        assert not {name for name in imported(path) if name.startswith("votes")}, path.name


def test_the_top_level_holds_only_what_people_expect():
    assert {path.name for path in ROOT.iterdir()} - UNTRACKED <= TOP_LEVEL


def test_every_module_opens_with_one_sentence():
    for path in modules():
        if path.stat().st_size and part_of(path) != "migrations":
            docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
            assert docstring, f"{path} has no docstring"


def test_no_module_has_a_vague_name():
    names = {part for path in modules() for part in path.relative_to(VOTES).with_suffix("").parts}
    assert not names & VAGUE


def test_a_folder_holds_three_files_or_more():
    folders = {path.parent for path in modules()} - {VOTES}
    for folder in folders:
        if folder.name not in SMALL_FOLDERS:
            files = [path for path in folder.glob("*.py") if path.name != "__init__.py"]
            inside = [each for each in folders if each.parent == folder]
            assert len(files) + len(inside) >= 3, folder


def test_every_deletion_rule_says_why():
    """Above each on_delete stands its reason."""
    for path in (VOTES / "models").glob("*.py"):
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines):
            if re.search(r"\bon_delete=", line):
                assert lines[number - 1].strip().startswith("#"), f"{path.name}:{number + 1}"


def test_models_have_no_save_override_and_no_signals():
    for model in apps.get_app_config("votes").get_models():
        assert (model.save, model.delete) == (Model.save, Model.delete), model
    for path in (VOTES / "models").glob("*.py"):
        assert not {name for name in imported(path) if "signals" in name}, path.name


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
