"""What tables and texts came to, recalled while a project is read and checked.

Many checks ask the same of a text, one after the other. When all have asked, their answers and the tables
behind them are of no use to whoever writes the notice: there they would lie beside the documents, where
a compile takes most memory.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import _lru_cache_wrapper, lru_cache
from typing import Any, TypeVar

T = TypeVar("T")

_recalling: list[_lru_cache_wrapper[Any]] = []


def recalled(most: int | None = None) -> Callable[[Callable[..., T]], _lru_cache_wrapper[T]]:
    """Return what makes a function answer from memory, the ``most`` last arguments or all of them, until
    :func:`forget` is called.
    """

    def recalling(function: Callable[..., T]) -> _lru_cache_wrapper[T]:
        known = lru_cache(maxsize=most)(function)
        _recalling.append(known)
        return known

    return recalling


def forget() -> None:
    """Let go of every answer; whoever asks again waits for it anew, a quarter of a second for all of a
    project.
    """
    for known in _recalling:
        known.cache_clear()
