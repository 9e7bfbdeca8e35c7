"""All patterns, in the order of the specification."""

from __future__ import annotations

from . import (
    m01_images,
    m02_reaction,
    m03_influence,
    m04_contact,
    m05_track_two,
    m06_campaign,
    m07_mobilization,
    m08_intergovernmental,
    m09_talks,
    m10_funding,
    m11_advice,
    m12_communication,
    m13_shocks,
    whole,
)
from .pattern import Group, Pattern

GROUPS: tuple[Group, ...] = tuple(
    module.GROUP
    for module in (
        m01_images, m02_reaction, m03_influence, m04_contact, m05_track_two, m06_campaign, m07_mobilization,
        m08_intergovernmental, m09_talks, m10_funding, m11_advice, m12_communication, m13_shocks, whole,
    )
)  # fmt: skip
PATTERNS: dict[str, Pattern] = {pattern.id: pattern for group in GROUPS for pattern in group.patterns}
