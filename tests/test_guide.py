"""The editors' guide: its pictures are there, few and small."""

import re

from tests.test_architecture import ROOT

GUIDE = ROOT / "docs" / "editing.md"
PICTURES = ROOT / "docs" / "pictures"


def test_the_guide_shows_every_picture_and_no_other():
    shown = re.findall(r"!\[[^\]]+\]\(pictures/([\w-]+\.png)\)", GUIDE.read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(path.name for path in PICTURES.iterdir())
    assert len(shown) <= 8


def test_pictures_are_small():
    assert [path.name for path in PICTURES.iterdir() if path.stat().st_size > 150_000] == []


def test_the_readme_leads_to_the_guide():
    assert "docs/editing.md" in (ROOT / "README.md").read_text(encoding="utf-8")
