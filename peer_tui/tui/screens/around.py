"""The people around one person: relations, who referred whom, introductions, invitations."""

from collections.abc import Hashable, Sequence
from datetime import date
from functools import partial
from typing import ClassVar

from rich.segment import Segment
from textual.strip import Strip

from peer_tui.domain import introductions, invitations
from peer_tui.domain.calendar_days import short_day
from peer_tui.domain.invitations import Invitation
from peer_tui.domain.referrals import TreeLine, tree_lines
from peer_tui.domain.relations import read_tie
from peer_tui.services.outcome import Outcome
from peer_tui.storage.queries.around import RelatedPerson, ShownIntroduction, around
from peer_tui.storage.queries.person import person as read_person
from peer_tui.storage.reader import Reader
from peer_tui.tui.actions import Action, Place
from peer_tui.tui.bars.bar_question import BarQuestion, Preview
from peer_tui.tui.bars.saving import ask_to_save
from peer_tui.tui.panes.painters import Columns
from peer_tui.tui.screens.list_page import ListPage
from peer_tui.tui.screens.page import OfOnePerson
from peer_tui.tui.targets import Subject, Targets
from peer_tui.tui.text import cell_width
from peer_tui.tui.themes import RowStyles
from peer_tui.tui.widgets.fixed_rows import Heading, grouped
from peer_tui.tui.widgets.row_lines import RowState

NOTHING = (
    "Nobody is tied to this person yet.",
    "p r ties somebody in one line: works with @ben; p i introduces; p v invites.",
)
WHEN_CELLS = 13
GAP = 2
LEAST_NAME = 12
"""Cells that are left for a name, however long the words before it are."""
ROOMY = 60
"""From this width on a row says the day, too."""
AroundRow = RelatedPerson | TreeLine | ShownIntroduction | Invitation


class AroundScreen(OfOnePerson, ListPage[AroundRow]):
    """Everybody around one person; Enter goes to them."""

    takes: ClassVar[frozenset[str]] = frozenset(
        {"tie.open", "tie.edit", "tie.remove", "tie.answer", "item.mail"}
    )

    part = "around"
    nothing = NOTHING

    def read(self) -> None:
        """Everybody around the person, group by group."""
        reader, who = self.peer.store.reader, self._subject.id
        person = read_person(reader, who)
        if person is not None:
            self._subject = Subject(who, person.name)
        self.title_line.set_title(f"People around {self._subject.name}", "")
        rows = rows_around(reader, who)
        asks = [row for row in rows if isinstance(row, ShownIntroduction | Invitation)]
        today = self.peer.today()
        shown = [cells(row, self._subject, today) for row in asks]
        self._what_cells = max((cell_width(what) + GAP for what, _, _ in shown), default=0)
        self._state_cells = max((cell_width(stands) + GAP for _, stands, _ in shown), default=0)
        self.show_rows(rows)

    def own_hints(self) -> Sequence[tuple[str, str]]:
        """The keys of this page, for the row under the cursor."""
        row = self.row_here()
        own = []
        if _is_open_ask(row):
            own = [("tie.answer", "What they said"), ("tie.remove", "Leave it")]
        elif isinstance(row, RelatedPerson):
            own = [("tie.open", "Open"), ("tie.edit", "Change"), ("tie.remove", "Take out")]
        elif isinstance(row, TreeLine | ShownIntroduction):
            own = [("tie.open", "Open")]
        adds = [("relation.add", "Tie"), ("intro.add", "Introduce"), ("invitation.add", "Invite")]
        return [*own, *adds, ("edit.undo", "Undo"), ("app.back", "Back")]

    def place(self) -> Place:
        """The page of the people around somebody."""
        return Place.AROUND

    def on_virtual_list_opened(self) -> None:
        """A second click goes to the person."""
        self._open()

    async def perform(self, action: Action) -> bool:
        """Go to a person, change, take out, answer; moves."""
        match action.id:
            case "tie.open":
                self._open()
            case "tie.edit":
                self._edit()
            case "tie.remove":
                self._remove()
            case "tie.answer":
                self._answer()
            case "item.mail":
                self._mail(action)
            case _:
                return await super().perform(action)
        return True

    def _open(self) -> None:
        found = other_person(self.row_here(), self._subject)
        if found is None:
            self.say("Nobody else in this row.")
            return
        from peer_tui.tui.screens.person import PersonScreen

        self.peer.push_screen(PersonScreen(found))

    def _mail(self, action: Action) -> None:
        """What the message line offers, else to the person of the row."""
        from peer_tui.tui.acts import mailing
        from peer_tui.tui.acts.reaching import Contact

        offer = self.peer.verbs.offer
        if offer is not None and offer[0] == self.message_line.text:
            mailing.perform(self.peer, self, action)
            return
        found = other_person(self.row_here(), self._subject) or self._subject
        person = read_person(self.peer.store.reader, found.id)
        if person is not None:
            mailing.mail_to(self.peer, self, Contact(Targets((), ()), person, 0))

    def _remove(self) -> None:
        from peer_tui.services import introductions as introducing
        from peer_tui.services import invitations as inviting
        from peer_tui.services import relations

        row, store = self.row_here(), self.peer.store
        match row:
            case RelatedPerson():
                self.peer.start(
                    self.peer.act(partial(relations.remove_relation, store, row.relation))
                )
            case ShownIntroduction() if row.introduction.is_open:
                self.peer.start(self.peer.act(partial(introducing.left, store, row.introduction)))
            case Invitation() if row.closed_on is None:
                self.peer.start(self.peer.act(partial(inviting.left, store, row)))
            case _:
                self.say("Nothing here to take out; what is over stays as it was.")

    def _answer(self) -> None:
        row = self.row_here()
        if isinstance(row, ShownIntroduction):
            from peer_tui.tui.acts import introducing

            introducing.ask_about(self.peer, self, row)
        elif isinstance(row, Invitation):
            from peer_tui.tui.acts import inviting

            inviting.ask_about(self.peer, self, row, self._subject.name)
        else:
            self.say("This row asks nothing; y is for introductions and invitations.")

    def _edit(self) -> None:
        from peer_tui.services import relations
        from peer_tui.services.relations import RelationDraft

        row, who = self.row_here(), self._subject
        if not isinstance(row, RelatedPerson):
            self.say("Only what people are to each other is changed as a line.")
            return

        def preview(line: str) -> Preview:
            tie = read_tie(line)
            if tie is None:
                return Preview("works with, referred by, mother of, sails with", ok=False)
            there = f"{row.name} {tie.inverse.words} {who.name}"
            return Preview(f"{who.name} {tie.words} {row.name}  ·  {there}")

        question = BarQuestion(
            kind="tie",
            prompt=f"{who.name} is to {row.name}:",
            initial=row.tie.line,
            draft_key=f"tie:{row.relation.id}",
            preview=preview,
        )

        async def save(line: str) -> Outcome | None:
            tie = read_tie(line)
            if tie is None:
                return None
            draft = RelationDraft(who.id, row.person_id, tie)
            store = self.peer.store
            return await self.peer.act(
                partial(relations.change_relation, store, row.relation, draft)
            )

        ask_to_save(self, question, save)

    def key_of(self, row: AroundRow) -> Hashable:
        """A row is what it is about."""
        match row:
            case RelatedPerson():
                return ("relation", (row.relation.id, row.tie.kind, row.person_id))
            case TreeLine():
                return ("branch", (row.lines, row.person_id, row.name))
            case ShownIntroduction():
                return ("introduction", row.introduction.id)
            case _:
                return ("invitation", row.id)

    def paint_row(self, row: AroundRow, width: int, state: RowState) -> Strip:
        """A tie, a branch of the tree of referrals, or an ask and where it stands."""
        styles, today = self.row_styles(), self.peer.today()
        if isinstance(row, TreeLine):
            return _paint_branch(row, width, state, styles, self._subject.id)
        if isinstance(row, RelatedPerson):
            return _paint_tie(row, width, state, styles)
        shown = cells(row, self._subject, today)
        wanted = (self._what_cells, self._state_cells)
        return _paint_cells(shown, wanted, width, state, styles)


