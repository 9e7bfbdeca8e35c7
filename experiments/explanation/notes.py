"""What helps the author of a scenario that is valid: what is missing, does nothing, or is implausible."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sulha.model.parameters import PARAMETERS
from sulha.model.setup import Part, Text

from ..language import text
from .evidence import paths, without_basis
from .values import named, number, written
from .world import unusual_parameters

if TYPE_CHECKING:
    from sulha.model import Setup


def notes(setup: Setup) -> list[str]:
    """Sentences about a valid scenario, none of which is an error."""
    return [*_texts(setup), *_foundation(setup), *_idle(setup), *_implausible(setup)]


def _texts(setup: Setup) -> Iterator[str]:
    if setup.about is None:
        yield text("no `about`: nobody can tell what the case is about")
    every = list(_all_texts(setup, ""))
    lacking = [path for path, said in every if said.ar is None]
    if lacking and len(lacking) < len(every):
        yield text("no Arabic text at: {paths}", paths=paths(lacking))


def _all_texts(place: object, path: str) -> Iterator[tuple[str, Text]]:
    """Every text that people read, with its dotted path."""
    if isinstance(place, Text):
        yield path, place
    elif isinstance(place, Part):
        for key in type(place).model_fields:
            yield from _all_texts(getattr(place, key), f"{path}.{key}".lstrip("."))
    elif isinstance(place, dict | tuple):
        entries = place.items() if isinstance(place, dict) else enumerate(place)
        for step, inner in entries:
            yield from _all_texts(inner, f"{path}.{step}")


def _foundation(setup: Setup) -> Iterator[str]:
    if not setup.sources:
        yield text("no `sources`: nobody can look up what the case rests on")
    if not setup.basis:
        yield text("no `basis`: nobody can tell what is documented and what is assumed")
    elif bare := without_basis(setup):
        yield text("no basis is given for: {paths}", paths=paths(bare))


def _idle(setup: Setup) -> Iterator[str]:
    if not setup.organizations:
        yield text("no `organizations`: a run has nothing to compare the world with")
    later = {path for change in setup.interventions for path in change.set}
    for id, organization in setup.organizations.items():
        for key in ("funding", "strategy"):
            comes = any(path.startswith(f"organizations.{id}.{key}.") for path in later)
            if not any(getattr(organization, key).values()) and not comes:
                yield text("organizations.{id} has no `{key}`: it does nothing", id=id, key=key)
    worked_on = {society for organization in setup.organizations.values() for society in organization.works_on}
    for id in setup.societies:
        if setup.organizations and id not in worked_on:
            yield text("no organization works on societies.{id}", id=id)


def _implausible(setup: Setup) -> Iterator[str]:
    for id, value in unusual_parameters(setup).items():
        sweep = PARAMETERS[id].sweep
        each = value if isinstance(value, tuple) else (value,)
        if sweep is not None and not all(sweep[0] <= one <= sweep[1] for one in each):
            yield text(
                "parameters.{id} ({name}) is {value}, outside the plausible range of {low} to {high}",
                id=id, name=named(id), value=written(value), low=number(sweep[0]), high=number(sweep[1]),
            )  # fmt: skip
