"""The written Word files verified against the document and the report, reading the bytes by a
road of their own.

It proves what harms if it is wrong and only the bytes can show: the text and its order, headings,
numbers, every measure once, anchors and comments, the package, nothing internal, nothing hidden.
Faces, indents, spacing, tables' and pages' geometry are the writer's choice: styles.docx is
validated before anything is written, the rest asserted in tests/test_looks.py. A change of looks
must not need a change here.

Nothing here may use what the writer uses to write: a shared mistake would not be seen.
"""
