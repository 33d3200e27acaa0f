"""The gate of importing, for the reader alone."""

from __future__ import annotations

from tests.bench import bench_vcard
from tests.bench.figures import Figure


def reading(rounds: int) -> list[Figure]:
    """G10: vCards read per second, against vobject on the same file."""
    result = bench_vcard.run(rounds)
    ours, theirs = result["our_cards_per_second"], result["vobject_cards_per_second"]
    return [
        Figure(
            "G10",
            "read vCards : vobject",
            result["reader_vs_vobject"],
            bench_vcard.GATE,
            rounds,
            at_least=True,
            detail=f"{ours} : {theirs} cards a second",
        )
    ]
