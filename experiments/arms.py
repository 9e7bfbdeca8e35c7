"""The arms of an experiment: the worlds whose replicates are compared pair by pair."""

from __future__ import annotations

from typing import Any

from sulha.model import Setup

SCENARIO = "scenario"
WITHOUT_ORGANIZATIONS = "without_organizations"


def without_organizations(setup: Setup) -> Setup:
    """The same world without organizations, and without whatever refers to one of them.

    What they start with, interventions on them and notes on where they are documented go with them; everything
    else, all random numbers included, stays.
    """
    data = setup.model_dump(exclude_unset=True)
    own = tuple(f"organizations.{name}" for name in setup.organizations)
    data["organizations"] = {}
    start = data.get("start", {})
    for quantity in ("capacity", "reserves", "credibility"):
        if isinstance(start.get(quantity), dict):
            del start[quantity]
    interventions = [{**item, "set": _without(item["set"], own)} for item in data.get("interventions", ())]
    data["interventions"] = [item for item in interventions if item["set"]]
    data["basis"] = _without(data.get("basis", {}), own)
    return Setup.model_validate(data)


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
