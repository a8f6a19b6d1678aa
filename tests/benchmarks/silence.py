"""What all checks say of correct prose that they were not written for.

    python tests/benchmarks/silence.py [--half tuning|unseen] [--list CODE|all] [CORPUS…]

Each passage of the corpus (``figure_prose/*.txt``, correct to the digit, written without knowledge of
the checks) stands alone as the answer to one measure of a small project without a flaw; counted is
what is found then and not in the project itself. What a passage owes as an answer (figures to be
registered, regulations to be listed) is told apart: it is no error of the sentence. Printed are the
findings by severity and code, and how many come on 10,000 characters.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1]), str(HERE / "figure_prose")]

from figure_prose import HALVES, paths_of, read_corpus  # noqa: E402
from planting import findings, open_project  # noqa: E402
from support.projects import small  # noqa: E402

from compiler.rules.table import RULES  # noqa: E402
from compiler.vocab import Severity  # noqa: E402

OWED = ("C010", "C012", "C013", "F013", "F014", "T089", "V025", "V027")
"""What an answer owes besides its sentence: tables, a status and a district that fit, no number of its own
before it."""
MEASURE = "措施01-02"


def main() -> int:
    """Run the checks over the passages and print what they say."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", nargs="*", type=Path)
    parser.add_argument("--half", choices=tuple(HALVES), default="tuning")
    parser.add_argument("--list", default="", metavar="CODE")
    options = parser.parse_args()
    corpora = options.corpus or paths_of(options.half)
    passages = [passage for corpus in corpora for passage in read_corpus(corpus)]
    by_code: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        clean = open_project(small().write(Path(folder)))
        place = next(
            it for it in clean.places if MEASURE in it.record.file and it.key == "progress"
        )
        for passage in passages:
            found = findings(place.write(clean.project, passage.text)) - clean.found
            for code in [code for code, *_ in found.elements() if code not in OWED]:
                by_code[code] += 1
                if options.list in ("all", code):
                    print(code, passage.id, passage.text)
    characters = sum(len(passage.text) for passage in passages)
    print(f"{len(passages)} passages, {characters} characters")
    for severity in Severity:
        codes = {code: n for code, n in sorted(by_code.items()) if RULES[code].severity is severity}
        count = sum(codes.values())
        told = ", ".join(f"{code} {n}" for code, n in codes.items())
        print(f"{severity.name}: {count}, {count / characters * 10_000:.2f} in 10,000; {told}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
