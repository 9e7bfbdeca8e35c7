"""The overview of a run on one page: hostility, conduct, images, the official process, money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from sulha.model.setup import directions
from sulha.model.terms import IMAGES, PROCESSES

from ..arms import WITHOUT_ORGANIZATIONS
from ..language import label, noted, ntext, plain, ptext, speaking, text, words
from ..language import language as spoken_now
from ..months import dated, period
from ..outcomes import outcome_window
from ..phrasing import brief, replicates
from .direction import LEVEL, beginning, from_the_right, key, level_axis_title
from .footer import footer
from .lettering import HALO, fitted
from .lines import GOLDSTEIN, Ensemble, beside, ensemble, name_ends, zoomed
from .style import COLORS, FAINT, INK, LINES, STATES, WIDTH, style
from .timeline import Timeline

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..result import Result

#: More societies than these share one panel of conduct, as means over the others, and are drawn without bands.
_MOST_PANELS = 4
_MOST_RIBBONS = 6
#: Height of a panel, and of the strip above it that holds the marks of single months [in].
_PANEL, _STRIP = 1.4, 0.1
_MOST_NOTES = 6
#: Columns of the key.
_KEYS = 3
_LETTERS = "abcdefghijklmnop"
#: Room right of a panel for the names of its lines, as a share of the page.
_NAMES = 0.125
_ORGANIZATIONS = "#CC79A7"
_IMAGE_TITLES = {
    "intent": noted("Image: benign intent"),
    "trust": noted("Image: trust"),
    "humanity": noted("Image: humanity"),
}


@dataclass(frozen=True, slots=True)
class _Page:
    """What all panels of a page share."""

    result: Result
    time: Timeline
    societies: tuple[str, ...]

    def name(self, actor: str, longest: int = 22) -> str:
        return label(self.result.setup, actor, longest=longest)

    def color(self, society: str) -> str:
        return COLORS[self.societies.index(society) % len(COLORS)]

    def line(self, society: str) -> Any:
        return LINES[self.societies.index(society) % len(LINES)]

    def of(self, metric: str, actor: str = "world", toward: str = "") -> Ensemble:
        return self.result.values(metric, actor, toward)

    def without(self, metric: str, actor: str = "world", toward: str = "") -> Ensemble | None:
        arms = [arm.name for arm in self.result.arms]
        if WITHOUT_ORGANIZATIONS not in arms:
            return None
        return self.result.values(metric, actor, toward, arm=WITHOUT_ORGANIZATIONS)

    def follow(self, ax: Axes, metric: str, actor: str, toward: str = "", *, society: str) -> Ensemble:
        """An actor's series in the color of a society, and beside it what it is without organizations."""
        values = self.of(metric, actor, toward)
        without = self.without(metric, actor, toward)
        if without is not None and not self.crowded:
            beside(ax, without, color=self.color(society))
        ensemble(ax, values, color=self.color(society), style=self.line(society), band=not self.crowded)
        return values

    @property
    def crowded(self) -> bool:
        """Whether bands of all societies would hide each other."""
        return len(self.societies) > _MOST_PANELS

    @property
    def marked(self) -> bool:
        """Whether months are marked above the panels."""
        setup = self.result.setup
        return bool(setup.interventions or setup.shocks.terror.scheduled)


def draw_run(result: Result, figure: Figure, *, language: str | None = None) -> None:
    """Draw the overview of a run on a matplotlib figure, which takes the height that it needs.

    `language` is "en" or "ar", or that spoken now. Raises ValueError for another one.
    """
    page = _Page(result, Timeline.of(result.setup), tuple(sorted(result.setup.societies)))
    with speaking(language or spoken_now()), style():
        _draw(page, figure)


