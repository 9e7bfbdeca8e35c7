"""A comparison on one page: both arms, the paired difference month by month, the outcomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from ..bands import Course
from ..comparison_summary import difference_words, notes, titles, which
from ..contrasts import Contrast
from ..language import language as spoken_now
from ..language import noted, ntext, plain, speaking, text
from ..months import period
from ..outcomes import first_month, series_of
from ..phrasing import brief
from ..statistics import FEWEST
from .direction import LEVEL, beginning, from_the_right, key, level_axis_title
from .footer import footer
from .lettering import HALO, fitted, largest
from .lines import GOLDSTEIN, Ensemble, ensemble, name_ends, zoomed
from .style import COLORS, FAINT, INK, LINES, WIDTH, style
from .timeline import Timeline

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..comparison import Comparison
    from ..result import Arm

#: Colors and lines of A and of B.
_ARMS: tuple[tuple[str, Any], ...] = ((COLORS[0], LINES[0]), (COLORS[1], LINES[1]))
_DIFFERENCE = INK
_PANEL, _GAP, _BOTTOM = 1.45, 0.62, 0.74
_MOST_NOTES = 5
#: Left edges and widths of the two columns of panels, as shares of the page.
_PLACES = ((0.085, 0.355), (0.58, 0.355))
#: The last panel has its names at the left and its numbers at the right.
_FOREST = (0.74, 0.1)
#: The room that these numbers have, as a share of the page.
_NUMBERS = 0.143
#: Columns of the key.
_KEYS = 2
#: Outcomes of the last panel; conduct and its Goldstein score are one.
_SHORT = {
    "conduct": noted("Conduct, H"),
    "hostility": noted("Citizens' hostility"),
    "settled_months": noted("Months in agreement, peace"),
    "talks_opened": noted("Talks opened, share"),
    "agreement_reached": noted("Agreement, share"),
    "relapse": noted("Relapse, share"),
    "organizations_open": noted("Organizations open"),
}


@dataclass(frozen=True, slots=True)
class _Page:
    """What all panels of a page share."""

    comparison: Comparison
    time: Timeline

    @property
    def enough(self) -> bool:
        """Whether there are enough pairs for bands of the difference."""
        return self.comparison.replicates >= FEWEST

    def of(self, arm: Arm, metric: str) -> Ensemble:
        """A metric of the world in the months that both arms have (replicates, months + 1)."""
        return series_of(arm, metric)[:, : self.time.months + 1]


def draw_comparison(comparison: Comparison, figure: Figure, *, language: str | None = None) -> None:
    """Draw a comparison on a matplotlib figure, which takes the height that it needs.

    `language` is "en" or "ar", or that spoken now. Raises ValueError for another one.
    """
    pair = comparison.pair
    # Months of two calendars have no common names.
    start = pair.a.time.start if pair.a.time.start == pair.b.time.start else None
    with speaking(language or spoken_now()), style():
        _draw(_Page(comparison, Timeline(pair.months, start)), figure)


def _draw(page: _Page, figure: Figure) -> None:
    rows = ((_conduct, _hostility), (_conduct_difference, _hostility_difference), (_process, _outcomes))
    told = _notes(page)
    above = LEVEL if from_the_right() else 0.0
    top = 0.72 + 0.17 * -(-len(_key(page)) // _KEYS) + 0.14 * len(told) + above + (0.1 if told else 0.0)
    gap = _GAP + above
    height = top + len(rows) * _PANEL + (len(rows) - 1) * gap + _BOTTOM
    figure.set_size_inches(WIDTH, height)
    _title(page, figure, height, told)
    for number, row in enumerate(rows):
        edge = height - top - number * (_PANEL + gap)
        for place, panel in enumerate(row):
            left, width = _FOREST if panel is _outcomes else _PLACES[place]
            ax = figure.add_axes((left, (edge - _PANEL) / height, width, _PANEL / height))
            panel(page, ax)
            begin, wide = _PLACES[place]
            _head(ax, "abcdef"[2 * number + place], (begin - left) / width, (begin + wide - left) / width)
    _footer(page, figure, height)


# -- what stands around the panels


def _across(figure: Figure, y: float, line: str, size: float, **how: Any) -> None:
    """A line over the width of the page, from the side where its language begins."""
    line = fitted(line, 0.97 * WIDTH, size=size, weight=how.get("fontweight", "normal"))
    figure.text(**beginning(0.015), y=y, s=line, fontsize=size, **{"va": "top", **how})


def _head(ax: Axes, letter: str, begin: float, end: float) -> None:
    """A panel's letter and title, from `begin` or in Arabic from `end` (shares of the panel)."""
    title = text("{letter}   {title}", letter=letter, title=ax.get_title(loc="left"))
    title = fitted(title, 0.44 * WIDTH, size=8.5, weight="bold")
    ax.set_title("", loc="left")
    x, side, lift = min(begin, 0.0), "left", 4.0
    if from_the_right():
        level_axis_title(ax, lift)
        x, side, lift = end, "right", lift + 72 * LEVEL
    ax.annotate(
        title, (x, 1), xycoords="axes fraction", xytext=(0, lift), textcoords="offset points", ha=side, va="bottom",
        fontsize=8.5, fontweight="bold", annotation_clip=False,
    )  # fmt: skip


