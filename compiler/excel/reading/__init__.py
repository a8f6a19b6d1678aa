"""Workbooks as they lie on disk, read into records whose every cell knows where it stands.

From the file up: ``addresses``, ``number_formats`` and ``cell_styles`` (how numbers look),
``rich_text``, ``cell_values``, ``sheet_cells`` (one pass over a sheet), ``beside_cells`` (notes, text
boxes), ``opened`` (a file's ``cells``), ``blocks`` (fields by label, tables by header), ``workbook``
(one file, one record), ``project`` (the folder).
"""
