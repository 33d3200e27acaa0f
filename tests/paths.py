"""Where the tests find what they share."""

from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = REPOSITORY.parent / "shared"
"""Cases with answers and files that other programs wrote; absent on a machine without them."""
