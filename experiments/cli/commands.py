"""The list of commands: importing a module here makes its commands known."""

from . import (
    comparing,
    paper,
    reporting,
    running,
    scenarios,
    sweeping,
)
from .application import app

__all__ = [
    "app",
    "comparing",
    "paper",
    "reporting",
    "running",
    "scenarios",
    "sweeping",
]
