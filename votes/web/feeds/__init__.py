"""What is new about a country, a series, tabled texts and shifts, as feeds to follow."""

from votes.web.feeds.atom import CONTENT_TYPE, as_atom
from votes.web.feeds.feed import Feed

__all__ = ["CONTENT_TYPE", "Feed", "as_atom"]
