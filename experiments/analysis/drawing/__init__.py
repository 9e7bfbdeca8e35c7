"""Figures of analyses, each a function of data and a figure or an axis."""
