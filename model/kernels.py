"""The inner loops over citizens, compiled.

A society's outlook on one other society is an array of rows of four float32, `(intent, trust, humanity, hostility)`:
16 aligned bytes, so that looking at a neighbor is one gather. Kernels run on one thread and in a fixed order, which
keeps results the same bit for bit; parallelism belongs to the level of whole runs.

Shapes: `rows` (citizens, 4); `anchors` (citizens, 3); `indptr` (citizens + 1,), `indices` (ties,) the network in
compressed rows; triples (3,) are per image component.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
from numba import float32, float64, njit, uint8, uint64, uintp

from .streams import unit, words

HAWK = 128  # the bit of the activity byte that says "hawk"; the lower bits are doves by issue
CONTACT, WORKSHOP = 1, 2  # bits of the participation byte
#: Entries of the sums that `hostility` returns.
SUMS = ("intent", "trust", "humanity", "hostility", "squares", "hostile", "voiced", "voices", "threat")


@njit(cache=True, inline="always", fastmath={"contract"})
def moved(image, anchor, up, down, reversion):
    """The one accumulator (M1): an image after a month's reversion, rates up and rates down.

    m + r (anchor - m) + u (1 - m) - d m with u and d capped at 1 - r, so that the result stays in [0, 1] for any
    rates in [0, 1].
    """
    cap = 1.0 - reversion
    return image + reversion * (anchor - image) + min(cap, up) * (1.0 - image) - min(cap, down) * image


@njit(cache=True, fastmath={"contract"})
def private_images(
    rows, anchors, reversion, discount, conduct_up, keep_up, keep_down, taking_part, part_up, part_down,
    known, known_up, known_down, out,
):  # fmt: skip
    """Phase 4: images after all that reaches each citizen directly, written to the first three columns of `out`.

    `keep_up`, `keep_down` are the products of (1 - rate) over the channels that reach everybody alike; `conduct_up`
    is the conduct channel before each citizen's own discounting; `part_up[p]`, `part_down[p]` (4, 3) are the keeps of
    the four combinations of contact and workshop; `known` is the share of neighbors lately in contact (or empty).
    """
    some_known = known.size > 0
    for i in range(rows.shape[0]):
        belief = 1.0 - discount * float64(rows[i, 3])
        part = taking_part[i]
        for d in range(3):
            up = keep_up[d] * (1.0 - conduct_up[d] * belief) * part_up[part, d]
            down = keep_down[d] * part_down[part, d]
            if some_known:
                up *= 1.0 - known_up[d] * float64(known[i])
                down *= 1.0 - known_down[d] * float64(known[i])
            out[i, d] = moved(float64(rows[i, d]), float64(anchors[i, d]), 1.0 - up, 1.0 - down, reversion)


@njit(cache=True, fastmath={"contract"})
def influence(rows, indptr, indices, prominence, confidence, weight, cue_weight, cue, out):
    """Phase 5: mix each citizen's private image (in `out`, replaced) with the neighbors' images in `rows`.

    Neighbors count by `prominence` (citizens,) if their hostility is within `confidence` of the citizen's own; where
    none is, the share of influence stays private. `cue` is the government's image, taken with `cue_weight`.
    """
    # Unsigned places spare the test for negative ones, and values fetched before they are chosen spare a branch:
    # together half of the time.
    w, g = float32(weight), float32(cue_weight)
    zero, one, near = float32(0.0), float32(1.0), float32(confidence)
    c0, c1, c2 = g * float32(cue[0]), g * float32(cue[1]), g * float32(cue[2])
    alone, among = one - g, one - g - w
    first = uintp(indptr[0])
    for i in range(uintp(rows.shape[0])):
        own = rows[i, 3]
        s0 = s1 = s2 = total = zero
        last = uintp(indptr[i + uintp(1)])
        for e in range(first, last):
            j = uintp(indices[e])
            prominent = prominence[j]
            intent, trust, humanity, hostile = rows[j, 0], rows[j, 1], rows[j, 2], rows[j, 3]
            tie = prominent if abs(hostile - own) <= near else zero
            s0 += tie * intent
            s1 += tie * trust
            s2 += tie * humanity
            total += tie
        first = last
        if total > zero:
            each = w / total
            out[i, 0] = among * out[i, 0] + each * s0 + c0
            out[i, 1] = among * out[i, 1] + each * s1 + c1
            out[i, 2] = among * out[i, 2] + each * s2 + c2
        else:
            out[i, 0] = alone * out[i, 0] + c0
            out[i, 1] = alone * out[i, 1] + c1
            out[i, 2] = alone * out[i, 2] + c2


@njit(cache=True)
def share_of_neighbors(flags, indptr, indices, out):
    """The share of each citizen's neighbors whose flag is set, to `out` (citizens,)."""
    for i in range(out.size):
        count = 0
        for e in range(indptr[i], indptr[i + 1]):
            count += flags[indices[e]] != 0
        degree = indptr[i + 1] - indptr[i]
        out[i] = count / degree if degree > 0 else 0.0


