"""Which runs a sweep consists of, and in which order: what stands in a folder depends on nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

#: Replicates of a point that are run one after the other: an interrupted sweep has some of every point.
STRIDE = 10


@dataclass(frozen=True, slots=True)
class Run:
    """One run: the place in the plan, and what it is a run of; `values` has a value for every factor."""

    position: int
    point: int
    replicate: int
    arm: int
    values: tuple[Any, ...]


class Rectangle(BaseModel):
    """Points by replicates that were asked for at one time: the sweep itself, or what it was extended by."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    first_point: int = Field(ge=0)
    points: int = Field(ge=1)
    first_replicate: int = Field(ge=0)
    replicates: int = Field(ge=1)

    def cells(self) -> Iterator[tuple[int, int]]:
        """Every (point, replicate): a stride of replicates of each point, then the next stride."""
        last = self.first_replicate + self.replicates
        for start in range(self.first_replicate, last, STRIDE):
            for point in range(self.first_point, self.first_point + self.points):
                for replicate in range(start, min(start + STRIDE, last)):
                    yield point, replicate

    def place_of(self, point: int, replicate: int) -> int | None:
        """Which of `cells` a point and replicate are; None where they are none."""
        point, replicate = point - self.first_point, replicate - self.first_replicate
        if not (0 <= point < self.points and 0 <= replicate < self.replicates):
            return None
        before, within = replicate - replicate % STRIDE, replicate % STRIDE
        return before * self.points + point * min(STRIDE, self.replicates - before) + within


@dataclass(frozen=True)
class Plan:
    """All runs of a sweep. The arms of a (point, replicate) follow one another, so pairs are finished together."""

    rectangles: tuple[Rectangle, ...]
    arms: int

    @cached_property
    def size(self) -> int:
        """How many runs there are."""
        return sum(r.points * r.replicates for r in self.rectangles) * self.arms

    @property
    def points(self) -> int:
        """How many points there are."""
        return max(r.first_point + r.points for r in self.rectangles)

    @property
    def replicates(self) -> int:
        """The most replicates that any point has."""
        return max(r.first_replicate + r.replicates for r in self.rectangles)

    def runs(self, points: Sequence[tuple[Any, ...]], shard: tuple[int, int] = (1, 1)) -> Iterator[Run]:
        """Every run in order, or those of part `shard[0]` of `shard[1]`: pairs are never divided."""
        part, parts = shard
        cells = (cell for rectangle in self.rectangles for cell in rectangle.cells())
        for number, (point, replicate) in enumerate(cells):
            if number % parts == part - 1:
                for arm in range(self.arms):
                    yield Run(number * self.arms + arm, point, replicate, arm, points[point])

    def position(self, point: int, replicate: int, arm: int) -> int | None:
        """The place of a run; None where there is no such run."""
        before = 0
        for rectangle in self.rectangles:
            if (place := rectangle.place_of(point, replicate)) is not None:
                return (before + place) * self.arms + arm
            before += rectangle.points * rectangle.replicates
        return None

    def size_of(self, shard: tuple[int, int]) -> int:
        """How many runs a part has."""
        part, parts = shard
        return len(range(part - 1, self.size // self.arms, parts)) * self.arms

    def extended(self, *, points: int = 0, replicates: int = 0) -> Plan:
        """The plan with more points or replicates in all; what was in it keeps its place.

        Raises ValueError where there would be fewer than there are.
        """
        now = (self.points, self.replicates)
        points, replicates = points or now[0], replicates or now[1]
        if points < now[0] or replicates < now[1]:
            raise ValueError(f"{now[0]} points and {now[1]} replicates are there; a sweep can grow, not shrink")
        more = []
        if replicates > now[1]:
            more.append(Rectangle(first_point=0, points=now[0], first_replicate=now[1], replicates=replicates - now[1]))
        if points > now[0]:
            more.append(Rectangle(first_point=now[0], points=points - now[0], first_replicate=0, replicates=replicates))
        return Plan((*self.rectangles, *more), self.arms)
