"""收件: what comes in, unpacked, recognised, compared with what is there, and filed.

Nothing here writes: :mod:`compiler.commands.receiving` puts what was decided in place.
"""
