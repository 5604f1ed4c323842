"""A country's record on a series in one sentence, under the wording rules of the site.

One vote is never a habit. Any absence forbids "all"; where a third or more of the texts found
the country not voting, nothing is "mostly". Not voting, no position recorded and not a member
are three different things and are never added to the positions or to each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext_lazy, pgettext_lazy

from votes.analytics.series import Text
from votes.analytics.shifts import After, Shift
from votes.analytics.stance import CountedStance
from votes.models.record import written

# From this share on, one position among several is "mostly".
MOSTLY = 2 / 3

# Words of this module are translated where they are said: what is here is only marked.
NUMBERS = [
    pgettext_lazy("number", "one"),
    pgettext_lazy("number", "two"),
    pgettext_lazy("number", "three"),
    pgettext_lazy("number", "four"),
    pgettext_lazy("number", "five"),
    pgettext_lazy("number", "six"),
    pgettext_lazy("number", "seven"),
    pgettext_lazy("number", "eight"),
    pgettext_lazy("number", "nine"),
    pgettext_lazy("number", "ten"),
    pgettext_lazy("number", "eleven"),
    pgettext_lazy("number", "twelve"),
]
# What a move was from and to.
NOUN = {
    "Y": pgettext_lazy("moved from or to", "yes"),
    "N": pgettext_lazy("moved from or to", "no"),
    "A": pgettext_lazy("moved from or to", "abstaining"),
}
# Of which texts it is told, as `of`: whether there are others, from outside its membership.
OF = {
    False: gettext_noop("of this series"),
    True: gettext_noop("of this series put to a vote while it was a member"),
}
# The same on every text; `count` of them, which `texts` writes.
ALL = {
    "Y": ngettext_lazy(
        "Voted yes on the only text {of}, {period}.",
        "Voted yes on all {texts} texts {of}, {period}.",
        "count",
    ),
    "N": ngettext_lazy(
        "Voted no on the only text {of}, {period}.",
        "Voted no on all {texts} texts {of}, {period}.",
        "count",
    ),
    "A": ngettext_lazy(
        "Abstained on the only text {of}, {period}.",
        "Abstained on all {texts} texts {of}, {period}.",
        "count",
    ),
    "X": ngettext_lazy(
        "Did not vote on the only text {of}, {period}.",
        "Did not vote on any of the {texts} texts {of}, {period}.",
        "count",
    ),
    "-": ngettext_lazy(
        "No position is recorded on the only text {of}, {period}.",
        "No position is recorded on any of the {texts} texts {of}, {period}.",
        "count",
    ),
}
BOTH = {
    "Y": gettext_noop("Voted yes on both texts {of}, {period}."),
    "N": gettext_noop("Voted no on both texts {of}, {period}."),
    "A": gettext_noop("Abstained on both texts {of}, {period}."),
}
# One position on most texts; `rest` is a list of what it did on the others.
MOST = {
    "Y": gettext_noop("Mostly voted yes: on {most} of the {texts} texts {of}; {rest}, {period}."),
    "N": gettext_noop("Mostly voted no: on {most} of the {texts} texts {of}; {rest}, {period}."),
    "A": gettext_noop("Mostly abstained: on {most} of the {texts} texts {of}; {rest}, {period}."),
}
# The beginning of a list of what it did, and what follows in one.
SOME = {
    "Y": gettext_noop("Voted yes on {most} of the {texts} texts {of}"),
    "N": gettext_noop("Voted no on {most} of the {texts} texts {of}"),
    "A": gettext_noop("Abstained on {most} of the {texts} texts {of}"),
    "X": gettext_noop("Did not vote on {most} of the {texts} texts {of}"),
}
OTHERS = {
    "Y": gettext_noop("voted yes on {texts}"),
    "N": gettext_noop("voted no on {texts}"),
    "A": gettext_noop("abstained on {texts}"),
    "X": gettext_noop("did not vote on {texts}"),
    "-": gettext_noop("has no position recorded on {texts}"),
}
# Of a move: whether it lasted at the next vote, and what is said then.
ONCE = {
    True: gettext_noop(
        "Moved once on the core question: from {before} ({earlier}) to {after} ({day}), "
        "and stayed there at the next vote."
    ),
    False: gettext_noop(
        "Moved once on the core question: from {before} ({earlier}) to {after} ({day}); "
        "no later vote yet."
    ),
}
BACK = {
    True: gettext_noop(
        "Moved from {before} to {after} ({day}) and back ({later}), "
        "and stayed there at the next vote."
    ),
    False: gettext_noop(
        "Moved from {before} to {after} ({day}) and back ({later}); no later vote yet."
    ),
}
OFTEN = {
    True: ngettext_lazy(
        "Moved once on the core question: from {before} {steps}, "
        "and stayed there at the next vote.",
        "Moved {times} times on the core question: from {before} {steps}, "
        "and stayed there at the next vote.",
        "count",
    ),
    False: ngettext_lazy(
        "Moved once on the core question: from {before} {steps}; no later vote yet.",
        "Moved {times} times on the core question: from {before} {steps}; no later vote yet.",
        "count",
    ),
}


# More moves than these are told by the first and the last.
STEPS_AT_MOST = 6
MANY = {
    True: gettext_noop(
        "Moved {times} times on the core question: first from {before} to {after} ({day}), "
        "last from {left} to {reached} ({later}), and stayed there at the next vote."
    ),
    False: gettext_noop(
        "Moved {times} times on the core question: first from {before} to {after} ({day}), "
        "last from {left} to {reached} ({later}); no later vote yet."
    ),
}


class Stance(CountedStance):
    """A country's record on one series in words, with what the words rest on."""

    @property
    def sentence(self) -> str:
        """What it did; texts voted on while it was not a member do not count."""
        if not self.first or not self.last:
            if self.outside:
                return _("Was not a member when these texts were voted on.")
            return _("No votes yet.")
        return said(self.counts, period(self.first, self.last), self.outside > 0)

    @property
    def moves(self) -> str:
        """How it moved over the core texts, or "" where it did not."""
        return moved(self.shifts)


