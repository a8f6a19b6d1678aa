"""How much of a notice the outline proposed from it prints back, uncorrected: the share of its
paragraphs that come back as they were, per notice and on average.

    python tests/benchmarks/learning.py [--shared FOLDER] [--show] [NOTICE …]

Without notices: those invented for this (``notices/``), the gallery's, the sample compiled, and, where
``--shared`` names a folder of example kinds and a reference, theirs.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

from compiler.commands.checking import analyse
from compiler.commands.learning import print_back
from compiler.learning import propose
from compiler.notice.build import build_document
from compiler.outputs.text import write_text
from compiler.wordfile.notice import read_notice

ROOT = Path(__file__).parents[2]
KIND = "草拟"


def notices(shared: Path | None, scratch: Path) -> Iterator[tuple[str, Path]]:
    """Yield every notice there is, by what it is called."""
    for path in sorted((ROOT / "tests/benchmarks/notices").glob("*.txt")):
        yield f"invented {path.stem}", path
    for path in sorted((ROOT / "tests/gallery").glob("*/expected.txt")):
        yield f"gallery {path.parent.name}", path
    analysis = analyse(ROOT)
    if analysis.report is not None and analysis.kind is not None:
        sample = scratch / "sample.txt"
        sample.write_bytes(write_text(build_document(analysis.report, analysis.kind)))
        yield "sample", sample
    if shared is not None:
        for path in sorted((shared / "kinds").glob("*/expected.txt")):
            yield f"kinds {path.parent.name}", path
        yield "reference", shared / "reference/notice.txt"


def share(path: Path, *, show: bool) -> float:
    """Return the share of a notice's paragraphs that come back as they were."""
    lines, _ = read_notice(path, path.name)
    proposal = propose(lines, path.name)
    back, found = print_back(lines, proposal, KIND, path.name)
    if show:
        print(proposal.outline)
        for one in found:
            print("   ", one.code, one.spans)
        for line in back.differing:
            print("   ", line.number, line.text[:60])
    return back.same / back.of if back.of else 0.0


def main() -> None:
    """Print a line a notice, and the average."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("notice", nargs="*", type=Path)
    parser.add_argument("--shared", type=Path)
    parser.add_argument(
        "--show", action="store_true", help="print outlines and what does not come back"
    )
    options = parser.parse_args()
    shares = []
    with tempfile.TemporaryDirectory() as scratch:
        given = [(str(path), path) for path in options.notice]
        for name, path in given or notices(options.shared, Path(scratch)):
            shares.append(share(path, show=options.show))
            print(f"{shares[-1]:7.1%}  {name}", flush=True)
    print(f"{sum(shares) / len(shares):7.1%}  average of {len(shares)}")


if __name__ == "__main__":
    main()
