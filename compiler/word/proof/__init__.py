"""The written Word files verified against the document and the report, reading the bytes by a
road of their own.

Nothing here may use what the writer uses to write: a shared mistake would not be seen.
"""
