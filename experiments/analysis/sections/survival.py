"""Durations: talks, what they come to, relapse, organizations that stay open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...figures.style import COLORS, LINES
from ...language import text
from .. import survival as estimators
from ..drawing.page import keyed, panels, titled
from ..durations import Wait, waits
from ..parts import LeftOut, Part, Picture, Table, Wishes
from ..reading import Runs
from ..survival import Durations, Resampled, share_of, summarized

_MOST_ARMS = 4


@dataclass(frozen=True, eq=False)
class _Group:
    """The subjects of an arm, and how each event comes in month by month (resamples, months 0 to last)."""

    arm: str
    durations: Durations
    curves: estimators.Floats


@dataclass(frozen=True, eq=False)
class _Seen:
    wait: Wait
    last: int
    weight: estimators.Floats
    groups: tuple[_Group, ...]


def survival(runs: Runs, wishes: Wishes) -> Part | LeftOut:  # noqa: ARG001
    """Curves, restricted means and hazard ratios of every duration that the outcomes allow."""
    title = text("Durations")
    found = [one for wait in waits(runs) if (one := _seen(runs, wait)).groups]
    if not found:
        return LeftOut(title, text("the sweep has none of the outcomes that are months, such as talks_month, "
                                   "agreement_month, closed_month"))  # fmt: skip
    rests = text("all runs that are done, over all points; resampled by replicate")
    tables = (
        Table("durations", text("Durations by arm"), pd.DataFrame([r for s in found for r in _rows(s)]), rests),
        Table("durations_compared", text("Durations in the scenario against the other arms"),
              pd.DataFrame([r for s in found for r in _compared(s)]), rests),
        Table("duration_curves", text("Shares of durations month by month"),
              pd.DataFrame([r for s in found for r in _curves(s)]), rests),
    )  # fmt: skip
    picture = Picture(
        "durations", text("Shares to whom it has happened, by months since the wait began."),
        text("Bands: pointwise 95 % intervals, a bootstrap over replicates with all of their points."),
        partial(_draw, found),
    )  # fmt: skip
    words = (
        text(
            "Runs in which it had not happened by the last month are censored, not counted as if it never would. "
            "Talks end in an agreement or break down: competing events, so shares are Aalen and Johansen's. "
            "`months_without` is the restricted mean: months without the event, of `last_month`."
        ),
        text(
            "Hazard ratios are the scenario's hazard over the other arm's, from a proportional hazards model; where "
            "hazards cross they are an average. Rows marked `chosen` compare only runs to which something happened "
            "before: which runs those are differs between arms, so it is no effect of the arms alone."
        ),
    )
    return Part("durations", title, words, tuple(t for t in tables if len(t.frame)), (picture,))


def _seen(runs: Runs, wait: Wait) -> _Seen:
    last = int(runs.horizon().max())
    there = np.ones(runs.status.shape[1:], dtype=bool)
    seen = [(name, wait.seen(runs, arm, there)) for arm, name in enumerate(runs.arms)]
    seen = [(name, one) for name, one in seen if (one.time > 0).any()]
    weight = estimators.weights(runs.replicates)
    groups = []
    for name, one in seen:
        known = Durations(one.time, one.cause, one.cluster, runs.replicates)
        groups.append(_Group(name, known, estimators.incidence(known, weight, last, len(wait.events))))
    return _Seen(wait, last, weight, tuple(groups))


def _rows(seen: _Seen) -> Iterator[dict[str, Any]]:
    for group in seen.groups:
        n = group.durations.filled
        for cause, event in enumerate(seen.wait.events):
            share = share_of(group.curves[cause][:, -1], n)
            row = {
                "wait": seen.wait.name, "event": event, "arm": group.arm,
                "subjects": int((group.durations.time > 0).sum()),
                "events": int(((group.durations.cause == cause + 1) & (group.durations.time > 0)).sum()),
                "clusters": n, "last_month": seen.last,
                **_named("share", share), "median_month": _median(group.curves[cause][0]),
            }  # fmt: skip
            if len(seen.wait.events) == 1:
                row |= _named("months_without", summarized(estimators.restricted_mean(1 - group.curves[0]), n))
            yield row


def _compared(seen: _Seen) -> Iterator[dict[str, Any]]:
    if not seen.groups or len(seen.groups) < 2:
        return
    first, *others = seen.groups
    for other in others:
        n = min(first.durations.filled, other.durations.filled)
        for cause, event in enumerate(seen.wait.events):
            one, two = (_of_cause(group.durations, cause + 1) for group in (first, other))
            ratio = estimators.ratio_of_hazards(one, two, seen.last)
            share = first.curves[cause][:, -1] - other.curves[cause][:, -1]
            row = {
                "wait": seen.wait.name, "event": event, "arm": first.arm, "against": other.arm,
                **_named("hazard_ratio", ratio), **_named("share_difference", summarized(share, n)),
                "chosen": seen.wait.chosen,
            }  # fmt: skip
            if len(seen.wait.events) == 1:
                lived = estimators.restricted_mean(1 - first.curves[0]) - estimators.restricted_mean(
                    1 - other.curves[0]
                )
                row |= _named("months_difference", summarized(lived, n))
            yield row


def _curves(seen: _Seen) -> Iterator[dict[str, Any]]:
    for group in seen.groups:
        for cause, event in enumerate(seen.wait.events):
            curve = group.curves[cause]
            low, high = estimators.band(curve, group.durations.filled)
            for month in range(curve.shape[1]):
                yield {"wait": seen.wait.name, "event": event, "arm": group.arm, "month": month,
                       "share": curve[0, month], "low": low[month], "high": high[month]}  # fmt: skip


def _of_cause(group: Durations, cause: int) -> Durations:
    """The same subjects, all other events taken as censoring: hazards of one cause."""
    return Durations(group.time, (group.cause == cause).astype(np.int64), group.cluster, group.clusters)


def _named(name: str, found: Resampled) -> dict[str, float]:
    return {name: found.value, f"{name}_low": found.interval[0], f"{name}_high": found.interval[1]}


def _median(curve: estimators.Floats) -> float:
    reached = curve >= 0.5
    return float(reached.argmax()) if reached.any() else np.nan


def _draw(found: list[_Seen], figure: Figure) -> None:
    shown = [(seen, cause) for seen in found for cause in range(len(seen.wait.events))]
    places = panels(figure, len(shown), height=1.8)
    for ax, (seen, cause) in zip(places, shown, strict=True):
        _panel(ax, seen, cause)
    keyed(figure, places[0])


def _panel(ax: Axes, seen: _Seen, cause: int) -> None:
    months = np.arange(seen.last + 1)
    still = seen.wait.draws == "survival"
    for group, color, line in zip(seen.groups[:_MOST_ARMS], COLORS, LINES, strict=False):
        curve = 1 - group.curves[cause] if still else group.curves[cause]
        low, high = estimators.band(curve, group.durations.filled)
        ax.fill_between(months, low, high, step="post", color=color, alpha=0.16, linewidth=0)
        ax.step(months, curve[0], where="post", color=color, linestyle=line, label=group.arm)
    ax.set_ylim(0, 1.02)
    ax.set_xlim(0, seen.last)
    ax.set_xlabel(text("Months since the wait began"))
    ax.set_ylabel(text("Share still open") if still else text("Share so far"))
    title = text(seen.wait.title)
    titled(ax, title if len(seen.wait.events) == 1 else f"{title}: {text(seen.wait.events[cause])}")
