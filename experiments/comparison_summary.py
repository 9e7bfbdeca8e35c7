"""A comparison in words: what `sulha compare` prints, and how figures call its two arms."""

from __future__ import annotations

from math import inf, isnan
from typing import TYPE_CHECKING

from .bands import Course, Stretch
from .contrasts import Contrast
from .explanation.vocabulary import MECHANISMS, activity
from .language import isolated, label, language, ntext, plain, text
from .months import period
from .phrasing import MISSING, alike, brief, caveats, shown, span, table, wrapped
from .precision import rounded_up

if TYPE_CHECKING:
    from sulha.model import Setup

    from .comparison import Comparison, Pair
    from .counterfactual import Missing

#: How many settings that differ are listed.
_LISTED = 8
#: How many stretches of months are told of each side.
_STRETCHES = 4
_CELL = 5


def summary(comparison: Comparison) -> str:
    """What a comparison shows, in a few lines of plain text."""
    blocks = [_head(comparison), _table(comparison), _findings(comparison)]
    return "\n\n".join([*blocks, caveats()])


# -- the arms


def titles(pair: Pair) -> tuple[str, str]:
    """What the two arms are, each in a line: the name of its scenario and what sets it apart."""
    first = [_name(pair.a), *(_setting(path, old) for path, old, _ in _own(pair))]
    second = [_name(pair.b), *(_setting(path, new) for path, _, new in pair.against)]
    first += [text("with {what}", what=missing_words(one, pair.a)) for one in pair.without if one.is_in(pair.a)]
    second += [text("without {what}", what=missing_words(one, pair.complete)) for one in pair.without]
    return text(", ").join(first), text(", ").join(second)


def missing_words(one: Missing, setup: Setup) -> str:
    """What a world is without, as a person calls it; `setup` is a world that has it."""
    if one.kind == "activities":
        return activity(one.name)
    if one.kind == "mechanisms":
        return text(MECHANISMS[one.name])
    return label(setup, one.name) if one.name else text("organizations")


def which(pair: Pair) -> str:
    """Which way every difference goes."""
    if pair.other is None and not pair.against:
        return text("Every difference is A minus B: with minus without.")
    return text("Every difference is A minus B: the scenario minus what it is compared with.")


def _own(pair: Pair) -> tuple[tuple[str, object, object], ...]:
    """The settings that the alternative has otherwise; of another scenario they say nothing about this one."""
    return pair.against if pair.other is None else ()


def _name(setup: Setup) -> str:
    return plain(setup.name.in_language(language()))


def _setting(path: str, value: object) -> str:
    return isolated(f"{path} = {brief(value)}")


# -- blocks


def _head(comparison: Comparison) -> str:
    pair = comparison.pair
    first, second = titles(pair)
    pairs = ntext("{n} pair of replicates", "{n} pairs of replicates", comparison.replicates)
    head = [
        text("{name}: {period}, {replicates}, seed {seed}", name=_name(pair.a), period=period(pair.a),
             replicates=pairs, seed=comparison.seed),
        "  " + text("A: {title}", title=first),
        "  " + text("B: {title}", title=second),
        which(pair),
    ]  # fmt: skip
    for path, old, new in pair.changes:
        head.append(text("Changed in both: {path} from {old} to {new}", path=path, old=brief(old), new=brief(new)))
    head += notes(comparison)
    if pair.other is not None and pair.differences:
        head += _listed(pair)
    if comparison.interrupted:
        head.append(
            text(
                "Interrupted: {done} of {asked} replicates were finished; all below is of these.",
                done=comparison.replicates, asked=comparison.asked,
            )
        )  # fmt: skip
    return "\n".join(wrapped(line) for line in head)


def notes(comparison: Comparison) -> list[str]:
    """What a reader must know of how the two arms go together."""
    pair = comparison.pair
    told = []
    for one in pair.without:
        if one.kind == "activities":
            told.append(
                text("In B no organization does {activity}; the money goes to what else each of them does.",
                     activity=activity(one.name))
            )  # fmt: skip
        elif one.kind == "mechanisms":
            told.append(text("In B the mechanism {mechanism} is switched off.", mechanism=one.name))
    if pair.a.time.months != pair.b.time.months:
        told.append(
            text("A has {a} months and B {b}: months 0 to {months} are compared.",
                 a=pair.a.time.months, b=pair.b.time.months, months=pair.months)
        )  # fmt: skip
    if pair.a.time.start != pair.b.time.start:
        told.append(text("A and B start in different months of the calendar: they are compared by months of the run."))
    if not pair.same_sides:
        told.append(
            text(
                "A and B have different societies: only the world as a whole is compared, and few of their random "
                "numbers are the same."
            )
        )
    if not pair.differences:
        told.append(text("A and B differ in nothing that acts on a run."))
    return told


