"""Numbers beside their defaults, and settings by the names that people know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic_core import to_jsonable_python

from sulha.model.parameters import PARAMETERS, Parameter
from sulha.scenarios import places
from sulha.scenarios.overriding import current
from sulha.scenarios.problems import shortened

from ..language import isolated, language, plain, text
from . import vocabulary
from .vocabulary import listed

if TYPE_CHECKING:
    from sulha.model import Setup
    from sulha.model.setup import ImageTriple

#: Longest text of a file that an explanation repeats.
LONGEST = 5000
_PERCENT = re.compile(r"\d[\d.,]*%")
#: Parts of a list or section that a line shows.
_PARTS = 8


def number(value: float) -> str:
    """A number as people write it: four digits that count, and thousands apart."""
    return f"{value:,.0f}" if abs(value) >= 10_000 else f"{value:.4g}"


def written(value: Any) -> str:
    """A value of any kind on one line."""
    if value is None:
        return text("nothing")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number(value)
    if isinstance(value, tuple | list):
        return "[" + ", ".join(written(part) for part in value[:_PARTS]) + "]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{plain(str(k))}: {written(v)}" for k, v in list(value.items())[:_PARTS]) + "}"
    return plain(shortened(value))


def prose(said: Any, longest: int = LONGEST) -> str:
    """A text of the file (`Text`, a plain one, or none at all) in the language spoken now, on one line."""
    if said is None:
        return ""
    line = plain(said if isinstance(said, str) else said.in_language(language()), longest)
    # After Arabic letters a percent sign would go to the other side of its number.
    return _PERCENT.sub(lambda found: isolated(found[0]), line)


def named(id: str) -> str:
    """What a parameter is called."""
    return str(getattr(PARAMETERS[id].label, language()))


def compared(id: str, value: float) -> str:
    """A number that is a parameter, beside the default of the model."""
    default = PARAMETERS[id].default
    values = {"name": named(id), "value": number(value), "default": written(default)}
    if not isinstance(default, int | float) or value == default:
        return text("{name}: {value}, as by default", **values)
    if value > default:
        return text("{name}: {value}, above the default of {default}", **values)
    return text("{name}: {value}, below the default of {default}", **values)


def unusual(given: Mapping[str, float | None]) -> list[str]:
    """Of numbers by the id of their parameter, those that are given and are not the default."""
    return [compared(id, value) for id, value in given.items() if value not in (None, PARAMETERS[id].default)]


def image(said: ImageTriple | None, default: tuple[float, ...]) -> str:
    """An image as far as it is given and differs from the default; "" where it does not."""
    if said is None:
        return ""
    parts = zip(vocabulary.IMAGES.items(), (said.intent, said.trust, said.humanity), default, strict=True)
    return listed(
        [
            text("{name} {value} (otherwise {default})", name=text(name), value=number(value), default=number(usual))
            for (_, name), value, usual in parts
            if value is not None and value != usual
        ]
    )


def parameter_at(path: str) -> Parameter | None:
    """The parameter that a dotted path sets, for all or for one actor; None where it sets something else."""
    id = path.removeprefix("parameters.")
    if id in PARAMETERS:
        return PARAMETERS[id]
    kinds = places.kinds_at(tuple(path.split(".")))
    return next((PARAMETERS[kind.parameter] for kind in kinds if kind.parameter), None)


def value_at(setup: Setup, path: str) -> Any:
    """What holds at a dotted path: what the scenario says, else what the parameter says."""
    value = current(setup, path)
    parameter = parameter_at(path)
    if value is None and parameter is not None:
        return setup.resolved_parameters().value(parameter.id)
    if value is None and path.split(".")[2:3] in (["funding"], ["strategy"]):
        return 0
    return value


@dataclass(frozen=True, slots=True)
class Change:
    """A setting that was changed, with its values as JSON has them."""

    path: str
    old: Any
    new: Any


def changes_between(before: Setup, after: Setup, paths: Iterable[str]) -> tuple[Change, ...]:
    """What became of settings between two states of a scenario."""
    return tuple(
        Change(path, *(to_jsonable_python(value_at(setup, path), exclude_none=True) for setup in (before, after)))
        for path in paths
    )


def with_unit(value: Any, parameter: Parameter) -> str:
    """A value with its unit."""
    unit = vocabulary.unit(parameter.unit)
    return text("{value} {unit}", value=written(value), unit=unit) if unit else written(value)
