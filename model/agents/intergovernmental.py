"""An intergovernmental organization: mediates, monitors, grants consultative status (M8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import setup as description
from .institution import Institution

if TYPE_CHECKING:
    from ..conflict import Conflict


class IntergovernmentalBody(Institution):
    """A body of states: `mediation` and `monitoring` [0, 1] are settings of the world; nobody decides them."""

    def __init__(self, model: Conflict, name: str) -> None:
        super().__init__(model, name, name)
        self.mediation = 0.0
        self.monitoring = 0.0

    def configure(self, said: description.IntergovernmentalBody) -> None:
        """Read what the body does from the setup, with the parameters as defaults."""
        p = self.model.parameters.intergovernmental
        self.mediation = p.mediation if said.mediation is None else said.mediation
        self.monitoring = p.monitoring if said.monitoring is None else said.monitoring
