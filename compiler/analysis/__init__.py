"""Lowering and linking: records become typed values, values become one report."""
