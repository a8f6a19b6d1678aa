"""``styles.docx``: built, opened, and validated against the standard.

What the writer chose about looks is judged here, once; the proof does not judge it again.
"""
