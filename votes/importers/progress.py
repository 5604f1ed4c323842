"""How far a long piece of work has come, told to whoever follows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

# Told each amount that is done.
Tell = Callable[[int], None]
# `watch(phase, total)` opens one phase of the work; its value is told the amounts.
Watch = Callable[[str, int], AbstractContextManager[Tell]]


@contextmanager
def unwatched(phase: str, total: int) -> Iterator[Tell]:
    """Progress that nobody follows."""
    yield lambda amount: None
