"""Layering: main effects and interactions of factors, and of what arms are without."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pandas as pd
from matplotlib.figure import Figure

from ...language import text
from ..drawing.bars import ROOM, Bar, bars
from ..drawing.page import panels, titled
from ..layering import Interaction, of_arms, of_factors
from ..measures import about, quantities
from ..parts import LeftOut, Part, Picture, Table, Wishes
from ..reading import Runs


def layers(runs: Runs, wishes: Wishes) -> Part | LeftOut:  # noqa: ARG001
    """Interaction contrasts with paired intervals."""
    title = text("Layering: effects of things together")
    found = [one for one in _found(runs) if one.replicates > 0]
    if not any(one.order > 1 for one in found):
        return LeftOut(title, text("it needs a grid of two factors or more, or arms without one thing, without another "
                                   "and without both"))  # fmt: skip
    rows = [
        {"outcome": one.outcome, "unit": about(one.outcome).unit, "of": one.of, "order": one.order,
         "what": " x ".join(one.parts), "contrast": one.contrast.mean, "low": one.contrast.interval[0],
         "high": one.contrast.interval[1], "replicates": one.replicates}
        for one in found
    ]  # fmt: skip
    table = Table("layering", text("Main effects and interactions"), pd.DataFrame(rows),
                  text("all replicates that every point, and every arm of the contrast, has"))  # fmt: skip
    shown = [one for one in found if one.outcome == runs.outcomes[0]]
    picture = Picture(
        "layering", text("Contrasts in the unit of the outcome; right of zero, together they raise it more."),
        text("95 % bootstrap intervals over replicates, which share their random numbers over the whole design."),
        partial(_draw, shown),
    )  # fmt: skip
    words = (
        text(
            "An interaction of two is a difference of differences: what one does at the high level of the other, minus "
            "what it does at the low one; of three, one level deeper. High and low are the last and the first level "
            "of the specification; over all other factors the mean is taken. For arms, high is with and low is without."
        ),
        text("A contrast below zero of an outcome where lower is better means that the two strengthen each other."),
    )
    return Part("layering", title, words, (table,), (picture,) if shown else ())


def _found(runs: Runs) -> Iterator[Interaction]:
    if runs.described.specification.design.kind == "grid":
        for quantity in quantities(runs):
            yield from of_factors(runs, quantity)
    yield from of_arms(runs)


def _draw(shown: list[Interaction], figure: Figure) -> None:
    groups = list(dict.fromkeys(one.of for one in shown))
    rows = max(sum(one.of == group for one in shown) for group in groups)
    places = panels(figure, len(groups), height=max(1.0, 0.2 * rows + 0.3), left=ROOM + 0.15, across=ROOM + 0.25)
    for ax, group in zip(places, groups, strict=True):
        mine = [one for one in shown if one.of == group]
        names = [" × ".join(part.rsplit(".", 1)[-1] for part in one.parts) for one in mine]
        bars(ax, names, {"": [Bar(one.contrast.mean, one.contrast.interval) for one in mine]})
        ax.set_xlabel(text("Contrast [{unit}]", unit=about(mine[0].outcome).unit_told))
        titled(ax, f"{mine[0].outcome}: {group}")
