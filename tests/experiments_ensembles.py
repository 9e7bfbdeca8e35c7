"""An ensemble that many tests read: made once."""

from __future__ import annotations

from functools import cache

import worlds

from sulha.experiments import Result, run
from sulha.model import Setup


def small(**changes: object) -> Setup:
    """A world small enough to run in a moment, with dates, an intervention, an attack and expectations."""
    description: dict[str, object] = {
        "time": {"start": "1992-12", "months": 18},
        "societies": {"north": {"citizens": 60}, "south": {"citizens": 60}},
        "interventions": [{"month": 9, "set": {"constraints.funding": 0.5}, "note": "Donors leave"}],
        "shocks": {"terror": {"scheduled": [{"month": 5, "society": "north", "severity": 2}]}},
        "expect": [
            {"metric": "talks_opened", "by": 12, "share": [0, 1]},
            {"metric": "hostility", "society": "north", "mean": [0.9, 1], "during": [6, 18]},
        ],
    }
    return worlds.setup(**description | changes)


@cache
def result() -> Result:
    """Seven replicates of the small world."""
    return run(small(), replicates=7, seed=3)