def _listed(pair: Pair) -> list[str]:
    """The first settings that differ between two scenarios."""
    count = len(pair.differences)
    told = [ntext("They differ in {n} setting (A → B):", "They differ in {n} settings (A → B):", count)]
    told += [
        "  " + text("{path}: {old} → {new}", path=path, old=brief(old), new=brief(new))
        for path, old, new in pair.differences[:_LISTED]
    ]
    if count > _LISTED:
        told.append("  " + text("… and {n} more, in manifest.json", n=count - _LISTED))
    return told


def _table(comparison: Comparison) -> str:
    first, last = comparison.verdict.window
    means = text(
        "Conduct and hostility are means over months {first} to {last}, the rest is of the {last} months in all. In "
        "brackets 95 % intervals of the paired difference. A better: the probability that A of a pair has the better "
        "value (lower conduct, hostility, relapse; higher all else), ties counting half.",
        first=first, last=last,
    )  # fmt: skip
    lines = [("", [text("A"), text("B"), text("A - B"), text("A better")])]
    lines += [(text(one.outcome.label), _cells(one, comparison.replicates)) for one in comparison.verdict.contrasts]
    return f"{wrapped(means)}\n\n{table(lines, _CELL)}"


def _cells(one: Contrast, pairs: int) -> list[str]:
    digits, difference = one.outcome.digits, difference_words(one)
    if 0 < one.difference.pairs < pairs and one.difference.equal < one.difference.pairs:
        difference = text("{difference} in {n} pairs", difference=difference, n=one.difference.pairs)
    return [shown(one.first, digits), shown(one.second, digits), difference, shown(one.superiority)]


def difference_words(one: Contrast, *, narrow: bool = False) -> str:
    """A paired difference with its interval; of one that is in no pair, that too, where there is room for it."""
    d, digits = one.difference, one.outcome.digits + (0 if one.outcome.share else 1)
    if not d.pairs:
        return MISSING
    if d.equal == d.pairs:
        # A share has an interval even then: what was not seen in few pairs may be in more.
        width = span(d.interval, lambda value: shown(value, digits)) if any(d.interval) else ""
        return (isolated("0") if narrow else ntext("0 in the {n} pair", "0 in all {n} pairs", d.pairs)) + width
    mean, low, high = alike(d.mean, *d.interval, least=digits)
    return isolated(mean) + (span(d.interval, {d.interval[0]: low, d.interval[1]: high}.__getitem__))


def _findings(comparison: Comparison) -> str:
    lines = []
    for name in ("conduct", "hostility"):
        one = comparison.verdict.of(name)
        lines.append(_sentence(one))
        lines += [
            f"  {line}" for line in (_small(one), course_words(comparison.verdict.courses[name]), _enough(one)) if line
        ]
    return "\n".join(wrapped(line) for line in lines)


def _sentence(one: Contrast) -> str:
    """The difference of conduct or of hostility in a sentence."""
    d, conduct = one.difference, one.outcome.name == "conduct"
    low, high = d.interval
    if d.equal == d.pairs:
        if conduct:
            return ntext(
                "Conduct is exactly the same in A and B in the {n} pair.",
                "Conduct is exactly the same in A and B in all {n} pairs.",
                d.pairs,
            )
        return ntext(
            "Citizens' hostility is exactly the same in A and B in the {n} pair.",
            "Citizens' hostility is exactly the same in A and B in all {n} pairs.",
            d.pairs,
        )
    if isnan(low):
        return _few(one)
    if d.direction:
        size, least, most = alike(abs(d.mean), *sorted((abs(low), abs(high))))
        count = d.lower if d.direction < 0 else d.higher
        values: dict[str, object] = {"size": size, "low": least, "high": most, "count": count, "pairs": d.pairs}
        return _told(conduct=conduct, lower=d.direction < 0, values=values)
    mean, least, most = alike(d.mean, low, high)
    values = {"mean": mean, "low": least, "high": most, "count": d.lower, "pairs": d.pairs}
    if conduct:
        return text(
            "The effect on conduct cannot be told from zero: H in A minus H in B is {mean} (95 % interval {low} to "
            "{high}), lower in A in {count} of {pairs} pairs.",
            **values,
        )
    return text(
        "The effect on citizens' hostility cannot be told from zero: A minus B is {mean} (95 % interval {low} to "
        "{high}), lower in A in {count} of {pairs} pairs.",
        **values,
    )


