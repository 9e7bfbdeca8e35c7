"""Imported where worker processes are forked from: what takes long the first time is done there once, for all of them.

The inner loops are loaded by the first world that moves, which is much longer than a small run.
"""

from sulha.model import Conflict
from sulha.scenarios import changed, load

from .work import Worker

_setup = load("baseline")
_small = {f"societies.{name}.citizens": 50 for name in _setup.societies}
Conflict(changed(_setup, {**_small, "time.months": 2})).run_for(2)

__all__ = ["Worker"]
