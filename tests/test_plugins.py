"""Plug-ins of an office's own: the example through the command line, and what fails in others."""

from __future__ import annotations

import itertools
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import openpyxl
import pytest
from support.clerk import Clerk
from support.plugins import EXAMPLE, install, install_example
from support.projects import ROOT, Project, table

import compiler
from compiler.cli.main import main
from compiler.commands.checking import analyse
from compiler.commands.compilation import check_document
from compiler.plugins import Compiled
from compiler.plugins.loading import CODE, load_plugins
from compiler.plugins.running import write_plugin_outputs
from compiler.rules.table import RULES

pytestmark = pytest.mark.usefixtures("read_once")

Run = Callable[..., CompletedProcess[bytes]]
FORM = "input_workbooks/区教育局/措施01-01.xlsx"
MORE = "有关部门已经验收。"
LISTING = "插件/措施清单/措施清单.csv"
NUMBERS = itertools.count(1)


@pytest.fixture
def vague(root: Path) -> Path:
    """A project that breaks the example's rule at one place."""
    clerk = Clerk.at(root / FORM)
    clerk.put("进展情况", clerk.value_cell("进展情况").value + MORE)
    clerk.save()
    return root


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder whose packages are installed for this test."""
    folder = tmp_path / "装"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    before = {*sys.modules}
    yield folder
    for name in {*sys.modules} - before:
        if str(folder) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


@pytest.fixture
def example(packages: Path) -> Path:
    """The example, installed."""
    install_example(packages)
    return packages


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    """Run a command with ``--format json`` and return what it prints."""
    capsys.readouterr()
    status = main([*arguments, "--format", "json"])
    result: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert result["exit"] == status
    return result


def codes(result: dict[str, Any]) -> list[str]:
    return [entry["code"] for entry in result["diagnostics"]]


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".zhenggai" not in path.parts
    }


# The example


def test_the_example_through_the_command_line(vague: Path, tmp_path: Path, run: Run) -> None:
    """Installed beside the compiler, its rule is checked at its cell and its file is written."""
    install_example(tmp_path / "装")
    path = os.pathsep.join((str(ROOT), str(tmp_path / "装")))
    cell = Clerk.at(vague / FORM).value_cell("进展情况")
    checked = run("check", str(vague), "--format", "json", PYTHONPATH=path)
    assert checked.returncode == 0, checked.stderr
    (entry,) = json.loads(checked.stdout)["diagnostics"]
    assert (entry["code"], entry["severity"]) == ("XSL001", "warning")
    assert "“有关部门”" in entry["message"]
    (one,) = entry["places"]
    place = (FORM, cell.coordinate, cell.value.index("有关部门"))
    assert (one["file"], one["cell"], one["start"]) == place
    assert run("compile", str(vague), PYTHONPATH=path).returncode == 0
    output = vague / "output"
    listing = (output / LISTING).read_text(encoding="utf-8-sig").splitlines()
    assert listing[:2] == ["措施,牵头单位,完成状态", "措施01-01,区教育局,已完成"]
    manifest = json.loads((output / "清单.json").read_bytes())
    assert manifest["plugins"] == [
        {"name": "模糊指称", "provides": "核对", "package": "office-rules", "version": "1.2.0"},
        {"name": "措施清单", "provides": "输出", "package": "office-rules", "version": "1.2.0"},
    ]
    assert LISTING in manifest["outputs"]
    first = files(output)
    assert run("compile", str(vague), PYTHONPATH=path).returncode == 0
    assert files(output) == first
    cells = [
        str(cell)
        for sheet in openpyxl.load_workbook(output / "核对报告.xlsx")
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    ]
    assert any("写出单位的规范名称" in cell for cell in cells)
    explained = run("explain", "xsl001", PYTHONPATH=path).stdout.decode()
    page = EXAMPLE / "office_rules" / "pages" / "XSL001.md"
    assert explained.strip() == page.read_text(encoding="utf-8").strip()
    listed = run("rules", PYTHONPATH=path).stdout.decode()
    assert "插件：模糊指称（office-rules 1.2.0）\n    XSL001 警告 没有写明单位\n" in listed
    assert "XSL001" in run("explain", "XSL002", PYTHONPATH=path).stdout.decode()


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"], ["compile"], ["status", "--as-of", "2025-01-10"],
        ["return", "--as-of", "2025-01-10"], ["trace", "区教育局"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_without_plugins(
    arguments: list[str], vague: Path, example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With --no-plugins a command does what it does where none is installed, to the byte."""
    (command, *rest), project = arguments, [str(vague)]
    project = [rest.pop(0), *project] if command == "trace" else project
    status = main([command, *project, *rest, "--no-plugins"])
    said, written = capsys.readouterr().out, files(vague)
    assert "XSL001" not in said
    sys.path.remove(str(example))
    assert main([command, *project, *rest]) == status
    assert capsys.readouterr().out == said
    assert files(vague) == written
    if command == "compile":
        assert "plugins" not in json.loads((vague / "output" / "清单.json").read_bytes())


