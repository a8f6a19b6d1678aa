"""The review copy: the notice with an anchor around every run, and what is noted beside the
text.
"""
