"""What an earlier run of a batch has left: its results, and whether each still stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import attrs
from cattrs.errors import BaseValidationError

from compiler.batch.results import CONVERTER, ProjectResult
from compiler.commands.compiling import digests
from compiler.excel.reading.project import list_workbooks
from compiler.plugins.loading import Plugins
from compiler.storage.names import safe_names
from compiler.storage.written import MANIFEST, OUTPUT_FOLDER
from compiler.version import VERSION

RESULTS_FOLDER = "结果"


@attrs.frozen
class Results:
    """Where the results of a batch are kept, a file each, so that none is held in memory and none is
    lost with the process.
    """

    folder: Path
    files: Mapping[str, str]

    def keep(self, result: ProjectResult) -> None:
        """Write a result; raises :class:`OSError`."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self._path(result.name)
        beside = path.with_suffix(".tmp")
        beside.write_text(json.dumps(CONVERTER.unstructure(result), ensure_ascii=False), "utf-8")
        beside.replace(path)

    def read(self, name: str) -> ProjectResult | None:
        """Return the result kept of a project, ``None`` if there is none that can be read."""
        try:
            kept = json.loads(self._path(name).read_text("utf-8"))
            return CONVERTER.structure(kept, ProjectResult)
        except (OSError, ValueError, BaseValidationError):
            return None

    def _path(self, name: str) -> Path:
        return self.folder / f"{self.files[name]}.json"


def results_in(folder: Path, names: Iterable[str]) -> Results:
    """Return the results that a batch of these projects keeps below ``folder``."""
    return Results(folder / RESULTS_FOLDER, safe_names(names))


def standing(root: Path, kept: ProjectResult | None, plugins: Plugins) -> bool:
    """Tell whether a kept result is what compiling ``root`` would come to: its 清单.json is of that
    compile, names just the files there are, as they are, and all that it lists is there.
    """
    if kept is None or not kept.number:
        return False
    output = root / OUTPUT_FOLDER
    try:
        manifest = json.loads((output / MANIFEST).read_bytes())
        same = (
            manifest["compile"] == kept.number
            and manifest["version"] == VERSION
            and not manifest["draft"]
            and manifest.get("plugins", []) == [*plugins.describe()]
            and all((output / name).is_file() for name in manifest["outputs"])
        )
        return bool(same) and manifest["inputs"] == _inputs(root, manifest["kind"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _inputs(root: Path, kind: str) -> dict[str, str]:
    """Return the digest of every file that a compile of a project of this kind reads, by name."""
    workbooks, _ = list_workbooks(root)
    return digests(root, [name for _, name in workbooks], kind)
