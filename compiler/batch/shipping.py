"""Projects sent to machines that do not see their folders, as archives, and what they came to brought
back: an executor around the one of a cluster.
"""

from __future__ import annotations

import io
import os
import tarfile
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import Executor, Future
from pathlib import Path, PurePosixPath
from typing import Any

import attrs

from compiler.batch.results import End, ProjectResult, Task, Worked
from compiler.diagnostics import reason_of
from compiler.excel.reading.project import INPUT_FOLDER
from compiler.notice.templates import TEMPLATES_FOLDER
from compiler.storage.files import OWN_PREFIX
from compiler.storage.journal import LOCK, resume
from compiler.storage.publish import bring
from compiler.storage.written import OUTPUT_FOLDER, OWN_FOLDER, sha256

SENT = (INPUT_FOLDER, TEMPLATES_FOLDER, OUTPUT_FOLDER, OWN_FOLDER)
"""What of a project is sent; evidence and whatever else lies there stays."""
Work = Callable[[Task], Worked]


@attrs.frozen
class Returned:
    """What comes back of a project: its result, an archive of the files that are new or other than
    those sent, and the names of those that are gone.
    """

    worked: Worked
    changed: bytes = b""
    gone: tuple[str, ...] = ()


class Shipping(Executor):
    """Runs tasks by another executor, on copies of their projects."""

    def __init__(self, inner: Executor) -> None:
        self.inner = inner

    def submit(self, work: Work, task: Task) -> Future[Worked]:  # type: ignore[override]
        """Send the project of a task; what the future holds is told once its files are back."""
        future: Future[Worked] = Future()
        root = Path(task.folder)
        try:
            resume(root)
            sent = pack(root, _files(root))
        except OSError as error:
            future.set_result(_failed(task, f"没能送出：{reason_of(error)}"))
            return future
        digests = {name: sha256(content) for name, _, content in unpack(sent)}

        def arrived(returned: Future[Returned]) -> None:
            try:
                future.set_result(accept(task, digests, returned.result()))
            except BaseException as error:
                future.set_exception(error)

        self.inner.submit(work_on_copy, work, task, sent).add_done_callback(arrived)
        return future


def work_on_copy(work: Work, task: Task, sent: bytes) -> Returned:
    """Do a task on a copy of its project that is made from an archive; what did not come to an end
    changes nothing.
    """
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / (Path(task.folder).name or "project")
        before = {}
        for name, changed_at, content in unpack(sent):
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            os.utime(path, ns=(changed_at, changed_at))
            before[name] = sha256(content)
        worked = work(attrs.evolve(task, folder=str(root)))
        if worked.result.end is not End.DONE:
            return Returned(worked)
        after = {name: sha256((root / name).read_bytes()) for name in _files(root)}
        changed = [name for name, digest in after.items() if before.get(name) != digest]
        gone = tuple(name for name in before if name not in after)
        return Returned(worked, pack(root, changed), gone)


def accept(task: Task, sent: Mapping[str, str], returned: Returned) -> Worked:
    """Put what a project came to in place, unless what it replaces has changed since it was
    ``sent``, which gives every file's digest.
    """
    changed = {name: content for name, _, content in unpack(returned.changed)}
    seen = {name: sent.get(name) for name in (*changed, *returned.gone)}
    try:
        if seen:
            bring(Path(task.folder), changed, returned.gone, seen)
    except OSError as error:
        return _failed(task, f"编完了，没能写回：{reason_of(error)}。再运行一次就补上")
    return returned.worked


def pack(root: Path, names: Collection[str]) -> bytes:
    """Return an archive of these files of a project; raises :class:`OSError`."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name in names:
            path = root / name
            content = path.read_bytes()
            member = tarfile.TarInfo(name)
            member.size = len(content)
            member.pax_headers = {"ns": str(path.stat().st_mtime_ns)}
            archive.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


def unpack(sent: bytes) -> Iterator[tuple[str, int, bytes]]:
    """Yield every file of an archive: its name in the project, when it was changed, in nanoseconds,
    and its content. What would lie outside of the project is left out.
    """
    if not sent:
        return
    with tarfile.open(fileobj=io.BytesIO(sent)) as archive:
        for member in archive:
            name = PurePosixPath(member.name)
            content: Any = archive.extractfile(member)
            if content is not None and not name.is_absolute() and ".." not in name.parts:
                yield str(name), int(member.pax_headers["ns"]), content.read()


def _files(root: Path) -> list[str]:
    """Return the names of what a compile reads and writes in a project."""
    names = []
    for part in SENT:
        for folder, inner, files in os.walk(root / part):
            inner[:] = sorted(name for name in inner if not name.startswith(OWN_PREFIX))
            paths = (Path(folder, name) for name in sorted(files))
            names += [path.relative_to(root).as_posix() for path in paths if path.is_file()]
    return [name for name in names if name != LOCK]


def _failed(task: Task, note: str) -> Worked:
    return Worked(ProjectResult(task.name, End.FAILED, note=note))
