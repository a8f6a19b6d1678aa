"""Figures in prose, read by a grammar: leaves and tree, what each construction states of them, and
whether it holds (design.md, "Reading figures in prose").

``reading`` makes the tree of a passage, ``constructions`` names the rules in order, ``judging`` gives the
three answers. A construction sees words and structure only; values are for the judge.
"""
