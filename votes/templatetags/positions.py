"""How positions, dates and titles are written on pages: the same way everywhere."""

import re
from datetime import date

from django import template
from django.template.defaultfilters import stringfilter
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext, pgettext_lazy

register = template.Library()

# A day as sentences tell it: 27 March 2014.
DAY = re.compile(r"\d{1,2} [^\W\d_]+ \d{4}")
NO_BREAK = "\u00a0"

# Of each position: the class that colours it, the letter shown, the words read. "-" is a member
# without a recorded position, "." a state that was not a member. Words are translated each time
# they are said.
SHOWN = {
    "Y": ("y", "Y", pgettext_lazy("position", "yes")),
    "N": ("n", "N", pgettext_lazy("position", "no")),
    "A": ("a", "A", pgettext_lazy("position", "abstained")),
    "X": ("x", "–", pgettext_lazy("position", "did not vote")),
    "-": ("u", "?", pgettext_lazy("position", "not recorded")),
    ".": ("o", "", pgettext_lazy("position", "not a member")),
    "U": ("u", "?", pgettext_lazy("position", "undecided")),
    # Of a whip count: states that were expected in several ways.
    "M": ("mix", "≠", pgettext_lazy("position", "expected in several ways")),
}


# The kinds of a year's roll calls, and the indices of agreement, as tables and forms head them.
KINDS = {
    "yes": "Y",
    "no": "N",
    "abstain": "A",
    "non_voting": "X",
    "not_recorded": "-",
    "not_member": ".",
}
INDICES = {
    "lijphart": gettext_noop("Lijphart’s index"),
    "strict": gettext_noop("Strict: share of same positions"),
    "yes_no": gettext_noop("Votes only: yes and no"),
    "pi": gettext_noop("Beyond chance: Scott’s pi"),
    "kappa": gettext_noop("Beyond chance: Cohen’s kappa"),
}


@register.filter
def kind_word(kind: str) -> str:
    return word(KINDS[kind])


@register.filter
def index_name(index: str) -> str:
    return _(INDICES[index])


@register.filter
def css(position: str) -> str:
    return SHOWN[position][0]


@register.filter
def glyph(position: str) -> str:
    return SHOWN[position][1]


@register.filter
def letters(position: str, count: int) -> str:
    """The letter so many times, for tiles that are drawn together."""
    return SHOWN[position][1] * count


@register.filter
def word(position: str) -> str:
    return str(SHOWN[position][2])


@register.filter
def chip(position: str) -> SafeString:
    """The coloured letter alone, with its word for those who do not see it."""
    kind, letter, words = SHOWN[position]
    return format_html(
        '<b class="pos {}" aria-hidden="true">{}</b><span class="vh">{}</span>',
        *(kind, letter, words),
    )


@register.filter
def letter(position: str) -> SafeString:
    """The coloured letter alone, where the word stands beside it in another form."""
    kind, letter = SHOWN[position][:2]
    return format_html('<b class="pos {}" aria-hidden="true">{}</b>', kind, letter)


@register.filter
def says(position: str) -> SafeString:
    """The coloured letter with its word beside it."""
    kind, letter, words = SHOWN[position]
    return format_html(
        '<span class="says"><b class="pos {}" aria-hidden="true">{}</b>{}</span>',
        *(kind, letter, words),
    )


@register.filter
def mark(replaces: str) -> SafeString | str:
    """The mark of a position shown as intended; the recorded one for those who do not see it."""
    if not replaces:
        return ""
    return format_html(
        '<span class="meant" aria-hidden="true">*</span><span class="vh">{}</span>',
        _(", as intended; recorded: {position}").format(position=word(replaces)),
    )


@register.filter
def day(value: date | None, precision: str = "day") -> SafeString | str:
    """A date as exactly as it is known, marked up: 24 February 2025, February 2025, 2025."""
    return _time(value, "j F Y", precision)


@register.filter
def short_day(value: date | None, precision: str = "day") -> SafeString | str:
    """A date as it stands in a list, as exactly as it is known: 24 Feb 2025, Feb 2025, 2025."""
    return _time(value, "j M Y", precision)


@register.filter(is_safe=True)
@stringfilter
def unbroken(sentence: str) -> str:
    """A sentence whose days are not divided between two lines."""
    return DAY.sub(lambda day: day.group().replace(" ", NO_BREAK), sentence)


@register.filter
def shortened(title: str, longest: int) -> str:
    """A title of so many signs at most: a longer one ends after a word, with a mark."""
    if len(title) <= longest:
        return title
    beginning = title[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:")
    # As Django says it, in every language that it knows.
    cut = pgettext("String to return when truncating text", "%(truncated_text)s…")
    return cut % {"truncated_text": beginning}


def _time(value: date | None, form: str, precision: str) -> SafeString | str:
    if value is None:
        return ""
    stamp = value.isoformat()[:10]
    if precision == "month":
        stamp, form = stamp[:7], form.removeprefix("j ")
    elif precision == "year":
        stamp, form = stamp[:4], "Y"
    return format_html('<time datetime="{}">{}</time>', stamp, date_format(value, form))
