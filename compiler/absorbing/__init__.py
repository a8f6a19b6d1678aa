"""From a copy of the notice that somebody edited in Word back to the cells: which words became which,
whose cells they are, and what can be written back.

Nothing here writes a file. A comparison rests on a base: what the compile printed that the copy was
made from.
"""
