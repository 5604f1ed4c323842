"""How a picture calls a position."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

# Translated each time they are said; as in the tags of templates, which import nothing of this.
WORDS = {
    "Y": pgettext_lazy("position", "yes"),
    "N": pgettext_lazy("position", "no"),
    "A": pgettext_lazy("position", "abstained"),
    "X": pgettext_lazy("position", "did not vote"),
    "-": pgettext_lazy("position", "not recorded"),
    ".": pgettext_lazy("position", "not a member"),
}
COUNTED = {
    "Y": ngettext_lazy("{count} yes", "{count} yes", "count"),
    "N": ngettext_lazy("{count} no", "{count} no", "count"),
    "A": ngettext_lazy("{count} abstained", "{count} abstained", "count"),
    "X": ngettext_lazy("{count} did not vote", "{count} did not vote", "count"),
    "-": ngettext_lazy("{count} not recorded", "{count} not recorded", "count"),
    ".": ngettext_lazy("{count} not a member", "{count} not a member", "count"),
}


def in_words(position: str, replaces: str = "") -> str:
    """A position in words, and the recorded one that it replaces where it is as intended."""
    if not replaces:
        return str(WORDS[position])
    return _("{position}, as intended (recorded: {recorded})").format(
        position=WORDS[position], recorded=WORDS[replaces]
    )


def counted(position: str, count: int) -> str:
    """How many took a position, in words."""
    return COUNTED[position].format(count=count)


def shown(position: str | None, was_member: bool = True) -> str:
    """The position as pages mark it: "-" not recorded, "." not a member."""
    return position or ("-" if was_member else ".")
