"""Which factors matter: by Morris, Sobol or ranks, whichever the design allows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sulha.model.wording import joined

from ...language import noted, text
from ...sweeps.design import morris_sample
from ..drawing.bars import ROOM, Bar, bars
from ..drawing.page import keyed, panels, titled
from ..indices import sensitivities
from ..measures import Quantity, complete, quantities
from ..parts import LeftOut, Part, Picture, Table, Wishes
from ..ranks import ranking
from ..reading import Runs, Values
from ..screening import screened

_MOST_PANELS = 6
#: Quantities of which the factors that matter are told in a sentence, and how many of the factors.
_TOLD, _LISTED = 2, 5
_BANDS = noted("95 % intervals by a bootstrap over the sample of the design; gray marks: what noise alone would show.")


@dataclass(frozen=True, eq=False)
class _Found:
    """What was found of a quantity: rows of the table, how its panel is drawn, and whether there is anything on it.

    `acting` has how much each factor does that can be told from doing nothing.
    """

    quantity: Quantity
    rows: list[dict[str, Any]]
    draw: Callable[[Axes], None]
    acting: dict[str, float]
    shows: bool = True


def sensitivity(runs: Runs, wishes: Wishes) -> Part | LeftOut:  # noqa: ARG001
    """Sensitivity of every quantity to every factor."""
    title = text("Sensitivity to the factors")
    kind = runs.described.specification.design.kind
    if kind not in _METHODS:
        return LeftOut(
            title, text("a {kind} design is not made for it; use morris, sobol or latin_hypercube", kind=kind)
        )  # fmt: skip
    method, words, caption, bands = _METHODS[kind]
    found = list(_all(runs, method))
    if not found:
        return LeftOut(title, text("it needs every point of the design finished, with two replicates in common, and an "
                                   "outcome that varies"))  # fmt: skip
    rows = [row for one in found for row in one.rows]
    table = Table("sensitivity", text(caption), pd.DataFrame(rows),
                  text("means over all replicates that every point has"))  # fmt: skip
    shown = _shown(found)
    picture = Picture("sensitivity", text(caption), text(bands), partial(_draw, shown))
    return Part("sensitivity", title, tuple(map(text, words)), (table,), (picture,) if shown else (),
                tuple(map(_finding, found[:_TOLD])))  # fmt: skip


def _finding(one: _Found) -> str:
    if not one.acting:
        return text("{what}: no factor can be told from noise.", what=one.quantity.title)
    acting = sorted(one.acting, key=lambda factor: -one.acting[factor])
    listed = joined("{first}, {rest}", acting[:_LISTED])
    return text("{what}: what moves it most is, in this order, {factors}.", what=one.quantity.title, factors=listed)


def _all(runs: Runs, method: Callable[[Runs, Quantity, Values], _Found | None]) -> Iterator[_Found]:
    for quantity in quantities(runs):
        values = complete(quantity.values)
        if values.shape[1] >= 2 and values.mean(axis=1).std() > 0 and (found := method(runs, quantity, values)):
            yield found


def _shown(found: list[_Found]) -> list[_Found]:
    """Goldstein's scale says what conduct says, in other numbers: one of them is enough to look at."""
    twice = "conduct" in {one.quantity.about.name for one in found}
    return [one for one in found if one.shows and not (twice and one.quantity.about.name == "goldstein")][:_MOST_PANELS]


def _draw(found: list[_Found], figure: Figure) -> None:
    height = max(1.2, 0.26 * len(found[0].rows) + 0.5)
    places = panels(figure, len(found), height=height, left=ROOM + 0.15, across=ROOM + 0.25)
    for ax, one in zip(places, found, strict=True):
        one.draw(ax)
        titled(ax, f"{one.quantity.about.name}: {' − '.join(one.quantity.arms)}")
    keyed(figure, places[0])


def _head(quantity: Quantity, factor: str) -> dict[str, Any]:
    return {"outcome": quantity.about.name, "arms": " - ".join(quantity.arms), "factor": factor}


def _morris(runs: Runs, quantity: Quantity, values: Values) -> _Found:
    specification = runs.described.specification
    design = specification.design
    sample = morris_sample(design, specification.factors, specification.seed if design.seed is None else design.seed)
    found = screened(values, sample, runs.factors, design.levels)
    rows = [
        {**_head(quantity, one.factor), "mu": one.mu, "mu_star": one.mu_star, "low": one.interval[0],
         "high": one.interval[1], "sigma": one.sigma, "sigma_without_noise": one.sigma_without_noise,
         "noise_of_effect": one.noise, "mu_star_of_noise": one.idle, "replicates": values.shape[1]}
        for one in found
    ]  # fmt: skip

    def draw(ax: Axes) -> None:
        series = {"μ*": [Bar(one.mu_star, one.interval) for one in found],
                  "σ": [Bar(one.sigma, (np.nan, np.nan)) for one in found]}  # fmt: skip
        bars(ax, [one.factor for one in found], series, idle=[one.idle for one in found])
        ax.set_xlabel(text("Elementary effect [{unit}]", unit=quantity.about.unit_told))

    # An elementary effect has a size even where there is noise alone.
    return _Found(quantity, rows, draw, {one.factor: one.mu_star for one in found if one.interval[0] > one.idle})


