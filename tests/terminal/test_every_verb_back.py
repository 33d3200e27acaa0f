"""After every verb of the registry, on every kind of row and in every place, `u` restores all.

Every table is compared byte for byte. A verb without an entry in `ANSWERS` fails the test.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from pathlib import Path

import pytest

from peer_tui.tui.action_list import ACTIONS, BY_ID, MARKABLE
from peer_tui.tui.actions import Action, Place, RowKind, acts_on, works_in
from peer_tui.tui.app import PeerApp
from peer_tui.tui.key_gate import KeyMode
from peer_tui.tui.targets import kind_of
from tests.terminal.meant_keys import textual_name
from tests.tui.peer_app import WIDE, Peer, running

TYPED = "="
ANSWERS: dict[str, tuple[str, ...]] = {
    "item.done": (),
    "item.log": ("=it is done > call again fri", "enter"),
    "item.note": ("=only a note", "enter"),
    "item.snooze": (),
    "item.snooze_until": ("o",),
    "item.reschedule": ("f",),
    "item.let_go": (),
    "item.call": ("2",),
    "item.mail": ("1",),
    "item.thank": ("=thank you", "enter"),
    "item.answer": ("1", "=it holds", "enter"),
    "item.boundaries": ("a", "=wants ash", "enter", "escape"),
    "item.pass_gate": ("=she asked for it", "enter"),
    "item.edit": ("= Senior", "enter"),
    "item.edit_long": (),
    "item.attach": ("=https://oak.example as the oak", "enter"),
    "item.open_attached": (),
    "item.detach": (),
    "ease.loosen": (),
    "ease.when_needed": (),
    "ease.let_go": (),
    "ease.end_well": ("=enough", "enter", "3"),
    "standing.rest": ("=until in 3 weeks, enough", "enter"),
    "standing.active": (),
    "tie.answer": ("1",),
    "tie.edit": ("ctrl+u", "=friend of @maria", "enter"),
    "tie.remove": (),
    "wish.edit": ("ctrl+u", "=wants ash", "enter"),
    "wish.acted": (),
    "wish.remove": (),
    "wish.zone": ("=Asia/Tokyo", "enter"),
    "edit.again": (),
    "person.rhythm": ("=3 weeks", "enter"),
}
"""What the program asks after the key of a verb, and is answered; "=" begins a text."""
WAYS: dict[str, tuple[Place, tuple[str, ...]]] = {
    "due": (Place.DUE, ()),
    "people": (Place.PEOPLE, ("2", "home")),
    "promises": (Place.PROMISES, ("3", "home")),
    "history": (Place.HISTORY, ("4", "home")),
    "week": (Place.WEEK, ("5", "home")),
    "person": (Place.PERSON, ("enter",)),
    "find": (Place.FIND, ("/", "=ma", "tab")),
    "review": (Place.REVIEW, ("w",)),
    "review, asked for": (Place.REVIEW, ("w", "tab", "tab")),
    "review, needs": (Place.REVIEW, ("w", "tab", "tab", "tab")),
    "review, quiet": (Place.REVIEW, ("w", "tab", "tab", "tab", "tab")),
    "review, week": (Place.REVIEW, ("w", "tab", "tab", "tab", "tab", "tab")),
    "wishes": (Place.BOUNDARIES, ("b",)),
    "around": (Place.AROUND, ("/", "=rosa", "enter", "p", "p")),
}
"""How to come to each place from the first row of the queue."""
MOST_ROWS = 16
"""How many rows of a list are looked at for another kind of row."""
MARKED = 3
MOST_PANELS = 6
MAY_REST = {
    *("item.thank", "item.answer", "item.pass_gate", "item.call", "item.mail"),
    *("item.open_attached", "item.detach", "standing.active", "tie.answer"),
}
"""Verbs that need something owed, held, open or attached, which not every row of a kind has."""
EASE = {action.id for action in ACTIONS if action.id.startswith("ease.")} | {"edit.again"}
OWN_TESTS = ("pair.", "send.", "kept.")
"""Verbs of pages that need more than a row, two entries of one person say: they have own tests."""
NO_ITEMS = {
    "review": {"ease.loosen", "ease.when_needed"},
    "review, needs": EASE,
    "review, week": EASE | {"standing.rest"},
}
"""Where no row is a promise, a follow-up or a rhythm, or none has a date: what cannot act there."""
PEOPLE_ONLY = "person.rhythm"


def verbs(place: Place, kind: RowKind | None) -> Iterator[Action]:
    """The verbs that can be used on such a row there."""
    for action in ACTIONS:
        is_verb = action.is_verb or action.id == PEOPLE_ONLY
        if is_verb and works_in(action, place) and acts_on(action, kind):
            yield action


Sort = tuple[RowKind | None, type]


class Hands:
    """Goes to a row and acts on it."""

    def __init__(self, peer: Peer, way: tuple[str, ...]) -> None:
        self.peer, self.way = peer, way
        self.moved: set[str] = set()
        """The verbs that changed something."""

    async def at_once(self, *keys: str) -> None:
        """Press keys in one go."""
        await self.peer.press_at_once(
            one
            for key in keys
            for one in (key[1:] if len(key) > 1 and key.startswith(TYPED) else [key])
        )

    async def stand_on(self, number: int) -> None:
        """Go to that row of the place; the cursor stays above the end of the list."""
        self.peer.app.pop_to_main()
        await self.at_once(*["escape"] * 3, "1", "home", *self.way, *["j"] * number)

    async def kinds(self) -> dict[Sort, int]:
        """The first row of each kind that is in the list."""
        found: dict[Sort, int] = {}
        await self.stand_on(0)
        for number in range(MOST_ROWS):
            found.setdefault(self.sort(), number)
            await self.at_once("j")
        return found

    def sort(self) -> Sort:
        """What the row under the cursor is."""
        work = self.peer.app.work
        assert work is not None
        view = work.list_in_use
        row = None if view is None else view.cursor_row
        return kind_of(work.current_row()), type(row)

    async def act_and_take_back(self, action: Action) -> None:
        """Press the key of the verb, answer what it asks, and take it back in one step."""
        peer, app = self.peer, self.peer.app
        before, acts = peer.dump(), self.acts()
        again = action.id == "edit.again" and app.work is not None and app.work.targets().rows
        if again:
            await self.at_once("n", "=once", "enter")
            before, acts = peer.dump(), self.acts()
        await self.at_once(*map(textual_name, action.keys[0].split(" ")))
        if app.key_mode() is not KeyMode.COMMAND or action.id == "item.boundaries":
            await self.at_once(*ANSWERS[action.id])
        for _ in range(MOST_PANELS):
            if app.key_mode() is not KeyMode.COMMAND:
                await self.at_once("escape")
        written, said = self.acts() - acts, (action.id, peer.message, peer.screen)
        assert written <= 1, said
        if not written:
            assert peer.dump() == before, said
            assert peer.message, said
            return
        assert peer.dump() != before, said
        self.moved.add(action.id)
        await self.at_once("u")
        assert peer.message.startswith("Undone"), (said, peer.message)
        assert peer.dump() == before, said
        if again:
            await self.at_once("u")

    def acts(self) -> int:
        return int(self.peer.value("SELECT count(*) FROM action"))


@contextmanager
def editor(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Iterator[None]:
    """An editor that adds a line."""
    path = folder / "editor"
    path.write_text('#!/bin/sh\necho more >> "$1"\n')
    path.chmod(0o755)
    with monkeypatch.context() as patch:
        patch.setenv("VISUAL", str(path))
        # Without a terminal there is nothing to hand over; test_editor does that.
        patch.setattr(PeerApp, "suspend", lambda _app: nullcontext())
        yield


@asynccontextmanager
async def hands_in(way: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Hands]:
    """Peer, with somebody who goes there."""
    with editor(monkeypatch, folder):
        async with running(folder, WIDE) as peer:
            yield Hands(peer, WAYS[way][1])


def test_every_verb_has_its_answers() -> None:
    here = [action for action in ACTIONS if not action.id.startswith(OWN_TESTS)]
    verbs_here = [action for action in here if action.is_verb or action.id == PEOPLE_ONLY]
    assert set(ANSWERS) == {action.id for action in verbs_here}
    assert {place for place, _ in WAYS.values()} == {
        place for action in verbs_here for place in action.where
    }


@pytest.mark.parametrize("way", WAYS)
async def test_undo_restores_every_byte(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = WAYS[way][0]
    tried = set()
    async with hands_in(way, tmp_path, monkeypatch) as hands:
        for (kind, _), number in (await hands.kinds()).items():
            for action in verbs(place, kind):
                await hands.stand_on(number)
                assert hands.peer.app.place() is place
                await hands.act_and_take_back(action)
                tried.add(action.id)
    assert tried - hands.moved <= MAY_REST | NO_ITEMS.get(way, set())


@pytest.mark.parametrize("way", [way for way in WAYS if way in MARKABLE])
async def test_one_undo_restores_all_marked_rows(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = WAYS[way][0]
    async with hands_in(way, tmp_path, monkeypatch) as hands:
        await hands.stand_on(0)
        for action in verbs(place, hands.sort()[0]):
            await hands.stand_on(0)
            await hands.at_once(*["space"] * MARKED)
            await hands.act_and_take_back(action)


@pytest.mark.parametrize(
    ("row", "verb"), [(2, "item.answer"), (3, "item.thank"), (6, "item.pass_gate")]
)
async def test_what_needs_a_row_of_its_own(
    row: int, verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with hands_in("due", tmp_path, monkeypatch) as hands:
        await hands.stand_on(row)
        await hands.act_and_take_back(BY_ID[verb])
        assert hands.moved == {verb}
