"""How fast our vCard reader is beside vobject's, on one file of five thousand cards.

`python -m tests.bench.bench_vcard` prints the ratio; the gate is five times.
"""

import io
import json
import statistics
import sys
import time
from typing import Any

from peer_tui.interchange.vcard import read_vcards

CARDS = 5_000
GATE = 5.0

_CARD = """BEGIN:VCARD\r
VERSION:3.0\r
PRODID:-//Example Corp.//Contacts 1.0//EN\r
UID:00000000-0000-4000-8000-{n:012}\r
N:Müller{n};Ada;Maria;Dr.;\r
FN:Dr. Ada Maria Müller{n}\r
ORG:Garten & Söhne {n};Planting\r
TITLE:Head gardener\r
EMAIL;type=INTERNET;type=WORK;type=pref:ada{n}@garden.example\r
EMAIL;type=INTERNET;type=HOME:ada.maria{n}@mail.example\r
TEL;type=CELL;type=VOICE:+49 151 {n:08}\r
TEL;type=WORK;type=VOICE:+49 30 {n:07}\r
item1.ADR;type=WORK:;;Lindenstraße {n};Berlin;;10115;Germany\r
item1.X-ABADR:de\r
item2.URL:https://garden.example/{n}\r
item2.X-ABLabel:_$!<HomePage>!$_\r
BDAY:19{m:02}-05-17\r
NOTE:Likes roses\\, not tulips. Prefers to be called in the morning\\; never on\r
  Fridays.\\nSecond line of the note.\r
CATEGORIES:Customers,Berlin\r
REV:2024-01-02T03:04:05Z\r
END:VCARD\r
"""


def cards(count: int = CARDS) -> bytes:
    """A file of as many ordinary cards, as a phone exports them."""
    return "".join(_CARD.format(n=n, m=n % 100) for n in range(count)).encode()


def _ours(data: bytes) -> float:
    start = time.perf_counter()
    found = len(read_vcards(data, "bench.vcf").records)
    seconds = time.perf_counter() - start
    if found != CARDS:
        raise AssertionError(f"our reader found {found} of {CARDS} cards")
    return seconds


def _vobject(data: bytes, vobject: Any) -> float:  # noqa: ANN401 - it ships no types
    start = time.perf_counter()
    found = sum(1 for _ in vobject.readComponents(io.StringIO(data.decode())))
    seconds = time.perf_counter() - start
    if found != CARDS:
        raise AssertionError(f"vobject found {found} of {CARDS} cards")
    return seconds


def run(rounds: int) -> dict[str, Any]:
    """Medians of the rounds: cards per second of both, and the ratio `reader_vs_vobject`.

    Raises ImportError when vobject (extra "bench") is not installed.
    """
    import vobject  # type: ignore[import-untyped]

    data = cards()
    ours = statistics.median(_ours(data) for _ in range(rounds))
    theirs = statistics.median(_vobject(data, vobject) for _ in range(rounds))
    result: dict[str, Any] = {
        "cards": CARDS,
        "our_cards_per_second": round(CARDS / ours),
        "vobject_cards_per_second": round(CARDS / theirs),
        "reader_vs_vobject": round(theirs / ours, 1),
        "gate": f"reader_vs_vobject >= {GATE:g}",
        "passed": theirs / ours >= GATE,
    }
    print(json.dumps(result))
    return result


if __name__ == "__main__":
    sys.exit(0 if run(rounds=3)["passed"] else 1)
