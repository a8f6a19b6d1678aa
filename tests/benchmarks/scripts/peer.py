"""What an office's own script usually is: pandas reads the workbooks, docxtpl fills a template; no
checks, no numbering, no sources. ``peer.py PROJECT TEXT OUTPUT``; TEXT only gives the office's own
paragraphs, which it would type into the template.
"""

import sys
from io import BytesIO
from pathlib import Path

import docx
import pandas
from docxtpl import DocxTemplate

project, text, output = map(Path, sys.argv[1:4])
folder = project / "input_workbooks"
register = pandas.read_excel(folder / "总台账.xlsx", sheet_name=None, header=None)
answers = []
for path in sorted(folder.rglob("*.xlsx")):
    if path.name == "总台账.xlsx":
        continue
    sheets = pandas.read_excel(path, sheet_name=None, header=None)
    form = next(iter(sheets.values()))
    labels = {str(row[0]).strip(): row for row in form.itertuples(index=False)}
    answer = {}
    for label in ("措施编号", "主题句", "进展情况", "完成状态"):
        row = labels.get(label, ())
        answer[label] = next((str(cell) for cell in row[1:] if pandas.notna(cell)), "")
    answers.append(answer)

drawn = docx.Document()
drawn.add_paragraph("{%p for line in lines %}")
drawn.add_paragraph("{{ line }}")
drawn.add_paragraph("{%p endfor %}")
drawn.add_paragraph("{%p for answer in answers %}")
drawn.add_paragraph("{{ answer['主题句'] }}。{{ answer['进展情况'] }}")
drawn.add_paragraph("{%p endfor %}")
buffer = BytesIO()
drawn.save(buffer)
buffer.seek(0)
template = DocxTemplate(buffer)
own = [line for line in text.read_text("utf-8").splitlines() if not line.startswith("整改情况")]
template.render({"lines": own, "answers": answers}, autoescape=True)
template.save(str(output))
