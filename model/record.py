"""What is remembered of every month: metrics, acts, the organizations' books, and events as codes with numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .actions import Act
from .metrics import METRICS, ORGANIZATION_METRICS, Row, Scope
from .terms import IMAGES, WORLD

if TYPE_CHECKING:
    from .conflict import Conflict


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: a code, who acts toward whom, and the numbers that caused it.

    Of an attack, `actor` is the side it is attributed to and `toward` the society that suffers it; of the official
    process, the two are the pair in name order.
    """

    month: int
    code: str
    actor: str
    toward: str
    numbers: dict[str, float | str] = field(default_factory=dict)


class Record:
    """The memory of a run.

    `rows` names the (actor, toward) of each row of a month; `series` is (months + 1, rows, metrics), NaN where a
    metric does not apply; `books` is (months + 1, organizations, organization metrics). Month 0 is before the first
    step.
    """

    def __init__(self, world: Conflict) -> None:
        self.rows: tuple[Row, ...] = tuple(_rows(world))
        self.organizations: tuple[str, ...] = tuple(world.organizations)
        self.events: list[Event] = []
        self.decisions: list[tuple[int, Act]] = []
        self._months: list[NDArray[np.float64]] = []
        self._books: list[NDArray[np.float64]] = []
        names = [metric.name for metric in METRICS]
        self._plan = [
            (row * len(METRICS) + place, metric.measure, actor, toward)
            for row, (scope, actor, toward) in enumerate(self.rows)
            for place, metric in enumerate(METRICS)
            if scope in metric.scopes and scope is not Scope.HOLDER
        ]
        self._cells = [cell for cell, _, _, _ in self._plan]
        # Institutions' rows hold their four outlook numbers and nothing else: copied from the table at once.
        holders = [row for row, (scope, _, _) in enumerate(self.rows) if scope is Scope.HOLDER]
        self._holders = slice(holders[0], holders[-1] + 1)
        self._places = [names.index(name) for name in (*IMAGES, "hostility")]
        self._table = (
            np.array([world.outlooks.row[self.rows[row][1]] for row in holders]),
            np.array([world.outlooks.column[self.rows[row][2]] for row in holders]),
        )

    def month(self, world: Conflict) -> None:
        """Measure everything at the end of a month (phase 9)."""
        measured = np.full((len(self.rows), len(METRICS)), np.nan)
        measured.flat[self._cells] = [measure(world, actor, toward) for _, measure, actor, toward in self._plan]
        measured[self._holders, self._places[:3]] = world.outlooks.image[self._table]
        measured[self._holders, self._places[3]] = world.outlooks.hostility[self._table]
        self._months.append(measured)
        books = [[m.measure(world, name, "") for m in ORGANIZATION_METRICS] for name in self.organizations]
        self._books.append(np.array(books, float).reshape(len(self.organizations), len(ORGANIZATION_METRICS)))

    def acts(self, month: int, acts: list[Act]) -> None:
        """Remember the month's decisions, those refused too."""
        self.decisions += [(month, act) for act in acts]

    @property
    def series(self) -> NDArray[np.float64]:
        """All metrics (months + 1, rows, metrics)."""
        return np.array(self._months)

    @property
    def books(self) -> NDArray[np.float64]:
        """The organizations' books (months + 1, organizations, organization metrics)."""
        return np.array(self._books)

    def of(self, metric: str, actor: str = WORLD, toward: str = "") -> NDArray[np.float64]:
        """One metric's series (months + 1,) of an actor toward another.

        Raises KeyError where there is no such metric or no such row.
        """
        places = {m.name: place for place, m in enumerate(METRICS)}
        rows = {(a, t): row for row, (_, a, t) in enumerate(self.rows)}
        row, place = rows[actor, toward], places[metric]
        return np.array([month[row, place] for month in self._months])

    def book(self, metric: str, organization: str) -> NDArray[np.float64]:
        """One line of an organization's books (months + 1,). Raises KeyError where there is no such line."""
        places = {m.name: place for place, m in enumerate(ORGANIZATION_METRICS)}
        place = places[metric]
        if organization not in self.organizations:
            raise KeyError(organization)
        row = self.organizations.index(organization)
        return np.array([month[row, place] for month in self._books])

    def happened(self, code: str) -> list[Event]:
        """All events of a code, in order."""
        return [event for event in self.events if event.code == code]


def _rows(world: Conflict) -> Iterator[Row]:
    yield Scope.WORLD, WORLD, ""
    for level in ("populations", "governments", "intergovernmental", "organizations"):
        yield Scope.LEVEL, level, ""
    for society in world.societies:
        yield Scope.SOCIETY, society, ""
    for society, other in world.directions:
        yield Scope.DIRECTION, society, other
    for society, other in world.directions:
        yield Scope.HOLDER, world.governments[society].holder, other
    for organization in world.organizations.values():
        for other in world.societies:
            if other != organization.home:
                yield Scope.HOLDER, organization.name, other
    for body in world.bodies:
        for society in world.societies:
            yield Scope.HOLDER, body, society
