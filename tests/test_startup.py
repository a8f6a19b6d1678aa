"""What a command loads before it answers: no clock is asked, only what was imported."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from compiler.cli.arguments import COMMANDS
from compiler.version import VERSION

ROOT = Path(__file__).parents[1]
OFFICE = {"docx", "lxml", "openpyxl", "xlsxwriter"}
ASK = """
import contextlib, io, sys
from compiler.cli.main import main
with contextlib.redirect_stdout(io.StringIO()):
    with contextlib.suppress(SystemExit):
        main(sys.argv[1:])
print(*sys.modules)
"""


def loaded(*arguments: str) -> set[str]:
    """Return the modules that are there when a command line has been answered."""
    answer = subprocess.run(
        [sys.executable, "-c", ASK, *arguments], capture_output=True, check=True, text=True
    )
    return set(answer.stdout.split())


def own(modules: set[str]) -> set[str]:
    return {name for name in modules if name.partition(".")[0] == "compiler"}


def test_the_version_loads_nothing() -> None:
    """Programs ask for it at every start."""
    modules = loaded("--version")
    assert own(modules) == {"compiler", "compiler.version", "compiler.cli", "compiler.cli.main"}
    assert not modules & (OFFICE | {"attr", "attrs", "argparse", "importlib.metadata", "typing"})


@pytest.mark.parametrize("arguments", [["--help"], ["compile", "--help"], ["nonsense"], []])
def test_help_and_usage_load_the_parser_alone(arguments: list[str]) -> None:
    """Nothing of the compiler but its command line, and what guesses at a word that is none."""
    modules = loaded(*arguments)
    guessing = {"compiler.chinese", "compiler.chinese.likeness"}
    beside = {name for name in own(modules) if not name.startswith("compiler.cli")}
    assert beside == {"compiler", "compiler.version"} | (
        guessing if arguments == ["nonsense"] else set()
    )
    assert "compiler.cli.running" not in modules
    assert not modules & (OFFICE | {"attr", "attrs", "importlib.metadata", "pathlib", "typing"})


def test_a_default_that_help_names_loads_nothing_that_works_with_it() -> None:
    modules = loaded("status", "--help")
    assert "compiler.analysis.lights" not in modules
    assert not modules & (OFFICE | {"attr", "attrs"})


@pytest.mark.parametrize("arguments", [["rules"], ["explain", "V014"], ["explain", "V999"]])
def test_pages_of_rules_wait_for_no_office_library(arguments: list[str]) -> None:
    """A page is a text file."""
    assert not loaded(*arguments) & OFFICE


def test_what_only_says_something_loads_nothing_that_writes(root: Path) -> None:
    assert loaded("check", str(root)) & OFFICE == {"lxml"}


def test_the_library_loads_when_used() -> None:
    """`import compiler` is nothing yet."""
    code = "import compiler, sys; print(*sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert own(set(answer.stdout.split())) == {"compiler"}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Arguments that are made when they are wanted are made."""
    from compiler.cli.main import main

    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    assert stopped.value.code == 0
    out = capsys.readouterr().out
    assert f"用法：zhenggai {command}" in out
    assert COMMANDS[command][1] in out


def test_the_version_is_written_once() -> None:
    """Packaging reads it where the program does."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" not in project["project"]
    assert "version" in project["project"]["dynamic"]
    place = project["tool"]["hatch"]["version"]["path"]
    assert f'VERSION = "{VERSION}"' in (ROOT / place).read_text(encoding="utf-8")
