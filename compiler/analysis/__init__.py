"""From records to one report: lowering, linking and merging, counts and relations, progress,
causes, waivers.

Everything here works on records and on the report; nothing opens a file. A new figure or total
belongs in ``counts``, a new function of relations in ``evaluation``. A new rule that names its
operands' places is silent by itself where they could not be read (``causes``); one about a whole
says with ``resting_on`` which cells it needs, from ``grounds``. ``notice`` is a neighbour: neither
imports the other.
"""
