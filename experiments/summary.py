"""The verdict in words: what `sulha run` prints."""

from __future__ import annotations

from collections.abc import Callable
from math import isnan
from typing import TYPE_CHECKING

from .expectations import Finding
from .explanation import expected
from .language import isolated, language, noted, ntext, plain, text, words
from .months import period
from .phrasing import MISSING, alike, brief, caveats, estimated, percent, replicates, shown, span, table, wrapped
from .statistics import Difference
from .verdict import SMALLEST_EFFECT, ArmVerdict, Milestone, Verdict, begins_at_least

if TYPE_CHECKING:
    from .result import Result

#: What the rows of the table are called.
ROWS = {
    "conduct": noted("Conduct, H (0 friendly to 1 hostile)"),
    "goldstein": noted("  on the Goldstein scale (-10 to +8.3)"),
    "hostility": noted("Citizens' hostility (0 to 1)"),
    "talks_opened": noted("Talks opened"),
    "agreement_reached": noted("Agreement reached"),
    "relapse": noted("Relapse, of those that agreed"),
    "long_run_opinion": noted("Long-run weight of opinion"),
    "long_run_advice": noted("Long-run weight of advice, ω_A"),
    "authority": noted("Authority (0 none to 1 binding)"),
    "organizations_open": noted("Organizations open at the end"),
    "refused": noted("Refused, of planned acts"),
}


def summary(result: Result) -> str:
    """The verdict on a result in a few lines of plain text."""
    verdict = result.verdict
    blocks = [_head(result), _table(result, verdict)]
    if verdict.difference is not None:
        blocks.append(_difference(verdict.difference))
    if result.setup.expect:
        blocks.append(_expectations(result, verdict))
    blocks.append(caveats())
    return "\n\n".join(blocks)


def _head(result: Result) -> str:
    head = text(
        "{name}: {period}, {replicates}, seed {seed}",
        name=plain(result.setup.name.in_language(language())),
        period=period(result.setup),
        replicates=replicates(result.replicates),
        seed=result.seed,
    )
    for path, old, new in result.changes:
        head += "\n" + text("Changed: {path} from {old} to {new}", path=path, old=brief(old), new=brief(new))
    if result.interrupted:
        head += "\n" + text(
            "Interrupted: {done} of {asked} replicates were finished; all below is of these.",
            done=result.replicates, asked=result.asked,
        )  # fmt: skip
    return head


# -- numbers as words


def _milestone(milestone: Milestone) -> str:
    share = milestone.share
    if not share.trials:
        return MISSING
    cell = isolated(f"{share.successes}/{share.trials}") + span(share.interval, percent)
    if isnan(milestone.median_month):
        return cell
    return f"{cell} {text('month {month}', month=f'{milestone.median_month:.0f}')}"


def _open(arm: ArmVerdict) -> str:
    if not arm.organizations:
        return MISSING
    return text("{mean} of {n}", mean=shown(arm.organizations_open.mean, 1), n=arm.organizations)


def _refused(arm: ArmVerdict) -> str:
    if not arm.planned:
        return MISSING
    said = [f"{words.refusal(code)} {isolated(f'{n / arm.planned:.1%}')}" for code, n in arm.refused.items() if n]
    return text(", ").join(said) or text("none")


# -- blocks


