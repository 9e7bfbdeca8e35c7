"""Analysis of sweeps: from the runs of a folder to effects, sensitivities, frontiers, durations, and a report."""
