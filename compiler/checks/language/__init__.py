"""How the published text is written: marks, numbers, names, series, easily mistaken words (the T
rules).

The list of words is ``words.tsv``; the office adds its own in 用语.
"""
