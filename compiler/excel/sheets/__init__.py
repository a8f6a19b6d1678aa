"""What a person sees in a workbook, cell by cell: from the file to values with their places.

From the file up: ``addresses``, ``number_formats`` and ``cell_styles`` (how numbers look),
``rich_text``, ``cell_values``, ``sheet_cells`` (one pass over a sheet), ``stored_cells`` (one cell),
``beside_cells`` (notes, text boxes), ``opened`` (a file's ``cells``), ``second_reading`` (the same by
openpyxl); ``other_formats`` names what is not read. Nothing here knows the folder ``reading``.
"""
