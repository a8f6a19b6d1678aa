"""Many projects, each compiled in a process of its own, and what only the whole can see.

:func:`compiler.batch.apart.compile_apart` is the unit of work: a plain function from a task to its
result, which any ``concurrent.futures.Executor`` runs.
"""
