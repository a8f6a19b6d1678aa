"""Wordings that are laid down: set phrases with their members, idioms, names of bodies, titles of
laws. Their tables, and where a text has almost one of them.
"""
