"""What one person and the owner agreed about contact, and what the person asked for."""

from collections.abc import Hashable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.strip import Strip

from peer_tui.domain.boundaries import Boundary, agreed_words, near_date
from peer_tui.domain.history import Side
from peer_tui.domain.preferences import Preference, Stance, preference_words
from peer_tui.domain.wish_line import NotAWish, Wish, read_wish, write_wish
from peer_tui.services import wishes
from peer_tui.storage.queries.reach import boundaries, preferences, reach, zone_named
from peer_tui.tui.actions import Action, Place
from peer_tui.tui.bars.bar_question import BarQuestion, Preview
from peer_tui.tui.bars.saving import ask_to_save
from peer_tui.tui.gate_watch import PASSED, clock_there, opens_words
from peer_tui.tui.panes.painters import Columns
from peer_tui.tui.screens.list_page import NotedListPage
from peer_tui.tui.screens.page import OfOnePerson
from peer_tui.tui.widgets.fixed_rows import grouped
from peer_tui.tui.widgets.row_lines import RowState

if TYPE_CHECKING:
    from collections.abc import Callable

    from peer_tui.services.outcome import Outcome

EXAMPLE = "mail only   no calls before 10, agreed today   wants oak   mine: not at weekends"
NOTHING = "Nothing was agreed or asked for yet."
LINES = "mail only; not at weekends; wants oak."
WORDS_SHARE = 5, 9
"""The words take five ninths of a row, their dates the rest."""


