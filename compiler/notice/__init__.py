"""The outline and what it makes: parsed and validated, its vocabulary, kinds of notice, and the
document built from a report.

A new field of the outline is one line of ``vocabulary``; a new kind needs no code here.
``analysis`` is a neighbour: neither imports the other.
"""
