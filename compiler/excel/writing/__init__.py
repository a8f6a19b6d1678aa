"""Register and form written from the schema alone: same arguments, same bytes.

``workbooks`` puts sheets together, ``table_sheets`` and ``pages`` place, ``formats`` dresses,
``input_rules`` guards, ``self_check`` writes the formulas by which a form judges itself,
``form_faults`` what is wrong with a returned one, ``office_edits`` what the office changed in one
that was signed off; both are said in ``cell_comments`` and ``cell_lists``. A new field needs nothing here.
"""
