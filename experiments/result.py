"""What running gives back: small and frozen, with the tables as pandas data frames."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sulha.model import Setup
from sulha.model.terms import WORLD

from .arms import SCENARIO
from .trajectory import Trajectory

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from .verdict import Verdict


@dataclass(frozen=True, eq=False)
class Arm:
    """One of the worlds compared: its name, its setup, its replicates."""

    name: str
    setup: Setup
    trajectories: tuple[Trajectory, ...]

    def values(self, metric: str, actor: str = WORLD, toward: str = "") -> NDArray[np.float64]:
        """One metric's series in all replicates (replicates, months + 1).

        Raises KeyError where there is no such metric or no such row.
        """
        return np.array([kept.of(metric, actor, toward) for kept in self.trajectories], dtype=np.float64)

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """The (actor, toward) that there are series of."""
        return self.trajectories[0].rows


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Ensemble(ABC):
    """Arms that have run; replicate j of all of them drew the same random numbers.

    `asked` is how many replicates were wanted: after an interruption there are fewer.
    """

    name: str
    seed: int
    arms: tuple[Arm, ...]
    asked: int
    interrupted: bool
    started: datetime
    finished: datetime

    def __repr__(self) -> str:
        arms = ", ".join(arm.name for arm in self.arms)
        return f"<{type(self).__name__} of {self.name!r}: {self.replicates} replicates of {arms}, seed {self.seed}>"

    @property
    def replicates(self) -> int:
        """How many replicates each arm has."""
        return len(self.arms[0].trajectories)

    def arm(self, name: str = SCENARIO) -> Arm:
        """An arm by name. Raises KeyError where there is none."""
        for arm in self.arms:
            if arm.name == name:
                return arm
        raise KeyError(f"no arm {name!r}; there are {', '.join(arm.name for arm in self.arms)}")

    def values(self, metric: str, actor: str = WORLD, toward: str = "", *, arm: str = SCENARIO) -> NDArray[np.float64]:
        """One metric's series in all replicates of an arm (replicates, months + 1)."""
        return self.arm(arm).values(metric, actor, toward)

    @cached_property
    def series(self) -> pd.DataFrame:
        """Every metric: point, arm, replicate, month, date, actor, toward, then a float32 column each."""
        return self._frame("series")

    @cached_property
    def actions(self) -> pd.DataFrame:
        """Every act decided, with its cost and reach, and the code of what refused it."""
        return self._frame("actions")

    @cached_property
    def organizations(self) -> pd.DataFrame:
        """The organizations' books: a row an organization and month."""
        return self._frame("organizations")

    @cached_property
    def events(self) -> pd.DataFrame:
        """What happened: code, whom it concerns, the numbers that caused it as JSON, and a sentence."""
        return self._frame("events")

    def _frame(self, table: str) -> pd.DataFrame:
        from .tables import TABLES  # noqa: PLC0415  (pandas is wanted by those only who ask for a frame)

        frame: pd.DataFrame = TABLES[table].of(self).to_pandas(self_destruct=True, date_as_object=False)
        return frame

    @property
    @abstractmethod
    def manifest(self) -> dict[str, Any]:
        """Where this comes from: scenario, seed, versions, commit, machine, times."""

    @abstractmethod
    def summary(self) -> str:
        """What the ensemble shows, in a few lines."""

    @abstractmethod
    def as_data(self) -> dict[str, Any]:
        """What the ensemble shows, as data for JSON: here what every kind says first."""
        return {
            "scenario": self.name,
            "replicates": self.replicates,
            "replicates_asked": self.asked,
            "interrupted": self.interrupted,
            "seed": self.seed,
        }

    def findings(self) -> dict[str, pa.Table]:
        """Small tables of what was found, by the names of their files."""
        return {}

    def save(self, folder: str | Path) -> Path:
        """Write tables and manifest into a new folder, then the figure, and return the folder.

        Raises `storage.StorageError` where the folder exists or cannot be written; nothing in part is left behind.
        """
        from .storage import add, save  # noqa: PLC0415

        saved = save(self, Path(folder))
        from .figures import pictures  # noqa: PLC0415  (loads Matplotlib)

        add(saved, pictures(self))
        return saved


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Result(Ensemble):
    """A scenario that has run, and where it has organizations, the same without them."""

    setup: Setup
    changes: tuple[tuple[str, Any, Any], ...] = ()

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """Where this comes from: scenario, seed, versions, commit, machine, times."""
        from .provenance import manifest  # noqa: PLC0415  (asks git and the processor)

        return manifest(self)

    @cached_property
    def verdict(self) -> Verdict:
        """What the ensemble shows, as numbers."""
        from .verdict import judge  # noqa: PLC0415

        return judge(self)

    def summary(self) -> str:
        """What the ensemble shows, in a few lines."""
        from .summary import summary  # noqa: PLC0415

        return summary(self)

    def as_data(self) -> dict[str, Any]:
        """What the ensemble shows, as data for JSON."""
        return {**super().as_data(), "changes": self.manifest["changes"], **self.verdict.as_data()}
