"""The ways to the parts of a long page."""

from __future__ import annotations

import re

from django import template
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

register = template.Library()

HEADING = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.DOTALL)
# A page of fewer parts is seen whole.
FEWEST = 4


class Contents(template.Node):
    """What stands between `contents` and `endcontents`, with links to its parts before it."""

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        body = self.nodelist.render(context)
        # It was escaped as it was made.
        parts = [(name, mark_safe(strip_tags(text))) for name, text in HEADING.findall(body)]  # noqa: S308
        if len(parts) < FEWEST:
            return body
        links = format_html_join("", '<li><a href="#{}">{}</a></li>', parts)
        label = _("On this page")
        nav = format_html('<nav class="contents" aria-label="{}"><ul>{}</ul></nav>', label, links)
        return nav + body


@register.tag
def contents(parser: template.base.Parser, token: template.base.Token) -> Contents:
    """`{% contents %}…{% endcontents %}`: the parts of a page, by their headings; those that only
    screen readers meet are left out."""
    nodelist = parser.parse(("endcontents",))
    parser.delete_first_token()
    return Contents(nodelist)
