"""From factors to design points: which combinations of values are tried."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .listed import listed
from .specification import Design, Factor

type Point = tuple[Any, ...]

#: More points than this were not meant.
MOST_POINTS = 1_000_000


class TooManyPoints(ValueError):  # noqa: N818 (read as what is wrong)
    """A design would have more points than anybody can run; `points` says how many."""

    def __init__(self, points: int) -> None:
        self.points = points
        super().__init__(f"the design has {points} points; at most {MOST_POINTS} are allowed")


def points_of(
    design: Design, factors: Mapping[str, Factor], *, seed: int, base: Mapping[str, Any], folder: Path
) -> list[Point]:
    """The points of a design, each a value for every factor in the order of `factors`.

    `base` has the scenario's own value of every factor, which one-at-a-time designs begin from; `folder` is where the
    file of a `csv` design is looked for. The same arguments give the same points.

    Raises `TooManyPoints`; OSError and ValueError for the file of a `csv` design.
    """
    if design.kind == "csv":
        points = listed(folder / str(design.file), list(factors), MOST_POINTS)
        _check_count(len(points))
        return points
    _check_count(size_of(design, factors))
    return _KINDS[design.kind](design, factors, seed if design.seed is None else design.seed, base)


def more_points(design: Design, factors: Mapping[str, Factor], *, seed: int, before: Sequence[Point]) -> list[Point]:
    """What a design that has grown has beside the points `before`, in an order that does not depend on how it grew.

    The samples of Sobol and Morris go on; a Latin hypercube gets another one beside it, as no larger one contains it.
    """
    count = size_of(design, factors)
    _check_count(count)
    seed = seed if design.seed is None else design.seed
    if design.kind == "latin_hypercube":
        shares = _hypercube(len(factors), count - len(before), (seed, len(before)))
        return _placed(shares, list(factors.values()))
    return _KINDS[design.kind](design, factors, seed, {})[len(before) :]


def _check_count(points: int) -> None:
    if points > MOST_POINTS:
        raise TooManyPoints(points)


def size_of(design: Design, factors: Mapping[str, Factor]) -> int:
    """How many points a design has, without making them; 0 for one that stands in a file."""
    levels = [len(factor.levels()) for factor in factors.values()]
    if design.kind == "grid":
        return math.prod(levels)
    if design.kind == "one_at_a_time":
        return 1 + sum(levels)
    if design.kind == "latin_hypercube":
        return design.points
    if design.kind == "sobol":
        return design.points * (2 * len(factors) + 2 if design.second_order else len(factors) + 2)
    if design.kind == "morris":
        return design.trajectories * (len(factors) + 1)
    return 0


def _grid(design: Design, factors: Mapping[str, Factor], seed: int, base: Mapping[str, Any]) -> list[Point]:  # noqa: ARG001
    return list(product(*(factor.levels() for factor in factors.values())))


def _one_at_a_time(design: Design, factors: Mapping[str, Factor], seed: int, base: Mapping[str, Any]) -> list[Point]:  # noqa: ARG001
    """The scenario itself, then each factor at each of its levels with all others as in the scenario."""
    middle = tuple(base[path] for path in factors)
    points = [middle]
    for place, factor in enumerate(factors.values()):
        points += [
            (*middle[:place], level, *middle[place + 1 :]) for level in factor.levels() if level != middle[place]
        ]
    return points


def _latin_hypercube(design: Design, factors: Mapping[str, Factor], seed: int, base: Mapping[str, Any]) -> list[Point]:  # noqa: ARG001
    return _placed(_hypercube(len(factors), design.points, (seed,)), list(factors.values()))


def _hypercube(dimensions: int, points: int, seed: Sequence[int]) -> NDArray[np.float64]:
    from scipy.stats import qmc  # noqa: PLC0415 (slow to import)

    shares: NDArray[np.float64] = qmc.LatinHypercube(dimensions, rng=np.random.default_rng(seed)).random(points)
    return shares


def _sobol(design: Design, factors: Mapping[str, Factor], seed: int, base: Mapping[str, Any]) -> list[Point]:  # noqa: ARG001
    """Saltelli's scheme: each block of the sample begins with A, then A with one column of B each, …, then B."""
    from SALib.sample import sobol  # noqa: PLC0415

    shares = sobol.sample(problem(factors), design.points, calc_second_order=design.second_order, seed=seed)
    return _placed(shares, list(factors.values()))


def _morris(design: Design, factors: Mapping[str, Factor], seed: int, base: Mapping[str, Any]) -> list[Point]:  # noqa: ARG001
    return _placed(morris_sample(design, factors, seed), list(factors.values()))


def morris_sample(design: Design, factors: Mapping[str, Factor], seed: int) -> NDArray[np.float64]:
    """The points of a Morris design on the unit cube (trajectories * (factors + 1), factors)."""
    from SALib.sample import morris  # noqa: PLC0415

    shares: NDArray[np.float64] = morris.sample(
        problem(factors), design.trajectories, num_levels=design.levels, seed=seed
    )
    return shares


def problem(factors: Mapping[str, Factor]) -> dict[str, Any]:
    """The factors as SALib is told of them: on the unit cube, since scales are ours."""
    return {"num_vars": len(factors), "names": list(factors), "bounds": [[0.0, 1.0]] * len(factors)}


def _placed(shares: NDArray[np.float64], factors: Sequence[Factor]) -> list[Point]:
    """Points of the unit cube (points, factors) as values of the factors."""
    return [tuple(factor.at(float(share)) for factor, share in zip(factors, row, strict=True)) for row in shares]


_KINDS: dict[str, Callable[[Design, Mapping[str, Factor], int, Mapping[str, Any]], list[Point]]] = {
    "grid": _grid,
    "one_at_a_time": _one_at_a_time,
    "latin_hypercube": _latin_hypercube,
    "sobol": _sobol,
    "morris": _morris,
}
