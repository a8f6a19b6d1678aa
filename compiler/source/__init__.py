"""Workbooks as they lie on disk, read into cells that know where they stand."""
