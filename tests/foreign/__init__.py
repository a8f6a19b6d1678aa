"""Workbooks as many programs write them, each described in a line, and what is found in them."""
