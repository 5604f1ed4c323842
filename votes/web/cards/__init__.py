"""The picture that stands for a page where its address is shared."""

from votes.web.cards.card import Card
from votes.web.cards.drawing import SIZE, as_png

__all__ = ["SIZE", "Card", "as_png"]
