"""Text that a spreadsheet would run, made harmless, and back again."""

from votes.models.cells import LEADS, defused, restored

__all__ = ["LEADS", "defused", "restored"]
