"""Workbooks read into records whose every field knows where it stands.

From the sheet up: ``labels``, ``check_column``, ``sheet_walk``, ``table_rows`` and ``blocks`` (fields by
label, tables by header), ``retired``, ``workbook`` (one file, one record);
``office_record`` (how 经办记录 is told of), ``folder`` and ``project`` (all files of a project).
"""
