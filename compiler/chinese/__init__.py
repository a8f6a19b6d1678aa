"""Chinese numerals, marks, widths, names, dates and quantities: pure functions on strings.

Nothing here knows of reports, cells or diagnostics. What may be touched: any function, as long as
time stays linear in the text.
"""