def number(count: int) -> str:
    """A small number in words, a large one in figures."""
    return str(NUMBERS[count - 1]) if 0 < count <= len(NUMBERS) else f"{count:,}"


def when(text: Text) -> str:
    """When a text was voted on, as exactly as it is known."""
    return written(text.day, text.precision)


def period(first: Text, last: Text) -> str:
    if when(first) == when(last):
        return when(first)
    return _("{first} to {last}").format(first=when(first), last=when(last))


def said(counts: dict[str, int], spell: str, has_others: bool = False) -> str:
    texts, of = sum(counts.values()), _(OF[has_others])
    missing = counts.get("-", 0)
    recorded = Counter({letter: count for letter, count in counts.items() if letter != "-"})
    (top, most), *others = recorded.most_common() or [("-", missing)]
    if most == texts:
        if texts == 2 and top in BOTH:
            return _(BOTH[top]).format(of=of, period=spell)
        return ALL[top].format(count=texts, texts=number(texts), of=of, period=spell)
    if missing:
        others.append(("-", missing))
    rest = [_(OTHERS[letter]).format(texts=number(count)) for letter, count in others]
    numbers = {"most": number(most), "texts": number(texts), "of": of}
    absent = counts.get("X", 0) + missing
    if top in MOST and most >= MOSTLY * texts and absent < texts / 3 and most > 1:
        return _(MOST[top]).format(**numbers, rest=get_text_list(rest, _("and")), period=spell)
    parts = [_(SOME[top]).format(**numbers), *rest]
    return _("{parts}, {period}.").format(parts=get_text_list(parts, _("and")), period=spell)


def moved(shifts: Sequence[Shift]) -> str:
    if not shifts:
        return ""
    first, last = shifts[0], shifts[-1]
    # No shift follows the last one: either it lasted, or nothing has been cast since.
    lasted = last.then is After.LASTED
    before = NOUN[first.before]
    if len(shifts) == 1:
        return _(ONCE[lasted]).format(
            before=before,
            earlier=when(first.earlier),
            after=NOUN[first.after],
            day=when(first.text),
        )
    if len(shifts) == 2 and first.before == last.after:
        return _(BACK[lasted]).format(
            before=before,
            after=NOUN[first.after],
            day=when(first.text),
            later=when(last.text),
        )
    if len(shifts) > STEPS_AT_MOST:
        return _(MANY[lasted]).format(
            times=number(len(shifts)),
            before=before,
            after=NOUN[first.after],
            day=when(first.text),
            left=NOUN[last.before],
            reached=NOUN[last.after],
            later=when(last.text),
        )
    steps = [
        _("to {after} ({day})").format(after=NOUN[each.after], day=when(each.text))
        for each in shifts
    ]
    return OFTEN[lasted].format(
        count=len(shifts), times=number(len(shifts)), before=before, steps=", ".join(steps)
    )
