"""The English texts. Complete: the other languages are measured by it."""

ENGLISH: dict[str, str] = {
    # What happened, and why
    "event.attack": "Attack on {toward}, attributed to the side of {actor}, severity {severity}.",
    "event.intervention": "Changed: {changes}.",
    "event.intervention_note": "{note} ({changes}).",
    "event.talks_opened": (
        "Talks opened between {actor} and {toward}. Ripeness reached {ripeness} (pain {pain}, optimism {optimism})."
    ),
    "event.talks_opened_mediated": (
        "Talks opened between {actor} and {toward} with a mediator ({mediation}). Ripeness reached {ripeness} "
        "(pain {pain}, optimism {optimism})."
    ),
    "event.agreement_reached": (
        "Agreement reached between {actor} and {toward} after {months} of talks. Overlap of win-sets: {overlap}."
    ),
    "event.talks_broke_down": (
        "Talks between {actor} and {toward} broke down after {months}: official hostility was {conduct}, trust {trust}."
    ),
    "event.talks_broke_down_attack": (
        "Talks between {actor} and {toward} broke down after {months}, in a month of attacks of severity {attacks}; "
        "trust stood at {trust}."
    ),
    "event.ratification_refused": (
        "Agreement not ratified: {yes_first} of {actor} and {yes_second} of {toward} in favor."
    ),
    "event.relapse": (
        "Conflict between {actor} and {toward} resumed after {months}: citizens' hostility was {hostility}, "
        "inclusion {inclusion}, monitoring {monitoring}."
    ),
    "event.peace_held": "The agreement between {actor} and {toward} has held for {months}: peace.",
    "event.organization_closed": "{actor} stopped working: reserves stayed below zero, at {reserves}.",
    "event.other": "{code} {actor} {toward} ({numbers})",
    "event.months_one": "1 month",
    "event.months_many": "{n} months",
    # The summary in the terminal
    "summary.run": "{name}: {period}, {replicates}, seed {seed}",
    "summary.changed": "Changed: {path} from {old} to {new}",
    "summary.interrupted": "Interrupted: {done} of {asked} replicates were finished; all below is of these.",
    "summary.months": "{n} months",
    "summary.dates": "{first} to {last} ({n} months)",
    "summary.replicates_one": "1 replicate",
    "summary.replicates_many": "{n} replicates",
    "summary.with": "with organizations",
    "summary.without": "without",
    "summary.alone": "no organizations",
    "summary.alone_with": "as described",
    "summary.window": "Means over months {first} to {last}; in brackets 95 % intervals over replicates.",
    "summary.conduct": "Conduct, H (0 friendly to 1 hostile)",
    "summary.goldstein": "  on the Goldstein scale (-10 to +8.3)",
    "summary.hostility": "Citizens' hostility (0 to 1)",
    "summary.talks_opened": "Talks opened",
    "summary.agreement_reached": "Agreement reached",
    "summary.relapse": "Relapse, of those that agreed",
    "summary.any_pair": "  (between at least one pair of sides)",
    "summary.started": "  (the run starts in {state})",
    "summary.median": "month {month}",
    "summary.organizations_open": "Organizations open at the end",
    "summary.of": "{mean} of {n}",
    "summary.refused": "Refused, of planned acts",
    "summary.refused_none": "none",
    "summary.long_run_opinion": "Long-run weight of opinion",
    "summary.long_run_advice": "Long-run weight of advice, \u03c9_A",
    "summary.authority": "Authority (0 none to 1 binding)",
    "summary.authority_is": "  (the most that their advice may weigh in a month; the weight above builds up)",
    "summary.missing": "-",
    "summary.lower": (
        "With organizations conduct is less hostile: H is lower by {size} (95 % interval {low} to {high}), "
        "in {count} of {pairs} pairs."
    ),
    "summary.higher": (
        "With organizations conduct is MORE hostile: H is higher by {size} (95 % interval {low} to {high}), "
        "in {count} of {pairs} pairs."
    ),
    "summary.unclear": (
        "The organizations' effect on conduct cannot be told from zero: H with minus without is {mean} "
        "(95 % interval {low} to {high}), lower in {count} of {pairs} pairs."
    ),
    "summary.small": (
        "  That is small: below {limit} on the scale of H from 0 to 1, the least difference taken to matter here "
        "(a convention, not a finding)."
    ),
    "summary.no_interval": (
        "H with minus without organizations is {mean}, from {pairs}: too few for an interval (6 or more are needed)."
    ),
    "summary.pairs_one": "1 pair",
    "summary.pairs_many": "{n} pairs",
    "summary.superiority": "  Probability of superiority (lower H with organizations, within pairs): {superiority}.",
    "summary.expectations": "Expected patterns (with organizations; without, in brackets):",
    "summary.expect_share": "{event} by month {by} in {low} to {high} of replicates",
    "summary.expect_mean": "mean {metric} of {whom} in months {first} to {last}: {low} to {high}",
    "summary.everybody": "all",
    "summary.found": "{value} (95 % interval {low} to {high})",
    "summary.found_alone": "{value}",
    "summary.shown": "shown",
    "summary.not_shown": "NOT shown",
    "summary.undecided": "undecided",
    "summary.motto": "Theory made runnable: for exploration and comparison, not prediction.",
    "summary.bands": (
        "Bands and intervals are over replicates at fixed parameters; parameter uncertainty is not in them."
    ),
    # Refusal codes and states of the process
    "refusal.funding": "funding",
    "refusal.access": "access",
    "refusal.authority": "authority",
    "refusal.communication": "communication",
    "process.conflict": "conflict",
    "process.talks": "talks",
    "process.agreement": "agreement",
    "process.peace": "peace",
    # The figure of a run
    "figure.hostility_citizens": "Hostility of citizens",
    "figure.hostility_institutions": "Hostility of institutions",
    "figure.hostility_axis": "Hostility (0–1)",
    "figure.governments": "governments",
    "figure.organizations": "organizations",
    "figure.intergovernmental": "intergov. body",
    "figure.conduct_axis": "Conduct (Goldstein)",
    "figure.cooperative": "more cooperative ↑",
    "figure.hostile": "more hostile ↓",
    "figure.neutral": "neutral",
    "figure.conduct_both": "Official conduct toward the other",
    "figure.conduct_of": "{actor} toward …",
    "figure.window": "months of the verdict",
    "figure.mean_over_others": "Official conduct, mean over others",
    "figure.talks": "State of the official process",
    "figure.talks_pairs": "Talks of {n} pairs; strips: replicate 0",
    "figure.talks_axis": "Share of replicates",
    "figure.talks_axis_pairs": "Share of replicates and pairs",
    "figure.example": "replicate {n}",
    "figure.state_conflict": "conflict",
    "figure.state_talks": "talks",
    "figure.state_agreement": "agreement",
    "figure.state_peace": "peace",
    "figure.intent": "Image: benign intent",
    "figure.trust": "Image: trust",
    "figure.humanity": "Image: humanity",
    "figure.image_axis": "Image (0–1, 0.5 neutral)",
    "figure.money": "Money of all organizations",
    "figure.money_axis": "Budget units a month",
    "figure.income": "in",
    "figure.spent": "out, for work",
    "figure.open": "Organizations open",
    "figure.open_axis": "Organizations",
    "figure.changed": "Changed in this run: {path} from {old} to {new}",
    "figure.month": "Month",
    "figure.key_median": "median of {n} replicates",
    "figure.key_single": "one replicate",
    "figure.key_band": "5–95 % of replicates",
    "figure.key_band_crowded": "5–95 % of replicates (not of each society)",
    "figure.key_without": "median without organizations",
    "figure.key_without_crowded": "without organizations: not drawn",
    "figure.key_attack": "scheduled attack, colored by the society hit",
    "figure.subtitle": "{period} · {replicates}",
    "figure.footer": (
        "Band: 5–95 % of {n} replicates at fixed parameters; parameter uncertainty is not in it. Seed {seed}."
    ),
    "figure.footer_single": (
        "One replicate of seed {seed}: it shows a possible course, not a typical one, and nothing of the spread."
    ),
    "figure.footer_version": (
        "Replicate j of every arm draws the same random numbers. sulha {version}, model {model}. "
        "For exploration and comparison, not prediction."
    ),
}
