"""清单.json: what went into a compile and what came out, and the number by which it is known."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from compiler.model.report import Report
from compiler.package.fingerprints import fingerprint
from compiler.storage.written import sha256

NUMBER_LENGTH = 8
"""Short enough to be read out, long enough that no two compiles of an office share one."""


def compile_number(version: str, inputs: Mapping[str, str]) -> str:
    """Return the number of a compile: eight hexadecimal digits that change with any input, whose
    sha256 is given by name, and with the compiler.

    The start of the sha256 of the version and the inputs' names and digests as the manifest lists
    them: the same inputs have the same number on every machine, and a review copy tells by it
    what it was made from.
    """
    lines = [version, *(f"{name}\t{digest}" for name, digest in sorted(inputs.items()))]
    return sha256("\n".join(lines).encode())[:NUMBER_LENGTH]


def write_manifest(
    *,
    version: str,
    kind: str,
    draft: bool,
    inputs: Mapping[str, str],
    outputs: Mapping[str, bytes],
    counts: Mapping[str, int],
    plugins: Sequence[Mapping[str, str]] = (),
) -> bytes:
    """Return the manifest: tool version, compile number, sha256 of every input (given by
    name) and output, and the counts of the report.

    Under ``texts`` stands the fingerprint of what an output says, which a mere re-save leaves as
    it is; under ``plugins`` those that took part, if any did.
    """
    manifest = {
        "version": version,
        "compile": compile_number(version, inputs),
        "kind": kind,
        "draft": draft,
        **({"plugins": [*plugins]} if plugins else {}),
        "counts": dict(counts),
        "inputs": dict(sorted(inputs.items())),
        "outputs": {name: sha256(content) for name, content in sorted(outputs.items())},
        "texts": {
            name: says
            for name, content in sorted(outputs.items())
            if (says := fingerprint(name, content))
        },
    }
    return (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()


def summary(report: Report) -> dict[str, int]:
    """Return the counts a reader of the manifest looks for."""
    names = ["方面总数", "类别总数", "问题总数", "措施总数", "制度总数", "牵头单位总数"]
    names += [f"{status.name}问题数" for status in report.statuses]
    return {name: int(report.counts[name].value) for name in names}
