"""The base of all metrics: what a new one has to say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..conflict import Conflict


class Scope(StrEnum):
    """Of whom a metric is: the whole world, a level, a society, a direction, or an institution that holds a view."""

    WORLD = "world"
    LEVEL = "level"
    SOCIETY = "society"
    DIRECTION = "direction"
    HOLDER = "holder"


type Row = tuple[Scope, str, str]
type Measure = Callable[[Conflict, str, str], float]


@dataclass(frozen=True, slots=True)
class Metric:
    """A quantity measured at the end of every month.

    `measure(world, actor, toward)` gives one number; `unit` and `range` say what it is, `label` what a person calls
    it. A metric that has no value in a month gives NaN.
    """

    name: str
    label: dict[str, str]
    unit: str
    range: tuple[float, float]
    scopes: tuple[Scope, ...]
    measure: Measure
    about: str


def of_direction(name: str, world: Conflict, actor: str, toward: str) -> float:
    """What one society does, hears or decides about another, by the attribute's name."""
    return float(getattr(world.directions[actor, toward], name))
