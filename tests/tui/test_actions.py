"""The registry of actions is whole and consistent."""

from peer_tui.tui.action_list import ACTIONS, BY_ID
from peer_tui.tui.actions import Place, RowKind, acts_on, label_for, works_in
from peer_tui.tui.key_names import is_never_bound, parse_key

KEYS_OF_THE_MANUAL = (
    "d l n s S r x u U . Enter Esc a A / j k J K 1 2 3 4 5 Tab Shift-Tab ? F1 q Ctrl-Q Ctrl-Z "
    "Ctrl-Y G Space * v e E i t c m b z ! f ; w , : Ctrl-P Up Down PgUp PgDn Home End Left "
    "Right z + - = X P h"
)
CHORDS = (
    *("g d", "g p", "g o", "g h", "g w", "g g", "g e", "g m", "g *", "g a", "g f", "g x"),
    *("F l", "F o", "F q", "F z", "F h", "F s", "o l", "o w", "o x", "o e"),
    *("p o", "p b", "o f", "o t", "o y"),
    *("p p", "p r", "p i", "p v"),
    *("y", "p n", "p k", "p K", "p s", "p S"),
    *("p a", "p c", "g b", "o r", "o a", "g s"),
)


def test_ids_are_unique() -> None:
    assert len(BY_ID) == len(ACTIONS)


def test_every_key_of_the_manual_has_an_action_and_no_other_key_has() -> None:
    bound = {key for action in ACTIONS for key in action.keys}
    assert bound == {*KEYS_OF_THE_MANUAL.split(), *CHORDS}


def test_keys_are_in_the_one_spelling_and_may_be_bound() -> None:
    for action in ACTIONS:
        for key in action.keys:
            assert parse_key(key) == key
            assert not is_never_bound(key)


def test_texts_are_plain_and_short() -> None:
    for action in ACTIONS:
        assert action.label
        assert len(action.label) <= 12, action.id
        assert action.help, action.id
        assert not action.help.endswith("."), action.id
        assert len(action.help) <= 80, action.id


def test_words_follow_the_row() -> None:
    words = {
        name: label_for(BY_ID[name], RowKind.PROMISE)
        for name in ("item.done", "item.let_go", "item.reschedule")
    }
    assert words == {
        "item.done": "Kept",
        "item.let_go": "Release",
        "item.reschedule": "Renegotiate",
    }
    assert label_for(BY_ID["item.done"], RowKind.FOLLOW_UP) == "Done"
    assert label_for(BY_ID["item.done"], None) == "Done"


def test_verbs_need_a_row_they_fit() -> None:
    done, note, find = (BY_ID[name] for name in ("item.done", "item.note", "find.open"))
    assert acts_on(done, RowKind.PROMISE)
    assert acts_on(done, RowKind.PERSON)
    assert not acts_on(done, RowKind.INTERACTION)
    assert acts_on(note, RowKind.PERSON)
    assert not acts_on(note, None)
    assert acts_on(find, None)


def test_the_end_is_reached_from_every_place() -> None:
    for place in Place:
        for name in ("app.quit", "app.back", "help.open", "edit.undo"):
            assert works_in(BY_ID[name], place)