def cells(row: ShownIntroduction | Invitation, who: Subject, today: date) -> tuple[str, str, str]:
    """Whom or what an ask is about, where that stands, and since when."""
    if isinstance(row, Invitation):
        return row.words, invitations.state_words(row), short_day(row.asked_on, today)
    found = row.introduction
    names = introductions.names_from(found, who.id, (row.one, row.other))
    what = f"{names[1]}{introductions.about_words(found.about)}"
    return what, introductions.state_words(found, who.id, names), short_day(row.on, today)


def _paint_cells(
    shown: tuple[str, str, str],
    wanted: tuple[int, int],
    width: int,
    state: RowState,
    styles: RowStyles,
) -> Strip:
    """What it is about and where that stands, in columns of so many cells where there is room."""
    what, stands, when = shown
    line = Columns()
    strong = styles.text_strong if state.selected else styles.text
    when_cells = WHEN_CELLS if width >= ROOMY else 0
    what_cells, state_cells = wanted
    room = width - when_cells
    share = min(state_cells, max(room // 2, room - what_cells))
    line.add(what, room - share, strong)
    line.add(stands, share, styles.mid)
    line.add(when, when_cells, styles.dim, right=True)
    return line.strip()


def _paint_tie(row: RelatedPerson, width: int, state: RowState, styles: RowStyles) -> Strip:
    """The words, and the name brighter."""
    line = Columns()
    cells_of_words = min(cell_width(row.tie.words) + 1, max(0, width - LEAST_NAME))
    line.add(row.tie.words, cells_of_words, styles.mid)
    name = styles.text_strong if state.selected else styles.text
    line.add(row.name, width - cells_of_words, name)
    return line.strip()


def _paint_branch(row: TreeLine, width: int, state: RowState, styles: RowStyles, who: int) -> Strip:
    line = Columns()
    lines = row.lines if cell_width(row.lines) < width else ""
    if lines:
        line.segments.append(Segment(lines, styles.dim))
    strong = state.selected or row.person_id == who
    name = styles.text_strong if strong else styles.text
    line.add(row.name, width - len(lines), styles.dim if row.person_id is None else name)
    return line.strip()


def rows_around(reader: Reader, person_id: int) -> list[AroundRow | Heading]:
    """Each group under its heading."""
    found = around(reader, person_id)
    groups: list[tuple[str, Sequence[AroundRow]]] = [
        ("Tied to", found.related),
        ("Who referred whom", tree_lines(found.referrals) if found.referrals else ()),
        ("Introductions", found.introductions),
        ("Invitations", found.invitations),
    ]
    return list(grouped(groups))


def other_person(row: AroundRow | None, who: Subject) -> Subject | None:
    """The other one of a row."""
    match row:
        case RelatedPerson():
            return Subject(row.person_id, row.name)
        case TreeLine() if row.person_id not in (None, who.id):
            return Subject(row.person_id, row.name)
        case ShownIntroduction():
            names = {row.introduction.one_id: row.one, row.introduction.other_id: row.other}
            other_id = row.introduction.partner_of(who.id)
            return Subject(other_id, names[other_id])
    return None


def _is_open_ask(row: AroundRow | None) -> bool:
    """Whether an answer is waited for."""
    if isinstance(row, ShownIntroduction):
        return row.introduction.is_open
    return isinstance(row, Invitation) and row.closed_on is None
