"""Workbooks read into records whose every field knows where it stands.

From the sheet up: ``labels``, ``check_column``, ``sheet_walk``, ``table_rows`` and ``blocks`` (fields by
label, tables by header), ``retired``, ``workbook`` (one file, one record); ``folder``
and ``project`` (all files of a project).
"""
