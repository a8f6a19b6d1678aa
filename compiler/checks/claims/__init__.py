"""What the published prose states of its own figures.

``registry`` yields every claim of a notice: those of the grammar in ``compiler.chinese.figures``, passage by
passage, and those that need more than one passage.
"""
