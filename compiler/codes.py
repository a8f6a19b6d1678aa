"""The one table of rules. A code is a stage's letter and three digits and is never used again for another rule."""

from __future__ import annotations

import attrs

from compiler.vocab import Severity

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT

STAGES = {
    "S": "来源：文件、表格和模板能不能读",
    "V": "单元格：每一格填得对不对",
    "L": "衔接：总台账和填报表对不对得上",
    "C": "一致：状态、认定和后续事项说法一致",
    "F": "数据：数据指标和勾稽关系",
    "T": "文字：标点、用字和写法",
    "D": "公开：不该公开的内容",
    "R": "输出：写出的文件",
}


@attrs.frozen
class Rule:
    """One rule: its code, severity, title, and the sentence a user reads with its arguments in braces."""

    code: str
    severity: Severity
    title: str
    message: str


_TABLE = (
    Rule("S001", ERROR, "不是项目文件夹", "这里没有“{folder}”文件夹，不像一个通报项目。请检查路径，或用 zhenggai init 新建。"),
    Rule("S002", ERROR, "没有总台账", "没有找到总台账。请把总台账放在 {file}，或用 zhenggai init 新建一份空白的。"),
    Rule("S003", ERROR, "总台账不止一份", "找到几份总台账：{files}。请只留一份，其余移出 input_workbooks。"),
    Rule("S010", ERROR, "不是 Excel 文件", "{file} 的内容不是 Excel 工作簿（可能是空文件，或别的文件改了扩展名）。请重新另存为 .xlsx。"),
    Rule("S011", ERROR, "文件损坏", "{file} 已损坏，打不开（可能没有传完）。请找填报单位重新要一份。"),
    Rule("S012", ERROR, "文件加了密码", "{file} 加了打开密码。请填报单位去掉密码后重新报送。"),
    Rule("S013", ERROR, "不支持的表格格式", "{file} 是旧版或其他格式的表格，没有读取。请用 Excel 或 WPS 另存为 .xlsx，再删掉原文件。"),
    Rule("S014", WARNING, "有人正开着文件", "有人正开着“{name}”，其中的改动可能还没有保存。请保存并关闭后再编译；没有人开着时，删掉这个临时文件即可。"),
    Rule("S015", ERROR, "不是表格文件", "{file} 虽叫 .xlsx，里面却不是表格（可能是 Word 文件或压缩包）。请换成正确的文件。"),
    Rule("S016", HINT, "未读取的文件", "这不是填报表，没有读取，里面的内容不会进入通报。"),
    Rule("S017", ERROR, "文件打不开", "{file} 打不开：{reason}。请检查权限，或先关闭正在使用它的程序。"),
    Rule("S020", ERROR, "不认识的工作簿", "{file} 既不是总台账也不是填报表。请用巡视办发的表填报；与本次通报无关的文件请移出 input_workbooks。"),
    Rule("S021", ERROR, "表格版本不符", "这份{workbook}是第 {found} 版，现在用第 {current} 版。请用 zhenggai upgrade 换成新版，内容会带过去。"),
    Rule("S022", WARNING, "看不出表格版本", "这份{workbook}里没有版本信息（可能是把表复制到了新文件里），已按现行版本读取。请核对内容是否读全，下次直接在发的表里填。"),
    Rule("S023", WARNING, "多出来的工作表", "工作表“{sheet}”不是本表的内容，其中 {count} 个有内容的单元格没有读取。与填报有关的请填进填报表，无关的请删掉这张工作表。"),
    Rule("S024", ERROR, "缺少工作表", "{workbook}里缺少工作表“{sheet}”。请从空白{workbook}里复制过来，或恢复原来的表名。"),
    Rule("S025", WARNING, "藏着的工作表", "有一张隐藏的工作表“{sheet}”，其中 {count} 个有内容的单元格没有读取。请取消隐藏看一看，没有用就删掉。"),
    Rule("S026", ERROR, "措施编号被改动", "表上的措施编号是“{shown}”，这份表却是为“{issued}”发的。请改回“{issued}”；填错表的，请把内容填到对应的表里。"),
    Rule("S030", ERROR, "找不到栏目", "找不到栏目“{label}”。请恢复这个栏目名称（可从空白表里复制整行）。"),
    Rule("S031", ERROR, "栏目名称写错", "不认识栏目“{label}”，是不是“{guess}”？请改回原来的名称。"),
    Rule("S032", ERROR, "栏目重复", "栏目“{label}”出现了两次，分不清用哪一个。请删掉多余的一个。"),
    Rule("S033", ERROR, "放错位置的内容", "这里的内容“{text}”不在任何栏目里，不会进入通报。请移到相应的栏目，没有用就删掉。"),
    Rule("S034", ERROR, "表头名称写错", "“{table}”的表头里不认识“{label}”，是不是“{guess}”？请改回原来的名称。"),
    Rule("S035", ERROR, "缺少一列", "“{table}”缺少“{label}”一列。请从空白表里恢复表头。"),
    Rule("S036", ERROR, "找不到表头", "工作表里找不到“{table}”的表头。表头应有：{labels}。请从空白表里恢复。"),
    Rule("S040", ERROR, "公式没有结果", "“{label}”是公式，却没有算出结果。请在 Excel 里打开保存一次，或直接填写数值。"),
    Rule("S041", WARNING, "填了公式", "“{label}”填的是公式，现按显示的“{value}”采用。请复制后“选择性粘贴—数值”，免得日后变化。"),
    Rule("S042", ERROR, "公式出错", "“{label}”显示为错误值 {error}。请直接填写正确的内容。"),
    Rule("S043", HINT, "单元格带批注", "这里的批注不会进入通报：“{text}”。有用的内容请写进单元格。"),
    Rule("S050", ERROR, "缺少模板文件", "缺少模板文件 {file}，或它不是 UTF-8 文本。请从安装包自带的模板里复制。"),
    Rule("S051", ERROR, "模板里不认识的栏目", "模板里的栏目“{name}”不认识。可能想写：{guess}。"),
    Rule("S052", ERROR, "模板括号不成对", "模板里的“{bracket}”没有配对。请补上另一半；要印这个符号本身，请连写两个。"),
    Rule("S053", ERROR, "模板缩进不齐", "这一行的缩进与上下各行都对不齐，看不出它属于谁。同级各行请对齐，用空格，不用制表符。"),
    Rule("S054", ERROR, "模板里不认识的编号", "不认识编号样式“{text}”。可用：一、 （一） 1. 1、 (1) ① 一是 首先 第一， 第1条：。"),
    Rule("S055", ERROR, "模板里不认识的说明", "行末的说明“{word}”不认识。可用：{guess}。"),
    Rule("S056", ERROR, "模板里的空栏目", "花括号里没有写栏目名称。"),
    Rule("S057", WARNING, "模板里编号画错", "这里画的是第 {drawn} 个，按位置印出来会是第 {expected} 个。请改成一致，免得误会。"),
    Rule("S058", ERROR, "模板设置有误", "{file} 读不懂：{reason}。"),
    Rule("S059", ERROR, "不认识的通报种类", "没有通报种类“{name}”的模板。可用：{known}。"),
    Rule("S060", ERROR, "通报读不了", "{file} 读不了：{reason}。请提供 UTF-8 的 .txt（一段一行）或 .docx。"),
    Rule("S061", ERROR, "放不进结构的段落", "这一段放不进通报的结构，已原样存入总台账“篇章”表的“未归位”，请挪到该去的地方：“{text}”"),
    Rule("S062", WARNING, "原文没有标题", "原文没有标题，已补为“{title}”。请在总台账“报告信息”里核对。"),
    Rule("S063", WARNING, "原文缺序号", "原文缺“{mark}”，已按顺序补上。"),
    Rule("S064", WARNING, "原文缺标点", "原文“{label}”处缺“{mark}”，已补上。"),
    Rule("S065", WARNING, "原文两段粘连", "原文这一段末尾粘着下一段，已从“{text}”处分开。"),
    Rule("S066", WARNING, "后续事项对不上措施", "这个问题有 {matters} 个后续事项，却只有 {measures} 条措施，多出的并入最后一条：“{text}”"),
    Rule("S067", ERROR, "目标文件夹不空", "{folder} 里已经有内容，为免覆盖没有写入。请换一个新文件夹。"),
    Rule("S068", WARNING, "原文编号不连续", "原文编号是第 {printed} 个，按顺序应是第 {expected} 个，通报会按顺序重新编号。"),
    Rule("V001", ERROR, "必填未填", "“{label}”没有填。{help}{example}"),
    Rule("V002", ERROR, "按状态应填未填", "完成状态是“{status}”，“{label}”必须填。{help}"),
    Rule("V003", ERROR, "按状态不应填", "完成状态是“{status}”，“{label}”不应填。请核对完成状态，或清空这一格。"),
    Rule("V010", ERROR, "不是数字", "“{label}”应只填数字，现为“{text}”。单位请写在“计量单位”里。"),
    Rule("V011", ERROR, "不是整数", "“{label}”应为 0 或正整数，现为“{text}”。"),
    Rule("V012", ERROR, "不是日期", "“{label}”应填日期，如 2024-12-31，现为“{text}”{words}。"),
    Rule("V013", ERROR, "日期不可能", "“{label}”是 {day}，年份不对。请核对。"),
    Rule("V014", ERROR, "选项之外的内容", "“{label}”填了“{text}”，不在可选范围。可填：{guess}。"),
    Rule("V015", ERROR, "单位不在名录", "“{label}”里的“{text}”不在单位名录里。{hint}请改用规范名称，或在总台账“单位名录”里补上。"),
    Rule("V016", ERROR, "编号变成了日期", "“{label}”被 Excel 变成了日期 {value}。请把这一格设成“文本”格式，重新写成“{guess}”。"),
    Rule("V017", ERROR, "编号变成了数字", "“{label}”成了数字 {value}，分不清位数。请写成“{guess}”这样的编号。"),
    Rule("V018", ERROR, "编号写法不对", "“{label}”写成了“{text}”。请写成“措施07-02”：问题编号、短横、该问题的第几条。"),
    Rule("V019", ERROR, "文字变成了日期", "“{label}”被 Excel 变成了日期 {value}。请把这一格设成“文本”格式后重新填写。"),
    Rule("V020", WARNING, "文字中有换行或制表符", "“{label}”中有换行或制表符（{detail}），已去掉并连成一段。请确认前后文字连得上。"),
    Rule("V021", WARNING, "文字中有看不见的字符", "“{label}”中有看不见的字符（{detail}），已去掉。多半是从网页或微信里粘贴来的。"),
    Rule("V022", WARNING, "文字中有表情符号", "“{label}”中有表情或图形符号“{detail}”，公文里不用，请删去。"),
    Rule("V023", WARNING, "数字是全角的", "“{label}”中的数字“{detail}”是全角，请改成半角。"),
    Rule("V024", ERROR, "文字可能被截断", "“{label}”正好写满一格能放的 {limit} 个字，后面的很可能丢了。请核对原文并精简。"),
    Rule("V025", ERROR, "句末缺标点", "“{label}”没有以句号结尾（现以“{last}”结尾）。请补上句号，并确认文字没有写断。"),
    Rule("V026", ERROR, "句末多标点", "“{label}”末尾不加标点，请删去“{last}”。"),
    Rule("V027", ERROR, "写了序号", "“{label}”不写序号“{mark}”，序号由程序统一编。请删去。"),
    Rule("V028", ERROR, "文字太长", "“{label}”有 {length} 个字，最多 {limit} 个。请精简。"),
    Rule("L001", ERROR, "没有收到填报表", "{id} 还没有收到{unit}的填报表。请催报；已经收到的，请放进 input_workbooks。"),
    Rule("L002", ERROR, "总台账里没有这条措施", "总台账里没有 {id}。{hint}请核对编号；新增的措施请先登记到总台账。"),
    Rule("L003", ERROR, "两份填报不一致", "{id} 收到同一单位的两份表，“{label}”不一样。请问清以哪份为准，移走另一份；其中一份是责任单位报的，请改“填报单位”。"),
    Rule("L004", WARNING, "重复报送", "{id} 收到同一单位的两份表，内容相同，只用了一份。请移走多余的一份。"),
    Rule("L005", ERROR, "填报单位与措施无关", "“{unit}”不是 {id} 的牵头单位或责任单位。请核对“填报单位”，或在总台账里补上责任单位。"),
    Rule("L006", WARNING, "预填内容与总台账不一致", "表上预填的“{label}”与总台账不一致，以总台账为准。若是表被改动请改回，若是总台账已更新请重发表格。"),
    Rule("L007", HINT, "责任单位的文字不印入通报", "{id} 由牵头单位统稿，{unit}的这段文字不印入通报。需要采用的，请牵头单位写进自己的表。"),
    Rule("L008", ERROR, "同一指标有两个值", "指标“{name}”在两处填得不一样：{first} 与 {second}。请核对后改成一致。"),
    Rule("L009", WARNING, "同一指标登记两次", "指标“{name}”在同一张表里登记了两次。请删掉一行。"),
    Rule("L010", ERROR, "问题编号不连续", "问题编号从 {previous} 跳到了 {number}。编号应从 1 起连续，请补上或改正。"),
    Rule("L011", ERROR, "问题编号重复", "问题编号 {number} 用了两次。请改正其中一个。"),
    Rule("L012", ERROR, "措施没有对应的问题", "{id} 属于问题 {number}，问题清单里却没有这个编号。请核对。"),
    Rule("L013", ERROR, "措施编号重复", "措施编号 {id} 用了两次。请改正其中一个。"),
    Rule("L014", ERROR, "措施编号与问题不符", "{id} 编号里的问题是 {first}，“问题编号”一列却是 {second}。请改成一致。"),
    Rule("L015", ERROR, "措施编号不连续", "问题 {number} 的措施编号从 {previous} 跳到了 {sequence}。请补上或改正。"),
    Rule("L016", ERROR, "问题没有措施", "问题 {number}“{title}”在措施清单里一条措施也没有。"),
    Rule("L017", ERROR, "同一方面或类别被隔开", "“{title}”在问题清单里被别的{level}隔开了。请调整问题编号，让同一{level}的问题连在一起；或统一写法。"),
    Rule("L018", ERROR, "同一分组被隔开", "分组“{title}”的措施被别的措施隔开了。请调整措施编号，让同组的连在一起。"),
    Rule("L020", ERROR, "不认识的占位符", "占位符“{{{name}}}”不认识。{hint}可以用统计数、数据指标的名称，或在“勾稽规则”里定义。"),
    Rule("L021", ERROR, "占位符不止一个值", "占位符“{{{name}}}”有几处填报，值不相同。要合计，请在“勾稽规则”里定义，如“{name}总数 = 合计（{name}）”。"),
    Rule("L022", ERROR, "花括号不成对", "花括号没有配对。占位符写成 {{名称}}；要印花括号本身，请连写两个。"),
    Rule("L031", ERROR, "缺少大标题", "“{place}”有文字却没有标题。请在“篇章”表里加一行，类型选“标题”。"),
    Rule("L032", ERROR, "未归位的段落", "这一段还没有归位，不会印入通报。请改填“位置”和“类型”，或移到相应的表里；不要的删掉。"),
    Rule("L034", WARNING, "填了但没有印入通报", "“{label}”填了内容，却没有印入通报。请检查“位置”“类型”或模板是否漏了这个栏目。"),
    Rule("L035", ERROR, "序号重复", "“{place}”里的序号 {order} 用了两次，分不清先后。"),
    Rule("C001", ERROR, "未完成的问题没有后续事项", "问题 {number} 认定为“{status}”，却没有一条措施填写了后续事项。请改认定，或由牵头单位补报。"),
    Rule("C002", ERROR, "状态认定没有理由", "问题 {number} 另行认定为“{status}”，请在“认定理由”里写明依据。"),
    Rule("C003", WARNING, "后续事项不会印出", "问题 {number} 认定为“{status}”，{id} 填报的后续事项不会印入通报。请核对认定是否恰当。"),
    Rule("F001", ERROR, "勾稽关系不成立", "“{relation}”不成立：左边 {left}，右边 {right}，相差 {difference}。请核对列出的各格。"),
    Rule("F002", ERROR, "勾稽关系里不认识的名称", "勾稽关系里的“{name}”没有登记过。{hint}请核对名称，或先登记这个指标。"),
    Rule("F003", ERROR, "勾稽关系写法不对", "勾稽关系“{text}”第 {position} 字处读不懂，这里应是{expected}。名称里有括号或运算符号的，请用引号括起来。"),
    Rule("F004", ERROR, "勾稽关系里的名称不止一个值", "“{name}”有几处填报，值不相同，不知用哪一个。要合计请写“合计（{name}）”。"),
    Rule("F005", ERROR, "勾稽关系除以零", "勾稽关系里除数是 0，算不出来。"),
    Rule("F006", ERROR, "勾稽关系里不认识的算法", "不认识“{name}（…）”，或括号里的写法不对。可能想写：{guess}。"),
    Rule("R001", ERROR, "输出文件写不进去", "{file} 写不进去：{reason}。请关闭正在打开它的 Word 或 WPS，检查文件夹是否只读，再编译一次。原来的输出没有变动。"),
    Rule("R002", ERROR, "缺少样式文件", "缺少样式文件 {file}，或它不是 Word 文件。请从安装包自带的模板里复制。"),
    Rule("R003", ERROR, "缺少样式", "样式文件里没有样式“{style}”。请在 Word 里恢复这个样式名称。"),
    Rule("R004", ERROR, "内容放不进一格", "“{label}”有 {length} 个字，超过一格能放的 32767 个。请分开写。"),
)  # fmt: skip

RULES: dict[str, Rule] = {rule.code: rule for rule in _TABLE}
"""Every rule by code, in order."""