def _title(page: _Page, figure: Figure, height: float, told: list[str]) -> None:
    comparison = page.comparison
    setup = comparison.pair.a
    name = plain(setup.name.in_language(spoken_now()), 120)
    _across(figure, 1 - 0.08 / height, name, 11, fontweight="bold")
    pairs = ntext("{n} pair of replicates", "{n} pairs of replicates", comparison.replicates)
    subtitle = text("{period} · {replicates}", period=period(setup), replicates=pairs)
    _across(figure, 1 - 0.31 / height, f"{subtitle} · {which(comparison.pair)}", 7.5, color=FAINT)
    handles = _key(page)
    key(figure, handles, 0.005, 1 - 0.5 / height, _KEYS)
    for number, note in enumerate(told):
        _across(figure, 1 - (0.56 + 0.17 * -(-len(handles) // _KEYS) + 0.14 * number) / height, note, 7)


def _key(page: _Page) -> list[Any]:
    """What lines and areas mean, on all panels."""
    comparison = page.comparison
    room = 0.43 * WIDTH
    arms = [text("A: {title}", title=titles(comparison.pair)[0]), text("B: {title}", title=titles(comparison.pair)[1])]
    handles: list[Any] = [
        Line2D([], [], color=color, linestyle=line, label=fitted(title, room, size=7.5))
        for title, (color, line) in zip(arms, _ARMS, strict=True)
    ]
    if comparison.replicates > 1:
        handles.append(_band(text("a, b: median and 5–95 % of replicates"), FAINT, 0.3))
    if page.enough:
        handles.append(Line2D([], [], color=_DIFFERENCE, label=text("c, d: mean difference of pairs")))
        handles.append(_band(text("95 % for one month"), _DIFFERENCE, 0.3))
        handles.append(_band(text("95 % for all months at once"), _DIFFERENCE, 0.13))
    else:
        label = text("c, d: every pair, thin, and their mean")
        handles.append(Line2D([], [], color=_DIFFERENCE, label=label))
    return handles


def _band(label: str, color: str, alpha: float) -> Patch:
    return Patch(color=color, alpha=alpha, linewidth=0, label=label)


def _notes(page: _Page) -> list[str]:
    """What was changed in both, and how the two go together."""
    told = [
        text("Changed in both: {path} from {old} to {new}", path=path, old=brief(old), new=brief(new))
        for path, old, new in page.comparison.pair.changes
    ]
    told += notes(page.comparison)
    return told if len(told) <= _MOST_NOTES else [*told[: _MOST_NOTES - 1], "…"]


def _footer(page: _Page, figure: Figure, height: float) -> None:
    comparison = page.comparison
    n, seed = comparison.replicates, comparison.seed
    if n > 1:
        bands = text(
            "Bands and intervals: {n} pairs of replicates at fixed parameters; parameter uncertainty is not in them. "
            "Seed {seed}.",
            n=n, seed=seed,
        )  # fmt: skip
    else:
        bands = text(
            "One pair of replicates of seed {seed}: it shows a possible difference, not a typical one, and nothing of "
            "the spread.",
            seed=seed,
        )
    footer(figure, height, bands)


# -- panels


def _both(page: _Page, ax: Axes, metric: str) -> list[Ensemble]:
    """Medians and bands of both arms, named at their ends."""
    shown, ends = [], []
    comparison = page.comparison
    for name, arm, (color, line) in zip("AB", (comparison.a, comparison.b), _ARMS, strict=True):
        values = page.of(arm, metric)
        ends.append((ensemble(ax, values, color=color, style=line), text(name), color))
        shown.append(values)
    page.time.dress(ax)
    _scheduled(page, ax)
    ax.set_ylim(*(zoomed(shown, 0.2, 0, 1, 0.1) if metric == "hostility" else zoomed(shown, 2, *GOLDSTEIN, 1)))
    name_ends(ax, ends)
    return shown


def _conduct(page: _Page, ax: Axes) -> None:
    _both(page, ax, "goldstein")
    ax.axhline(0, color=FAINT, linewidth=0.6, zorder=0)
    ax.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    ax.set_ylabel(text("Conduct (Goldstein)"))
    ax.set_title(text("Official conduct"))
    _window(page, ax)


def _hostility(page: _Page, ax: Axes) -> None:
    _both(page, ax, "hostility")
    ax.set_ylabel(text("Hostility (0–1)"))
    ax.set_title(text("Hostility of citizens"))


def _conduct_difference(page: _Page, ax: Axes) -> None:
    _difference(page, ax, "goldstein", page.comparison.course("goldstein"))
    _way(ax, text("A more cooperative ↑"), text("A more hostile ↓"))
    ax.set_ylabel(text("A minus B (Goldstein)"))
    ax.set_title(text("Conduct, A minus B"))


def _hostility_difference(page: _Page, ax: Axes) -> None:
    _difference(page, ax, "hostility", page.comparison.verdict.courses["hostility"])
    _way(ax, text("A more hostile ↑"), text("A less hostile ↓"))
    ax.set_ylabel(text("A minus B (0–1)"))
    ax.set_title(text("Hostility of citizens, A minus B"))


def _difference(page: _Page, ax: Axes, metric: str, course: Course) -> None:
    """The mean difference with its bands, and until when it is nothing, from when it is something."""
    months = np.arange(len(course.mean))
    ax.axhline(0, color=INK, linewidth=0.7, zorder=1)
    if page.enough:
        ax.fill_between(months, course.below, course.above, color=_DIFFERENCE, alpha=0.13, linewidth=0)
        ax.fill_between(months, course.low, course.high, color=_DIFFERENCE, alpha=0.22, linewidth=0)
        edges = np.concatenate([course.below, course.above])
    else:
        edges = page.of(page.comparison.a, metric) - page.of(page.comparison.b, metric)
        ax.plot(months, edges.T, color=FAINT, linewidth=0.5)
    ax.plot(months, course.mean, color=_DIFFERENCE)
    known = edges[~np.isnan(edges)]
    reach = float(np.abs(known).max()) if known.size else 0.0
    low, high = (float(known.min()), float(known.max())) if reach else (-1.0, 1.0)
    # Room for what is written above and below.
    room = 0.3 * (high - low) or 1.0
    ax.set_ylim(min(low, 0) - room, max(high, 0) + room)
    ax.yaxis.set_major_locator(MaxNLocator(5))
    page.time.dress(ax)
    _scheduled(page, ax)
    _until_and_from(page, ax, course)


def _until_and_from(page: _Page, ax: Axes, course: Course) -> None:
    until, since = course.identical_until, course.parts_from
    if until:
        ax.axvspan(0, until, color=FAINT, alpha=0.12, linewidth=0, zorder=0)
        _note(ax, 0.0, 0.26, text("identical until {month}", month=page.time.name(until)), "left")
    if since is not None:
        ax.axvline(since, color=COLORS[2], linewidth=0.9, linestyle=LINES[3], zorder=1)
        told = text("apart from {month}", month=page.time.name(since))
        if len(course.apart) > 1:
            told = text("apart from {month}, and for a time before", month=page.time.name(since))
    elif until == page.time.months or not page.enough:
        told = ""
    else:
        told = text("apart for a time, not at the end") if course.apart else text("in no month told apart")
    _note(ax, page.time.months, 0.93, told, "right")
    # At the upper edge where A is above B, at the lower where it is below.
    for first, last, side in course.apart:
        edge = 1 if side > 0 else 0
        ax.plot(
            [first, last], [edge, edge], transform=ax.get_xaxis_transform(), color=COLORS[2], linewidth=2.2,
            solid_capstyle="butt", clip_on=False,
        )  # fmt: skip


def _note(ax: Axes, month: float, height: float, told: str, align: str) -> None:
    shift = {"left": 2, "right": -2}[align]
    ax.annotate(
        told, (month, height), xycoords=ax.get_xaxis_transform(), xytext=(shift, 0), textcoords="offset points",
        ha=align, va="center", fontsize=6.5, path_effects=HALO,
    )  # fmt: skip


def _way(ax: Axes, up: str, down: str) -> None:
    for place, align, told in ((0.985, "top", up), (0.03, "bottom", down)):
        ax.text(0.015, place, told, transform=ax.transAxes, va=align, fontsize=6.5, color=INK, path_effects=HALO)


def _scheduled(page: _Page, ax: Axes) -> None:
    """Interventions of either arm as thin lines."""
    pair = page.comparison.pair
    months = {item.month for setup in (pair.a, pair.b) for item in setup.interventions}
    for month in sorted(months):
        if month <= page.time.months:
            ax.axvline(month, color=INK, linewidth=0.6, linestyle=(0, (1, 1.5)), zorder=1)


def _window(page: _Page, ax: Axes) -> None:
    """A bar under the months that the outcomes are about."""
    first, last = page.comparison.verdict.window
    ax.plot([first, last], [0, 0], transform=ax.get_xaxis_transform(), color=INK, linewidth=2.2, solid_capstyle="butt",
            clip_on=False)  # fmt: skip
    _note(ax, last, 0.06, text("months of the outcomes"), "right")


def _process(page: _Page, ax: Axes) -> None:
    """How many replicates have had talks, and an agreement, by each month."""
    comparison, months = page.comparison, np.arange(page.time.months + 1)
    ends = []
    events = (("talks_opened", text("talks"), 1.3, 1.0), ("agreement_reached", text("agreement"), 0.8, 0.75))
    for name, arm, (color, line) in zip("AB", (comparison.a, comparison.b), _ARMS, strict=True):
        for code, event, width, alpha in events:
            share = (first_month(arm, code)[:, None] <= months).mean(axis=0)
            ax.plot(months, share, color=color, linestyle=line, linewidth=width, alpha=alpha, drawstyle="steps-post")
            ends.append((float(share[-1]), text("{arm} {event}", arm=text(name), event=event), color))
    ax.set_ylim(0, 1.02)
    ax.set_ylabel(text("Share of replicates"))
    ax.set_title(text("Talks opened, agreement reached so far"))
    page.time.dress(ax)
    _scheduled(page, ax)
    name_ends(ax, ends, size=6.5)


def _outcomes(page: _Page, ax: Axes) -> None:
    """Every outcome's difference with its interval, each on a scale of its own around zero."""
    rows = [one for one in page.comparison.verdict.contrasts if one.outcome.name in _SHORT]
    ax.axvline(0, color=INK, linewidth=0.7, zorder=0)
    differences = [difference_words(one, narrow=True) for one in rows]
    size = largest(differences, _NUMBERS * WIDTH, sizes=(6.5, 6, 5.5, 5, 4.5, 4))
    for place, (one, told) in enumerate(zip(rows, differences, strict=True)):
        _dot(ax, -place, one)
        name = fitted(text(_SHORT[one.outcome.name]), 0.185 * WIDTH, size=6.5)
        ax.annotate(name, (0, -place), xycoords=("axes fraction", "data"), xytext=(-4, 0), textcoords="offset points",
                    ha="right", va="center", fontsize=6.5, annotation_clip=False)  # fmt: skip
        ax.annotate(told, (1, -place), xycoords=("axes fraction", "data"), xytext=(4, 0), textcoords="offset points",
                    ha="left", va="center", fontsize=size, annotation_clip=False)  # fmt: skip
    ax.set_xlim(-1.1, 1.1)
    ax.set_ylim(-len(rows) + 0.4, 0.6)
    ax.set_yticks([])
    ax.set_xticks([0], ["0"])
    ax.spines["left"].set_visible(False)
    ax.set_xlabel(text("each on its own scale · ● A better, ○ A worse, – not told"), fontsize=6.5, labelpad=1)
    ax.set_title(text("Outcomes, A minus B with 95 % intervals"))


def _dot(ax: Axes, place: int, one: Contrast) -> None:
    d = one.difference
    ends = np.array([d.mean, *d.interval])
    known = np.abs(ends[~np.isnan(ends)])
    if not known.size:
        return
    scale = float(known.max()) or 1.0
    if not np.isnan(d.interval[0]) and d.equal < d.pairs:
        ax.plot(np.array(d.interval) / scale, [place, place], color=INK, linewidth=1, solid_capstyle="butt")
    better = d.direction * (-1 if one.outcome.better == "lower" else 1)
    mark = {1: {"marker": "o", "color": INK}, -1: {"marker": "o", "markerfacecolor": "white", "color": INK},
            0: {"marker": "|", "color": INK}}[better]  # fmt: skip
    ax.plot([d.mean / scale], [place], linestyle="", markersize=4, **mark)  # type: ignore[arg-type]
