"""The slow statistical verification: every pattern measured, and the report written (`make verify`).

A pattern that the model is known not to show is marked as such with its reason; if it comes to be shown, or fails in
another way than documented, that is an error too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from time import perf_counter

import pytest
from verification import report
from verification.catalog import PATTERNS
from verification.ensemble import Ensembles
from verification.pattern import Chart, Figure, Pattern, Result

pytestmark = pytest.mark.verify
DEVIATIONS = [id for id, pattern in PATTERNS.items() if pattern.deviation]


class NotShown(AssertionError):  # noqa: N818 (read as what is found)
    """A pattern that is not shown."""


@dataclass
class Findings:
    """The results of this run of tests, each pattern measured once."""

    ensembles: Ensembles
    results: dict[str, Result] = field(default_factory=dict)

    def of(self, pattern: Pattern) -> Result:
        if pattern.id not in self.results:
            self.ensembles.log.clear()
            found = list(pattern.run(self.ensembles))
            self.results[pattern.id] = Result(
                tuple(item for item in found if isinstance(item, Figure)),
                tuple(item for item in found if isinstance(item, Chart)),
                tuple(dict.fromkeys(self.ensembles.log)),
            )
        return self.results[pattern.id]


@pytest.fixture(scope="session")
def findings() -> Iterator[Findings]:
    with Ensembles() as ensembles:
        yield Findings(ensembles)


def _known(id: str) -> object:
    deviation = PATTERNS[id].deviation
    marks = [pytest.mark.xfail(raises=NotShown, strict=True, reason=deviation.why)] if deviation else []
    return pytest.param(id, marks=marks)


@pytest.mark.parametrize("id", [_known(id) for id in PATTERNS])
def test_the_model_shows(id: str, findings: Findings, capsys: pytest.CaptureFixture[str]) -> None:
    __tracebackhide__ = True
    started, runs = perf_counter(), findings.ensembles.runs
    result = findings.of(PATTERNS[id])
    with capsys.disabled():
        spent = perf_counter() - started
        print(f"\n{id}: {result.verdict} ({findings.ensembles.runs - runs} runs, {spent:.0f} s)", flush=True)
    if result.verdict != "shown":
        told = [
            f"{f.name}: {f.estimate} is not {f.criterion}" for f in result.figures if f.verdict not in {None, "shown"}
        ]
        raise NotShown(f"{result.verdict}: " + "; ".join(told))


@pytest.mark.parametrize("id", DEVIATIONS)
def test_a_documented_deviation_stands(id: str, findings: Findings) -> None:
    deviation = PATTERNS[id].deviation
    assert deviation is not None
    assert findings.of(PATTERNS[id]).verdict == deviation.verdict


def test_the_report_is_written(findings: Findings) -> None:
    if findings.results.keys() != PATTERNS.keys():
        pytest.skip("only some of the patterns were measured: the report stays as it is")
    report.write(findings.results)
    assert report.REPORT.exists()
