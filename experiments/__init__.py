"""From a scenario to results: running ensembles, storing them, statistics, figures, texts, the command line."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .figures import draw_run
    from .result import Result
    from .running import Interrupted, run

__all__ = ["Interrupted", "Result", "draw_run", "run"]

_HOMES = {"Interrupted": "running", "Result": "result", "draw_run": "figures", "run": "running"}


def __getattr__(name: str) -> Any:
    """Import on first use, so that asking for help loads neither Mesa nor pandas nor Matplotlib (PEP 562)."""
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
