"""The pages a notice may be set on: the measures in which the two national standards differ."""

from __future__ import annotations

import attrs


@attrs.frozen
class LayoutProfile:
    """One page, in twips. Paper, side margins and the grid of 22 lines by 28 characters are the
    same in every profile.

    The margins above and below and the line pitch belong together: 29.45 points between the
    margins of GB/T 9704, or even 29, would leave 21 lines a page.
    """

    name: str
    top: int
    bottom: int
    line_pitch: int


GB_T_9704 = LayoutProfile("GB/T 9704", top=2098, bottom=1984, line_pitch=579)
"""天头 37 mm, 35 mm below. The standard gives no pitch in points; 28.95 is the widest that leaves
22 lines."""

GB_T_33476 = LayoutProfile("GB/T 33476.2", top=1960, bottom=1847, line_pitch=589)
"""The word-processor values of GB/T 33476.2-2016: 34.58 and 32.58 mm, one line 10.39 mm."""

LAYOUT_PROFILES = {profile.name: profile for profile in (GB_T_9704, GB_T_33476)}
