"""The base of all activities: what a new kind of action has to say."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from .act import Act

if TYPE_CHECKING:
    from ..agents import Organization
    from ..conflict import Conflict


class Activity(ABC):
    """A kind of work that organizations spend on.

    A subclass names itself (`name` is the key in `strategy:`), says whether it `meets` (brings members of several
    societies together, which needs the leave of each government) and plans acts for a sum of money. Most activities
    work through the channels that the mechanisms read; one with an effect of its own overrides `affect`.
    """

    name: ClassVar[str]
    label: ClassVar[dict[str, str]]
    meets: ClassVar[bool] = False

    @abstractmethod
    def plan(self, world: Conflict, organization: Organization, money: float) -> Iterator[Act]:
        """The acts that this much money [money/month] buys; nothing in the world changes."""

    def affect(self, world: Conflict, act: Act) -> None:  # noqa: B027 - most activities work through channels
        """What an act of this activity does beyond its channel (phase 4)."""
