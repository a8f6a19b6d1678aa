"""Letters to units, each its own module, written in the look of the notice by ``letter``.

A new kind of letter is a module here that returns a ``Letter``; its command writes it.
"""
