"""The command line, described in Chinese.

Nothing is imported here but argparse, and a command's arguments are only made when it is the one
wanted: ``--version`` and ``--help`` answer at once.
"""

from __future__ import annotations

from compiler.cli.chinese_parser import COMMAND, ChineseParser
from compiler.cli.shared_arguments import (
    add_format,
    add_kind,
    add_project,
    add_statuses,
    add_without_cache,
    add_without_plugins,
    day,
    days,
    measure,
    same,
    whole_number,
)
from compiler.version import VERSION

TYPE_CHECKING = False  # typing would cost more than all that is made here
if TYPE_CHECKING:
    from collections.abc import Callable

NEW_FOLDER = "新项目的文件夹，须不存在，或者是空的，或者只有 templates（自己画好的模板）"


def build_parser() -> ChineseParser:
    """Return the parser of every command."""
    parser = ChineseParser(
        prog="zhenggai",
        description="整改通报编译器：把各单位的填报表合成、核对，编成正式的 Word 通报；每一条意见都指明单元格。",
        epilog="退出状态：0 没有要做的了；1 还有要人处理的；2 命令写法有误，或要用的文件读不了。各命令的 -h 里有细说。",
    )
    parser.add_argument(
        "--version", action="version", version=f"zhenggai {VERSION}", help="显示版本"
    )
    commands = parser.add_subparsers(
        dest="command", metavar=COMMAND, required=True, title="命令", prog="zhenggai"
    )
    for name, (short, description, fill) in COMMANDS.items():
        commands.add_parser(name, help=short, description=description, fill=fill)
    return parser


def _init(parser: ChineseParser) -> None:
    """Take a new folder, and the kind and layout of its notice."""
    parser.epilog = "退出状态：0 建好了；2 命令写法有误，或没有建成。"
    parser.add_argument("project", metavar="文件夹", help=NEW_FOLDER)
    add_kind(parser)
    parser.add_argument(
        "--layout",
        metavar="版面",
        help="版面，“GB/T 9704”或“GB/T 33476.2”，默认照模板；样式文件随之配好",
    )
    add_format(parser)


def _issue(parser: ChineseParser) -> None:
    """Take a project, and the earlier one that forms are filled from."""
    add_statuses(parser, "发放好了", "总台账里有错误，或有的文件要人看")
    add_project(parser)
    parser.add_argument(
        "--previous", metavar="上期项目", help="用上期项目里的填报内容预先填好，各单位在上面修改"
    )
    parser.add_argument(
        "--list", action="store_true", help="只列出总台账改了什么、要办什么，什么也不写"
    )
    parser.add_argument(
        "--same",
        metavar="编号",
        type=same,
        action="append",
        default=[],
        help="看不出是不是同一条时：就是同一条；编号也改了的写成 旧编号=新编号",
    )
    parser.add_argument(
        "--other",
        metavar="编号",
        type=measure,
        action="append",
        default=[],
        help="看不出是不是同一条时：发出去的这一条已经没有了，表存入“旧版”",
    )
    parser.add_argument("--as-of", metavar="日期", type=day, help="填报通知上的日期，默认今天")
    add_format(parser)


def _compile(parser: ChineseParser) -> None:
    """Take a project, and where to write; a program may ask for JSON."""
    _judged(parser)
    parser.add_argument("--output", metavar="文件夹", help="输出到哪里，默认是项目下的 output")
    parser.add_argument(
        "--draft", action="store_true", help="有错误也出草稿，缺的地方印【待报：单位】"
    )


def _watch(parser: ChineseParser) -> None:
    """Take a project, and where to write."""
    add_statuses(parser, "停的时候可以发布", "停的时候有错误，还不能发布")
    add_project(parser)
    parser.add_argument("--output", metavar="文件夹", help="输出到哪里，默认是项目下的 output")
    add_without_plugins(parser)
    add_without_cache(parser)


def _check(parser: ChineseParser) -> None:
    """Take a project; a program may ask for JSON, a doubter for a second reading."""
    _judged(parser)
    parser.add_argument(
        "--second-reading",
        action="store_true",
        help="每一格再用另一套程序读一遍，读得不一样就报（慢十倍左右）",
    )


def _judged(parser: ChineseParser) -> None:
    """Take a project that is to be judged; a program may ask for JSON."""
    add_statuses(parser, "可以发布", "有错误，还不能发布")
    add_project(parser)
    add_format(parser)
    add_without_plugins(parser)
    add_without_cache(parser)


