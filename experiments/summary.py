"""The verdict in words: what `sulha run` prints."""

from __future__ import annotations

from collections.abc import Callable
from math import isnan
from textwrap import fill
from typing import TYPE_CHECKING

from .expectations import Finding
from .language import label, plain, text
from .statistics import Difference, Estimate, Interval
from .tables import month_date
from .verdict import SMALLEST_EFFECT, ArmVerdict, Milestone, Verdict, begins_at_least

if TYPE_CHECKING:
    from sulha.model import Setup

    from .result import Result

WIDTH = 100
_NAME = 38
_CELL = 28


def summary(result: Result) -> str:
    """The verdict on a result in a few lines of plain text."""
    verdict = result.verdict
    blocks = [_head(result), _table(result, verdict)]
    if verdict.difference is not None:
        blocks.append(_difference(verdict.difference))
    if result.setup.expect:
        blocks.append(_expectations(result, verdict))
    blocks.append(f"{_wrapped(text('summary.bands'))}\n{text('summary.motto')}")
    return "\n\n".join(blocks)


def period(setup: Setup) -> str:
    """The time a run covers, in words."""
    n = setup.time.months
    if setup.time.start is None:
        return text("summary.months", n=n)
    first, last = (month_date(setup.time.start, month).strftime("%Y-%m") for month in (0, n))
    return text("summary.dates", first=first, last=last, n=n)


def counted(noun: str, n: int) -> str:
    """A number of replicates or pairs, in words."""
    return text(f"summary.{noun}_{'one' if n == 1 else 'many'}", n=n)


def _head(result: Result) -> str:
    head = text(
        "summary.run",
        name=plain(result.setup.name.en),
        period=period(result.setup),
        replicates=counted("replicates", result.replicates),
        seed=result.seed,
    )
    for path, old, new in result.changes:
        head += "\n" + text("summary.changed", path=path, old=plain(str(old)), new=plain(str(new)))
    if result.interrupted:
        head += "\n" + text("summary.interrupted", done=result.replicates, asked=result.asked)
    return head


# -- numbers as words


def _value(value: float, digits: int = 2) -> str:
    if isnan(value):
        return text("summary.missing")
    # Minus zero is a sign without a meaning.
    return f"{round(value, digits) + 0.0:.{digits}f}"


def _range(interval: Interval, show: Callable[[float], str]) -> str:
    return "" if isnan(interval[0]) else f" [{show(interval[0])}, {show(interval[1])}]"


def _cell(estimate: Estimate, digits: int = 2) -> str:
    def show(value: float) -> str:
        return _value(value, digits)

    return show(estimate.mean) + _range(estimate.interval, show)


def _percent(value: float) -> str:
    return text("summary.missing") if isnan(value) else f"{value:.0%}"


def _milestone(milestone: Milestone) -> str:
    share = milestone.share
    if not share.trials:
        return text("summary.missing")
    cell = f"{share.successes}/{share.trials}{_range(share.interval, _percent)}"
    if isnan(milestone.median_month):
        return cell
    return f"{cell} {text('summary.median', month=f'{milestone.median_month:.0f}')}"


def _open(arm: ArmVerdict) -> str:
    if not arm.organizations:
        return text("summary.missing")
    return text("summary.of", mean=_value(arm.organizations_open.mean, 1), n=arm.organizations)


def _refused(arm: ArmVerdict) -> str:
    if not arm.planned:
        return text("summary.missing")
    said = [f"{text(f'refusal.{code}')} {n / arm.planned:.1%}" for code, n in arm.refused.items() if n]
    return ", ".join(said) or text("summary.refused_none")


# -- blocks


