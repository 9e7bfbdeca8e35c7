"""Random numbers that belong to a purpose, never to a position in a queue.

Every draw is a pure function of (seed, replicate, process, name of the agent, month, index). So switching a
mechanism off, adding an organization that does nothing, or listing societies in another order cannot redeal the
numbers of anything else: the *common random numbers* on which every paired comparison of arms rests.

The generator is Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011, *Parallel random numbers: as easy as 1, 2, 3*,
SC'11): a counter is enciphered under a key. It is written out here, and not taken from NumPy, because the compiled
kernels need the same numbers citizen by citizen without a generator object; the tests hold it to the published
known-answer vectors.
"""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
from numba import njit, uint64
from numpy.typing import NDArray
from scipy.special import ndtri

_LOW = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)
_MULTIPLY_0 = np.uint64(0xD2511F53)
_MULTIPLY_1 = np.uint64(0xCD9E8D57)
_WEYL_0 = np.uint64(0x9E3779B9)
_WEYL_1 = np.uint64(0xBB67AE85)


@njit(cache=True, inline="always")
def philox(c0, c1, c2, c3, k0, k1):
    """Encipher the counter words c0..c3 under the key words k0, k1; all 32-bit values held in uint64."""
    for _ in range(10):
        p0 = _MULTIPLY_0 * c0
        p1 = _MULTIPLY_1 * c2
        c0, c1, c2, c3 = (p1 >> _SHIFT) ^ c1 ^ k0, p1 & _LOW, (p0 >> _SHIFT) ^ c3 ^ k1, p0 & _LOW
        k0 = (k0 + _WEYL_0) & _LOW
        k1 = (k1 + _WEYL_1) & _LOW
    return c0, c1, c2, c3


@njit(cache=True, inline="always")
def words(key, month, index):
    """Four 32-bit words for one (key, month, index)."""
    i = uint64(index)
    return philox(i & _LOW, i >> _SHIFT, uint64(month), uint64(0), key & _LOW, key >> _SHIFT)


@njit(cache=True, inline="always")
def unit(high, low):
    """A double strictly inside (0, 1) from two 32-bit words: 52 bits and a half, which a double holds exactly."""
    return (float(high >> uint64(6)) * 67108864.0 + float(low >> uint64(6)) + 0.5) / 4503599627370496.0


@njit(cache=True)
def fill_uniform(key: np.uint64, month: int, out: NDArray[np.float64]) -> None:
    """Fill `out` with uniform draws on (0, 1); entry i depends on (key, month, i) alone."""
    for block in range((out.size + 1) // 2):
        w0, w1, w2, w3 = words(key, month, block)
        out[2 * block] = unit(w0, w1)
        if 2 * block + 1 < out.size:
            out[2 * block + 1] = unit(w2, w3)


class Streams:
    """All random numbers of one replicate."""

    def __init__(self, seed: int, replicate: int = 0) -> None:
        self.seed = seed
        self.replicate = replicate
        self._keys: dict[tuple[str, str], np.uint64] = {}

    def key(self, process: str, name: str = "") -> np.uint64:
        """The 64-bit key of a process of an agent; stable over platforms and Python versions."""
        try:
            return self._keys[process, name]
        except KeyError:
            text = f"{self.seed}/{self.replicate}/{process}/{name}".encode()
            key = np.uint64(int.from_bytes(blake2b(text, digest_size=8).digest(), "little"))
            return self._keys.setdefault((process, name), key)

    def uniform(self, process: str, name: str, month: int, n: int = 1) -> NDArray[np.float64]:
        """`n` uniform draws on (0, 1) of a process of an agent in a month."""
        out = np.empty(n)
        fill_uniform(self.key(process, name), month, out)
        return out

    def normal(self, process: str, name: str, month: int, n: int = 1) -> NDArray[np.float64]:
        """`n` standard normal draws, each by inversion of one uniform."""
        draws: NDArray[np.float64] = ndtri(self.uniform(process, name, month, n))
        return draws
