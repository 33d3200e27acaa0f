"""Bounded reads for the screen and the command line, each a prepared SQL text."""