def _told(*, conduct: bool, lower: bool, values: dict[str, object]) -> str:
    if conduct and lower:
        return text(
            "Conduct is less hostile in A: H is lower by {size} (95 % interval {low} to {high}), in {count} of {pairs} "
            "pairs.",
            **values,
        )
    if conduct:
        return text(
            "Conduct is MORE hostile in A: H is higher by {size} (95 % interval {low} to {high}), in {count} of "
            "{pairs} pairs.",
            **values,
        )
    if lower:
        return text(
            "Citizens are less hostile in A: their hostility is lower by {size} (95 % interval {low} to {high}), in "
            "{count} of {pairs} pairs.",
            **values,
        )
    return text(
        "Citizens are MORE hostile in A: their hostility is higher by {size} (95 % interval {low} to {high}), in "
        "{count} of {pairs} pairs.",
        **values,
    )


def _few(one: Contrast) -> str:
    mean = alike(one.difference.mean)[0]
    if one.outcome.name == "conduct":
        return ntext(
            "H in A minus H in B is {mean}, from {n} pair: too few for an interval (6 or more are needed).",
            "H in A minus H in B is {mean}, from {n} pairs: too few for an interval (6 or more are needed).",
            one.difference.pairs, mean=mean,
        )  # fmt: skip
    return ntext(
        "Citizens' hostility in A minus B is {mean}, from {n} pair: too few for an interval (6 or more are needed).",
        "Citizens' hostility in A minus B is {mean}, from {n} pairs: too few for an interval (6 or more are needed).",
        one.difference.pairs, mean=mean,
    )  # fmt: skip


def _small(one: Contrast) -> str:
    low, high = one.difference.interval
    limit = one.outcome.smallest
    if limit is None or isnan(low) or low == high or max(abs(low), abs(high)) >= limit:
        return ""
    return text(
        "That is small: below {limit} on a scale from 0 to 1, the least difference taken to matter here (a convention, "
        "not a finding).",
        limit=limit,
    )


def course_words(course: Course) -> str:
    """Until when the arms are the same, and in which months they are not, in which direction."""
    last = len(course.mean) - 1
    if course.identical_until == last:
        return ""
    if course.identical_until:
        same = text("All pairs are identical until month {month}", month=course.identical_until)
    else:
        same = text("Some pair differs from month {month} on", month=0 if course.identical_until is None else 1)
    if isnan(float(course.above[-1])):
        return same + "."
    lower, higher = (_months(course, side) for side in (-1, 1))
    told = [text("A is less hostile in months {months}", months=lower)] if lower else []
    told += [text("A is more hostile in months {months}", months=higher)] if higher else []
    told = told or [text("in no month can the arms be told apart")]
    apart = text("; ").join([same, *told])
    return text("{apart} (95 % band for all months at once).", apart=apart)


def _months(course: Course, side: int) -> str:
    """The months in which the first arm is surely on one side of the second; "" of none."""
    stretches = [stretch for stretch in course.apart if stretch.side == side]
    told = [_stretch(one, len(course.mean) - 1) for one in stretches[:_STRETCHES]]
    if more := len(stretches) - len(told):
        told.append(ntext("{n} more stretch", "{n} more stretches", more))
    return text(", ").join(told)


def _stretch(one: Stretch, last: int) -> str:
    if one.last == last > one.first:
        return text("{first} to the end", first=one.first)
    return text("{first}–{last}", first=one.first, last=one.last) if one.first < one.last else str(one.first)


def _enough(one: Contrast) -> str:
    """How many replicates an interval as narrow as the smallest effect would take."""
    needed, pairs = one.enough, one.difference.pairs
    if needed is None or one.difference.equal == pairs:
        return ""
    if one.narrow_enough:
        return text(
            "For an interval of {target} on either side the {pairs} pairs are enough.",
            target=needed.target, pairs=pairs,
        )  # fmt: skip
    if needed.pairs == inf:
        return text("An interval of {target} on either side would take more pairs than can be run.",
                    target=needed.target)  # fmt: skip
    most = MISSING if needed.most == inf else str(rounded_up(needed.most))
    return text(
        "An interval of {target} on either side would take about {n} pairs, as far as {pairs} can tell ({low} to "
        "{high}).",
        target=needed.target, n=rounded_up(needed.pairs), pairs=pairs, low=rounded_up(needed.fewest), high=most,
    )  # fmt: skip
