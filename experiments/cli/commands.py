"""The list of commands: importing a module here makes its commands known."""

from . import (
    comparing,
    reporting,
    running,
    scenarios,
    sweeping,
)
from .application import app

__all__ = [
    "app",
    "comparing",
    "reporting",
    "running",
    "scenarios",
    "sweeping",
]
