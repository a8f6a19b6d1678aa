"""Files put in place: whole or not at all, never over what somebody edited.

The only way in which anything writes into a project. Nothing here knows what a file holds.
"""