def _batch(parser: ChineseParser) -> None:
    """Take folders and lists of projects, and what each project may take."""
    add_statuses(parser, "全部可以发布", "有的不能发布、没有编完", "没有项目")
    parser.add_argument(
        "paths",
        metavar="文件夹",
        nargs="+",
        help="里面有项目的文件夹（不论几层），或一份名单（.txt，一行一个项目文件夹）",
    )
    parser.add_argument(
        "--jobs",
        metavar="个数",
        type=whole_number,
        default=0,
        help="同时编几个，默认照处理器的个数",
    )
    parser.add_argument(
        "--timeout",
        metavar="秒",
        type=whole_number,
        default=600,
        help="一个项目最多编多久，默认 600",
    )
    parser.add_argument(
        "--memory",
        metavar="MB",
        type=whole_number,
        default=2048,
        help="一个项目最多用多少内存，默认 2048，0 是不限（Windows 上不能限）",
    )
    parser.add_argument(
        "--again", action="store_true", help="全部重编；不写时，上次编好、后来没有变的不重编"
    )
    parser.add_argument(
        "--as-of", metavar="日期", type=day, help="按哪一天算逾期，如 2025-01-10，默认今天"
    )
    parser.add_argument(
        "--output", metavar="文件夹", help="汇总写到哪里，默认是第一个文件夹里的“批量汇总”"
    )
    parser.add_argument(
        "--scheduler",
        metavar="地址",
        default="",
        help="交给这个 dask.distributed 集群去编，如 tcp://10.0.0.5:8786；项目要放在各台机器都能用的共享文件夹里，不然加 --ship；集群的机器全没了，等两分钟还没有回来就不再等，没编完的列出来",
    )
    parser.add_argument(
        "--ship",
        action="store_true",
        help="集群的机器看不到项目文件夹：把项目打包送去编，编好的送回来（和 --scheduler 一起用）",
    )
    add_format(parser)
    add_without_plugins(parser)


def _import(parser: ChineseParser) -> None:
    """Take a notice and the folder that it becomes a project in."""
    parser.epilog = (
        "退出状态：0 导入了；1 导入了，有放不进结构的段落要人归位；2 命令写法有误，或没有导入。"
    )
    parser.add_argument("notice", metavar="通报", help="通报文件")
    parser.add_argument("project", metavar="文件夹", help=NEW_FOLDER)
    add_kind(parser)
    add_format(parser)


def _kinds(parser: ChineseParser) -> None:
    """Take what is to be done about kinds of notice, the kind, and the project it lives with."""
    parser.epilog = (
        "退出状态：0 做好了，模板没有要改的；1 模板有错或有要核对的；2 命令写法有误，或没有做成。"
    )
    parser.add_argument(
        "action",
        metavar="做什么",
        choices=("list", "new", "learn", "check"),
        help="list 列出有哪些种类；new 照现成的一种起草新的；learn 照一份已公布的通报草拟；"
        "check 看模板画得对不对，并用编出来的内容印一份样张",
    )
    parser.add_argument(
        "name",
        metavar="种类",
        nargs="?",
        default="",
        help="new：新种类的名称；learn：通报，.docx 或 .txt；check：种类的名称，或模板文件夹的路径",
    )
    parser.add_argument(
        "called", metavar="新种类", nargs="?", default="", help="learn：新种类的名称"
    )
    parser.add_argument(
        "--like", metavar="种类", default="xunshi", help="new 照哪一种起草，默认 xunshi"
    )
    parser.add_argument(
        "--project", metavar="项目", default=".", help="项目文件夹，默认是当前文件夹"
    )
    add_format(parser)


def _upgrade(parser: ChineseParser) -> None:
    """Take a project; workbooks of the present version only if all are asked for."""
    add_statuses(parser, "都是现行版式了", "有的文件没有更新，要人看")
    add_project(parser)
    parser.add_argument("--all", action="store_true", help="版本没变的也重写一遍")
    add_format(parser)


