"""A boundary of mine that was crossed is kept in the history, and is no contact."""

import pytest

from peer_tui.domain.boundaries import Boundary, BoundaryKind
from peer_tui.domain.history import Side
from peer_tui.domain.people import Person
from peer_tui.services.crossings import Answered, crossed
from peer_tui.services.people import add_person
from peer_tui.services.undo import undo
from peer_tui.storage.store import Store
from tests.services.conftest import dump

EVENINGS = Boundary(Side.MINE, BoundaryKind.HOURS, "not 19:00-24:00")
TOLD = "SELECT kind, side, aspect, initiated_by, text FROM interaction"


@pytest.mark.parametrize("answered", Answered)
@pytest.mark.parametrize("line", ["called\x1b at ten\n", ""])
def test_it_is_written_down(store: Store, answered: Answered, line: str) -> None:
    ann = add_person(store, Person("Ann")).ids[0]
    before = dump(store)
    outcome = crossed(store, ann, EVENINGS, answered, line)
    happened = "; called at ten" if line else ""
    assert store.reader.row(TOLD) == (
        *("boundary crossing", "theirs", str(answered), "them"),
        f"{answered}: not after 19:00{happened}",
    )
    assert outcome.message == f"{str(answered).capitalize()}, Ann: not after 19:00, written down."
    assert store.reader.value("SELECT last_contact_on FROM person") is None
    undo(store)
    assert dump(store) == before