def test_forms_are_counted_and_returned(vague: Path, example: Path, tmp_path: Path) -> None:
    """What a plug-in finds in a form is a reason to return it, as any other finding."""
    day = compiler.check(vague).report.information.signed_on.value  # type: ignore[union-attr]
    assert day is not None
    kept = compiler.return_forms(vague, day, tmp_path / "无", plugins=False)
    assert FORM not in kept.forms
    assert FORM in compiler.return_forms(vague, day, tmp_path / "有").forms
    units = {
        plugins: compiler.status(vague, day, output=tmp_path / "进", plugins=plugins).units
        for plugins in (True, False)
    }
    assert units[True] != units[False]


def _add(project: Project) -> None:
    fields = project.form("措施01-01").fields
    fields["进展情况"] = f"{fields['进展情况']}{MORE}"


def test_waivers(project: Project, tmp_path: Path, example: Path) -> None:
    """A finding of a plug-in's rule is waived as others are; without the plug-in the waiver is
    for no rule.
    """
    _add(project)
    project.tables["豁免"] = table("""
规则   | 位置      | 理由     | 批准人 | 有效期至
XSL001 | 措施01-01 | 原文照录 | 王主任 |
""")
    root = project.write(tmp_path / "项目")
    result = compiler.compile(root)
    assert [use.outcome for use in result.waivers] == ["已使用"]
    assert [d.code for d in result.diagnostics] == []
    without = compiler.compile(root, plugins=False)
    assert [use.outcome for use in without.waivers] == ["无效"]
    assert [d.code for d in without.diagnostics] == ["L050"]


def test_a_rule_that_may_not_be_waived(project: Project, tmp_path: Path, packages: Path) -> None:
    """The rule says so."""
    body = _check("XAA001", "“有关部门”", "yield plugins.complain(RULE, place)", waivable=False)
    install(packages, "strict_rules", body, checks={"严": "CHECK"})
    _add(project)
    project.tables["豁免"] = table("""
规则   | 位置      | 理由     | 批准人 | 有效期至
XAA001 | 措施01-01 | 原文照录 | 王主任 |
""")
    result = compiler.compile(project.write(tmp_path / "项目"))
    assert sorted(d.code for d in result.diagnostics) == ["L050", "XAA001"]


def test_files_of_a_plugin_that_is_gone(vague: Path, example: Path) -> None:
    """They go with it, are marked as expired with the notice, and are set aside if edited."""
    listing = vague / "output" / LISTING
    compiler.compile(vague)
    assert listing.exists()
    assert compiler.compile(vague, plugins=False).publishable
    assert not listing.exists()
    compiler.compile(vague)
    listing.write_text("改过", encoding="utf-8")
    (aside,) = compiler.compile(vague).set_aside
    assert (aside.file, aside.draft.read_text(encoding="utf-8")) == (listing, "改过")
    clerk = Clerk.at(vague / FORM)
    clerk.put("完成状态", "差不多")
    clerk.save()
    assert not compiler.compile(vague).publishable
    assert not listing.exists()
    assert listing.with_name("已过期-措施清单.csv").exists()


