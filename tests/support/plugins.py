"""Packages installed for a test: the example, and others that are written for it, without pip."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Mapping
from pathlib import Path

EXAMPLE = Path(__file__).parents[1] / "plugin_example"
CHECKS, OUTPUTS = "zhenggai.checks", "zhenggai.outputs"
PAGE = """# {code} {title}

## 检查什么
写了“{word}”的，提醒一下。
## 为什么
这是本单位的规矩。
## 示例
反例：
    写了“{word}”。
正例：
    没有写。
## 怎么改
删去“{word}”。
"""
HEAD = f"from compiler import plugins\nPAGE = {PAGE!r}\n"


def install_example(folder: Path) -> None:
    """Install the example as pip would: its package, and what its pyproject.toml says of it."""
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    shutil.copytree(EXAMPLE / "office_rules", folder / "office_rules")
    list_package(folder, project["name"], project["version"], project["entry-points"])


def install(
    folder: Path,
    package: str,
    body: str,
    *,
    checks: Mapping[str, str] = {},
    outputs: Mapping[str, str] = {},
    version: str = "0.1",
) -> None:
    """Install a package of one module, ``body``, with entry points by name."""
    (folder / f"{package}.py").write_text(HEAD + body, encoding="utf-8")
    points = {CHECKS: checks, OUTPUTS: outputs}
    own = {
        group: {name: f"{package}:{value}" for name, value in of.items()}
        for group, of in points.items()
    }
    list_package(folder, package, version, own)


def list_package(
    folder: Path, name: str, version: str, points: Mapping[str, Mapping[str, str]]
) -> None:
    """Write the metadata by which an installed package is known."""
    own = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    own.mkdir(parents=True)
    (own / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8"
    )
    lines: list[str] = []
    for group, of in points.items():
        lines += [f"[{group}]", *(f"{name} = {value}" for name, value in of.items())]
    (own / "entry_points.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
