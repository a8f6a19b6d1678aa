"""From records to one report: lowering, linking and merging, counts and relations, progress,
causes, waivers.

Everything here works on records and on the report; nothing opens a file. A new figure or total
belongs in ``counts``, a new kind of relation in ``relations``, what suppresses a follow-up in
``causes``. ``notice`` is a neighbour: neither imports the other.
"""
