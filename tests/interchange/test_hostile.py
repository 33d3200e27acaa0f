"""Files made to break a reader: a refusal or a listed problem, in little memory and time."""

import io
import os
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.paths import REPOSITORY

MOST_MEMORY = 400
"""MB of the whole process."""
MOST_SECONDS = 240
"""Ten times what a busy machine takes for the longest."""
MB = 1024 * 1024
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoë \x1b]52;c;x\x07\U0001f600\r\nTEL:1\r\nEND:VCARD\r\n"


def _zip() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.vcf", "BEGIN:VCARD\n" * 10_000)
    return stream.getvalue()


FILES: dict[str, Callable[[], bytes]] = {
    "one line of 50 MB": lambda: b"x" * (50 * MB),
    "a card of one line of 50 MB": lambda: b"BEGIN:VCARD\nFN:Ann\nNOTE:" + b"y" * (50 * MB),
    "50 MB folded into one property": lambda: b"BEGIN:VCARD\nFN:\xf0\x9f\x98\x80\nNOTE:"
    + (b"z" * 74 + b"\n ") * (50 * MB // 76),
    "a row of 50 MB of emoji": lambda: ("Name,Note\n" + "\U0001f600" * (12 * MB)).encode(),
    "a million columns": lambda: b"Name," + b"a," * 1_000_000 + b"\nAnn\n",
    "a million columns in a row": lambda: b"Name,Email\nAnn" + b",a" * 1_000_000 + b"\n",
    "a zip": _zip,
    "a zip with a card before it": lambda: CARD.encode() + _zip(),
    "10,000 cards in cards": lambda: b"BEGIN:VCARD\nAGENT:" * 10_000 + b"END:VCARD\n" * 10_000,
    "10,000 cards that never end": lambda: b"BEGIN:VCARD\nFN:A\n" * 10_000,
    "200,000 cards of nothing": lambda: b"BEGIN:VCARD\nEND:VCARD\n" * 200_000,
    "millions of lines outside any card": lambda: b"BEGIN:VCARD\nEND:VCARD\n" + b"x\n" * (10 * MB),
    "nothing but quotes": lambda: b'Name,Email\n"' + b'"a,' * MB,
    "an unclosed quote on every line": lambda: b'Name,Email\n' + b'Ann,"a\n' * 60_000,
    "NULs": lambda: b"BEGIN:VCARD\nFN:A\0B\nEND:VCARD\n" + b"\0" * MB,
    "only NULs": lambda: b"\0" * (20 * MB),
    "noise": lambda: random.Random(4).randbytes(5 * MB),
    "JSON in JSON": lambda: b'{"account":' * 200_000,
    "large JSON": lambda: b'{"account":{"data":[' + b'{"a":[1,2,3]},' * (4 * MB) + b"0]}}",
    "as much JSON as is read": lambda: b'{"account":{"data":[' + b'{"a":"bcdefg"},' * MB + b"0]}}",
    "an entry without end": lambda: b"dn: cn=a\ncn: A\n" + b"mail: a\n" * (3 * MB),
    "comments without end": lambda: b"#\n" * MB + b"x",
    "an mbox of nothing": lambda: b"From a Mon Jun 01 10:00:00 2026\n" * 60_000,
    "a mail of one header": lambda: b"From: a@b.c\nTo: " + b"a@b.c," * (5 * MB) + b"\nSubject: x\n",
    "parts in parts": lambda: b"From a Mon Jun 01 10:00:00 2026\nFrom: a@b.example\n"
    + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n)
               for n in range(10_000)),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_it_is_refused_or_listed_in_little_memory(name: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(FILES[name]())
    child = Path(__file__).with_name("hostile_child.py")
    run = subprocess.run(
        [sys.executable, str(child), str(path)],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        encoding="utf-8",
        timeout=MOST_SECONDS,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    outcome, _records, _problems, memory = run.stdout.split()
    assert outcome in ("read", "refused")
    assert int(memory) < MOST_MEMORY
