"""A scenario in words: who is in it, what is unusual about it, what it rests on, what is expected of it.

`explanation` makes the blocks of text, `facts` the same as data; `laid_out` writes blocks for a terminal. Nothing here
runs a model: explaining a scenario takes little more than loading it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sulha.model.parameters import PARAMETERS

from . import actors, cases, evidence, world
from .blocks import Block, Item, laid_out, wrapped
from .cases import Case, kind, library
from .evidence import expected, without_basis
from .notes import notes
from .values import Change, changes_between, named

if TYPE_CHECKING:
    from sulha.model import Setup

__all__ = [
    "Block",
    "Case",
    "Change",
    "Item",
    "changes_between",
    "expected",
    "explanation",
    "facts",
    "kind",
    "laid_out",
    "library",
    "named",
    "notes",
    "without_basis",
    "wrapped",
]


def explanation(setup: Setup, changes: Iterable[Change] = ()) -> tuple[Block, ...]:
    """A scenario as a person would explain it to a colleague, in the language spoken now; empty blocks are left out.

    `changes` are those that made the setup from the scenario of its name.
    """
    blocks = (
        cases.opening(setup, changes),
        actors.societies(setup),
        actors.organizations(setup),
        actors.bodies(setup),
        world.talks(setup),
        world.constraints(setup),
        world.start(setup),
        world.shocks(setup),
        world.interventions(setup),
        world.parameters(setup),
        world.mechanisms(setup),
        evidence.basis(setup),
        evidence.expectations(setup),
        evidence.sources(setup),
    )
    return tuple(block for block in blocks if block.items)


def facts(setup: Setup) -> dict[str, Any]:
    """The same as data for JSON: what the file says, beside what follows from it."""
    return {
        **cases.headline(setup),
        "parameters": [
            {"id": id, "label": named(id), "old": PARAMETERS[id].default, "new": value, "unit": PARAMETERS[id].unit}
            for id, value in world.unusual_parameters(setup).items()
        ],
        "switched_off": world.switched_off(setup),
        "basis": evidence.by_standing(setup.basis),
        "without_basis": without_basis(setup),
        "expectations": [expected(expectation, setup) for expectation in setup.expect],
        "scenario": setup.model_dump(mode="json", exclude_unset=True),
    }
