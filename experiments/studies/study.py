"""What a study says of itself, before anything is run: the hypothesis, what decides it, and by which rule."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..sweeps import specification
from ..sweeps.specification import Specification
from .cells import Cell
from .measures import Measure
from .rule import Rule

type Role = Literal["deciding", "ranges", "wider"]


@dataclass(frozen=True, slots=True)
class Primary:
    """The one outcome that decides: what it is in words, how it is estimated, and the rule it is held against."""

    words: str
    measure: Measure
    rule: Rule


@dataclass(frozen=True, slots=True)
class Secondary:
    """Something that is reported and cannot decide; from the cells of the deciding sweep or of the wider one."""

    words: str
    measure: Measure
    sweep: Role = "deciding"


@dataclass(frozen=True, slots=True)
class Study:
    """A hypothesis and how it is examined.

    Its sweeps stand beside its file: `<id>.yaml` has the deciding cells, `<id>_ranges.yaml` those of the primary
    outcome over the plausible ranges of everything else, `<id>_wider.yaml`, where there is one, the rest of the design.
    """

    id: str
    """H1 to H10, S1, S2: as in the list of hypotheses."""
    title: str
    """The hypothesis in a few words; `noted`, as the terminal shows it in the language spoken."""
    hypothesis: str
    """The hypothesis in a sentence."""
    claim: str
    """The phrase of the source that it comes from."""
    manipulates: str
    """What differs between the cells."""
    primary: Primary
    refuted_by: str
    """What would refute it."""
    built_in: str
    """What follows from the equations by themselves, so that finding it says nothing."""
    not_built_in: str
    """What does not, so that finding it says something."""
    shown: tuple[tuple[str, Cell], ...]
    """The cells of the figure and of the table, each with its name."""
    secondary: tuple[Secondary, ...] = ()
    notes: tuple[str, ...] = ()
    """Where what is run is only the nearest to what the hypothesis asks for, and why."""

    @property
    def name(self) -> str:
        """The name of its files."""
        return f"{self.id[0].lower()}{int(self.id[1:]):02}"

    @property
    def roles(self) -> tuple[Role, ...]:
        """Which sweeps it has."""
        return ("deciding", "ranges", "wider") if self.file("wider").exists() else ("deciding", "ranges")

    def file(self, role: Role) -> Path:
        """Where the specification of a sweep stands."""
        name = self.name if role == "deciding" else f"{self.name}_{role}"
        return Path(__file__).with_name(f"{name}.yaml")

    def specification(self, role: Role) -> Specification:
        """A sweep as it is shipped, which is the full scale."""
        return specification.load(self.file(role))