class WishesScreen(OfOnePerson, NotedListPage[Wish]):
    """Boundaries of both sides and preferences: seen, added in one line, changed, taken out."""

    takes: ClassVar[frozenset[str]] = frozenset(
        {"add.line", "wish.edit", "wish.acted", "wish.zone", "wish.remove"}
    )

    part = "wishes"

    def read(self) -> None:
        """What was agreed and asked for, and whether they can be reached now."""
        reader, who = self.peer.store.reader, self._subject.id
        agreed, asked = boundaries(reader, who), preferences(reader, who)
        count = len(agreed) + len(asked)
        self.title_line.set_title(
            self._subject.name, f"what was agreed and asked for  {count or ''}".rstrip()
        )
        found = reach(reader, who, self.peer.now(), "", self.peer.settings.quiet_hours)
        if found.open:
            words = f"Can be reached now. {_sentence(found.advice)}"
        else:
            words = f"HELD: {found.why}. {opens_words(self.peer, found.opens_at)}."
            words = f"{PASSED} {words}" if self.peer.held.passed(who) else words
        zone = zone_named(reader.value("SELECT time_zone FROM person WHERE id = ?", (who,)) or "")
        if zone is not None:
            words += f" {clock_there(self.peer.now(), zone)}."
        self.note_line.set_text(words.replace("  ", " "))
        groups: dict[str, list[Wish]] = {}
        everything: list[Wish] = [*agreed, *asked]
        for wish in everything:
            groups.setdefault(_group(wish), []).append(wish)
        self.show_rows(grouped(groups.items()))

    def empty_lines(self) -> Sequence[str]:
        """With an example, and the key for it."""
        keys = self.peer.keymap.keys_of("add.line")
        return (NOTHING, *(f"{key} writes it down in one line: {LINES}" for key in keys[:1]))

    def own_hints(self) -> Sequence[tuple[str, str]]:
        """The keys of this page."""
        own = [("add.line", "Add"), ("wish.edit", "Change"), ("wish.remove", "Remove")]
        if isinstance(self.row_here(), Preference):
            own.append(("wish.acted", "Acted on"))
        own += [("wish.zone", "Their clock"), ("edit.undo", "Undo"), ("app.back", "Back")]
        return own if self.row_here() is not None else [own[0], *own[-3:]]

    def place(self) -> Place:
        """The page of boundaries and preferences."""
        return Place.BOUNDARIES

    def on_virtual_list_opened(self) -> None:
        """A second click changes the line."""
        self._edit()

    async def perform(self, action: Action) -> bool:
        """Add, change, take out; moves."""
        row = self.row_here()
        match action.id:
            case "add.line":
                self._ask("wish", f"Wish of {self._subject.name}:", "", self._add)
            case "wish.edit":
                self._edit()
            case "wish.acted" if isinstance(row, Preference):
                self.peer.start(self.peer.act(lambda: wishes.acted_on(self.peer.store, row)))
            case "wish.acted":
                self.say("A boundary holds until it is changed; this key is for what they want.")
            case "wish.zone":
                from peer_tui.tui.time_zones import ask_for_zone

                ask_for_zone(self.peer, self, self._subject)
            case "wish.remove" if isinstance(row, Boundary | Preference):
                self.peer.start(self.peer.act(lambda: wishes.remove_wish(self.peer.store, row)))
            case "wish.remove":
                self.say("Nothing here to take out.")
            case _:
                return await super().perform(action)
        return True

    def _edit(self) -> None:
        row = self.row_here()
        if not isinstance(row, Boundary | Preference):
            self.say(self.peer.keymap.advice("Nothing here to change", ("add.line", "adds")))
            return

        def changed(wish: Wish) -> "Outcome":
            return wishes.change_wish(self.peer.store, row, wish)

        self._ask(f"wish:{row.id}", "Change:", write_wish(row), changed)

    def _add(self, wish: Wish) -> "Outcome":
        return wishes.add_wish(self.peer.store, self._subject.id, wish)

    def _ask(
        self, draft: str, prompt: str, initial: str, save: "Callable[[Wish], Outcome]"
    ) -> None:
        question = BarQuestion(
            kind="wish",
            prompt=prompt,
            initial=initial,
            placeholder=EXAMPLE,
            draft_key=draft if initial else f"{draft}:{self._subject.id}",
            preview=self._preview,
        )

        ask_to_save(
            self, question, lambda line: self.peer.act(partial(save, self._read_line(line)))
        )

    def _read_line(self, line: str) -> Wish:
        return read_wish(line, self.peer.now(), self.peer.settings.date_order)

    def _preview(self, line: str) -> Preview:
        if not line.strip():
            return Preview("", ok=False)
        try:
            wish = self._read_line(line)
        except NotAWish as fault:
            return Preview(str(fault), ok=False)
        words, when = _cells(wish, self.peer.today())
        head = [_group(wish), words, when]
        return Preview(" · ".join(part for part in head if part))

    def key_of(self, row: Wish) -> Hashable:
        """Of which table, and its id."""
        return (type(row).__name__, row.id)

    def paint_row(self, row: Wish, width: int, state: RowState) -> Strip:
        """The words, and their dates."""
        styles = self.row_styles()
        words, when = _cells(row, self.peer.today())
        line = Columns()
        share = width * WORDS_SHARE[0] // WORDS_SHARE[1] if when else width
        line.add(words, share, styles.text_strong if state.selected else styles.text)
        line.add(when, width - share, styles.dim)
        return line.strip()


def _group(wish: Wish) -> str:
    if isinstance(wish, Preference):
        return {Stance.WANTS: "Wants", Stance.AVOIDS: "Avoids", Stance.UNSURE: "Unsure"}[
            wish.stance
        ]
    return "Theirs" if wish.side is Side.THEIRS else "Mine"


def _cells(wish: Wish, today: date) -> tuple[str, str]:
    """What it says, and its dates."""
    if isinstance(wish, Preference):
        words = wish.topic if wish.stance is not Stance.UNSURE else preference_words(wish)
        dated = (
            ("said", wish.said_on),
            ("acted on", wish.acted_on),
            ("ask again", wish.reconfirm_on),
        )
        said = ""
    else:
        words = agreed_words(wish, today, dates=False).removeprefix("mine: ")
        dated = (("agreed", wish.agreed_on), ("until", wish.until), ("", None))
        said = f"“{wish.sentence}”" if wish.sentence else ""
    when = [f"{word} {near_date(day, today)}" for word, day in dated if day is not None]
    return words, " · ".join([*when, said] if said else when)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}." if words else ""
