"""Workbooks as they lie on disk, read into records whose every cell knows where it stands.

From the file up: ``addresses``, ``cell_extras`` (what calamine does not show), ``cells``,
``blocks`` (fields by label, tables by header), ``workbook`` (one file, one record), ``project``
(the folder).
"""
