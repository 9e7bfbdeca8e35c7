"""From a scenario to results: running ensembles, storing them, statistics, figures, texts, the command line."""

from typing import TYPE_CHECKING

from sulha.model.lazy import exports

if TYPE_CHECKING:
    from .figures import draw_run
    from .result import Result
    from .running import Interrupted, run

__all__ = ["Interrupted", "Result", "draw_run", "run"]

__getattr__, __dir__ = exports(
    __name__,
    {"Interrupted": "running", "Result": "result", "draw_run": "figures", "run": "running"},
)
