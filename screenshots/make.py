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
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from picture import draw, read_export, write_png
from textual.pilot import Pilot

from peer_tui.services.demo import prepare
from peer_tui.settings.locations import Locations, find_locations
from peer_tui.settings.schema import Settings
from peer_tui.storage.store import Identity, open_store
from peer_tui.tui.app import PeerApp, morning_of
from peer_tui.tui.manual_text import ORDER
from peer_tui.tui.teaching import LESSONS

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
    days_away: int = 0
    """How long nobody has opened the program; with more than none, it is not the sample."""


def typed(text: str) -> tuple[str, ...]:
    """The keys that type a text."""
    return tuple(text)


def everywhere(name: str, keys: tuple[str, ...] = (), **more: Any) -> tuple[Picture, ...]:  # noqa: ANN401 - fields of Picture
    """A screen at both sizes, dark and light."""
    return tuple(
        Picture(f"{name}{shape}{shade}", keys, size, theme, **more)
        for shape, size in (("", WIDE), ("-narrow", NARROW))
        for shade, theme in (("", "peer-dark"), ("-light", "peer-light"))
    )


WAIT, WAIT_SECONDS = "wait", 0.6
"""A pause between keys: the plan of an import does not hear Enter at once."""
IMPORTED = ("i", *typed("contacts.vcf"), "enter", WAIT, "enter")
LINE = "promise @ana tile plan for the bathroom by next fri > ask about her opening mon"
PICTURES = (
    Picture("wide"),
    Picture("wide-light", theme="peer-light"),
    Picture("narrow", size=NARROW),
    Picture("narrow-light", size=NARROW, theme="peer-light"),
    Picture("tiny", size=(40, 12)),
    *everywhere("zero", ("*", "d")),
    *everywhere("first-run", empty=True),
    *everywhere("after-import", IMPORTED, empty=True),
    *everywhere("after-break", days_away=45),
    *everywhere("review", ("w",)),
    Picture("quick-add", ("a", *typed(LINE))),
    Picture("find", ("/", *typed("oak"))),
    Picture("person", ("enter",)),
    Picture("date-panel", ("j", "S")),
    Picture("call", ("c",), size=NARROW),
    Picture("wishes", ("b",), size=NARROW),
    Picture("filter", ("f", *typed("owed:me"), "enter")),
    Picture("palette", (":", *typed("mar")), size=NARROW),
    Picture("jump", (";",)),
    Picture("manual", ("f1", "j", "j", "j", "enter"), size=NARROW),
    Picture("manual-light", ("f1", "j", "j", "j"), size=NARROW, theme="peer-light"),
    Picture("promises", ("p", "o")),
    Picture("boundary", ("/", *typed("wren"), "enter", "p", "b"), size=NARROW),
    Picture("needs", ("j", "j", "y")),
    Picture("thanks", ("/", *typed("peña"), "enter")),
    Picture("connection", ("/", *typed("rosa"), "enter", "p", "p"), size=NARROW),
    Picture("sending", ("g", "s", "enter"), size=NARROW),
    Picture("rhythm", ("2", "j", "space", "j", "space", "t", *typed("6 weeks")), size=NARROW),
    Picture("arc", ("p", "a"), size=NARROW),
    Picture("for-them", ("p", "c", *["j"] * 33)),
    Picture("words", ("f1", *["j"] * (ORDER.index("words") - 1), "enter"), size=NARROW),
    Picture("standing", ("/", *typed("yusuf"), "enter")),
    Picture("settings", (",", "j"), size=NARROW),
    Picture("settings-light", (",", "j", "j", "j", "e"), theme="peer-light"),
    Picture("help", ("question_mark",), size=NARROW),
    Picture("help-light", ("question_mark", *typed("owed")), theme="peer-light"),
    Picture("import", ("i", *typed("contacts.vcf"), "enter")),
)


async def take(picture: Picture, folder: Path) -> str:
    """The picture as SVG."""
    clock = morning_of(DAY)
    identity = Identity("sample", "owner")
    path = folder / f"{picture.name}.db"
    if not picture.empty:
        prepare(path, clock, identity)
    clock = morning_of(DAY + timedelta(days=picture.days_away))
    store = open_store(path, clock, identity)
    try:
        settings = replace(Settings(), theme=picture.theme)
        app = PeerApp(store, clock, settings, _locations(folder))
        async with app.run_test(size=picture.size) as pilot:
            await _settled(pilot)
            for key in picture.keys:
                if key == WAIT:
                    await asyncio.sleep(WAIT_SECONDS)
                else:
                    await pilot.press(key)
            await _settled(pilot)
            return draw(read_export(app.export_screenshot(), *picture.size), "Peer")
    finally:
        store.close()


async def _settled(pilot: Pilot[int]) -> None:
    """Wait until what was begun is on the screen."""
    for _ in range(6):
        await pilot.pause(0.05)


def _quiet_opener(folder: Path) -> None:
    """No program of this machine opens what a picture asks for."""
    opener = folder / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text("#!/bin/sh\n")
    opener.chmod(0o700)
    os.environ |= {"PATH": f"{opener.parent}{os.pathsep}{os.environ['PATH']}", "DISPLAY": ":0"}


def _locations(folder: Path) -> Locations:
    places = {"PEER_DATA": str(folder), "PEER_CONFIG": str(folder / "config.toml")}
    found = find_locations(places)._replace(log=folder / "peer.log")
    # The first sessions are over: no key is taught on a picture.
    found.lessons.write_text(str(len(LESSONS)))
    return found


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
            os.environ["HOME"] = folder
            _quiet_opener(Path(folder))
            os.chdir(folder)
            svg = asyncio.run(take(picture, Path(folder)))
            os.chdir(HERE)
        (HERE / f"{picture.name}.svg").write_text(svg, "utf-8")
        write_png(svg, HERE / f"{picture.name}.png", 1 if picture.size == WIDE else 1.5)
        print(picture.name)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
