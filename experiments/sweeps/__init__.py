"""Sweeps: many runs over a design of factors, streamed to disk so that nothing can spoil them."""
