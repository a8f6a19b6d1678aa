"""The Word back end: the writer and its parts here, the office's ``template``, the ``review``
copy, the ``proof``.

The only place, with ``wordfile``, that knows python-docx. It prints what the document says and
decides no text.
"""
