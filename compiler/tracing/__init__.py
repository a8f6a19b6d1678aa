"""From a passage of the notice to its cells, and from a cell to everything that uses it, over
provenance alone.
"""
