"""A feed as Atom (RFC 4287)."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language

from votes.web.feeds.feed import Feed

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
SITE = "Roll Call"
# A year in which the site's name was its own, as names of this kind need it (RFC 4151).
SINCE = 2026
# What XML has no place for.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


class Atom(Atom1Feed):
    """Django's, but for the time of a feed without entries, which is not now."""

    def latest_post_date(self) -> datetime:
        updated: datetime = self.feed["updated"]
        return updated


def as_atom(feed: Feed) -> str:
    """The feed as a document. Addresses and names are the public site's, however it was asked."""
    atom = Atom(
        title=plain(f"{feed.title} · {SITE}"),
        link=settings.SITE_URL + feed.page,
        description="",
        subtitle=plain(feed.about),
        language=(get_language() or settings.LANGUAGE_CODE).partition("-")[0],
        author_name=SITE,
        author_link=f"{settings.SITE_URL}/",
        feed_url=settings.SITE_URL + feed.address,
        feed_guid=tag(feed.key),
        updated=feed.updated,
    )
    for entry in feed.entries:
        atom.add_item(
            title=plain(entry.title),
            link=settings.SITE_URL + entry.page,
            # It is read as markup.
            description=escape(plain(entry.text)),
            unique_id=tag(entry.key),
            updateddate=entry.updated,
        )
    return str(atom.writeString("utf-8"))


def tag(key: str) -> str:
    """The name of a record that stays, even if its address does not."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{SINCE}:{key}"


def plain(text: Any) -> str:
    return UNWRITABLE.sub("", str(text))
