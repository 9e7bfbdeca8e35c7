"""What every study must keep: its sweeps are valid, its cells exist, what decides is fixed, the list is whole."""

from __future__ import annotations

import re

import pytest

from sulha.experiments.studies import STUDIES, Study
from sulha.experiments.studies.cells import Cell
from sulha.experiments.studies.measures import BestAgainst, Contrast, HazardRatio, ShareLost
from sulha.experiments.studies.rule import Rule, ShareRule
from sulha.experiments.studies.scales import FULL, SMALL, planned
from sulha.experiments.studies.study import Role
from sulha.experiments.sweeps.design import size_of
from sulha.experiments.sweeps.layout import described
from sulha.experiments.sweeps.milestones import CLOSED
from sulha.model import PARAMETERS

pytestmark = pytest.mark.contract
studies = pytest.mark.parametrize("study", STUDIES, ids=lambda study: str(study.id))

#: What no study ranges: settings that are not among the ranges of mechanisms, and what has no effect in the baseline.
NOT_RANGED = {
    "constraints.funding", "constraints.foreign_money", "constraints.communication", "intergovernmental.mediation",
    "intergovernmental.monitoring", "intergovernmental.withdrawal_ratio", "images.spread", "images.spread_correlation",
    "shocks.severity", "track_two.level_top", "track_two.level_grassroots", "reaction.third_party",
    "mobilization.concern", "talks.yes_at", "talks.majority", "talks.opportunity", "communication.ict_reference",
    "funding.trust_gain", "funding.trust_loss",
}  # fmt: skip
GROUPS_NOT_RANGED = {"world", "start", "prices"}
ANCHORS = {f"societies.*.outlook.{component}" for component in ("intent", "trust", "humanity")}

#: The stated direction of each primary outcome and its smallest effect of interest. Whoever changes one changes what
#: was said before anything was run.
FIXED = {
    "H1": (-1, 0.02), "H2": (1, 0.1), "H3": (1, 1.25), "H4": (-1, 0.02), "H5": (-1, 0.02), "H6": (-1, 0.02),
    "H7": (1, 0.05), "H8": (-1, 0.02), "H9": (-1, 0.02), "H10": (-1, 0.02), "S1": (1, 12), "S2": (1, 1.25),
}  # fmt: skip


def test_the_list_is_whole_and_in_order() -> None:
    assert [study.id for study in STUDIES] == list(FIXED)


@studies
class TestStudy:
    """The contract of a study; one that is new in the registry is held to it and needs a line in `FIXED`."""

    def test_says_what_it_is(self, study: Study) -> None:
        for words in (study.title, study.hypothesis, study.claim, study.manipulates, study.primary.words,
                      study.refuted_by, study.built_in, study.not_built_in):  # fmt: skip
            assert words.strip() == words != ""
        assert study.hypothesis.endswith(".")
        assert re.fullmatch(r"[hs]\d\d", study.name)

    def test_what_decides_is_fixed(self, study: Study) -> None:
        rule, measure = study.primary.rule, study.primary.measure
        assert (rule.direction, rule.smallest) == FIXED[study.id]
        assert isinstance(measure, Contrast | ShareLost | HazardRatio | BestAgainst)
        assert rule.ratio == (measure.unit == "ratio")
        assert isinstance(rule, ShareRule) == isinstance(measure, ShareLost)
        assert type(rule) in (Rule, ShareRule)

    def test_its_sweeps_are_valid_at_both_scales(self, study: Study) -> None:
        for scale in (SMALL, FULL):
            sweeps = {one.name: described(one.specification) for one in planned(study, scale)}
            assert len({made.specification.seed for made in sweeps.values()}) == 1
            pain, both = (sweeps[f"{study.name}/ranges_{theory}"] for theory in ("pain", "pain_and_opportunity"))
            assert len(pain.points) == len(both.points) == scale.points
            assert pain.points == both.points
            theories = [made.setup.resolved_parameters().talks.opportunity for made in (pain, both)]
            assert theories == [0, 1]
            assert sweeps[f"{study.name}/deciding"].plan.replicates >= (60 if scale is SMALL else 200)

    def test_every_cell_exists_in_its_sweep(self, study: Study) -> None:
        sweeps = {role: described(study.specification(role)) for role in study.roles}
        arms = {role: {name for name, _ in made.arms} for role, made in sweeps.items()}
        factors = {role: list(made.specification.factors) for role, made in sweeps.items()}
        wanted: list[tuple[Role, Cell]] = [("deciding", cell) for cell in study.primary.measure.cells]
        wanted += [("deciding", cell) for _, cell in study.shown]
        wanted += [(one.sweep, cell) for one in study.secondary for cell in one.measure.cells]
        assert {cell.arm for cell in study.primary.measure.cells} <= arms["ranges"]
        assert "ranges" not in {one.sweep for one in study.secondary}
        for role, cell in wanted:
            assert cell.arm in arms[role]
            here = [
                point
                for point in sweeps[role].points
                if all(point[factors[role].index(path)] == value for path, value in cell.at.items())
            ]
            assert len(here) == 1, (role, cell)

    def test_its_outcomes_are_read_off(self, study: Study) -> None:
        def needs(measure: object) -> set[str]:
            if isinstance(measure, HazardRatio):
                return {name for name in (measure.until, measure.since, measure.instead) if name}
            outcome = getattr(measure, "outcome", "")
            return {outcome} if isinstance(outcome, str) else {CLOSED}

        read = {role: set(study.specification(role).outcomes) for role in study.roles}
        assert needs(study.primary.measure) <= read["deciding"] & read["ranges"]
        for one in study.secondary:
            assert needs(one.measure) <= read[one.sweep]

    def test_it_ranges_all_that_it_does_not_set(self, study: Study) -> None:
        asked = study.specification("ranges")
        cells = {path for arm in asked.arms.values() for path in arm.set} | asked.set.keys()
        plausible = {id for id, one in PARAMETERS.items() if one.sweep and not one.components}
        expected = {
            id for id in plausible - NOT_RANGED - cells if id.partition(".")[0] not in GROUPS_NOT_RANGED
        } | ANCHORS  # fmt: skip
        if "images.anchor" in cells:
            expected -= ANCHORS
        # What decides at a setting of the design is set, too.
        at = {path for cell in study.primary.measure.cells for path in cell.at}
        assert set(asked.factors) == expected - cells - at
        assert size_of(asked.design, asked.factors) == FULL.points

    def test_the_deciding_world_is_that_of_the_ranges(self, study: Study) -> None:
        deciding, ranges = study.specification("deciding"), study.specification("ranges")
        at = {path: value for cell in study.primary.measure.cells for path, value in cell.at.items()}
        there = {path: value for path, value in {**deciding.set, **at}.items() if path != "time.months"}
        assert {path: ranges.set[path] for path in there} == there
        assert {path: value for path, value in ranges.set.items() if path != "time.months"} == there
        for name in {cell.arm for cell in study.primary.measure.cells} - {"scenario"}:
            assert deciding.arms[name] == ranges.arms[name]
