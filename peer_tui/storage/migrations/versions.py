"""The numbers that say what a file is, cheap to import at every start."""

APPLICATION_ID = 0x50656572
"""Marks a SQLite file as Peer's own ("Peer" in ASCII), in the file header."""

VERSION = 3
"""The schema this program knows; one more than the last with every new step."""
