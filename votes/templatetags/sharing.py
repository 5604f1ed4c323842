"""How a page is named where it is shared or cited: its one address, its title, its card."""

from __future__ import annotations

import html
import re
from datetime import date
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

register = template.Library()

# What makes another page of the same address: countries, two texts, the number of a list's page.
TELLING = ("c", "from", "to", "page")
# What BibTeX reads as something else, and how it is written.
BIBTEX = {
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    **{"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"},
}


class Told(template.Node):
    """What stands between `told` and `endtold`, on one line, kept under a name."""

    def __init__(self, nodelist: template.NodeList, name: str) -> None:
        self.nodelist, self.name = nodelist, name

    def render(self, context: template.Context) -> SafeString:
        told = " ".join(self.nodelist.render(context).split())
        # It was escaped as it was made.
        context[self.name] = mark_safe(told)  # noqa: S308
        return SafeString("")


@register.tag
def told(parser: template.base.Parser, token: template.base.Token) -> Told:
    """`{% told title %}…{% endtold %}`: say once what several places need."""
    name = token.split_contents()[1]
    nodelist = parser.parse(("endtold",))
    parser.delete_first_token()
    return Told(nodelist, name)


@register.simple_tag(takes_context=True)
def canonical(context: template.Context) -> str:
    """The one address of a page, whatever else its address says."""
    request = context["request"]
    # The number of a page is one of the whole list; of what was sought in it, it says nothing.
    kept = [name for name in TELLING if name != "page" or "q" not in request.GET]
    asked = [(name, value) for name in kept for value in request.GET.getlist(name)]
    return public(request.path + (f"?{urlencode(asked)}" if asked else ""))


@register.simple_tag
def corrections() -> str:
    """Where a reader reports a mistake; "" where nobody takes them."""
    return str(settings.CORRECTIONS)


@register.filter
def public(path: str) -> str:
    """A path as an address on the public site."""
    return f"{settings.SITE_URL}{path}"


@register.simple_tag
def bibtex(title: str, address: str, version: int, moved_at: date | None) -> str:
    """A page as an entry of BibTeX; the day it was read is left to the reader."""
    path = address.removeprefix(settings.SITE_URL)
    key = "-".join(["rollcall", *re.findall(r"[A-Za-z0-9]+", path)])
    note = (
        _("Data version {version}, {day}; accessed on …").format(
            version=version, day=date_format(moved_at, "j F Y")
        )
        if moved_at
        else _("Data version {version}; accessed on …").format(version=version)
    )
    fields = {
        "title": f"{{{spelled(title)}}}",
        "author": "{Roll Call}",
        "howpublished": spelled(_("Roll Call: How states vote at the United Nations")),
        "year": str(moved_at.year) if moved_at else "",
        "note": spelled(note),
        "url": address,
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return ",\n".join([f"@misc{{{key}", *lines]) + "\n}"


def spelled(markup: str) -> str:
    """A text of a page as BibTeX writes it."""
    return "".join(BIBTEX.get(sign, sign) for sign in html.unescape(markup))
