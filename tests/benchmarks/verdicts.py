"""Warnings and errors on the imported reference notice against verdicts given by reading the sentences.

    python tests/benchmarks/verdicts.py

Prints what has no verdict yet, what is no longer found, and the share judged wrong; exit status 1
if there is anything new, or more than one in twenty is wrong.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path, PurePosixPath

from planting import open_project

from compiler.commands.importing import import_project
from compiler.rules.table import RULES
from compiler.vocab import Severity

NOTICE = Path(__file__).parents[3] / "shared" / "reference" / "notice.txt"
TABLE = Path(__file__).with_name("verdicts.tsv")


def main() -> int:
    """Import, check, compare."""
    if not NOTICE.is_file():
        print("没有参考通报，略过")
        return 0
    known: Counter[tuple[str, str]] = Counter()
    wrong = 0
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            rule, place, count, verdict, _ = line.split("\t")
            known[rule, place] += int(count)
            wrong += int(count) * (verdict == "错")
    with tempfile.TemporaryDirectory() as folder:
        import_project(NOTICE, Path(folder) / "项目")
        found: Counter[tuple[str, str]] = Counter()
        for (code, file, sheet, cell), count in open_project(Path(folder) / "项目").found.items():
            if RULES[code].severity is not Severity.HINT:
                found[code, f"{PurePosixPath(file).stem} {sheet}!{cell}"] += count
    for title, more in (("没有裁定", found - known), ("不再报", known - found)):
        for (code, place), count in sorted(more.items()):
            print(f"{title}：{code} {place} {count} 处")
    print(f"共 {found.total()} 处，裁定有误 {wrong} 处（至多二十分之一）")
    return int(bool(found - known) or wrong * 20 > found.total())


if __name__ == "__main__":
    sys.exit(main())
