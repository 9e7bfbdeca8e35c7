"""Where a result comes from, so that somebody else can make it again: the manifest of a results folder."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterable
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sulha.model import MODEL_VERSION, PARAMETERS

from .language import noted

if TYPE_CHECKING:
    from sulha.model import Setup

    from .comparison import Comparison
    from .result import Ensemble, Result

FORMAT = 1
#: Versions that can change the last digits of a result.
PACKAGES = ("numpy", "numba", "llvmlite", "mesa", "scipy", "pandas", "pyarrow", "matplotlib")
SEED_SCHEME = noted("replicate j of every arm draws from hash(seed, j): common random numbers")


def manifest(result: Result) -> dict[str, Any]:
    """Everything needed to make a result again, as data for JSON."""
    return {
        **_head("run", result),
        "changes": listed(result.changes),
        "scenario": _description(result.setup),
        "parameters": _parameters(result.setup),
        **_circumstances(result),
    }


def comparison_manifest(comparison: Comparison) -> dict[str, Any]:
    """Everything needed to make a comparison again, as data for JSON; `scenario` and `alternative` are the two arms."""
    pair = comparison.pair
    return {
        **_head("compare", comparison),
        "changes": listed(pair.changes),
        "against": {"scenario": pair.other, "changes": listed(pair.against)},
        "without": [str(missing) for missing in pair.without],
        "differences": listed(pair.differences),
        "scenario": _description(pair.a),
        "alternative": _description(pair.b),
        "parameters": _parameters(pair.a),
        "parameters_of_alternative": _parameters(pair.b),
        **_circumstances(comparison),
    }


def listed(changes: Iterable[tuple[str, Any, Any]]) -> list[dict[str, Any]]:
    """Changes (path, old, new) as data for JSON."""
    return [{"path": path, "old": _plain(old), "new": _plain(new)} for path, old, new in changes]


def _head(kind: str, ensemble: Ensemble) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "kind": kind,
        "name": ensemble.name,
        "replicates": ensemble.replicates,
        "replicates_asked": ensemble.asked,
        "interrupted": ensemble.interrupted,
        "seed": ensemble.seed,
        "seed_scheme": SEED_SCHEME,
        "arms": [arm.name for arm in ensemble.arms],
    }


def _circumstances(ensemble: Ensemble) -> dict[str, Any]:
    return {
        "version": version("sulha"),
        "model_version": MODEL_VERSION,
        "checkout": checkout(),
        "python": platform.python_version(),
        "packages": {package: version(package) for package in PACKAGES},
        "platform": platform.platform(),
        "processor": processor(),
        "started": _instant(ensemble.started),
        "finished": _instant(ensemble.finished),
        "command": sys.argv,
    }


def _description(setup: Setup) -> dict[str, Any]:
    return setup.model_dump(mode="json", exclude_unset=True)


def _parameters(setup: Setup) -> dict[str, Any]:
    parameters = setup.resolved_parameters()
    return {id: _plain(parameters.value(id)) for id in PARAMETERS}


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json", exclude_unset=True)
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def _instant(when: datetime) -> str:
    return when.isoformat(timespec="seconds").replace("+00:00", "Z")


def checkout() -> dict[str, Any] | str:
    """The commit this code is at and whether it has been changed since, or "not a checkout"."""
    root = Path(__file__).resolve().parents[1]
    git = shutil.which("git")
    # An installed package may lie inside somebody else's checkout: only a folder that is ours counts.
    if git is None or not ((root / ".git").exists() and (root / "pyproject.toml").exists()):
        return "not a checkout"
    # Variables such as GIT_DIR, which git sets for its hooks, would point to another checkout.
    clean = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}

    def ask(*words: str) -> str | None:
        # In a session of its own git is not ended by the Ctrl-C that was meant for the run.
        answer = subprocess.run(  # noqa: S603  (fixed words, no shell)
            [git, "-C", str(root), *words],
            capture_output=True, text=True, env=clean, check=False, start_new_session=True,
        )  # fmt: skip
        return answer.stdout.strip() if answer.returncode == 0 else None

    commit, status = ask("rev-parse", "HEAD"), ask("status", "--porcelain")
    if status is None:
        return "not a checkout"
    return {"commit": commit, "dirty": bool(status)}


def processor() -> str:
    """What the processor calls itself: across processors results agree to float32 rounding only."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    for line in lines:
        name, _, value = line.partition(":")
        if name.strip() == "model name":
            return value.strip()
    return platform.processor() or platform.machine()
