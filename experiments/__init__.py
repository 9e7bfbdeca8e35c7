"""From a scenario to results: running ensembles, storing them, statistics, figures, texts, the command line."""

from typing import TYPE_CHECKING

from sulha.model.lazy import exports

if TYPE_CHECKING:
    from .comparison import Comparison, compare
    from .figures import draw_comparison, draw_run
    from .result import Result
    from .running import Interrupted, run
    from .sweeps.sweeping import sweep

__all__ = ["Comparison", "Interrupted", "Result", "compare", "draw_comparison", "draw_run", "run", "sweep"]

__getattr__, __dir__ = exports(
    __name__,
    {
        "Comparison": "comparison",
        "Interrupted": "running",
        "Result": "result",
        "compare": "comparison",
        "draw_comparison": "figures",
        "draw_run": "figures",
        "run": "running",
        "sweep": "sweeps.sweeping",
    },
)
