"""The slow check of docs/cases.md: every case that expects something is run, and the table written (`make verify`).

A case fails whose rows in the repository say something else than was measured; the table is then refreshed, so that
the difference can be read and what was written about it set right.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from verification import cases

pytestmark = pytest.mark.verify


@dataclass
class Measured:
    """What stood in the page at first, and what was measured since."""

    before: dict[str, list[cases.Row]]
    rows: dict[str, list[cases.Row]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def found() -> Measured:
    return Measured(cases.read(cases.PAGE.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", cases.expecting())
def test_the_table_says_what_a_case_shows(name: str, found: Measured) -> None:
    rows = found.rows[name] = cases.measured(name)
    stood = found.before.get(name, [])
    assert len(stood) == len(rows), f"docs/cases.md has {len(stood)} rows of {name}; measured were {rows}"
    for before, now in zip(stood, rows, strict=True):
        assert before.agrees_with(now), f"the table says {before}; measured was {now}"


def test_the_table_is_written(found: Measured) -> None:
    if found.rows.keys() != set(cases.expecting()):
        pytest.skip("only some of the cases were run: the table stays as it is")
    text = cases.PAGE.read_text(encoding="utf-8")
    cases.PAGE.write_text(cases.refreshed(text, found.rows), encoding="utf-8")
    assert cases.read(cases.PAGE.read_text(encoding="utf-8")) == found.rows