def _status(parser: ChineseParser) -> None:
    """Take a project and the day to judge by; supervision notices are written only if asked for."""
    from compiler.analysis.defaults import WARNING_DAYS

    add_statuses(parser, "没有欠报、有错、亮红灯的", "有欠报、有错或亮红灯的")
    add_project(parser)
    parser.add_argument(
        "--as-of", metavar="日期", type=day, help="按哪一天算，如 2025-01-10，默认今天"
    )
    parser.add_argument(
        "--warning-days",
        metavar="天数",
        type=days,
        default=WARNING_DAYS,
        help=f"到期前几天亮黄灯，默认 {WARNING_DAYS}",
    )
    parser.add_argument("--output", metavar="文件夹", help="输出到哪里，默认是项目下的 output")
    parser.add_argument(
        "--supervise",
        action="store_true",
        help="给亮红灯的单位各出一张督查督办通知单，并登记到经办记录",
    )
    parser.add_argument(
        "--answer-by", metavar="日期", type=day, help="督办事项的办结时限，默认七天后"
    )
    add_format(parser)
    add_without_plugins(parser)
    add_without_cache(parser)


def _return(parser: ChineseParser) -> None:
    """Take a project and the day that goes on the letters."""
    add_statuses(parser, "没有要单位修改的", "有退回单位修改的，或有意见没能随表退回")
    add_project(parser)
    parser.add_argument("--as-of", metavar="日期", type=day, help="退回通知上的日期，默认今天")
    parser.add_argument(
        "--output", metavar="文件夹", help="输出到哪里，默认是项目下的 output/退回/日期"
    )
    add_format(parser)
    add_without_plugins(parser)


def _receive(parser: ChineseParser) -> None:
    """Take what came, and the project it is for."""
    add_statuses(
        parser,
        "都收好了，收下的表没有错误",
        "有的要人看，或收下的表有错误，或没有收成",
        "要收的文件、项目读不了",
    )
    parser.add_argument(
        "paths",
        metavar="文件",
        nargs="+",
        help="单位发来的填报表、文件夹、压缩包（.zip）或邮件（.eml），可以几个",
    )
    parser.add_argument(
        "--project", metavar="项目", default=".", help="项目文件夹，默认是当前文件夹"
    )
    parser.add_argument("--as-of", metavar="日期", type=day, help="收件的日期，默认是现在")
    add_format(parser)
    add_without_plugins(parser)


def _diff(parser: ChineseParser) -> None:
    """Take two rounds, each a snapshot, an output folder or a project; or an edited copy."""
    add_statuses(parser, "对照好了", "对照了，变化对照没能写出", "有一份读不了")
    kept = "快照（.json）、输出文件夹或项目文件夹，或一份改过的稿件（.docx）"
    parser.add_argument("old", metavar="上期", help=kept)
    parser.add_argument("new", metavar="本期", help=kept)
    parser.add_argument(
        "--output",
        metavar="文件夹",
        help="变化对照.xlsx 写到哪里，默认是本期（没有就上期）所在项目的 output",
    )
    add_format(parser)


def _trace(parser: ChineseParser) -> None:
    """Take words or a cell, and then the project, which may be left out."""
    add_statuses(parser, "找到了", "没有找到", "项目、稿件读不了")
    parser.add_argument(
        "what",
        metavar="查什么",
        help="通报里的一句话，或“文件!单元格”“文件!工作表!单元格”；有空格的用引号括起来",
    )
    add_project(parser)
    parser.add_argument(
        "--in",
        dest="copy",
        metavar="稿件",
        help="在这份审核稿或通报里查，改动、另存过的，以前编译的，存成改动稿的，都可以",
    )
    parser.add_argument(
        "--output", metavar="文件夹", help="上次编译输出到哪里，默认是项目下的 output"
    )
    add_format(parser)
    add_without_plugins(parser)


def _absorb(parser: ChineseParser) -> None:
    """Take edited copies, or a list that was filled in, or nothing to take the last one back."""
    add_statuses(
        parser,
        "没有改动，或都处理好了",
        "还有要人处理的，或退给单位、等单位改的",
        "稿件、清单、项目读不了",
    )
    parser.add_argument(
        "copies", metavar="稿件", nargs="*", help="领导改过的审核稿或通报，可以几份"
    )
    parser.add_argument(
        "--project", metavar="项目", default=".", help="项目文件夹，默认是当前文件夹"
    )
    parser.add_argument("--apply", metavar="清单", help="照填好的改稿清单，把采纳的写进表格")
    parser.add_argument("--undo", action="store_true", help="撤回上一次采纳")
    parser.add_argument("--as-of", metavar="日期", type=day, help="采纳的日期，默认今天")
    parser.add_argument("--output", metavar="文件夹", help="输出到哪里，默认是项目下的 output")
    add_format(parser)
    add_without_plugins(parser)


