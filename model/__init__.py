"""The science: agents, mechanisms, actions, metrics. No files, no plots, no screens."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .conflict import Conflict
    from .parameters import PARAMETERS, Parameter, Parameters
    from .setup import Setup

#: Changes when equations or draws change, so that results of different models are never mixed.
MODEL_VERSION = "1"

__all__ = ["MODEL_VERSION", "PARAMETERS", "Conflict", "Parameter", "Parameters", "Setup"]

_HOMES = {
    "Conflict": "conflict",
    "PARAMETERS": "parameters",
    "Parameter": "parameters",
    "Parameters": "parameters",
    "Setup": "setup",
}


def __getattr__(name: str) -> Any:
    """Import on first use, so that validating a file loads neither Mesa nor the compiled kernels (PEP 562)."""
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
