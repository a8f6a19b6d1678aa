"""Plain frozen records: register, submission, report, document, snapshot, provenance, changes.

No record knows Excel or Word. Field names of ``snapshot`` and ``provenance`` are keys of files
people have (快照, 来源.json): they are never renamed, only added.
"""
