"""Edits made in Word: what they were made to, how they are listed and read back, what was adopted."""
