"""Worlds that tests share: small, quick, and with everything in them that a test may want to switch off."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sulha.model import Conflict, Setup
from sulha.model.mechanisms.images import NEUTRAL
from sulha.model.metrics import METRICS

#: The switches of a bare world.
OFF = {"talks": False, "influence": False, "opinion": False, "mobilization": False}

Series = dict[tuple[str, str, str], NDArray[np.float64]]


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
        "mechanisms": OFF,
    }
    quiet |= changes.pop("parameters", {})
    return Setup.model_validate(description | {"parameters": quiet} | changes)


def after(months: int, world: Conflict) -> Conflict:
    """The world after so many months."""
    world.run_for(months)
    return world


def still(north: float = NEUTRAL, south: float = NEUTRAL, **changes: Any) -> Setup:
    """A bare world in which the two governments' conduct never changes: neutral, unless said otherwise."""
    frozen = {"reaction.fatigue": 0.0, "reaction.reaction": 0.0, "reaction.grievance": 0.0}
    citizens = changes.pop("citizens", 100)
    societies: dict[str, Any] = {
        "north": {"citizens": citizens, "government": {"conduct": north}},
        "south": {"citizens": citizens, "government": {"conduct": south}},
    }
    for name, said in changes.pop("societies", {}).items():
        government = societies[name]["government"] | said.get("government", {})
        societies[name] = societies[name] | said | {"government": government}
    changes["parameters"] = frozen | changes.pop("parameters", {})
    return bare(societies=societies, **changes)


def worker(strategy: Mapping[str, float], **changes: Any) -> dict[str, Any]:
    """An international organization with full access to both societies and one unit of money of its own."""
    return {
        "works_on": {"north": {"access": 1.0}, "south": {"access": 1.0}},
        "funding": {"own_income": 1.0},
        "strategy": dict(strategy),
        **changes,
    }


#: Money comes as planned, none of it is needed for rent, and skill neither grows nor fades.
STEADY: dict[str, Any] = {
    "funding.volatility": 0.0,
    "funding.fixed_cost": 0.0,
    "funding.source_cost": 0.0,
    "communication.forgetting": 0.0,
}


def images(world: Conflict, society: str = "north", other: str = "south") -> NDArray[np.float64]:
    """The citizens' images (citizens, 3) at the end of the month."""
    return world.populations[society].views[other].rows[:, :3].astype(float)


def hostility(world: Conflict, society: str = "north", other: str = "south") -> NDArray[np.float64]:
    """The citizens' hostility (citizens,) at the end of the month."""
    return world.populations[society].views[other].rows[:, 3].astype(float)


def trajectories(world: Conflict) -> Series:
    """Every series of the record by (metric, actor, toward), those that never apply left out."""
    found: Series = {}
    series = world.record.series
    for row, (_, actor, toward) in enumerate(world.record.rows):
        for place, metric in enumerate(METRICS):
            values = series[:, row, place]
            if not np.isnan(values).all():
                found[metric.name, actor, toward] = values
    return found


def different(one: Conflict, two: Conflict, ignoring: Collection[str] = ()) -> list[tuple[str, str, str]]:
    """The series that are not the same bit for bit, but for metrics and actors in `ignoring`."""
    first, second = trajectories(one), trajectories(two)
    return [
        key
        for key in sorted(first.keys() | second.keys())
        if not set(key) & set(ignoring)
        and not (key in first and key in second and np.array_equal(first[key], second[key], equal_nan=True))
    ]


def three(**changes: Any) -> Setup:
    """Three societies that differ in everything that may differ, with organizations on all of them."""
    issues = {"disarmament": {"salience": 2.0, "concern": 0.8}, "gender": {}}
    societies: dict[str, Any] = {
        "east": {
            "citizens": 60, "issues": issues, "ict": 0.9, "nationalism": 0.1, "spoilers": {"budget": 0.5, "skill": 0.7},
            "outlook": {"intent": 0.6, "toward": {"west": {"trust": 0.2, "humanity": 0.3}}, "spread": 0.1},
            "government": {
                "openness": 0.9, "capability": 0.8, "fatigue": 0.5, "conduct": 0.3,
                "toward": {"west": {"reaction": 0.4, "grievance": 0.08, "conduct": 0.8}},
            },
        },
        "north": {"citizens": 41, "media": 2.0, "government": {"outlook": {"trust": 0.1}, "openness": 0.1}},
        "west": {
            "citizens": 25, "issues": {"disarmament": {"concern": 0.5}, "justice": {}}, "government": {"reaction": 0.33}
        },
    }  # fmt: skip
    everything = {
        "track_two": 1, "people_to_people": 1, "public_diplomacy": 1, "cultural_exchange": 1, "advocacy": 1,
        "consultation": 1, "training": 1,
    }  # fmt: skip
    rest = {"public_diplomacy": 1, "advocacy": 1, "consultation": 1, "training": 1}
    organizations: dict[str, Any] = {
        "bridge": {
            "home": "east", "level": "grassroots", "status": "special", "issues": ["disarmament"],
            "strategy": everything,
            "works_on": {"east": {"access": 0.9}, "west": {}}, "funding": {"home_state": 1.0, "foreign": 0.5},
        },
        "forum": {
            "level": "top", "status": "general", "strategy": everything, "funding": {"foreign": 2.0, "members": 0.2},
            "works_on": {"east": {}, "north": {}, "west": {"access": 0.8}}, "line": "own",
        },
        "home": {"home": "north", "works_on": {"north": {}}, "strategy": rest, "funding": {"own_income": 0.8}},
    }  # fmt: skip
    description = {
        "format": 1,
        "name": "Three",
        "societies": societies,
        "organizations": organizations,
        "intergovernmental": {
            "assembly": {"mediation": 0.5, "outlook": {"toward": {"west": {"intent": 0.1}}}},
            "league": {"monitoring": 0.6},
        },
        "constraints": {"authority": {"east": "binding", "west": 0.1}, "coordination": {"north": 0.0, "west": 1.0}},
        "talks": {"ratification": True, "ripeness": "pain_and_opportunity"},
        "shocks": {"terror": {"rate": {"east": 1.0, "west": 0.2}, "during_talks": 2.0}},
        "parameters": {"reaction.third_party": 0.3, "prices.contact": 0.02, "talks.start_rate": 0.2},
    }
    return Setup.model_validate(description | changes)
