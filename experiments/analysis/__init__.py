"""Analysis of sweeps: from the runs of a folder to effects, sensitivities, frontiers, survival, and a report of them."""
