"""The languages of a page and of the frame around it, and the links that keep or change them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language_info

from tracker.language import PARAMETER

register = template.Library()


@dataclass(frozen=True)
class Language:
    """One language of the frame: its code, its own name, and this page in it."""

    code: str
    name: str
    href: str


@register.simple_tag(takes_context=True)
def frame_language(context: template.Context) -> str:
    """The language of the frame; of an error that came before it was known, the usual one."""
    usual = settings.LANGUAGE_CODE.partition("-")[0]
    return getattr(context.get("request"), "language", usual)


@register.simple_tag(takes_context=True)
def page_language(context: template.Context) -> str:
    """The language of what the page itself says."""
    said = getattr(context.get("request"), "page_language", settings.LANGUAGE_CODE)
    return said.partition("-")[0]


@register.filter
def direction(code: str) -> str:
    """How the language is written: from the left or from the right."""
    return "rtl" if get_language_info(code)["bidi"] else "ltr"


@register.simple_tag(takes_context=True)
def frame_languages(context: template.Context) -> list[Language]:
    """All that there are, each with the address of this page in it."""
    usual = settings.LANGUAGE_CODE.partition("-")[0]
    found = []
    for full, name in settings.LANGUAGES:
        code = full.partition("-")[0]
        asked: Any = context["request"].GET.copy()
        asked.pop(PARAMETER, None)
        if code != usual:
            asked[PARAMETER] = code
        found.append(Language(code, name, f"?{asked.urlencode()}"))
    return found


@register.simple_tag(takes_context=True)
def kept(context: template.Context) -> str:
    """What keeps the language in a link of the frame; nothing in the usual one."""
    code = frame_language(context)
    return "" if code == settings.LANGUAGE_CODE.partition("-")[0] else f"?{PARAMETER}={code}"
