"""The keys in use: the owner's over the registry's, with every fault named."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peer_tui.settings.schema import Settings
from peer_tui.tui.action_list import ACTIONS, BY_ID
from peer_tui.tui.actions import Place, RowKind, works_in
from peer_tui.tui.key_names import key_name, parse_key, parse_keys
from peer_tui.tui.keymap import Keymap, KeymapError, keymap_in_force
from tests.tui.peer_app import running

NEVER = [
    *("Alt-d", "alt+x", "Ctrl-A", "ctrl+b", "Ctrl-S", "Ctrl-I", "Ctrl-M", "Ctrl-H"),
    *("Ctrl-Enter", "Shift-Enter", *"[]{}\\@#|'\"^~`", "g ["),
]


def test_the_registry_has_no_clash() -> None:
    keymap = Keymap.build()
    for action in ACTIONS:
        for place in Place:
            if works_in(action, place):
                assert all(keymap.action_for(key, place) is action for key in action.keys)


def test_a_key_works_only_in_its_places() -> None:
    keymap = Keymap.build()
    assert keymap.action_for("d", Place.DUE) is BY_ID["item.done"]
    assert keymap.action_for("d", Place.FIRST_RUN) is None
    assert keymap.action_for("s", Place.FIRST_RUN) is BY_ID["demo.open"]
    assert keymap.action_for("s", Place.DUE) is BY_ID["item.snooze"]
    assert keymap.action_for("g p", Place.IMPORT) is BY_ID["view.people"]
    assert keymap.is_prefix("g")
    assert not keymap.is_prefix("G")


def test_own_keys_replace_the_default_ones() -> None:
    keymap = Keymap.build({"item.done": "D, ctrl-d", "item.note": ""})
    assert keymap.keys_of("item.done") == ("D", "Ctrl-D")
    assert keymap.action_for("d", Place.DUE) is None
    assert keymap.action_for("Ctrl-D", Place.DUE) is BY_ID["item.done"]
    assert keymap.action_for("n", Place.DUE) is None
    assert "item.note" not in {row.action_id for row in keymap.help_rows(Place.DUE)}


def test_two_keys_can_be_swapped() -> None:
    keymap = Keymap.build({"item.done": "x", "item.let_go": "d"})
    assert keymap.action_for("x", Place.DUE) is BY_ID["item.done"]
    assert keymap.action_for("d", Place.DUE) is BY_ID["item.let_go"]


def test_every_fault_is_named_at_once() -> None:
    with pytest.raises(KeymapError) as caught:
        Keymap.build({"item.dome": "d", "item.log": "Ctrl-A", "find.open": ";", "add.line": "g"})
    said = str(caught.value).splitlines()
    assert said[0] == "There is no action item.dome. Did you mean item.done?"
    assert said[1].startswith("item.log: Ctrl-A cannot be bound")
    assert "g cannot run add.line: it begins the chord g a." in said
    assert "; is the key of both find.open and jump.letters." in said
    assert len(said) == 4


@pytest.mark.parametrize("key", NEVER)
def test_keys_that_are_never_bound_are_refused(key: str) -> None:
    with pytest.raises(KeymapError, match="cannot be bound"):
        Keymap.build({"item.done": key})


@pytest.mark.parametrize("text", ["dd", "Hyper-x", "g p o", "Ctrl-", "F13", "Ctrl-Frob"])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a key"):
        parse_keys(text)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("ctrl+z", "Ctrl-Z"),
        ("shift-TAB", "Shift-Tab"),
        ("space", "Space"),
        ("escape", "Esc"),
        ("pagedown", "PgDn"),
        ("g  p", "g p"),
        ("f1", "F1"),
        ("?", "?"),
        ("-", "-"),
    ],
)
def test_spellings(written: str, key: str) -> None:
    assert parse_key(written) == key
    assert parse_key(key) == key


def test_a_comma_may_be_a_key() -> None:
    assert parse_keys(",") == (",",)
    assert parse_keys("d , x") == ("d", "x")
    assert parse_keys("") == ()


@pytest.mark.parametrize(
    ("textual_key", "character", "name"),
    [
        ("question_mark", "?", "?"),
        ("D", "D", "D"),
        ("space", " ", "Space"),
        ("enter", "\r", "Enter"),
        ("escape", "\x1b", "Esc"),
        ("ctrl+z", "\x1a", "Ctrl-Z"),
        ("ctrl+j", "\n", "Ctrl-J"),
        ("shift+tab", None, "Shift-Tab"),
        ("pagedown", None, "PgDn"),
        ("f1", None, "F1"),
        ("alt+e", "e", "Alt-E"),
    ],
)
def test_names_of_textual_keys(textual_key: str, character: str | None, name: str) -> None:
    assert key_name(textual_key, character) == name


OVERRIDES = st.dictionaries(
    st.sampled_from(sorted(BY_ID)), st.sampled_from(["", "d", "D", "x, X", "g q", "z", "F5", "G"])
)


@given(OVERRIDES)
def test_a_keymap_that_is_built_is_never_ambiguous(overrides: dict[str, str]) -> None:
    try:
        keymap = Keymap.build(overrides)
    except KeymapError:
        return
    for action in ACTIONS:
        for key in keymap.keys_of(action.id):
            assert not keymap.is_prefix(key)
            for place in Place:
                if works_in(action, place):
                    assert keymap.action_for(key, place) is action


def test_hints_fit_the_row_and_end_with_help() -> None:
    keymap = Keymap.build()
    promise = keymap.hints(Place.DUE, RowKind.PROMISE)
    assert [hint.label for hint in promise[:3]] == ["Kept", "Log + kept", "Snooze"]
    assert promise[-1].keys[0] == "?"
    nothing = keymap.hints(Place.DUE)
    assert not any(hint.action_id.startswith("item.") for hint in nothing)
    assert nothing[-1].keys[0] == "?"


def test_a_faulty_map_leaves_the_default_keys_in_force() -> None:
    assert keymap_in_force({}).faults == ()
    assert keymap_in_force({}).warning == ""
    assert keymap_in_force({"item.done": "D"}).keymap.keys_of("item.done") == ("D",)
    one = keymap_in_force({"item.dome": "D"})
    assert one.keymap.keys_of("item.done") == ("d",)
    assert one.warning == (
        "config.toml [keys]: There is no action item.dome. Did you mean item.done?"
        " The default keys are in force."
    )
    two = keymap_in_force({"item.dome": "D", "item.note": "u", "item.log": "D"})
    assert len(two.faults) == 2
    assert "and 1 more (peer keys lists all)" in two.warning


def test_no_fault_carries_control_characters() -> None:
    found = keymap_in_force({"a\x1b[31m\x07": "d", "item.note": "\x1b", "item.log": "\x07x"})
    assert len(found.faults) == 3
    assert all(fault.isprintable() for fault in (*found.faults, found.warning))


async def test_own_keys_work_on_the_screen(tmp_path: Path) -> None:
    own = {"item.done": "D", "item.let_go": "d", "help.open": "F2", "edit.undo": "Ctrl-Z"}
    async with running(tmp_path, settings=Settings(keys=own)) as peer:
        assert "D Kept" in peer.hints
        assert peer.hints.rstrip().endswith("F2 keys")
        await peer.press("D")
        assert "Kept" in peer.message
        assert "Ctrl-Z undo" in peer.screen
        await peer.press("d")
        assert "Let go" in peer.message or "Released" in peer.message


async def test_faults_are_said_at_the_start(tmp_path: Path) -> None:
    settings = Settings(keys={"item.dome": "D"})
    async with running(tmp_path, settings=settings) as peer:
        assert peer.message.startswith("config.toml [keys]: There is no action item.dome.")
        await peer.press("d")
        assert peer.message.startswith("Kept")
