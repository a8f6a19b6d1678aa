"""``styles.docx``: what it holds as a table (``looks``), built, opened, and validated against the
standard.

What the writer chose about looks is judged here, once; the proof does not judge it again.
"""
