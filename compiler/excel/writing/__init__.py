"""Register and form written from the schema alone: same arguments, same bytes.

``workbooks`` puts sheets together, ``table_sheets`` and ``pages`` place, ``formats`` dresses,
``input_rules`` guards, ``self_check`` writes the formulas by which a form judges itself,
``form_faults`` what is wrong with a returned one. A new field needs nothing here.
"""
