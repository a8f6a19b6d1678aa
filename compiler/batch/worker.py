"""The process of one project: ``python -m compiler.batch.worker TASK`` compiles it and prints its
result as JSON.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

from compiler.analysis.answers import is_blank
from compiler.analysis.lights import Light
from compiler.analysis.progress import unit_progress
from compiler.batch.results import CONVERTER, End, Owed, ProjectResult, RuleCount, Stated, Task
from compiler.commands.compilation import Compilation
from compiler.commands.compiling import compile_project
from compiler.diagnostics import Diagnostic
from compiler.model.report import Report
from compiler.outputs.manifest import summary
from compiler.plugins.loading import NO_PLUGINS, load_plugins
from compiler.storage.written import MANIFEST, OUTPUT_FOLDER
from compiler.vocab import Severity

SHOWN = 24
"""Characters of an answer that are shown where two districts say the same."""
LONG_ANSWER = 40
"""Characters from which on two districts do not say the same by chance."""
LONG_FIGURE = 4
"""Digits from which on they do not have the same figure by chance, noughts at its end aside."""


def main() -> int:
    """Compile the project of the task that the command line gives."""
    sys.stdout.buffer.write(work(CONVERTER.structure(json.loads(sys.argv[1]), Task)))
    return 0


def work(task: Task) -> bytes:
    """Compile the project of a task in this process, within its memory; return its result and the
    MiB it took at most, as JSON.
    """
    limit_memory(task.memory)
    try:
        result = compile_here(task)
    except MemoryError:
        result = ProjectResult(task.name, End.MEMORY, note=f"用了超过 {task.memory} MB 内存")
    return json.dumps([CONVERTER.unstructure(result), _peak_memory()]).encode()


def _peak_memory() -> int:
    """Return the MiB that this process has used at most, 0 where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 2**10


def limit_memory(megabytes: int) -> bool:
    """Let this process have no more memory than so many MiB, if the system can; tell whether."""
    try:
        import resource
    except ImportError:  # Windows
        return False
    if megabytes:
        size = megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    return True


def compile_here(task: Task) -> ProjectResult:
    """Compile a project in this process and return what it came to."""
    root = Path(task.folder)
    compilation = compile_project(root, plugins=load_plugins() if task.plugins else NO_PLUGINS)
    report = compilation.analysis.report
    written = [path.name for path in compilation.outputs]
    counts = summary(report) if report else {}
    statuses = [f"{status.name}问题数" for status in report.statuses] if report else []
    return ProjectResult(
        task.name,
        End.DONE,
        compilation.publishable,
        compilation.verdict,
        _number(root) if MANIFEST in written else "",
        {name: count for name, count in counts.items() if name not in statuses},
        {name.removesuffix("问题数"): counts[name] for name in statuses},
        _findings(compilation.diagnostics),
        tuple(_rules(compilation.diagnostics)),
        tuple(_owed(compilation, report)) if report else (),
        tuple(_stated(report)) if report else (),
    )


def _number(root: Path) -> str:
    """Return the number of the compile whose manifest lies in the project."""
    return str(json.loads((root / OUTPUT_FOLDER / MANIFEST).read_bytes())["compile"])


def _findings(found: tuple[Diagnostic, ...]) -> dict[str, int]:
    """Return how many findings of each severity there are, the worst first."""
    counted = Counter(diagnostic.severity for diagnostic in found)
    return {level.label: counted[level] for level in sorted(Severity, reverse=True)}


def _rules(found: tuple[Diagnostic, ...]) -> Iterator[RuleCount]:
    """Yield the rules that were broken, the gravest and most frequent first."""
    counted = Counter((one.severity, one.code, one.rule.title) for one in found)
    order = sorted(counted.items(), key=lambda item: (-item[0][0], -item[1], item[0][1]))
    for (severity, code, title), count in order:
        yield RuleCount(code, severity.label, title, count)


def _owed(compilation: Compilation, report: Report) -> Iterator[Owed]:
    """Yield what is not done yet, by unit and day."""
    blank = {form.file for form in compilation.analysis.source.forms if is_blank(form)}
    for unit in unit_progress(report, compilation.diagnostics, blank, date.max):
        for measure in unit.measures:
            if measure.light is Light.RED and measure.due is not None:
                yield Owed(unit.unit, measure.due.isoformat())


def _stated(report: Report) -> Iterator[Stated]:
    """Yield what only one district can truly say: an answer, the number of a document, a figure."""
    for measure in report.measures():
        form = measure.submission
        if form is not None and len(words := "".join(form.progress.value.split())) >= LONG_ANSWER:
            key = sha256(words.encode()).hexdigest()
            yield Stated("进展情况", key, words[:SHOWN], form.progress.span.describe())
        for institution in measure.institutions:
            if number := "".join(institution.number.value.split()):
                place = institution.number.span.describe()
                yield Stated("文号", number, number, place)
        for figure in measure.figures:
            value = figure.value.value
            if value is not None and len(f"{value:f}".strip("-0").rstrip("0.")) >= LONG_FIGURE:
                said = f"{figure.name.value} {value:f}{figure.unit.value}"
                yield Stated("数据指标", said, said, figure.value.span.describe())


if __name__ == "__main__":
    sys.exit(main())
