"""Two reporting rounds compared: which thing is which, what each change means, what follows from
it.
"""