def _table(result: Result, verdict: Verdict) -> str:
    arms = verdict.arms
    if len(arms) > 1:
        heads = [text("with organizations"), text("without")]
    else:
        heads = [text("as described") if result.setup.organizations else text("no organizations")]
    lines: list[tuple[str, list[str]]] = [("", heads)]

    def row(key: str, show: Callable[[ArmVerdict], str]) -> None:
        lines.append((text(ROWS[key]), [show(arm) for arm in arms]))

    row("conduct", lambda arm: estimated(arm.conduct))
    row("goldstein", lambda arm: estimated(arm.goldstein, 1))
    row("hostility", lambda arm: estimated(arm.hostility))
    for key, state in (("talks_opened", "talks"), ("agreement_reached", "agreement")):
        row(key, lambda arm, key=key: _milestone(getattr(arm, key)))  # type: ignore[misc]
        if begins_at_least(state, verdict.started_in):
            started = words.state(verdict.started_in)
            lines.append((text("  (the run starts in {state})", state=started), []))
    row("relapse", lambda arm: _milestone(arm.relapse))
    if len(result.setup.societies) > 2:
        lines.append((text("  (between at least one pair of sides)"), []))
    row("long_run_opinion", lambda arm: estimated(arm.long_run_opinion))
    row("long_run_advice", lambda arm: estimated(arm.long_run_advice))
    if result.setup.organizations:
        row("authority", lambda arm: f"{arm.authority:.3g}" if arm.organizations else MISSING)
        lines.append((text("  (the most that their advice may weigh in a month; the weight above builds up)"), []))
        row("organizations_open", _open)
        row("refused", _refused)
    first, last = verdict.window
    means = text(
        "Means over months {first} to {last}; in brackets 95 % intervals over replicates.", first=first, last=last
    )
    return f"{wrapped(means)}\n\n{table(lines, spilling=text(ROWS['refused']))}"


def _difference(d: Difference) -> str:
    low, high = d.interval
    if isnan(low):
        few = ntext(
            "H with minus without organizations is {mean}, from {n} pair: too few for an interval "
            "(6 or more are needed).",
            "H with minus without organizations is {mean}, from {n} pairs: too few for an interval "
            "(6 or more are needed).",
            d.pairs, mean=alike(d.mean)[0],
        )  # fmt: skip
        return wrapped(few)
    if d.direction < 0:
        size, least, most = alike(-d.mean, -high, -low)
        line = text(
            "With organizations conduct is less hostile: H is lower by {size} (95 % interval {low} to {high}), in "
            "{count} of {pairs} pairs.",
            size=size, low=least, high=most, count=d.lower, pairs=d.pairs,
        )  # fmt: skip
    elif d.direction > 0:
        size, least, most = alike(d.mean, low, high)
        line = text(
            "With organizations conduct is MORE hostile: H is higher by {size} (95 % interval {low} to {high}), in "
            "{count} of {pairs} pairs.",
            size=size, low=least, high=most, count=d.higher, pairs=d.pairs,
        )  # fmt: skip
    else:
        size, least, most = alike(d.mean, low, high)
        line = text(
            "The organizations' effect on conduct cannot be told from zero: H with minus without is {mean} (95 % "
            "interval {low} to {high}), lower in {count} of {pairs} pairs.",
            mean=size, low=least, high=most, count=d.lower, pairs=d.pairs,
        )  # fmt: skip
    superiority = text(
        "Probability of superiority (lower H with organizations, within pairs): {superiority}.",
        superiority=shown(d.superiority),
    )
    lines = [line, f"  {superiority}"]
    if max(abs(low), abs(high)) < SMALLEST_EFFECT:
        small = text(
            "That is small: below {limit} on the scale of H from 0 to 1, the least difference taken to matter here (a "
            "convention, not a finding).",
            limit=SMALLEST_EFFECT,
        )
        lines.append(f"  {small}")
    return "\n".join(wrapped(line) for line in lines)


def _expectations(result: Result, verdict: Verdict) -> str:
    lines = [text("Expected patterns (with organizations; without, in brackets):")]
    beside: list[tuple[Finding, ...]] = [arm.expectations for arm in verdict.arms[1:]]
    for index, finding in enumerate(verdict.arms[0].expectations):
        line = text(
            "  {judgement}: {expected} - {found}",
            judgement=words.judgement(finding.judgement),
            expected=expected(finding.expectation, result.setup),
            found=_found(finding),
        )
        if beside:
            line += f" [{isolated(_shown(finding, beside[0][index].value))}]"
        lines.append(wrapped(line))
    return "\n".join(lines)


def _shown(finding: Finding, value: float) -> str:
    return percent(value) if finding.expectation.share is not None else shown(value)


def _found(finding: Finding) -> str:
    low, high = finding.interval
    value = _shown(finding, finding.value)
    if isnan(low):
        return value
    return text(
        "{value} (95 % interval {low} to {high})", value=value, low=_shown(finding, low), high=_shown(finding, high)
    )
