"""What Word shows of a .docx, read by one reader: ``parts`` opens the file, ``blocks`` and ``inline``
walk its XML into ``events``, ``reader`` makes paragraphs of them. On it stand the lines of a published
notice (``notice``, ``taking``, held to an ``account``), the text and anchors of a review copy, and the
words above and below every page (``margins``).
"""
