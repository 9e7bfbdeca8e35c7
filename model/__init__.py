"""The science: agents, mechanisms, actions, metrics. No files, no plots, no screens."""

from typing import TYPE_CHECKING

from .lazy import exports

if TYPE_CHECKING:
    from .conflict import Conflict
    from .parameters import PARAMETERS, Parameter, Parameters
    from .setup import Setup

#: Changes when equations or draws change, so that results of different models are never mixed.
MODEL_VERSION = "1"

__all__ = ["MODEL_VERSION", "PARAMETERS", "Conflict", "Parameter", "Parameters", "Setup"]

__getattr__, __dir__ = exports(
    __name__,
    {
        "Conflict": "conflict",
        "PARAMETERS": "parameters",
        "Parameter": "parameters",
        "Parameters": "parameters",
        "Setup": "setup",
    },
)
