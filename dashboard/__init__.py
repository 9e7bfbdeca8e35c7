"""The place of the interactive application; this version ships none yet."""
