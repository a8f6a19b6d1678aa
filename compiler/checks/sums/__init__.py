"""Relations that the prose states between its own figures, one family of constructions a module.

Each function yields claims of one passage; ``registry`` lists them all and says over which
passages they run.
"""
