"""Bars: one line of text with its meaning underneath."""
