"""Files of ours that somebody edited or damaged: read as what they are, or as none, and never the
end of a command.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from compiler.cli.main import main
from compiler.model.provenance import read_provenance, write_provenance
from compiler.model.snapshot import decode, encode

pytestmark = pytest.mark.usefixtures("read_once")

WRONG: list[Any] = [None, True, -1, 1.5, "", [], {}, [[]], {"a": None}, "\ud800", 10**30]
DEEP = [b"[" * 30_000 + b"]" * 30_000, b'{"format":' * 30_000 + b"1" + b"}" * 30_000]
KEPT = (
    "output/来源.json",
    "output/清单.json",
    "output/快照/2025-02-20.json",
    ".zhenggai/written.json",
)


def spoiled(value: Any) -> Iterator[Any]:
    """Yield values that differ from ``value`` in one place: the first of every list, all keys."""
    if isinstance(value, dict):
        for key in value:
            yield {own: value[own] for own in value if own != key}
            yield from ({**value, key: wrong} for wrong in (*WRONG, *spoiled(value[key])))
    elif isinstance(value, list) and value:
        yield from ([wrong, *value[1:]] for wrong in (*WRONG, *spoiled(value[0])))


@pytest.mark.parametrize(
    ("file", "read", "write"),
    [(KEPT[0], read_provenance, write_provenance), (KEPT[2], decode, encode)],
    ids=["source map", "snapshot"],
)
def test_what_is_read_can_be_written(compiled: Path, file: str, read: Any, write: Any) -> None:
    """Whatever stands in a place, it is of the kind that belongs there, or the file is none."""
    record = json.loads((compiled / file).read_bytes())
    refused = taken = 0
    for key in record:
        part = record[key]
        if isinstance(part, list):
            part = part[:1]
        elif isinstance(part, dict):
            part = dict([*part.items()][:2])
        for wrong in (*WRONG, *islice(spoiled(part), 40)):
            content = json.dumps({**record, key: wrong}).encode()
            try:
                found = read(content)
            except ValueError:
                refused += 1
                continue
            taken += 1
            write(found)
    assert refused > 100
    assert taken > 0


@pytest.mark.parametrize("content", [*DEEP, b"", b"\xff", b"null", b"[]", b"3"], ids=range(7))
def test_files_that_are_none(
    compiled: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every command goes on without them."""
    for file in KEPT:
        (compiled / file).write_bytes(content)
    output = str(compiled / "output")
    assert main(["trace", "新增学位540个", str(compiled)]) in (0, 1, 2)
    assert main(["diff", output, str(compiled), "--output", output]) == 2
    assert main(["compile", str(compiled)]) == 0
    assert main(["trace", "新增学位540个", str(compiled)]) == 0
