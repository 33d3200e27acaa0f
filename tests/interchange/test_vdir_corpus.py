"""Cards of real programs in a vdir: taken in, written out, and at rest."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from peer_tui.interchange.vcard import read_vcards
from peer_tui.interchange.vdir_plan import Deed, Direction, Gone
from peer_tui.storage.queries.person import person as read_person
from tests.interchange.vdirs import Desk, deeds, desk
from tests.paths import SHARED

CARDS = SHARED / "corpus" / "vcard"
MOST = 250


def filled(at: Desk) -> int:
    """Each file of one card becomes a file of the vdir; how many there are."""
    folder = at.folder / "people"
    folder.mkdir(parents=True)
    number = 0
    for path in sorted(CARDS.rglob("*")):
        if not path.is_file() or path.stat().st_size > 200_000 or number == MOST:
            continue
        data = path.read_bytes()
        found = read_vcards(data, path.name)
        if len(found.records) == 1 and not found.skipped:
            number += 1
            (folder / f"{number:04}.vcf").write_bytes(data)
    return number


def test_real_cards_come_in_and_rest() -> None:
    if not CARDS.is_dir():
        pytest.skip("the shared corpus is not on this machine")
    with desk() as at:
        assert filled(at) > 50
        texts = {path: path.read_bytes() for path in at.cards()}
        at.run(Direction.IMPORT)
        assert {path: path.read_bytes() for path in at.cards()} == texts
        assert Deed.CONFLICT not in deeds(at.run(gone=Gone.ASK))
        assert {path: path.read_bytes() for path in at.cards()} == texts
        ids = [row[0] for row in at.store.reader.rows("SELECT id FROM person ORDER BY id")]
        for person_id in ids:
            person = read_person(at.store.reader, person_id)
            assert person is not None
            at.edit(person, replace(person, nickname=f"Nick {person_id}"))
        written = deeds(at.run())
        assert written.count(Deed.REWRITE) == len(ids)
        assert set(deeds(at.run())) <= {Deed.LEFT}
        found = b"".join(path.read_bytes() for path in at.cards())
        assert len(re.findall(rb"NICKNAME[^:]*:Nick \d+\r", found)) == len(ids)
