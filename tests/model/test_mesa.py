"""The world as a Mesa model, and the import of it."""

from __future__ import annotations

import os
import subprocess
import sys

import mesa
import pytest
import worlds

from sulha.model import Conflict
from sulha.model.agents import Government, IntergovernmentalBody, Organization, Population


def test_it_is_a_mesa_model() -> None:
    world = Conflict(worlds.setup(), 1)
    assert isinstance(world, mesa.Model)
    assert world.time == 0
    world.step()
    assert (world.month, world.time) == (1, 1)
    world.run_for(4)
    assert (world.month, world.time) == (5, 5)
    assert world.record.series.shape[0] == 6


def test_its_agents_are_found_by_type_and_name() -> None:
    world = Conflict(worlds.setup(), 1)
    numbers = {Government: 2, Population: 2, Organization: 7, IntergovernmentalBody: 1}
    assert {kind: len(agents) for kind, agents in world.agents_by_type.items()} == numbers
    assert len(world.agents) == 12
    assert {o.name for o in world.agents_by_type[Organization]} == set(world.organizations)
    assert all(world.organizations[name].name == name for name in world.organizations)
    assert repr(world.organizations["forum"]) == "Organization('forum')"
    assert all(agent.model is world for agent in world.agents)


def test_its_random_numbers_are_its_own() -> None:
    one, two = Conflict(worlds.setup(), 1), Conflict(worlds.setup(), 1)
    for _ in range(6):
        one.random.random()
        one.rng.random(3)
        one.step()
        two.step()
    assert worlds.different(one, two) == []


QUIET = """
import sys, warnings
warnings.simplefilter("error")
import sulha.model
assert "mesa" not in sys.modules and "numba" not in sys.modules, "the package alone imports neither"
from sulha.model import Setup
assert "mesa" not in sys.modules, "validating a description does not need Mesa"
from sulha.model import Conflict
heavy = {"matplotlib", "solara", "rich", "typer", "ruamel"} & set(sys.modules)
assert not heavy, heavy
"""


def test_importing_it_imports_no_plotting_and_prints_nothing() -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-P", "-c", QUIET], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_its_public_names() -> None:
    import sulha.model

    assert dir(sulha.model) == ["Conflict", "MODEL_VERSION", "PARAMETERS", "Parameter", "Parameters", "Setup"]
    for name in sulha.model.__all__:
        assert getattr(sulha.model, name) is not None
    with pytest.raises(AttributeError, match="has no attribute 'conflict_of'"):
        sulha.model.conflict_of  # noqa: B018