def _draw(page: _Page, figure: Figure) -> None:
    societies = page.societies
    organized = bool(page.result.setup.organizations)
    many = 2 < len(societies) <= _MOST_PANELS
    # Rows of panels, each a list of (panel, share of the width).
    rows: list[list[Any]] = [[_citizens, _institutions]]
    if many:
        rows += [[_conduct_of(society) for society in societies], [_talks]]
    else:
        rows.append([_conduct, _talks])
    rows.append([_image(name) for name in IMAGES])
    if organized:
        rows.append([_money, _open])
    notes = _notes(page)
    heights = [_PANEL] * len(rows)
    heights[2 if many else 1] += _ribbon_height(len(_ribbons(page)))
    key_rows = -(-len(_key(page)) // _KEYS)
    above = _strip(page) + (LEVEL if from_the_right() else 0.0)
    top = 0.7 + 0.17 * key_rows + 0.14 * len(notes) + above + (0.1 if notes else 0.0)
    bottom, gap = 0.72, (0.5 if page.time.start else 0.6) + 0.13 * (page.time.lines - 1) + above
    height = top + sum(heights) + gap * (len(rows) - 1) + bottom
    figure.set_size_inches(WIDTH, height)
    _title(page, figure, height, notes, key_rows)
    edge, letter = height - top, 0
    for row, tall in zip(rows, heights, strict=True):
        for place, panel in enumerate(row):
            left, width = _place(place, len(row))
            ax = figure.add_axes((left, (edge - tall) / height, width, tall / height))
            panel(page, ax)
            _marks(page, ax)
            _head(page, ax, _LETTERS[letter], (width + (_NAMES if len(row) < 3 else 0.02)) * WIDTH)
            letter += 1
        edge -= tall + gap
    _footer(page, figure, height)


def _place(place: int, n: int) -> tuple[float, float]:
    """Left edge and width of one of n panels in a row, as shares of the page; room for names right of one or two."""
    first, last = 0.07, 0.985
    if n < 3:
        each = 1 / n
        return first + place * each, each - first - _NAMES
    gap = 0.05
    each = (last - first - gap * (n - 1)) / n
    return first + place * (each + gap), each


# -- what stands around the panels


def _strip(page: _Page) -> float:
    return _STRIP if page.marked else 0.0


def _head(page: _Page, ax: Axes, letter: str, room: float) -> None:
    """A panel's letter and title, above the strip of marks, in a `room` [in]."""
    side, title = "left", text("{letter}   {title}", letter=letter, title=ax.get_title(loc="left"))
    pad = 4 + 72 * _strip(page)
    if from_the_right():
        ax.set_title("", loc="left")
        level_axis_title(ax, pad)
        side, pad = "right", pad + 72 * LEVEL
    ax.set_title(fitted(title, room, size=8.5, weight="bold"), loc=side, pad=pad)  # type: ignore[arg-type]


def _title(page: _Page, figure: Figure, height: float, notes: list[str], key_rows: int) -> None:
    result, setup = page.result, page.result.setup
    figure.text(
        **beginning(0.015), y=1 - 0.08 / height,
        s=fitted(plain(setup.name.in_language(spoken_now()), 120), 0.97 * WIDTH, size=11, weight="bold"),
        fontsize=11, fontweight="bold", va="top",
    )  # fmt: skip
    subtitle = text("{period} · {replicates}", period=period(setup), replicates=replicates(result.replicates))
    figure.text(**beginning(0.015), y=1 - 0.31 / height, s=subtitle, fontsize=8, color=FAINT, va="top")
    key(figure, _key(page), 0.005, 1 - 0.44 / height, _KEYS)
    for number, note in enumerate(notes):
        y = 1 - (0.5 + 0.165 * key_rows + 0.14 * number) / height
        figure.text(**beginning(0.018), y=y, s=note, fontsize=7, va="top")


def _key(page: _Page) -> list[Any]:
    """What lines and areas mean, on all panels."""
    n = page.result.replicates
    handles: list[Any] = [
        Line2D([], [], color=page.color(s), linestyle=page.line(s), label=page.name(s, 30)) for s in page.societies
    ]
    median = ntext("one replicate", "median of {n} replicates", n)
    handles.append(Line2D([], [], color=FAINT, label=median))
    if n > 1:
        band = text("5–95 % of replicates")
        if page.crowded:
            band = text("5–95 % of replicates (not of each society)")
        handles.append(Patch(color=FAINT, alpha=0.3, linewidth=0, label=band))
    if len(page.result.arms) > 1 and page.crowded:
        handles.append(Line2D([], [], linestyle="", label=text("without organizations: not drawn")))
    elif len(page.result.arms) > 1:
        without = text("median without organizations")
        handles.append(Line2D([], [], color=FAINT, linestyle=(0, (3, 2)), linewidth=0.8, label=without))
    if page.result.setup.shocks.terror.scheduled:
        attack = text("scheduled attack, colored by the society hit")
        handles.append(Line2D([], [], color=FAINT, linestyle="", marker="v", markersize=4, label=attack))
    return handles


def _notes(page: _Page) -> list[str]:
    """What was changed in the scenario, and its interventions by number, as their marks on the panels have it."""
    notes = [
        text("Changed in this run: {path} from {old} to {new}", path=path, old=brief(old), new=brief(new))
        for path, old, new in page.result.changes
    ]
    for number, intervention in enumerate(page.result.setup.interventions, 1):
        if intervention.note:
            what = intervention.note.in_language(spoken_now())
        else:
            what = ", ".join(f"{path} = {value}" for path, value in intervention.set.items())
        if page.time.start is None:
            month = text("month {month}", month=intervention.month)
        else:
            month = dated(page.time.start, intervention.month)
        note = text("{number} {month}: {what}", number=_circled(number), month=month, what=plain(what, 160))
        notes.append(fitted(note, 0.97 * WIDTH, size=7))
    if len(notes) > _MOST_NOTES:
        notes = [*notes[: _MOST_NOTES - 1], "…"]
    return notes


def _circled(number: int) -> str:
    # The figures' font has ten of these.
    return chr(0x2460 + number - 1) if number <= 10 else f"({number})"


def _footer(page: _Page, figure: Figure, height: float) -> None:
    result = page.result
    single = text(
        "One replicate of seed {seed}: it shows a possible course, not a typical one, and nothing of the spread.",
        seed=result.seed,
    )
    many = text(
        "Band: 5–95 % of {n} replicates at fixed parameters; parameter uncertainty is not in it. Seed {seed}.",
        n=result.replicates, seed=result.seed,
    )  # fmt: skip
    footer(figure, height, many if result.replicates > 1 else single)


def _marks(page: _Page, ax: Axes) -> None:
    """Interventions as thin lines through every panel, by their numbers."""
    seen: dict[int, str] = {}
    for number, intervention in enumerate(page.result.setup.interventions, 1):
        seen[intervention.month] = seen.get(intervention.month, "") + _circled(number)
    for month, numbers in seen.items():
        ax.axvline(month, color=INK, linewidth=0.6, linestyle=(0, (1, 1.5)), zorder=1)
        ax.annotate(
            numbers, (month, 1), xycoords=ax.get_xaxis_transform(), xytext=(0, 2.5), textcoords="offset points",
            va="bottom", ha="center", fontsize=6.5,
        )  # fmt: skip


def _attacks(page: _Page, ax: Axes) -> None:
    """Scheduled attacks on the upper edge, in the color of the society that is hit."""
    for attack in page.result.setup.shocks.terror.scheduled:
        ax.plot(
            attack.month, 1, transform=ax.get_xaxis_transform(), marker="v", markersize=4, clip_on=False,
            color=page.color(attack.society), markeredgewidth=0,
        )  # fmt: skip


# -- panels


def _citizens(page: _Page, ax: Axes) -> None:
    for society in page.societies:
        page.follow(ax, "hostility", society, society=society)
    _hostility_axis(page, ax, text("Hostility of citizens"))
    ends = [(_end(page.of("hostility", s)), page.name(s), page.color(s)) for s in page.societies]
    if len(page.societies) <= _MOST_PANELS:
        name_ends(ax, ends)


def _institutions(page: _Page, ax: Axes) -> None:
    levels = (
        ("governments", text("governments"), INK, "-"),
        ("organizations", text("organizations"), _ORGANIZATIONS, LINES[1]),
        ("intergovernmental", text("intergov. body"), "#009E73", LINES[3]),
    )
    ends = []
    for level, name, color, line in levels:
        values = page.of("hostility", level)
        if np.isnan(values).all():
            continue
        ends.append((ensemble(ax, values, color=color, style=line), name, color))
    _hostility_axis(page, ax, text("Hostility of institutions"))
    name_ends(ax, ends)


def _hostility_axis(page: _Page, ax: Axes, title: str) -> None:
    levels = ("governments", "organizations", "intergovernmental")
    shown = [page.of("hostility", actor) for actor in (*page.societies, *levels)]
    ax.set_ylim(*zoomed(shown, 0.4, 0, 1, 0.1))
    ax.set_ylabel(text("Hostility (0–1)"))
    ax.set_title(title)
    page.time.dress(ax)


def _end(values: Ensemble) -> float:
    """The median in the last month in which there is one."""
    known = values[:, ~np.isnan(values).all(axis=0)]
    return float(np.nanmedian(known[:, -1])) if known.size else float("nan")


def _conduct(page: _Page, ax: Axes) -> None:
    """Conduct of each of two societies toward the other, or of each of many toward the others on average."""
    ends = [(0.0, text("neutral"), FAINT)]
    for society in page.societies:
        values = page.follow(ax, "goldstein", society, society=society)
        if not page.crowded:
            ends.append((_end(values), page.name(society), page.color(society)))
    _conduct_axis(page, ax)
    ax.set_title(
        text("Official conduct toward the other")
        if len(page.societies) == 2
        else text("Official conduct, mean over others")
    )
    _window(page, ax)
    name_ends(ax, ends)


def _conduct_of(society: str) -> Any:
    """A panel of one society's conduct toward each of the others, in the others' colors."""

    def panel(page: _Page, ax: Axes) -> None:
        for other in page.societies:
            if other != society:
                page.follow(ax, "goldstein", society, other, society=other)
        first = society == page.societies[0]
        _conduct_axis(page, ax, labeled=first)
        if first:
            _window(page, ax)
        ax.set_title(text("{actor} toward …", actor=page.name(society, 16)))
        page.time.dress(ax, most=5)

    return panel


def _conduct_axis(page: _Page, ax: Axes, *, labeled: bool = True) -> None:
    shown = [page.of("goldstein", s, o) for s, o in directions(page.societies)]
    low, high = zoomed(shown, 6, *GOLDSTEIN, 1)
    # The neutral line is always in sight: without it a curve does not say whether conduct is friendly.
    ax.set_ylim(min(low, -1) - 0.6, max(high, 1.5) + 0.6)
    ax.yaxis.set_major_locator(MaxNLocator(6, integer=True))
    ax.axhline(0, color=FAINT, linewidth=0.6, zorder=0)
    if labeled:
        for place, align, way in (
            (0.985, "top", text("more cooperative ↑")), (0.03, "bottom", text("more hostile ↓")),
        ):  # fmt: skip
            ax.text(
                0.015, place, way, transform=ax.transAxes, va=align, fontsize=6.5, color=INK,
                path_effects=HALO,
            )  # fmt: skip
        ax.set_ylabel(text("Conduct (Goldstein)"))
    page.time.dress(ax)
    _attacks(page, ax)


def _window(page: _Page, ax: Axes) -> None:
    """A bar under the months that the verdict is about."""
    first, last = outcome_window(page.result.setup)
    ax.plot([first, last], [0, 0], transform=ax.get_xaxis_transform(), color=INK, linewidth=2.2, solid_capstyle="butt",
            clip_on=False)  # fmt: skip
    ax.annotate(
        text("months of the verdict"), (last, 0), xycoords=ax.get_xaxis_transform(), xytext=(-1, 3),
        textcoords="offset points", ha="right", va="bottom", fontsize=6.5, color=INK, path_effects=HALO,
    )  # fmt: skip


def _pairs(page: _Page) -> list[tuple[str, str]]:
    return [(s, o) for s, o in directions(page.societies) if s < o]


def _talks(page: _Page, ax: Axes) -> None:
    """Shares of replicates in each state, stacked, over ribbons of single replicates or pairs."""
    pairs = _pairs(page)
    states = np.array([page.of("process", s, o) for s, o in pairs])
    months = np.arange(states.shape[2])
    shares = [(states == n).mean(axis=(0, 1)) for n in range(len(PROCESSES))]
    ax.stackplot(months, shares, colors=[STATES[state] for state in PROCESSES], linewidth=0, step="post")
    ribbons = _ribbons(page)
    # The lower part of the panel, below zero, holds the ribbons: as much of its height as they need.
    share = _ribbon_height(len(ribbons)) / (_PANEL + _ribbon_height(len(ribbons)))
    low = -share / (1 - share)
    each = -low / (len(ribbons) + 1)
    for row, (pair, replicate, name) in enumerate(ribbons):
        top = -each * (row + 1)
        for n, state in enumerate(PROCESSES):
            here = _held(states[pair, replicate] == n)
            ax.fill_between(months, top - 0.85 * each, top, where=here, color=STATES[state], linewidth=0, step="post")
        ax.annotate(
            name, (1, top - 0.42 * each), xycoords=("axes fraction", "data"), xytext=(3, 0),
            textcoords="offset points", fontsize=6, va="center", annotation_clip=False,
        )  # fmt: skip
    ax.set_ylim(low, 1)
    ax.spines["left"].set_bounds(0, 1)
    ax.set_yticks([0, 0.5, 1], ["0", "0.5", "1"])
    ax.set_ylabel(text("Share of replicates") if len(pairs) == 1 else text("Share of replicates and pairs"))
    ax.set_title(
        text("State of the official process")
        if len(pairs) == 1
        else ntext("Talks of {n} pair; strips: replicate 0", "Talks of {n} pairs; strips: replicate 0", len(pairs))
    )
    page.time.dress(ax)
    for n, state in enumerate(reversed(PROCESSES)):
        y = 0.92 - n * 0.24
        for mark, color, shift in (("■", STATES[state], 3), (words.state(state), INK, 13)):
            ax.annotate(
                mark, (1, y), xycoords=("axes fraction", "data"), xytext=(shift, 0), textcoords="offset points",
                color=color, va="center", fontsize=7,
            )  # fmt: skip


def _ribbons(page: _Page) -> list[tuple[int, int, str]]:
    """Which single courses are shown, unselected: the first replicates, or of many pairs the first replicate.

    Each is (pair, replicate, name).
    """
    pairs = _pairs(page)
    if len(pairs) == 1:
        shown = range(min(page.result.replicates, _MOST_RIBBONS))
        return [(0, replicate, text("replicate {n}", n=replicate)) for replicate in shown]
    room = (_NAMES * WIDTH - 0.22) / 2
    return [
        (place, 0, " – ".join(fitted(page.name(society), room, size=6) for society in pair))
        for place, pair in enumerate(pairs[:_MOST_RIBBONS])
    ]


def _ribbon_height(ribbons: int) -> float:
    """What the ribbons take of the page [in], the gap above them included."""
    return 0.105 * (ribbons + 1)


def _held(here: Any) -> Any:
    """Where a state fills the ribbon: a month's state lasts until the next."""
    return here | np.concatenate([[False], here[:-1]])


def _image(name: str) -> Any:
    """A panel of one image of the other side, as the citizens of each society hold it."""

    def panel(page: _Page, ax: Axes) -> None:
        for society in page.societies:
            page.follow(ax, name, society, society=society)
        shown = [page.of(image, society) for image in IMAGES for society in page.societies]
        ax.set_ylim(*zoomed(shown, 0.4, 0, 1, 0.1))
        ax.axhline(0.5, color=FAINT, linewidth=0.6, zorder=0)
        ax.set_title(text(_IMAGE_TITLES[name]))
        if name == IMAGES[0]:
            ax.set_ylabel(text("Image (0–1, 0.5 neutral)"))
        page.time.dress(ax, most=5)

    return panel


def _money(page: _Page, ax: Axes) -> None:
    ends = []
    # Not the colors of the first societies: money belongs to none of them.
    flows = (
        ("income", ptext("money", "in"), INK, "-"),
        ("spent", ptext("money", "out, for work"), _ORGANIZATIONS, LINES[1]),
    )
    for metric, name, color, line in flows:
        values = page.of(metric)[:, 1:]
        padded = np.concatenate([np.full((len(values), 1), np.nan), values], axis=1)
        ends.append((ensemble(ax, padded, color=color, style=line), name, color))
    ax.set_ylim(bottom=0)
    ax.set_ylabel(text("Budget units a month"))
    ax.set_title(text("Money of all organizations"))
    page.time.dress(ax)
    name_ends(ax, ends)


def _open(page: _Page, ax: Axes) -> None:
    ensemble(ax, page.of("organizations_open"), color=INK)
    ax.set_ylim(0, len(page.result.setup.organizations) * 1.08)
    ax.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    ax.set_ylabel(text("Organizations"))
    ax.set_title(text("Organizations open"))
    page.time.dress(ax)
