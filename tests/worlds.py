"""Worlds that tests share: small, quick, and with everything in them that a test may want to switch off."""

from __future__ import annotations

from typing import Any

from sulha.model import Conflict, Setup


def describe(**changes: Any) -> dict[str, Any]:
    """A description of two societies and seven organizations, with top-level entries replaced by `changes`."""
    grassroots = {"people_to_people": 2, "advocacy": 2, "training": 0.4}
    think_tank = {"track_two": 3, "consultation": 2}
    media = {"public_diplomacy": 2, "consultation": 1, "training": 0.3}
    both: dict[str, Any] = {"north": {}, "south": {}}

    def organization(home: str, level: str, funding: dict[str, float], strategy: dict[str, Any]) -> dict[str, Any]:
        return {"home": home, "level": level, "funding": funding, "strategy": strategy, "works_on": both}

    description: dict[str, Any] = {
        "format": 1,
        "name": "A small world",
        "time": {"months": 24},
        "societies": {"north": {"citizens": 200}, "south": {"citizens": 200}},
        "organizations": {
            "bridges": organization("north", "grassroots", {"foreign": 0.6, "members": 0.4}, grassroots),
            "circles": organization("south", "grassroots", {"foreign": 0.6, "members": 0.4}, grassroots),
            "forum": organization("north", "top", {"home_state": 0.5, "foreign": 0.5}, think_tank),
            "institute": organization("south", "top", {"home_state": 0.5, "foreign": 0.5}, think_tank),
            "network": organization("international", "middle", {"foreign": 1.5},
                                    {"track_two": 1, "cultural_exchange": 2, "public_diplomacy": 1}),
            "press": organization("north", "middle", {"own_income": 0.6, "members": 0.4}, media),
            "voices": organization("south", "middle", {"own_income": 0.6, "members": 0.4}, media),
        },
        "intergovernmental": {"assembly": {"mediation": 0.3, "monitoring": 0.3}},
    }  # fmt: skip
    description["organizations"]["network"]["status"] = "general"
    return description | changes


def setup(**changes: Any) -> Setup:
    """The validated description."""
    return Setup.model_validate(describe(**changes))


def bare(**changes: Any) -> Setup:
    """Two societies without organizations, bodies, attacks, noise or talks: what closed forms are stated for."""
    quiet: dict[str, Any] = {
        "images.noise": 0.0,
        "reaction.noise": 0.0,
        "shocks.rate": 0.0,
        "spoilers.budget": 0.0,
        "images.spread": 0.0,
    }
    description: dict[str, Any] = {
        "format": 1,
        "name": "A bare world",
        "societies": {"north": {"citizens": 100}, "south": {"citizens": 100}},
        "mechanisms": {"talks": False, "influence": False, "opinion": False, "mobilization": False},
    }
    quiet |= changes.pop("parameters", {})
    return Setup.model_validate(description | {"parameters": quiet} | changes)


def after(months: int, world: Conflict) -> Conflict:
    """The world after so many months."""
    world.run_for(months)
    return world
