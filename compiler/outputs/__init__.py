"""What a compile writes beside Word: text, source map, check report, ledger, comparison,
snapshots, forms.

Rows stand beside their writer: ``ledger_rows`` gathers what ``ledger`` writes. Nothing here runs
a check or decides what is public.
"""