def _clean(parser: ChineseParser) -> None:
    """Take nothing but the format."""
    parser.epilog = "退出状态：0 清空了；2 命令写法有误。"
    add_format(parser)


def _explain(parser: ChineseParser) -> None:
    """Take the code of a rule, of the table or of a plug-in, or words that its page has."""
    parser.epilog = "退出状态：0 找到了；2 命令写法有误，或没有这条规则。"
    parser.add_argument(
        "code",
        metavar="规则编号",
        help="如 V014；也可以写几个字，如“未完成”，在规则的名称和说明里找；写“模板”，看怎样画一种通报",
    )


def _rules(parser: ChineseParser) -> None:
    """Take nothing."""


COMMANDS: dict[str, tuple[str, str, Callable[[ChineseParser], None]]] = {
    "init": ("新建一个项目：空白总台账和模板", "新建一个项目：空白总台账和模板。", _init),
    "issue": (
        "按总台账给每条措施发一张填报表",
        "按总台账给每条措施发一张填报表，并给每个单位打一个包。总台账后来改了的，已发的表跟着改，填报内容一字不动。",
        _issue,
    ),
    "compile": ("编译出通报", "编译出通报。", _compile),
    "batch": (
        "一次编译许多项目，写出汇总",
        "一次编译许多项目：每个项目单独编，一个出事不影响别的；写出汇总，并找出几个项目写得一样的地方。",
        _batch,
    ),
    "watch": (
        "看着项目，存一次表就重编一次草稿",
        "看着项目：有表存下来，就重编草稿，说出多了、少了哪些意见；按 Ctrl-C 停。",
        _watch,
    ),
    "check": ("只核对，不写任何文件", "只核对，不写任何文件。", _check),
    "import": (
        "把已公布的通报变成项目",
        "把已公布的通报（.txt 一段一行，或 .docx）变成项目：总台账和填好的填报表。",
        _import,
    ),
    "kind": (
        "通报种类：列出、起草、照通报草拟、检查并印样张",
        "通报种类：列出现有的，照一种起草新的，照一份已公布的通报草拟，检查模板画得对不对，并用编出来的内容印一份样张。",
        _kinds,
    ),
    "upgrade": (
        "把旧版表格换成新版",
        "把旧版的总台账和填报表换成现行版式，填报内容一字不动；原文件存入“旧版”文件夹。",
        _upgrade,
    ),
    "status": (
        "看各单位报送到哪一步",
        "看各单位报送到哪一步：谁还没报、哪张有错、哪条临期超期，并写出报送进度和催报文字。",
        _status,
    ),
    "receive": (
        "收件：压缩包、邮件里的填报表认出来，放好",
        "收件：拆开单位发来的压缩包和邮件，按藏在表里的编号认出填报表，放进项目，给每个单位写一份回执；佐证材料放在一边，收不了的说明原因。",
        _receive,
    ),
    "return": (
        "退回有错的填报表，告知采纳的改稿",
        "退回有错的填报表：原样保留填报内容，错处涂色加批注，逐条列出怎么改；办公室采纳改稿改动过的表随包告知。",
        _return,
    ),
    "diff": (
        "对照两期，列出谁改了什么",
        "对照两期，列出谁改了什么：快照文件、输出文件夹或项目文件夹都可以。有一份是改过的审核稿或通报的，列出稿件改了什么、来自哪一格。",
        _diff,
    ),
    "trace": (
        "查一句话从哪一格来，或一格用在了哪里",
        "查一句话从哪一格来：谁报的、谁审签、有什么意见、与哪些数核对过。也可以反过来，查一格用在了通报的哪里。",
        _trace,
    ),
    "absorb": (
        "把领导在 Word 里的改动带回表格",
        "采纳改稿：先列出领导在 Word 里改了什么、改的是哪一格；填好“处理”以后，用 --apply 写进表格。",
        _absorb,
    ),
    "clean": (
        "清空程序为了快而记着的东西",
        "清空程序为了快而记着的东西：读过的表读成了什么，存在这台电脑当前用户的缓存文件夹里，只有本人能看。",
        _clean,
    ),
    "explain": ("说明一条规则", "说明一条规则：检查什么、为什么、示例、怎么改。", _explain),
    "rules": ("列出全部规则", "列出全部规则：编号、轻重、名称。", _rules),
}
"""Of every command what it does, in a few words and in a sentence, and what adds its arguments."""
