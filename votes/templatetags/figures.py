"""How figures and the questions that they answer are written on pages."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.defaultfilters import floatformat
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def fig(figure: Any) -> SafeString:
    """A figure, and beside it the link to the question whose answer it is."""
    return format_html("{}{}", number(figure), asked(figure.query))


@register.filter
def number(figure: Any) -> SafeString:
    """A figure alone, where one link stands for several."""
    value = "" if figure.value is None else figure.value
    return format_html('<data value="{}">{}</data>', value, figure.text)


@register.filter
def asked(query: Any) -> SafeString:
    """The discreet link to a question to the API; its fragment says where in the answer."""
    return format_html('<a class=q title=API href="{}"></a>', str(query))


@register.filter
def tally(line: Any) -> SafeString:
    """The cells of a result, position by position, with one link to where the API has it."""
    counts = ["–" if count is None else str(count) for _, count in line.counts]
    counts[-1] = format_html("{}{}", counts[-1], asked(line.query))
    return format_html_join("", "<td class=num>{}</td>", ((count,) for count in counts))


@register.filter
def score(line: Any, letters: str = "YNA") -> SafeString:
    """A result as it is said, 143–5–35, with the link to where the API has it; after a comma,
    where X is asked for, those that did not vote."""
    if line.without_vote:
        return format_html('<span class="score">{}</span>', line.score)
    absent = f", {line.counts[3][1] if line.counts[3][1] is not None else '–'}"
    return format_html(
        '<span class="score">{}{}{}</span>',
        *(line.score, absent if "X" in letters else "", asked(line.query)),
    )


@register.filter
def decimals(value: float | None, places: int) -> str:
    """A score with so many decimals, and a minus where it is below nought."""
    return floatformat(value, places).replace("-", "−")


@register.simple_tag
def cell(value: Any, at: str, shown: str = "") -> SafeString:
    """A number of a table's row: at this place of what the row's one link answers with."""
    plain = "" if value is None else value
    text = shown or (
        "–"
        if value is None
        else f"{value:,}".replace(",", "\u202f")
        if isinstance(value, int)
        else str(value)
    )
    return format_html('<data value="{}" data-at="{}">{}</data>', plain, at, text)


@register.filter
def row(texts: Any, head: Any) -> SafeString:
    """A row of a long table, written at once: as short as the language allows."""
    cells = format_html_join("", "<td>{}", ((text,) for text in texts))
    return format_html("<tr><th scope=row>{}{}\n", head, cells)
