"""The arms of an experiment: the worlds whose replicates are compared pair by pair."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sulha.model import Setup

SCENARIO = "scenario"
WITHOUT_ORGANIZATIONS = "without_organizations"
#: What a scenario is compared with, whatever that is.
ALTERNATIVE = "alternative"


def without_organizations(setup: Setup, names: Collection[str] | None = None) -> Setup:
    """The same world without organizations, all or those of the names, and without whatever refers to one of them.

    What they start with, interventions on them and notes on where they are documented go with them; everything
    else, all random numbers included, stays.
    """
    gone = setup.organizations.keys() if names is None else names
    data = setup.model_dump(exclude_unset=True)
    data["organizations"] = {name: said for name, said in data.get("organizations", {}).items() if name not in gone}
    start = data.get("start", {})
    for quantity in ("capacity", "reserves", "credibility"):
        if isinstance(start.get(quantity), dict):
            start[quantity] = {name: value for name, value in start[quantity].items() if name not in gone}
            if not start[quantity]:
                del start[quantity]
    forget(data, (f"organizations.{name}" for name in gone))
    return Setup.model_validate(data)


def forget(data: dict[str, Any], prefixes: Iterable[str]) -> None:
    """Take out of a description the interventions on these paths and all below them, and what they rest on."""
    places = tuple(prefixes)
    interventions = [{**item, "set": _without(item["set"], places)} for item in data.get("interventions", ())]
    data["interventions"] = [item for item in interventions if item["set"]]
    data["basis"] = _without(data.get("basis", {}), places)


def _without(entries: dict[str, Any], prefixes: tuple[str, ...]) -> dict[str, Any]:
    """The entries whose path is neither one of the prefixes nor below one."""
    return {
        path: value
        for path, value in entries.items()
        if not any(path == prefix or path.startswith(f"{prefix}.") for prefix in prefixes)
    }


def arms_of(setup: Setup, *, without: bool) -> dict[str, Setup]:
    """The arms of a run by name: the scenario, and beside it the one without organizations where that differs."""
    arms = {SCENARIO: setup}
    if without and setup.organizations:
        arms[WITHOUT_ORGANIZATIONS] = without_organizations(setup)
    return arms
