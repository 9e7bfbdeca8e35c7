"""Who listens to whom inside a society (M3): two blocs, rings, and ties redirected by chance.

The two blocs are the lower and the upper half of the citizens by the hostility of their identity anchors. Inside a
bloc the citizens stand on a ring in the order of their names and are tied to the nearest; each tie is redirected to
the other bloc with probability 1 - homophily, else rewired inside with probability `influence.rewiring` (after Watts
& Strogatz 1998, Nature 393:440-442). Every candidate tie (citizen, distance) has its own keyed draw and ties are
taken by distance, so a denser network contains the sparser one and a more homophilous one differs only in the ties
that change.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit, uint64
from numpy.typing import NDArray

from .streams import words

_TWO_32 = 4294967296.0


@dataclass(frozen=True, slots=True)
class Network:
    """An undirected network in compressed rows.

    `indices[indptr[i]:indptr[i + 1]]` are the neighbors of citizen i, ascending, each once.
    """

    indptr: NDArray[np.int32]
    indices: NDArray[np.int32]

    @property
    def mean_degree(self) -> float:
        """The mean number of neighbors."""
        return len(self.indices) / (len(self.indptr) - 1)

    def weights(self) -> NDArray[np.float64]:
        """The dense matrix W with rows that sum to 1 (citizens, citizens); for small networks and tests."""
        n = len(self.indptr) - 1
        dense = np.zeros((n, n))
        for i in range(n):
            neighbors = self.indices[self.indptr[i] : self.indptr[i + 1]]
            if len(neighbors):
                dense[i, neighbors] = 1 / len(neighbors)
        return dense


def two_blocs(
    key: np.uint64, hostility: NDArray[np.float32], degree: float, homophily: float, rewiring: float
) -> Network:
    """The network of a society whose citizens' anchors have this hostility (citizens,)."""
    n = len(hostility)
    order = np.argsort(hostility, kind="stable")
    upper = np.zeros(n, np.bool_)
    upper[order[n // 2 :]] = True
    del order
    lower_members = np.flatnonzero(~upper).astype(np.int32)
    upper_members = np.flatnonzero(upper).astype(np.int32)
    position = np.empty(n, np.int32)
    position[lower_members] = np.arange(len(lower_members), dtype=np.int32)
    position[upper_members] = np.arange(len(upper_members), dtype=np.int32)
    degrees = np.zeros(n, np.int32)
    nothing = np.empty(0, np.int32)
    shape = (degree / 2, 1 - homophily, rewiring)
    _ties(key, upper, position, lower_members, upper_members, *shape, degrees, nothing, nothing)
    indptr = np.zeros(n + 1, np.int32)
    np.cumsum(degrees, out=indptr[1:])
    indices = np.empty(indptr[-1], np.int32)
    _ties(key, upper, position, lower_members, upper_members, *shape, degrees, indptr, indices)
    del upper, position, lower_members, upper_members, degrees
    kept = _sort_and_merge(indptr, indices)
    return Network(indptr, indices[:kept].copy() if kept < len(indices) else indices)


def complete(n: int) -> Network:
    """Everybody tied to everybody; for the patterns and closed forms that are stated for a complete network."""
    indices = np.array([j for i in range(n) for j in range(n) if j != i], np.int32)
    return Network(np.arange(0, n * (n - 1) + 1, n - 1, dtype=np.int32), indices)


@njit(cache=True)
def _ties(
    key,
    upper,
    position,
    lower_members,
    upper_members,
    half_degree,
    redirect,
    rewire,
    degrees,
    indptr,
    indices,
):
    """Count the ties of each citizen (empty `indices`), or write them."""
    n = upper.size
    writing = indices.size > 0
    if writing:
        degrees[:] = 0
    for i in range(n):
        own = upper_members if upper[i] else lower_members
        other = lower_members if upper[i] else upper_members
        farthest = min(int(np.ceil(half_degree)), (own.size - 1) // 2)
        for distance in range(1, farthest + 1):
            w0, w1, w2, w3 = words(key, distance, uint64(i))
            if float(w3) / _TWO_32 >= half_degree - (distance - 1):
                continue
            j = own[(position[i] + distance) % own.size]
            if float(w0) / _TWO_32 < redirect:
                j = other[int((w2 * uint64(other.size)) >> uint64(32))]
            elif float(w1) / _TWO_32 < rewire:
                k = own[int((w2 * uint64(own.size)) >> uint64(32))]
                j = k if k != i else j
            if writing:
                indices[indptr[i] + degrees[i]] = j
                indices[indptr[j] + degrees[j]] = i
            degrees[i] += 1
            degrees[j] += 1


@njit(cache=True)
def _sort_and_merge(indptr, indices):
    """Sort every row, drop a neighbor named twice, close the gaps; returns the number of entries kept."""
    kept = 0
    first = 0
    for i in range(indptr.size - 1):
        last = indptr[i + 1]
        row = indices[first:last]
        for a in range(1, row.size):
            value = row[a]
            b = a - 1
            while b >= 0 and row[b] > value:
                row[b + 1] = row[b]
                b -= 1
            row[b + 1] = value
        start = kept
        for a in range(row.size):
            value = row[a]
            if kept == start or indices[kept - 1] != value:
                indices[kept] = value
                kept += 1
        first = last
        indptr[i + 1] = kept
    return kept
