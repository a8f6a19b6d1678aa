"""What Word shows of a .docx: the paragraphs of a published notice, the text and anchors of a
review copy.
"""
