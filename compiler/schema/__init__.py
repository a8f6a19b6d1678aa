"""The workbooks' definition as pure data: blank files, reader, instructions and messages all come
from it.

Keys and labels stand in files people have: they are never renamed; a new field is one entry.
"""