@njit(cache=True)
def mobilize(
    rows, indptr, indices, active, concerned, thresholds, dove_below, hawk_above, stimulus, hawk_stimulus, out
):  # fmt: skip
    """Phase 5: who is active next, one pass of a threshold rule over the neighbors active now.

    `active` and `out` hold a byte a citizen: bit j a dove on issue j, the highest bit a hawk. `concerned` holds the
    issues a citizen cares about; only neighbors who care about an issue count for it. `stimulus` (issues,) is what
    the organizations' advocacy adds to the share of active neighbors.
    """
    issues = stimulus.size
    for i in range(rows.shape[0]):
        h = rows[i, 3]
        now = uint8(0)
        first, last = indptr[i], indptr[i + 1]
        if h > hawk_above:
            count = 0
            for e in range(first, last):
                count += (active[indices[e]] & HAWK) != 0
            share = count / (last - first) if last > first else 0.0
            if share + hawk_stimulus >= thresholds[i]:
                now = uint8(HAWK)
        elif h < dove_below:
            for j in range(issues):
                bit = uint8(1 << j)
                if not concerned[i] & bit:
                    continue
                count = 0
                among = 0
                for e in range(first, last):
                    n = indices[e]
                    if concerned[n] & bit:
                        among += 1
                        count += (active[n] & bit) != 0
                share = count / among if among > 0 else 0.0
                if share + stimulus[j] >= thresholds[i]:
                    now |= bit
        out[i] = now


@njit(cache=True, fastmath={"contract"})
def hostility(rows, weights, threat, active, activity, volume, sums, counts):
    """Phase 6: hostility from images and threat, to the fourth column of `rows`; and the sums the month needs.

    `activity` (256,) is the weight of an activity byte over issues. `sums` gets the entries named in `SUMS`;
    `counts` (256,) the number of citizens by activity byte.
    """
    w0, w1, w2 = weights[0], weights[1], weights[2]
    total = np.zeros(9)
    counts[:] = 0
    for i in range(rows.shape[0]):
        intent, trust, humanity = float64(rows[i, 0]), float64(rows[i, 1]), float64(rows[i, 2])
        z = float64(threat[i])
        h = min(1.0, max(0.0, 1.0 - (w0 * intent + w1 * trust + w2 * humanity) + z))
        rows[i, 3] = h
        voice = 1.0 + volume * activity[active[i]]
        counts[active[i]] += 1
        total[0] += intent
        total[1] += trust
        total[2] += humanity
        total[3] += h
        total[4] += h * h
        total[5] += 1.0 if h > 0.5 else 0.0
        total[6] += voice * h
        total[7] += voice
        total[8] += z
    sums[:] = total


@njit(cache=True)
def draw_scores(key, month, out):
    """A uniform draw on (0, 1) for each citizen, to `out` (citizens,)."""
    for i in range(out.size):
        w0, w1, _, _ = words(key, month, uint64(i))
        out[i] = unit(w0, w1)


@njit(cache=True)
def meeting_scores(key, month, rows, selection, out):
    """Scores whose n smallest are a draw of n citizens without replacement, Pr(i) ~ exp(-selection h_i).

    Exponential order statistics (Efraimidis & Spirakis 2006, Inf. Process. Lett. 97:181-185), on a log scale.
    """
    for i in range(out.size):
        w0, w1, _, _ = words(key, month, uint64(i))
        out[i] = math.log(-math.log(unit(w0, w1))) + selection * float64(rows[i, 3])


@njit(cache=True, fastmath={"contract"})
def move_table(image, anchor, up, down, reversion):
    """The accumulator for the rows of institutions, in place; all arrays (rows, others, 3)."""
    for r in range(image.shape[0]):
        for o in range(image.shape[1]):
            for d in range(3):
                image[r, o, d] = moved(image[r, o, d], anchor[r, o, d], up[r, o, d], down[r, o, d], reversion)


def compiled_before() -> bool:
    """Whether the compiled kernels are already on disk, so that a first run need not announce a wait."""
    folder = Path(influence.stats.cache_path or "")
    return any(folder.glob("kernels.influence-*.nbi"))
