"""Random numbers: the published vectors, their quality, and that each is a pure function of its purpose."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from sulha.model.streams import Streams, philox, unit, words

#: kat_vectors of Random123 1.14.0: philox4x32, 10 rounds; counter, key, result.
KNOWN_ANSWERS = [
    ("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
    ("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"),
    ("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1"),
]


def numbers(text: str) -> list[np.uint64]:
    return [np.uint64(int(word, 16)) for word in text.split()]


@pytest.mark.parametrize(("counter", "key", "result"), KNOWN_ANSWERS)
def test_philox_gives_the_published_answers(counter: str, key: str, result: str) -> None:
    assert [int(w) for w in philox(*numbers(counter), *numbers(key))] == [int(w) for w in numbers(result)]


def test_words_are_philox_of_index_and_month_under_the_key() -> None:
    key = np.uint64(0x299F31D0A4093822)
    index = np.uint64(0x85A308D3243F6A88)
    expected = philox(*numbers("243f6a88 85a308d3 00000007 00000000"), *numbers("a4093822 299f31d0"))
    assert [int(w) for w in words(key, 7, index)] == [int(w) for w in expected]


def test_draws_stay_above_0() -> None:
    assert 0 < unit(np.uint64(0), np.uint64(0)) < 1e-15


def test_draws_stay_below_1() -> None:
    everything = np.uint64(0xFFFFFFFF)
    assert 1 - 1e-15 < unit(everything, everything) < 1


N = 4096


def along_index(streams: Streams) -> NDArray[np.float64]:
    return streams.uniform("grants", "forum", 3, N)


def along_months(streams: Streams) -> NDArray[np.float64]:
    return np.array([streams.uniform("grants", "forum", month)[0] for month in range(N)])


def along_names(streams: Streams) -> NDArray[np.float64]:
    return np.array([streams.uniform("grants", f"organization_{i}", 3)[0] for i in range(N)])


def along_processes(streams: Streams) -> NDArray[np.float64]:
    return np.array([streams.uniform(f"process {i}", "forum", 3)[0] for i in range(N)])


def along_replicates(streams: Streams) -> NDArray[np.float64]:
    return np.array([Streams(streams.seed, j).uniform("grants", "forum", 3)[0] for j in range(N)])


def along_seeds(streams: Streams) -> NDArray[np.float64]:
    return np.array([Streams(j).uniform("grants", "forum", 3)[0] for j in range(N)])


WAYS = [along_index, along_months, along_names, along_processes, along_replicates, along_seeds]


@pytest.mark.parametrize("draw", WAYS)
def test_draws_are_uniform_and_independent_whichever_way_one_goes(
    draw: Callable[[Streams], NDArray[np.float64]],
) -> None:
    u = draw(Streams(12345))
    assert len(np.unique(u)) == N
    assert stats.kstest(u, "uniform").pvalue > 1e-3
    for lag in (1, 2, 7):
        assert abs(np.corrcoef(u[:-lag], u[lag:])[0, 1]) < 4 / np.sqrt(N)
    counts = np.histogram2d(u[:-1:2], u[1::2], bins=8, range=[[0, 1], [0, 1]])[0]
    assert stats.chisquare(counts.ravel()).pvalue > 1e-3


def test_neighboring_streams_are_not_correlated() -> None:
    one, two = Streams(1).uniform("a", "b", 1, N), Streams(1).uniform("a", "b", 2, N)
    other, replicate = Streams(1).uniform("a", "c", 1, N), Streams(1, 1).uniform("a", "b", 1, N)
    for draws in (two, other, replicate):
        assert abs(np.corrcoef(one, draws)[0, 1]) < 4 / np.sqrt(N)
        counts = np.histogram2d(one, draws, bins=8, range=[[0, 1], [0, 1]])[0]
        assert stats.chisquare(counts.ravel()).pvalue > 1e-3


def test_normal_draws_are_normal() -> None:
    z = Streams(7).normal("perception", "north>south", 5, N)
    assert stats.kstest(z, "norm").pvalue > 1e-3


def test_a_draw_depends_on_its_purpose_alone() -> None:
    purposes = [("a", "x", 1, 5), ("b", "x", 1, 1), ("a", "y", 3, 2), ("a", "x", 2, 7)]
    one, two = Streams(9, 2), Streams(9, 2)
    forward = [one.uniform(*purpose) for purpose in purposes]
    backward = [two.uniform(*purpose) for purpose in reversed(purposes)][::-1]
    for first, second, purpose in zip(forward, backward, purposes, strict=True):
        np.testing.assert_array_equal(first, second)
        np.testing.assert_array_equal(one.uniform(*purpose), first)


def test_asking_for_more_does_not_change_what_was_asked_for_before() -> None:
    streams = Streams(4)
    many = streams.uniform("attacks", "north", 8, 33)
    for n in (1, 2, 7, 32):
        np.testing.assert_array_equal(streams.uniform("attacks", "north", 8, n), many[:n])


def test_seed_replicate_process_and_name_do_not_run_into_one_another() -> None:
    keys = {
        int(Streams(seed, replicate).key(process, name))
        for seed in range(12)
        for replicate in range(12)
        for process in ("a", "ab", "a/b")
        for name in ("", "b", "c")
        if (process, name) != ("a/b", "")
    }
    assert len(keys) == 12 * 12 * 8


def test_keys_stay_the_same_over_versions() -> None:
    assert int(Streams(0).key("talks", "north>south")) == 18353733300568161846
    assert Streams(0).uniform("talks", "north>south", 1)[0] == 0.42255020470952875
