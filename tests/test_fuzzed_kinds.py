"""A sample of what ``tests/benchmarks/fuzz_kinds.py`` does by the thousand, and cases that it found."""

from __future__ import annotations

import random

import pytest
from support.fuzzed_kinds import Texts, damaged, outcome, seeds


@pytest.mark.parametrize("texts", seeds(), ids=range(len(seeds())))
def test_what_is_right_is_silent(texts: Texts) -> None:
    result = outcome(texts)
    assert (result.said, result.seen) == ((), ())


@pytest.mark.parametrize("number", range(40))
def test_nothing_accepted_in_silence_prints_wrongly(number: int) -> None:
    chance = random.Random(f"sample {number}")
    assert outcome(damaged(chance.choice(seeds()), chance)).seen == ()


@pytest.mark.parametrize(
    ("file", "right", "wrong"),
    [
        ("outline.txt", "    (一){方面}", "     (一){方面}"),
        ("outline.txt", "    {引言}", "   {引言}"),
        ("kind.toml", '"未完成"', '"{未知}完成"'),
    ],
)
def test_what_it_found(file: str, right: str, wrong: str) -> None:
    """Each printed wrongly in silence once."""
    texts = next(
        texts for texts in seeds() if right in texts[file] and "第四部分" in texts["outline.txt"]
    )
    result = outcome({**texts, file: texts[file].replace(right, wrong, 1)})
    assert result.said
    assert result.seen == ()
