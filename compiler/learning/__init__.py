"""From a published notice to a proposal of the outline it could have been drawn by: its levels, its
numbers, its set wording, all told from what is regular in it.
"""

from __future__ import annotations

from compiler.learning.proposal import Proposal, propose

__all__ = ["Proposal", "propose"]