# Order


def test_the_order_is_that_of_the_names(
    vague: Path, packages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever was installed first, and whatever the package is called."""
    for package, code, name in (
        ("zz", "XBB001", "甲"),
        ("aa", "XAA001", "乙"),
        ("mm", "XCC001", "丁"),
    ):
        body = _check(code, "有", "yield plugins.complain(RULE, place)")
        body += f"def output(compiled): return {{'{name}.txt': b'1'}}\n"
        install(packages, package, body, checks={name: "CHECK"}, outputs={name: "output"})
    names = [plugin.name for plugin, _ in load_plugins().checks]
    assert names == sorted(names) == ["丁", "乙", "甲"]
    assert main(["compile", str(vague)]) == 0
    manifest = json.loads((vague / "output" / "清单.json").read_bytes())
    assert [plugin["package"] for plugin in manifest["plugins"]] == ["mm", "aa", "zz"] * 2
    capsys.readouterr()
    main(["rules"])
    out = capsys.readouterr().out
    assert out.index("XCC001") < out.index("XAA001") < out.index("XBB001")


# What fails


def _check(code: str, word: str, last: str, *, waivable: bool = True, title: str = "标题") -> str:
    """Return a module with a check that does ``last`` at the form of the first measure."""
    return f"""
RULE = plugins.rule(
    PAGE.format(code={code!r}, title={title!r}, word={word!r}), plugins.WARNING, "不要这样写。",
    waivable={waivable},
)
OTHER = plugins.rule(PAGE.format(code="XZZ999", title="别的", word="别的"), plugins.HINT, "{{word}}。")
def find(printed):
    place = next(printed.report.measures()).submission.progress.span
    {last}
CHECK = plugins.Check((RULE,), find)
"""


SOUND = "yield plugins.complain(RULE, place)"
UNFIT = {
    "no such module": ("", "missing:CHECK"),
    "raises when imported": ("1 / 0\n", "CHECK"),
    "leaves when imported": ("import sys; sys.exit(0)\n", "CHECK"),
    "no such name": ("", "CHECK"),
    "no check": ("CHECK = 1\n", "CHECK"),
    "a function": (_check("XAA001", "有", SOUND), "find"),
    "no rules": (_check("XAA001", "有", SOUND) + "CHECK = plugins.Check((), find)\n", "CHECK"),
    "a code of a stage": (_check("T900", "有", SOUND), "CHECK"),
    "a code of ours": (_check("V014", "有", SOUND), "CHECK"),
    "no letters": (_check("X001", "有", SOUND), "CHECK"),
    "small letters": (_check("Xab001", "有", SOUND), "CHECK"),
    "too many digits": (_check("XAA0010", "有", SOUND), "CHECK"),
    "no title": (_check("XAA001", "有", SOUND, title=""), "CHECK"),
    "no page": (
        _check("XAA001", "有", SOUND) + "RULE = plugins.Rule('XAA001', plugins.HINT, '题', '句')\n"
        "CHECK = plugins.Check((RULE,), find)\n",
        "CHECK",
    ),
    "a page without a remedy": (
        "PAGE = PAGE.partition('## 怎么改')[0]\n" + _check("XAA001", "有", SOUND), "CHECK",
    ),
    "one code twice": (
        _check("XAA001", "有", SOUND) + "CHECK = plugins.Check((RULE, RULE), find)\n", "CHECK",
    ),
    "a code of another": (_check("XSL001", "有", SOUND), "CHECK"),
}  # fmt: skip


def _broken(packages: Path, body: str, point: str) -> str:
    """Install a package that sorts after the example's, and return its name."""
    package = f"broken_{next(NUMBERS)}"
    install(packages, package, body, checks={"非": point})
    return package


@pytest.mark.parametrize("kind", UNFIT)
def test_a_plugin_that_cannot_be_used(kind: str, example: Path) -> None:
    """It is named and left out, and what is wrong with it is said; the example is there."""
    _broken(example, *UNFIT[kind])
    plugins = load_plugins()
    (diagnostic,) = plugins.diagnostics
    assert diagnostic.code == "S100"
    assert "插件“非”用不了" in diagnostic.message
    assert str(example) not in diagnostic.message
    assert [plugin.name for plugin, _ in plugins.checks] == ["模糊指称"]


def test_a_way_out(vague: Path, example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is published while a plug-in cannot be used, unless none is wanted; the rest of the
    rules is checked all the same.
    """
    _broken(example, *UNFIT["raises when imported"])
    result = found(capsys, "compile", str(vague))
    assert (sorted(codes(result)), result["exit"]) == (["S100", "XSL001"], 1)
    assert not (vague / "output" / "通报.docx").exists()
    assert "--no-plugins" in result["diagnostics"][0]["message"]
    assert main(["compile", str(vague), "--no-plugins"]) == 0
    assert (vague / "output" / "通报.docx").exists()
    assert main(["rules"]) == 0
    assert "S100" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "package"), [("模糊指称", "zz"), ("a/b", "aa"), ("长" * 41, "aa")]
)
def test_names_that_cannot_be_used(name: str, package: str, example: Path) -> None:
    """One that is taken, one that is no file's name, one that is too long."""
    body = _check("XAA001", "有", SOUND)
    install(example, f"{package}_{next(NUMBERS)}", body, checks={name: "CHECK"})
    plugins = load_plugins()
    assert [d.code for d in plugins.diagnostics] == ["S100"]
    assert [*plugins.rules] == ["XSL001"]


FAILING = {
    "raises at once": ("raise KeyError('完成日期')", []),
    "raises midway": (f"{SOUND}; 1 / 0", ["XAA001"]),
    "leaves": ("import sys; sys.exit(3)", []),
    "recurses": ("find(printed)\n    yield from find(printed)", []),
    "changes a record": ("printed.report.aspects = ()", []),
    "gives nothing to go through": ("return 1", []),
    "gives a text": ("return ['错了']", []),
    "gives a rule of ours": (
        "from compiler.diagnostics import complain; yield complain('T021', place, text='')", [],
    ),
    "gives a rule it did not name": ("yield plugins.complain(OTHER, place, word='')", []),
    "gives no place": ("yield plugins.complain(RULE)", []),
    "lacks an argument": ("RULES[0]", []),
}  # fmt: skip


@pytest.mark.parametrize("kind", FAILING)
def test_a_check_that_fails(
    kind: str, vague: Path, example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An error, since nobody knows what it would have found; what it and others found stays."""
    last, kept = FAILING[kind]
    _broken(example, _check("XAA001", "有", last), "CHECK")
    result = found(capsys, "check", str(vague))
    assert sorted(codes(result)) == sorted(["S101", "XSL001", *kept])
    (entry,) = (entry for entry in result["diagnostics"] if entry["code"] == "S101")
    assert "插件“非”核对到一半出了错" in entry["message"]
    assert str(example) not in entry["message"]
    assert result["exit"] == 1


def test_a_draft_for_want_of_a_check(vague: Path, example: Path) -> None:
    """A draft is written, and nothing else but with --no-plugins."""
    _broken(example, _check("XAA001", "有", "1 / 0"), "CHECK")
    assert main(["compile", str(vague)]) == 1
    assert not (vague / "output" / "通报.docx").exists()
    assert main(["compile", str(vague), "--draft"]) == 1
    assert (vague / "output" / "通报.docx").exists()
    assert main(["check", str(vague), "--no-plugins"]) == 0


def test_a_sentence_that_cannot_be_filled_in(
    vague: Path, example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The argument that is missing is named, and where it was to go."""
    body = _check("XAA001", "有", "yield plugins.complain(OTHER, place)")
    _broken(example, body + "CHECK = plugins.Check((RULE, OTHER), find)\n", "CHECK")
    result = found(capsys, "check", str(vague))
    (entry,) = (entry for entry in result["diagnostics"] if entry["code"] == "S101")
    assert "XZZ999" in entry["message"]
    assert "word" in entry["message"]


def test_where_a_check_failed(
    vague: Path, example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever wrote it is told what was raised and in which line."""
    package = _broken(example, _check("XAA001", "有", "raise KeyError('完成日期')"), "CHECK")
    source = (example / f"{package}.py").read_text(encoding="utf-8").splitlines()
    (line,) = (number for number, text in enumerate(source, 1) if "raise KeyError" in text)
    message = found(capsys, "check", str(vague))["diagnostics"][0]["message"]
    assert f"KeyError: '完成日期'（{package}.py 第 {line} 行）" in message


def test_what_a_plugin_prints(
    vague: Path, packages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It does not stand in the middle of what a program reads."""
    body = "print('装')\n" + _check("XAA001", "有", f"print('查'); {SOUND}")
    body += "def output(compiled):\n    print('写')\n    return {}\n"
    install(
        packages, f"loud_{next(NUMBERS)}", body, checks={"响": "CHECK"}, outputs={"响": "output"}
    )
    assert codes(found(capsys, "compile", str(vague))) == ["XAA001"]


OUTPUTS = {
    "raises": "raise OSError('没有网')",
    "leaves": "import sys; sys.exit()",
    "gives nothing": "pass",
    "gives a list": "return [('单.csv', b'1')]",
    "gives text": "return {'单.csv': '1'}",
    "gives a number": "return {7: b'1'}",
    "goes up": "return {'../通报.docx': b'1'}",
    "goes down": "return {'下/单.csv': b'1'}",
    "goes to another drive": "return {'C:单.csv': b'1'}",
    "is hidden": "return {'.zhenggai': b'1'}",
    "has no name": "return {'': b'1'}",
    "one good, one not": "return {'甲.csv': b'1', '乙/': b'2'}",
    "changes a record": "compiled.diagnostics = ()",
}


@pytest.fixture(scope="module")
def compiled(small_template: Path) -> Compiled:
    """What an output sees of the small project."""
    checked = check_document(analyse(small_template))
    printed, document = checked.analysis.printed, checked.document
    assert printed is not None
    assert document is not None
    return Compiled(printed, document, checked.diagnostics, "xunshi", "00000000")


@pytest.mark.parametrize("kind", OUTPUTS)
def test_an_output_that_fails(kind: str, compiled: Compiled, example: Path) -> None:
    """A warning that names it; none of its files is written, the others' are."""
    body = f"def output(compiled):\n    {OUTPUTS[kind]}\n"
    install(example, f"failing_{next(NUMBERS)}", body, outputs={"坏": "output"})
    written, (diagnostic,) = write_plugin_outputs(load_plugins(), compiled)
    assert [*written] == [LISTING]
    assert diagnostic.code == "R050"
    assert "插件“坏”没能写出它的文件" in diagnostic.message


def test_a_notice_without_an_output(vague: Path, example: Path) -> None:
    """The notice does not depend on it; what it wrote before goes, since it is no longer right."""
    package = f"failing_{next(NUMBERS)}"
    body = "def output(compiled):\n    return {'单.txt': compiled.number.encode()}\n"
    install(example, package, body, outputs={"坏": "output"})
    result = compiler.compile(vague)
    file = vague / "output" / "插件" / "坏" / "单.txt"
    manifest = json.loads((vague / "output" / "清单.json").read_bytes())
    assert file.read_text() == manifest["compile"]
    module: Any = sys.modules[package]
    module.output = lambda compiled: 1 / 0
    result = compiler.compile(vague)
    assert (result.publishable, {d.code for d in result.diagnostics}) == (True, {"R050", "XSL001"})
    assert not file.exists()
    assert (vague / "output" / LISTING).exists()


# What no release must take


def test_codes_never_clash() -> None:
    """No rule of ours has a plug-in's code, and none begins with their letter."""
    assert not [code for code in RULES if CODE.fullmatch(code) or code.startswith("X")]
