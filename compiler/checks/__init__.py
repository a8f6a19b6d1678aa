"""The checks, one family a module: short generators over the report, in the order of ``registry``.

To add one: a generator here, its line in ``registry``, its rule in :mod:`compiler.rules.table`,
its page in ``rules/pages``. Checks see the report and what the outline prints; they know neither
Excel nor Word.
"""
