"""Files that were made to hurt, each described in a line: the one is complained of, the others are
read.
"""
