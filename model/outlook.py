"""Outlooks: the mental images and the hostility that every actor carries toward each other society (M1).

Everyone who holds a view is a row. Citizens' rows belong to their population; the institutions (governments,
organizations, intergovernmental bodies) share the table here, one row each. The same rule moves them all.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .kernels import move_table

Triple = tuple[float, float, float]
ALL_SAME: Triple = (1.0, 1.0, 1.0)


class Rates:
    """The rates up and down of the month on one image, gathered from any number of channels.

    Independent influences combine as probabilities do: u = 1 - prod(1 - u_j), so their order cannot matter.
    """

    __slots__ = ("keep_down", "keep_up")

    def __init__(
        self, keep_up: NDArray[np.float64] | None = None, keep_down: NDArray[np.float64] | None = None
    ) -> None:
        self.keep_up = np.ones(3) if keep_up is None else keep_up
        self.keep_down = np.ones(3) if keep_down is None else keep_down

    def up(self, rate: float, loading: Sequence[float] = ALL_SAME) -> None:
        """Add a channel that raises the image at `rate` [1/month] times the loading of each component."""
        _channel(self.keep_up, rate, loading)

    def down(self, rate: float, loading: Sequence[float] = ALL_SAME) -> None:
        """Add a channel that lowers the image at `rate` [1/month] times the loading of each component."""
        _channel(self.keep_down, rate, loading)


def _channel(keep: NDArray[np.float64], rate: float, loading: Sequence[float]) -> None:
    if rate > 0:
        for component in range(3):
            keep[component] *= 1 - min(1.0, rate * loading[component])


def hostility(image: NDArray[np.float64], weights: Sequence[float]) -> NDArray[np.float64]:
    """Hostility [0, 1] of images (..., 3): 1 - w . image, clipped against rounding."""
    result: NDArray[np.float64] = np.clip(1 - image @ np.asarray(weights), 0, 1)
    return result


class Outlooks:
    """The institutions' rows: images (rows, societies, 3) and hostility (rows, societies), in float64.

    The column of a society that an institution has no view on (its own) is never read.
    """

    def __init__(self, holders: Sequence[str], societies: Sequence[str]) -> None:
        self.row = {name: index for index, name in enumerate(holders)}
        self.column = {name: index for index, name in enumerate(societies)}
        shape = (len(holders), len(societies), 3)
        self.image = np.full(shape, 0.5)
        self.earlier = self.image  # images at the start of the month, which cues read
        self.anchor = np.full(shape, 0.5)
        self.hostility = np.full(shape[:2], 0.5)
        self.keep_up = np.ones(shape)
        self.keep_down = np.ones(shape)

    def settle(self, holder: str, other: str, anchor: Triple) -> None:
        """Give a holder its identity anchor, which is its image at month 0."""
        place = self.row[holder], self.column[other]
        self.anchor[place] = anchor
        self.image[place] = anchor

    def rates(self, holder: str, other: str) -> Rates:
        """The month's rates on a holder's image of the other, to add channels to."""
        place = self.row[holder], self.column[other]
        return Rates(self.keep_up[place], self.keep_down[place])

    def move(self, reversion: float) -> None:
        """Apply the month's rates to all images and forget the rates (phase 4)."""
        self.earlier = self.image.copy()
        move_table(self.image, self.anchor, 1 - self.keep_up, 1 - self.keep_down, reversion)
        self.keep_up.fill(1.0)
        self.keep_down.fill(1.0)

    def judge(self, weights: Sequence[float]) -> None:
        """Renew all hostility from the images (phase 6)."""
        self.hostility = hostility(self.image, weights)

    def image_of(self, holder: str, other: str) -> NDArray[np.float64]:
        """A holder's image of the other: a view of its three numbers."""
        view: NDArray[np.float64] = self.image[self.row[holder], self.column[other]]
        return view

    def earlier_image_of(self, holder: str, other: str) -> NDArray[np.float64]:
        """A holder's image of the other at the start of the month."""
        view: NDArray[np.float64] = self.earlier[self.row[holder], self.column[other]]
        return view

    def hostility_of(self, holder: str, other: str) -> float:
        """A holder's hostility toward the other [0, 1]."""
        return float(self.hostility[self.row[holder], self.column[other]])
