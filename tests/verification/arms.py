"""The worlds that patterns are measured in."""

from __future__ import annotations

from typing import Any

import worlds

from sulha.model import Setup
from sulha.model.setup import changed

CITIZENS = 500
BOTH = ("north", "south")
#: Nobody is staff: an organization acts through its activities alone.
NO_STAFF = {"influence.staff_cue": 0.0}


def civil(changes: dict[str, Any] | None = None, *, months: int = 240) -> Setup:
    """Two equal societies with seven organizations and one body, at the defaults of the model."""
    return _with(worlds.describe(time={"months": months}, societies=_societies()), changes)


def without(changes: dict[str, Any] | None = None, *, months: int = 240) -> Setup:
    """The same world without organizations."""
    description = worlds.describe(time={"months": months}, societies=_societies(), organizations={})
    return _with(description, changes)


def plain(
    changes: dict[str, Any] | None = None, *, months: int = 240, citizens: int = CITIZENS, **entries: Any
) -> Setup:
    """Two equal societies at the defaults of the model, and nothing else unless `entries` says so."""
    description: dict[str, Any] = {
        "format": 1,
        "name": "Two societies",
        "time": {"months": months},
        "societies": _societies(citizens),
    }
    return _with(description | entries, changes)


def calm(changes: dict[str, Any] | None = None, *, months: int = 240, **entries: Any) -> Setup:
    """The plain world whose official process stays in conflict: what is measured is not the luck of talks."""
    return plain({"mechanisms.talks": False} | (changes or {}), months=months, **entries)


def sole(strategy: dict[str, float], money: float = 1.0, **changes: Any) -> dict[str, Any]:
    """Entries for one international organization of full access that spends `money` a month, come what may."""
    rent = 0.2
    worker = worlds.worker(strategy, **({"funding": {"own_income": money + rent}} | changes))
    return {"organizations": {"worker": worker}, "mechanisms": {"funding": False}}


def movements(money: float = 2.0, **changes: Any) -> dict[str, Any]:
    """Entries for a grassroots movement in each society that does nothing but advocacy."""
    shared = {
        "works_on": {s: {} for s in BOTH}, "level": "grassroots", "funding": {"members": money + 0.2},
        "strategy": {"advocacy": 1},
    } | changes  # fmt: skip
    return {"organizations": {f"movement_{s}": {"home": s} | shared for s in BOTH}, "mechanisms": {"funding": False}}


def anchored(intent: float, trust: float, humanity: float) -> dict[str, Any]:
    """The change to societies whose identity is anchored in this image of one another."""
    return {"images.anchor": (intent, trust, humanity)}


def _societies(citizens: int = CITIZENS) -> dict[str, Any]:
    return {society: {"citizens": citizens} for society in BOTH}


def _with(description: dict[str, Any], changes: dict[str, Any] | None) -> Setup:
    setup = Setup.model_validate(description)
    return changed(setup, changes) if changes else setup
