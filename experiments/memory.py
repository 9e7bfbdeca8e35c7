"""How much memory a run will keep, told before it rather than by the system in the middle of it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sulha.model.metrics import METRICS, ORGANIZATION_METRICS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sulha.model import Setup

#: Bytes of an act in columns: eight words as numbers of two or four bytes, four numbers, the month.
_ACT = 40
#: What the tables' memory is in practice above the bare numbers: gaps between arrays, objects around them.
_OVERHEAD = 2.0
#: Bytes of a citizen and of its outlook on one other society, measured at half a million citizens and rounded up.
_CITIZEN = 120
_OUTLOOK = 60
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


def bytes_of_world(setup: Setup) -> float:
    """About how much a world takes while it runs [bytes]; the worlds of a run follow one another."""
    return citizens(setup) * float(_CITIZEN + _OUTLOOK * (len(setup.societies) - 1))


def citizens(setup: Setup) -> int:
    """How many citizens all societies have together."""
    usual = setup.resolved_parameters().world.citizens
    return sum(usual if one.citizens is None else one.citizens for one in setup.societies.values())


def room(arms: Collection[Setup]) -> float:
    """How many replicates fit into half of this machine's memory beside a world that runs; 0 where that does not."""
    left = SHARE * machine_memory() - max(map(bytes_of_world, arms))
    return 0.0 if left < 0 else max(1.0, left // bytes_per_replicate(arms))


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