def _sobol(runs: Runs, quantity: Quantity, values: Values) -> _Found:
    second = runs.described.specification.design.second_order
    found = sensitivities(values, runs.factors, second_order=second)
    rows = []
    for one in found:
        row = _head(quantity, one.factor)
        for name, index in (("first", one.first), ("total", one.total)):
            row |= {name: index.value, f"{name}_low": index.interval[0], f"{name}_high": index.interval[1],
                    f"{name}_without_noise": index.without_noise,
                    f"{name}_without_noise_low": index.interval_without_noise[0],
                    f"{name}_without_noise_high": index.interval_without_noise[1]}  # fmt: skip
        rows.append({**row, "replicates": values.shape[1]})

    def draw(ax: Axes) -> None:
        series = {
            text("first-order"): [Bar(s.first.without_noise, s.first.interval_without_noise) for s in found],
            text("total"): [Bar(s.total.without_noise, s.total.interval_without_noise) for s in found],
        }
        bars(ax, [one.factor for one in found], series)
        ax.set_xlabel(text("Share of variance, noise taken out"))

    acting = {s.factor: s.total.without_noise for s in found if s.total.interval_without_noise[0] > 0}
    return _Found(quantity, rows, draw, acting, shows=not all(np.isnan(one.total.without_noise) for one in found))


def _ranks(runs: Runs, quantity: Quantity, values: Values) -> _Found | None:
    factors = runs.described.specification.factors
    if len(values) < len(factors) + 3:
        return None
    design = np.array([[_number(value, factors[name].levels()) for name, value in zip(factors, point, strict=True)]
                       for point in runs.described.points])  # fmt: skip
    found = ranking(design, values.mean(axis=1), runs.factors)
    rows = [
        {**_head(quantity, one.factor), "prcc": one.partial, "prcc_low": one.partial_interval[0],
         "prcc_high": one.partial_interval[1], "srrc": one.coefficient, "srrc_low": one.coefficient_interval[0],
         "srrc_high": one.coefficient_interval[1], "r_squared": found.explained, "replicates": values.shape[1]}
        for one in found.factors
    ]  # fmt: skip

    def draw(ax: Axes) -> None:
        series = {"PRCC": [Bar(one.partial, one.partial_interval) for one in found.factors],
                  "SRRC": [Bar(one.coefficient, one.coefficient_interval) for one in found.factors]}  # fmt: skip
        bars(ax, [one.factor for one in found.factors], series)
        ax.set_xlim(-1.05, 1.05)
        ax.set_xlabel(text("Rank correlation, regression (R² {r})", r=f"{found.explained:.2f}"))

    acting = {one.factor: abs(one.partial) for one in found.factors if np.prod(np.sign(one.partial_interval)) > 0}
    return _Found(quantity, rows, draw, acting)


def _number(value: Any, levels: tuple[Any, ...]) -> float:
    """A factor's value as a number to rank; of words, their place in the list of the specification."""
    return float(levels.index(value)) if isinstance(value, str) else float(value)


_METHODS: dict[str, tuple[Callable[[Runs, Quantity, Values], _Found | None], tuple[str, ...], str, str]] = {
    "morris": (
        _morris,
        (noted("mu* is the mean size of elementary effects (Morris 1991; Campolongo et al. 2007), sigma their "
         "standard deviation. Both hold replicate noise: `mu_star_of_noise` is the mu* that a factor without effect "
         "would show."),),
        noted("Elementary effects of the factors"), _BANDS,
    ),
    "sobol": (
        _sobol,
        (noted("Shares of the variance of point means over the whole space of the factors (Sobol' 2001; Saltelli et "
         "al. 2010). `without_noise` has the replicate noise taken out, by an estimate from the replicates "
         "themselves. Interval ends may lie outside [0, 1]: estimates are not bent."),),
        noted("Sobol indices of the factors"),
        noted("95 % intervals by a bootstrap over the base sample; replicate noise taken out."),
    ),
    "latin_hypercube": (
        _ranks,
        (noted("Partial rank correlation (PRCC) and standardized rank regression (SRRC) tell of monotone relations "
         "only; a small R² says that there are others. Levels that are words are ranked in the order of the "
         "specification."),),
        noted("Rank-based sensitivity to the factors"), noted("95 % intervals by a bootstrap over points."),
    ),
}  # fmt: skip
