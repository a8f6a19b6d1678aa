"""Releases of this program, as files name the one they need."""

from __future__ import annotations

import re

FIRST_RELEASE = "0.1.0"
"""What wrote files that name no release."""
RELEASE = re.compile(r"\d{1,4}(\.\d{1,4}){0,3}")
"""Long enough for any release, and for nothing that would not fit a sentence."""


def named_release(text: object) -> str:
    """Return a release as a file names it, empty if it names none."""
    return text.strip() if isinstance(text, str) and RELEASE.fullmatch(text.strip()) else ""


def written_by(release: str) -> str:
    """Return what to say after 更新的版本 of the release that a file needs, which may be
    unknown.
    """
    return f"（{release}）" if release else ""


def wanted(release: str) -> str:
    """Return what to say after 升级到."""
    return f" {release} 或更新的版本" if release else "制作它的版本"
