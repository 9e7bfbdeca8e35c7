"""Speed and memory of the core, as ratios measured side by side in one run (`make bench`).

Absolute times depend on the machine; what is compared here runs interleaved in the same process, and the median
counts. Nothing here is a test: a slow machine cannot fail.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mesa
import numpy as np
import scipy.sparse

from sulha.model import Conflict, kernels
from sulha.model.network import Network, two_blocs
from sulha.scenarios import changed, load

CITIZENS = 100_000
CONFIDENCE, WEIGHT, PROMINENCE = 0.3, 0.05, 3.0


class Citizen(mesa.Agent):  # type: ignore[misc]
    """A citizen as a Python object, for the comparison only."""

    def __init__(self, model: mesa.Model, row: np.ndarray, prominence: float) -> None:
        super().__init__(model)
        self.intent, self.trust, self.humanity, self.hostility = (float(x) for x in row)
        self.prominence = prominence
        self.neighbors: list[Citizen] = []
        self.next = (self.intent, self.trust, self.humanity)

    def adopt(self) -> None:
        """Take on what was heard, after everybody has listened."""
        self.intent, self.trust, self.humanity = self.next

    def listen(self) -> None:
        """The influence step of one citizen."""
        total = intent = trust = humanity = 0.0
        for other in self.neighbors:
            if abs(other.hostility - self.hostility) <= CONFIDENCE:
                total += other.prominence
                intent += other.prominence * other.intent
                trust += other.prominence * other.trust
                humanity += other.prominence * other.humanity
        if total > 0:
            own, each = 1 - WEIGHT, WEIGHT / total
            self.next = (own * self.intent + each * intent, own * self.trust + each * trust,
                         own * self.humanity + each * humanity)  # fmt: skip


def main() -> None:
    """Measure and print everything."""
    report = {"influence": influence(), "memory": memory(), "baseline": baseline()}
    print(json.dumps(report, indent=2))


def influence() -> dict[str, Any]:
    """The influence step at 10^5 citizens beside SciPy's CSR product in float64 and beside Mesa agents."""
    network, rows = _society(CITIZENS)
    prominence = np.ones(CITIZENS, np.float32)
    prominence[:: CITIZENS // 1000] = PROMINENCE
    cue, out = np.zeros(3), rows.copy()

    def ours() -> None:
        kernels.influence(rows, network.indptr, network.indices, prominence, CONFIDENCE, WEIGHT, 0.0, cue, out)

    degree = np.diff(network.indptr)
    data = np.repeat(1 / degree, degree)
    matrix = scipy.sparse.csr_matrix((data, network.indices, network.indptr), shape=(CITIZENS, CITIZENS))
    images = rows[:, :3].astype(float)

    def oracle() -> None:
        matrix @ images

    model = mesa.Model(rng=0)
    people = [Citizen(model, row, float(weight)) for row, weight in zip(rows, prominence, strict=True)]
    for i, person in enumerate(people):
        person.neighbors = [people[j] for j in network.indices[network.indptr[i] : network.indptr[i + 1]]]

    def objects() -> None:
        citizens = model.agents_by_type[Citizen]
        citizens.do("listen")
        citizens.do("adopt")

    ours()
    times = interleaved({"ours": ours, "scipy": oracle}, 30) | interleaved({"mesa": objects}, 3)
    return {
        "citizens": CITIZENS,
        "mean_degree": round(network.mean_degree, 2),
        "ns_per_citizen": {name: round(1e9 * t / CITIZENS, 2) for name, t in times.items()},
        "of_scipy_csr_float64": judged(times["ours"] / times["scipy"], 1.0),
        "of_mesa_agents": judged(times["ours"] / times["mesa"], 1 / 200),
    }


def _society(citizens: int) -> tuple[Network, np.ndarray]:
    rng = np.random.default_rng(1)
    rows = np.clip(rng.normal(0.45, 0.2, (citizens, 4)), 0.01, 0.99).astype(np.float32)
    rows[:, 3] = 1 - rows[:, :3].mean(axis=1)
    return two_blocs(np.uint64(1), rows[:, 3].copy(), 12.0, 0.8, 0.1), rows


def memory() -> dict[str, Any]:
    """Peak memory of a world of 10^6 citizens that runs three months, in a process of its own."""
    bytes_each = json.loads(subprocess.check_output([sys.executable, "-P", __file__, "--memory"]))
    return {"citizens": 1_000_000, "bytes_per_citizen": judged(bytes_each, 300)}


def _memory_of_a_million() -> None:
    def world(citizens: int) -> Conflict:
        setup = load("baseline")
        sizes = {f"societies.{society}.citizens": citizens for society in setup.societies}
        return Conflict(changed(setup, {**sizes, "time.months": 3}))

    world(1000).run_for(3)
    before = resident()
    world(500_000).run_for(3)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps((peak - before) / 1e6))


def resident() -> int:
    """Bytes of memory this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


def baseline() -> dict[str, Any]:
    """A baseline run: how long, and how much of it is outside the citizens' kernels."""
    setup = load("baseline")
    Conflict(setup).run_for(2)
    kernel_time = [0.0]
    names = ("private_images", "influence", "share_of_neighbors", "mobilize", "hostility", "meeting_scores")
    originals = {name: getattr(kernels, name) for name in names}
    totals, inside = [], []
    for replicate in range(7):
        world = Conflict(setup, seed=0, replicate=replicate)
        start = time.perf_counter()
        world.run_for(setup.time.months)
        totals.append(time.perf_counter() - start)
        for name, kernel in originals.items():
            setattr(kernels, name, _timed(kernel, kernel_time))
        kernel_time[0] = 0.0
        Conflict(setup, seed=0, replicate=replicate).run_for(setup.time.months)
        inside.append(kernel_time[0])
        for name, kernel in originals.items():
            setattr(kernels, name, kernel)
    citizens = sum(s.citizens or 0 for s in setup.societies.values())
    total, within = statistics.median(totals), statistics.median(inside)
    return {
        "citizens": citizens,
        "months": setup.time.months,
        "organizations": len(setup.organizations),
        "seconds": round(total, 3),
        "ns_per_citizen_month": round(1e9 * within / citizens / setup.time.months, 1),
        "share_outside_kernels": round(1 - within / total, 3),
    }


def _timed(kernel: Callable[..., Any], spent: list[float]) -> Callable[..., Any]:
    def run(*arguments: Any) -> Any:
        start = time.perf_counter()
        result = kernel(*arguments)
        spent[0] += time.perf_counter() - start
        return result

    return run


def interleaved(works: dict[str, Callable[[], None]], times: int) -> dict[str, float]:
    """The median time of each of several works, run in turn."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(times):
        for name, work in works.items():
            start = time.perf_counter()
            work()
            taken[name].append(time.perf_counter() - start)
    return {name: statistics.median(each) for name, each in taken.items()}


def judged(value: float, target: float) -> dict[str, Any]:
    """A measured value beside its target."""
    return {"measured": round(value, 5), "target_at_most": round(target, 5), "met": value <= target}


if __name__ == "__main__":
    if "--memory" in sys.argv:
        _memory_of_a_million()
    else:
        main()