def _table(result: Result, verdict: Verdict) -> str:
    arms = verdict.arms
    if len(arms) > 1:
        heads = [text("summary.with"), text("summary.without")]
    else:
        heads = [text("summary.alone_with" if result.setup.organizations else "summary.alone")]
    lines: list[tuple[str, list[str]]] = [("", heads)]

    def row(key: str, show: Callable[[ArmVerdict], str]) -> None:
        lines.append((text(f"summary.{key}"), [show(arm) for arm in arms]))

    row("conduct", lambda arm: _cell(arm.conduct))
    row("goldstein", lambda arm: _cell(arm.goldstein, 1))
    row("hostility", lambda arm: _cell(arm.hostility))
    for key, state in (("talks_opened", "talks"), ("agreement_reached", "agreement")):
        row(key, lambda arm, key=key: _milestone(getattr(arm, key)))  # type: ignore[misc]
        if begins_at_least(state, verdict.started_in):
            started = text(f"process.{verdict.started_in}")
            lines.append((text("summary.started", state=started), []))
    row("relapse", lambda arm: _milestone(arm.relapse))
    if len(result.setup.societies) > 2:
        lines.append((text("summary.any_pair"), []))
    row("long_run_opinion", lambda arm: _cell(arm.long_run_opinion))
    row("long_run_advice", lambda arm: _cell(arm.long_run_advice))
    if result.setup.organizations:
        row("authority", lambda arm: f"{arm.authority:.3g}" if arm.organizations else text("summary.missing"))
        lines.append((text("summary.authority_is"), []))
        row("organizations_open", _open)
        row("refused", _refused)
    first, last = verdict.window
    note = _wrapped(text("summary.window", first=first, last=last))
    return "\n".join([note, "", *(_line(name, cells) for name, cells in lines)])


def _line(name: str, cells: list[str]) -> str:
    return (f"{name:<{_NAME}}  " + "  ".join(f"{cell:<{_CELL}}" for cell in cells)).rstrip()


def _wrapped(line: str) -> str:
    indent = line[: len(line) - len(line.lstrip())]
    return fill(line.strip(), WIDTH, initial_indent=indent, subsequent_indent=indent)


def _alike(*values: float) -> list[str]:
    """Numbers with the same digits after the point: three, or as many as they need to differ where they differ."""
    known = [value for value in values if not isnan(value)]
    if known and 0 < max(map(abs, known)) < 1e-6:
        return [f"{value:.1e}" for value in values]
    digits = next((n for n in range(3, 9) if len({round(v, n) for v in known}) == len(set(known))), 9)
    return [_value(value, digits) for value in values]


def _difference(d: Difference) -> str:
    low, high = d.interval
    if isnan(low):
        line = text("summary.no_interval", mean=_alike(d.mean)[0], pairs=counted("pairs", d.pairs))
        return _wrapped(line)
    if d.direction < 0:
        size, least, most = _alike(-d.mean, -high, -low)
        line = text("summary.lower", size=size, low=least, high=most, count=d.lower, pairs=d.pairs)
    elif d.direction > 0:
        size, least, most = _alike(d.mean, low, high)
        line = text("summary.higher", size=size, low=least, high=most, count=d.higher, pairs=d.pairs)
    else:
        size, least, most = _alike(d.mean, low, high)
        line = text("summary.unclear", mean=size, low=least, high=most, count=d.lower, pairs=d.pairs)
    lines = [line, text("summary.superiority", superiority=_value(d.superiority))]
    if max(abs(low), abs(high)) < SMALLEST_EFFECT:
        lines.append(text("summary.small", limit=SMALLEST_EFFECT))
    return "\n".join(_wrapped(line) for line in lines)


def _expectations(result: Result, verdict: Verdict) -> str:
    lines = [text("summary.expectations")]
    beside: list[tuple[Finding, ...]] = [arm.expectations for arm in verdict.arms[1:]]
    for index, finding in enumerate(verdict.arms[0].expectations):
        line = f"  {text(f'summary.{finding.judgement}')}: {_expected(finding, result.setup)} - {_found(finding)}"
        if beside:
            line += f" [{_shown(finding, beside[0][index].value)}]"
        lines.append(_wrapped(line))
    return "\n".join(lines)


def _shown(finding: Finding, value: float) -> str:
    return _percent(value) if finding.expectation.share is not None else _value(value)


def _found(finding: Finding) -> str:
    low, high = finding.interval
    value = _shown(finding, finding.value)
    if isnan(low):
        return text("summary.found_alone", value=value)
    return text("summary.found", value=value, low=_shown(finding, low), high=_shown(finding, high))


def _expected(finding: Finding, setup: Setup) -> str:
    wanted = finding.expectation
    low, high = finding.wanted
    name = wanted.metric.replace("_", " ")
    if wanted.share is not None:
        by = wanted.by or setup.time.months
        return text("summary.expect_share", event=name, by=by, low=_percent(low), high=_percent(high))
    first, last = wanted.during or (0, setup.time.months)
    whom = label(setup, wanted.society) if wanted.society else text("summary.everybody")
    return text(
        "summary.expect_mean", metric=name, whom=whom, first=first, last=last, low=_value(low), high=_value(high)
    )
