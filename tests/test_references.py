"""Where a text speaks of the notice's problems."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.chinese.references import mentions


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("结合第9条问题的整改。", [(9, "")]),
        ("按巡视反馈意见第14条的要求。", [(14, "")]),
        ("与第3、5、8条问题一并整改。", [(3, ""), (5, ""), (8, "")]),
        ("见第十四条：关于“甲乙丙丁”的问题。", [(14, "甲乙丙丁")]),
        ("结合问题12“甲乙丙丁”推进。", [(12, "甲乙丙丁")]),
        ("（见问题12）", [(12, "")]),
        ("结合关于“甲乙丙丁”的问题。", [(None, "甲乙丙丁")]),
        ("第一个问题是人手不够。", []),
        ("违反《条例》第12条。", []),
        ("依照《条例》第12条问题线索的规定。", []),
        ("第3条路修通。", []),
    ],
)
def test_mentions(text: str, said: list[tuple[int | None, str]]) -> None:
    """Numbers and titles as people write them; articles of law are none."""
    assert [(one.number, one.title) for one in mentions(text)] == said


@given(st.text(alphabet="第0129十条个问题关于“”的：、（）反馈意见", max_size=60))
def test_ranges_lie_in_the_text(text: str) -> None:
    """A title stands where its mention says."""
    for one in mentions(text):
        assert 0 <= one.start < one.end <= len(text)
        assert text.startswith(one.title, one.title_start)
