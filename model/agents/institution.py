"""What governments, organizations and intergovernmental bodies have in common: a name and a row of outlooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from ..conflict import Conflict


class Institution(mesa.Agent):
    """An actor with one row in the table of outlooks, under its `holder` name."""

    model: Conflict

    def __init__(self, model: Conflict, name: str, holder: str) -> None:
        super().__init__(model)
        self.name = name
        self.holder = holder

    def image(self, other: str) -> NDArray[np.float64]:
        """Its image of a society: intent, trust, humanity, each [0, 1]."""
        return self.model.outlooks.image_of(self.holder, other)

    def hostility(self, other: str) -> float:
        """Its hostility toward a society [0, 1]; never conduct."""
        return self.model.outlooks.hostility_of(self.holder, other)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name!r})"
