"""The list of commands: importing a module here makes its commands known."""

from . import (
    comparing,
    running,
    scenarios,
)
from .application import app

__all__ = [
    "app",
    "comparing",
    "running",
    "scenarios",
]
