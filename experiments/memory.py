"""How much memory a run will keep, told before it rather than by the system in the middle of it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sulha.model.metrics import METRICS, ORGANIZATION_METRICS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sulha.model import Setup

#: Bytes of an act in columns: eight words as numbers of two or four bytes, four numbers, the month.
_ACT = 40
#: What the tables' memory is in practice above the bare numbers: gaps between arrays, objects around them.
_OVERHEAD = 2.0
#: Share of the machine's memory that a run may take.
SHARE = 0.5


def bytes_per_replicate(arms: Iterable[Setup]) -> float:
    """About how much a replicate of all arms keeps [bytes], rather too much than too little."""
    return _OVERHEAD * sum(_kept(setup) for setup in arms)


def machine_memory() -> float:
    """Memory of this machine [bytes]; without end where the system does not say."""
    try:
        return float(os.sysconf("SC_PAGE_SIZE")) * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return float("inf")


def room(arms: Iterable[Setup]) -> float:
    """How many replicates fit into half of this machine's memory, at least one."""
    return max(1.0, SHARE * machine_memory() // bytes_per_replicate(arms))


def _kept(setup: Setup) -> float:
    months = setup.time.months + 1
    numbers = len(METRICS) * _rows(setup) + len(ORGANIZATION_METRICS) * len(setup.organizations)
    planned = sum(len(one.strategy) * len(one.works_on) for one in setup.organizations.values())
    return months * (4.0 * numbers + _ACT * planned)


def _rows(setup: Setup) -> int:
    """Rows of a month in the series: world, levels, societies, directions, and everybody's view of the others."""
    societies = len(setup.societies)
    directions = societies * (societies - 1)
    watched = (len(setup.organizations) + len(setup.intergovernmental)) * societies
    return 5 + societies + 2 * directions + watched
