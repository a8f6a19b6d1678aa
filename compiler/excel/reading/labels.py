"""Labels and titles as they are compared: without what people add to them."""

from __future__ import annotations

import re
from functools import lru_cache


@lru_cache(maxsize=2**13)  # forms have the same few hundred labels and hints
def plain(label: str) -> str:
    """Return a label without what people add to it: spaces, colons, asterisks, a remark in
    brackets.
    """
    label = re.sub(r"\s", "", label)
    label = re.sub("[(（][^()（）]*[)）]$", "", label)
    return label.strip("*＊:：")


def unnumbered(title: str) -> str:
    """Return a block title without its leading number."""
    return re.sub(r"^[一二三四五六七八九十]+、", "", plain(title))
