"""Makes the pictures of the README from the sample data: `python screenshots/make.py [NAME...]`.

Needs the extra `pictures`. The clock stands at Wednesday 18 November 2026, 10:30, so that a
second run writes the same bytes.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from picture import draw, read_export, write_png
from textual.pilot import Pilot

from peer_tui.services.demo import prepare
from peer_tui.settings.locations import Locations, find_locations
from peer_tui.settings.schema import Settings
from peer_tui.storage.store import Identity, open_store
from peer_tui.tui.app import PeerApp, morning_of

HERE = Path(__file__).parent
DAY = date(2026, 11, 18)
WIDE, NARROW = (140, 40), (80, 24)
CONTACTS = """\
BEGIN:VCARD
VERSION:3.0
FN:Maria Lopez
ORG:Lopez Interiors
EMAIL:maria@lopez.example
TEL;TYPE=cell:+44 20 7946 0770
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Sunil Rao
ORG:Rao Print
EMAIL:sunil@raoprint.example
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Grace Achieng
ORG:Achieng Looms
EMAIL:grace@looms.example
TEL:+44 20 7946 0771
BDAY:1984-05-09
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Ivo Petrov
TEL:+44 20 7946 0772
NOTE:met at the timber yard
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Beatriz Alonso
ORG:Alonso Kitchens
EMAIL:beatriz@alonso.example
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Noor el-Amin
ORG:Mill Lane Library
EMAIL:noor@library.example
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:
NOTE:an empty card, as telephones write them
END:VCARD
"""

Steps = Callable[[Pilot[int]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: a size, a theme, and what is pressed before it is taken."""

    name: str
    keys: tuple[str, ...] = ()
    size: tuple[int, int] = WIDE
    theme: str = "peer-dark"
    empty: bool = False
    """Whether the database has nobody in it."""


def typed(text: str) -> tuple[str, ...]:
    """The keys that type a text."""
    return tuple(text)


LINE = "promise @ana tile plan for the bathroom by next fri > ask about her opening mon"
PICTURES = (
    Picture("wide"),
    Picture("wide-light", theme="peer-light"),
    Picture("narrow", size=NARROW),
    Picture("quick-add", ("a", *typed(LINE))),
    Picture("find", ("/", *typed("oak"))),
    Picture("person", ("enter",)),
    Picture("zero", ("*", "d")),
    Picture("first-run", empty=True),
    Picture("date-panel", ("j", "S")),
    Picture("import", ("i", *typed("contacts.vcf"), "enter")),
)


async def take(picture: Picture, folder: Path) -> str:
    """The picture as SVG."""
    clock = morning_of(DAY)
    identity = Identity("sample", "owner")
    path = folder / f"{picture.name}.db"
    if not picture.empty:
        prepare(path, clock, identity)
    store = open_store(path, clock, identity)
    try:
        settings = replace(Settings(), theme=picture.theme)
        app = PeerApp(store, clock, settings, _locations(folder))
        async with app.run_test(size=picture.size) as pilot:
            await _settled(pilot)
            for key in picture.keys:
                await pilot.press(key)
            await _settled(pilot)
            return draw(read_export(app.export_screenshot(), *picture.size), "Peer")
    finally:
        store.close()


async def _settled(pilot: Pilot[int]) -> None:
    """Wait until what was begun is on the screen."""
    for _ in range(6):
        await pilot.pause(0.05)


def _locations(folder: Path) -> Locations:
    return find_locations({"PEER_DATA": str(folder), "PEER_CONFIG": str(folder / "config.toml")})


def main(names: Sequence[str]) -> int:
    """Make the pictures of these names, all of them if there are none."""
    unknown = set(names) - {picture.name for picture in PICTURES}
    if unknown:
        print(f"There is no picture {', '.join(sorted(unknown))}.", file=sys.stderr)
        return 2
    os.environ["TZ"] = "UTC"
    time.tzset()
    for picture in PICTURES:
        if names and picture.name not in names:
            continue
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "contacts.vcf").write_text(CONTACTS, "utf-8")
            os.chdir(folder)
            svg = asyncio.run(take(picture, Path(folder)))
            os.chdir(HERE)
        (HERE / f"{picture.name}.svg").write_text(svg, "utf-8")
        write_png(svg, HERE / f"{picture.name}.png", 1 if picture.size == WIDE else 1.5)
        print(picture.name)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
