"""A batch on a Dask cluster: the same bytes as on this computer, whatever its workers do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import pytest
from support.killing import tree
from support.projects import small

from compiler.cli.main import main

distributed = pytest.importorskip(
    "distributed", reason="dask.distributed is an extra: pip install -e '.[cluster]'"
)
pytestmark = pytest.mark.filterwarnings("ignore")  # of its own, when a cluster is taken down


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a scheduler with two workers, each a process."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as made:
        yield made.scheduler_address


def _city(folder: Path) -> Path:
    for name in ("甲区", "乙县", "丙区"):
        project = small()
        project.form("措施02-01").fields["进展情况"] = f"{name}已盘活空置床位120张，提醒谈话5人。"
        project.write(folder / name)
    return folder


def _written(city: Path) -> dict[str, bytes]:
    """Return every file but the one that says how long it took, and what is listed of that."""
    own = ("批量汇总/用时", "批量汇总/.zhenggai")
    return {name: content for name, content in tree(city).items() if not name.startswith(own)}


def test_a_cluster_writes_the_bytes_that_this_computer_writes(
    cluster: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here, there = _city(tmp_path / "甲" / "市"), _city(tmp_path / "乙" / "市")
    day = ("--as-of", "2025-07-15")
    assert main(["batch", str(here), "--jobs", "1", *day]) == 0
    assert main(["batch", str(there), "--scheduler", cluster, *day]) == 0
    assert "可以发布 3 个" in capsys.readouterr().out
    for name in ("批量汇总/批量汇总.xlsx", "批量汇总/批量汇总.json", "甲区/output/通报.docx"):
        assert (here / name).read_bytes() == (there / name).read_bytes()


def test_a_cluster_that_sees_no_folders_gets_archives_and_writes_the_same_bytes(
    cluster: str, tmp_path: Path
) -> None:
    here, there = _city(tmp_path / "甲" / "市"), _city(tmp_path / "乙" / "市")
    day = ("--as-of", "2025-07-15")
    for _ in range(2):  # the second finds history, and one answer changed
        assert main(["batch", str(here), "--jobs", "1", *day]) == 0
        assert main(["batch", str(there), "--scheduler", cluster, "--ship", *day]) == 0
        assert _written(here) == _written(there)
        for city in (here, there):
            project = small()
            project.form("措施01-02").fields["进展情况"] = "全年拨付教育经费3600万元。"
            project.write(city / "甲区")


def test_a_scheduler_that_does_not_answer_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small().write(tmp_path / "甲区")
    assert main(["batch", str(tmp_path), "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert "连不上" in capsys.readouterr().out
    command = ["batch", str(tmp_path), "--scheduler", "tcp://127.0.0.1:9", "--format", "json"]
    assert main(command) == 2
    told = capsys.readouterr()
    assert json.loads(told.out)["verdict"] == "没有编译"
    assert "连不上" in told.err


def test_a_cluster_whose_workers_are_only_coming_is_waited_for(tmp_path: Path) -> None:
    city = _city(tmp_path / "市")
    with distributed.LocalCluster(
        n_workers=0, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as made:
        coming = Timer(1.0, made.scale, [2])
        coming.start()
        assert main(["batch", str(city), "--scheduler", made.scheduler_address]) == 0
        coming.join()


def test_a_cluster_that_loses_all_workers_is_not_waited_for_without_end(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compiler.cli.batch.PATIENCE", 1)
    city = _city(tmp_path / "市")
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as made:
        losing = Timer(0.5, made.scale, [0])
        losing.start()
        assert main(["batch", str(city), "--scheduler", made.scheduler_address]) == 1
        losing.join()
    told = capsys.readouterr().out
    assert "没有干活的机器" in told
    assert "没有编完" in told
