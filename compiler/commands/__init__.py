"""One module a command: open, call, write.

Drivers alone: what they decide belongs on a floor below. ``checking`` is the front half that most
others start from.
"""
