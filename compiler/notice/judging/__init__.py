"""What can be said against a drawing: its wording line by line, what its lines do, what it lacks, and
the labels that it printed over nothing.
"""
