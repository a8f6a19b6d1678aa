"""Grammar frames: kinds of mistakes with slots, as data.

Each ``.tsv`` is a table of frames that :mod:`compiler.chinese.frames.table` reads, ``slots.tsv`` the
classes of words that they name. What is more than a pattern stands in a module of its own.
"""
