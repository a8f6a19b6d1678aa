"""Workbooks: ``sheets`` what a person sees in a file, cell by cell, ``reading`` from cells to
records, ``writing`` of register, forms and 经办记录, ``patching`` of single cells in somebody's
file, ``lists`` for every other sheet we write.

The only place that knows openpyxl and XlsxWriter. What a workbook holds is said in
:mod:`compiler.schema`, not here.
"""
