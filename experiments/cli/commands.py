"""The list of commands: importing a module here makes its commands known."""

from . import running
from .application import app

__all__ = ["app", "running"]
