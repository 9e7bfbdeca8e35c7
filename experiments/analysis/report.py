"""The report of a sweep: a folder of tables (CSV, LaTeX), figures (PDF, PNG) and a text that puts them together."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ..language import text
from ..storage import FolderExistsError
from ..sweeps.folder import replaced
from .drawing.page import pictured
from .latex import latex, undirected
from .page import about, markdown
from .parts import LeftOut, Part, Picture, Table, Wishes
from .reading import Runs, read_runs
from .sections import SECTIONS

#: By this file a folder is known to be a report, which a newer one may replace.
MARK = "report.json"
FORMAT = 1


@dataclass(frozen=True, eq=False)
class Report:
    """What a report says: its parts, and those that the sweep does not allow."""

    runs: Runs
    parts: tuple[Part, ...]
    left_out: tuple[LeftOut, ...]

    def as_data(self) -> dict[str, Any]:
        """The report as data for JSON: every row of every table, null where there is no number."""
        runs = self.runs
        return {
            "format": FORMAT, "kind": "report", "folder": str(runs.folder), "runs_done": runs.done,
            "runs_failed": runs.failed, "runs": runs.size, "replicates": runs.replicates,
            "fingerprint": runs.fingerprint(),
            "version": runs.manifest.data["version"], "model_version": runs.manifest.data["model_version"],
            "parts": {
                part.name: {table.name: {"rests_on": table.rests_on, "rows": _records(table)} for table in part.tables}
                for part in self.parts
            },
            "findings": [finding for part in self.parts for finding in part.findings],
            "left_out": [{"part": one.title, "why": one.why} for one in self.left_out],
        }  # fmt: skip


def analyzed(folder: str | Path, wishes: Wishes | None = None, tell: Callable[[str], None] = lambda _: None) -> Report:
    """The analysis of a sweep's folder, finished or not. Raises what `read_runs` raises."""
    runs = read_runs(folder)
    parts: list[Part] = []
    left_out: list[LeftOut] = []
    for section in SECTIONS:
        made = section(runs, wishes or Wishes())
        if isinstance(made, Part):
            tell(made.title)
            parts.append(made)
        else:
            left_out.append(made)
    return Report(runs, tuple(parts), tuple(left_out))


def write(report: Report, out: Path) -> Path:
    """Write a report as a folder; an older report of that name is replaced, once the new one is whole.

    Raises `FolderExistsError` where there is something else, OSError where the disk refuses.
    """
    if os.path.lexists(out) and not (out / MARK).is_file():
        raise FolderExistsError(text("{folder} already exists and is no report; give another --out", folder=out))
    out.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=f".{out.name[:40]}-", suffix=".partial", dir=out.parent))
    try:
        _fill(report, temporary)
        temporary.chmod(0o755)
        _put(temporary, out)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return out


def _put(new: Path, out: Path) -> None:
    """Put a whole folder in the place of an older one, which is put back where that fails."""
    older = new.with_suffix(".older")
    if out.exists():
        out.rename(older)
    try:
        new.rename(out)
    except OSError:
        if older.exists():
            older.rename(out)
        raise
    shutil.rmtree(older, ignore_errors=True)


def _fill(report: Report, folder: Path) -> None:
    (folder / "tables").mkdir()
    (folder / "figures").mkdir()
    for part in report.parts:
        for table in part.tables:
            table.frame.to_csv(folder / "tables" / f"{table.name}.csv", index=False)
            words = f"{table.caption}. {about(report.runs)}"
            replaced(folder / "tables" / f"{table.name}.tex", latex(table.frame, words, f"tab:{table.name}"))
        for picture in part.pictures:
            for kind, content in _drawn(picture, part, report.runs).items():
                (folder / "figures" / f"{picture.name}.{kind}").write_bytes(content)
    replaced(folder / "report.md", markdown(report.runs, report.parts, report.left_out))
    replaced(folder / MARK, undirected(json.dumps(report.as_data(), ensure_ascii=False, indent=1)) + "\n")


def _drawn(picture: Picture, part: Part, runs: Runs) -> dict[str, bytes]:
    return pictured(picture.draw, part.title, picture.caption, picture.bands, about(runs))


def _records(table: Table) -> list[dict[str, Any]]:
    return [{str(name): _plain(value) for name, value in row.items()} for row in table.frame.to_dict("records")]


def _plain(value: Any) -> Any:
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and not np.isfinite(value):
        # JSON has no infinity: a threshold outside the range tried is said in words.
        return None if np.isnan(value) else "inf" if value > 0 else "-inf"
    return value
