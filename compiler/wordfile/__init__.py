"""What Word shows of a .docx, read by one reader: ``parts`` opens the file, ``blocks`` and ``inline``
walk its XML into ``events``, ``reader`` makes paragraphs of them, with who changed them. On it stand
the lines of a published notice (``notice``, ``taking``, held to an ``account``), a copy that somebody
edited (``edited_copy``, with its ``remarks`` and what stands ``beside``), and the words above and
below every page (``margins``).
"""
