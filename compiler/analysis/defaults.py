"""What holds unless an office says otherwise; nothing is imported, since the command line asks."""

from __future__ import annotations

WARNING_DAYS = 15
"""A light turns yellow so many days before the deadline."""
