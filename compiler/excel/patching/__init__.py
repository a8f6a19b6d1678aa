"""Single cells of somebody's workbook changed in place: all else stays as it is, byte for byte.

From the bytes up: ``sheet_map`` (where in a sheet's XML the cells asked for stand, or belong),
``new_cells`` (what a cell is to hold, and how that is stored), ``edits`` (the bytes to be put in),
``patches`` (all cells of a file, and the proof). Neither openpyxl nor XlsxWriter takes part.
"""
