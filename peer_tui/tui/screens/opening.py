"""What leads away from a list: add, find, open a person, edit, import, help."""

from typing import TYPE_CHECKING

from peer_tui.tui.actions import Action
from peer_tui.tui.screens.work import WorkScreen
from peer_tui.tui.targets import kind_of

if TYPE_CHECKING:
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.targets import Subject


EXAMPLE = "promise @maria send quote by fri   or: person Maria Lopez"


class Opening:
    """Opens bars and screens from a working screen; their code is loaded when first used."""

    def __init__(self, app: "PeerApp", screen: WorkScreen) -> None:
        self._app = app
        self._screen = screen

    def perform(self, action: Action) -> bool:
        """Run the action if it opens something."""
        match action.id:
            case "add.line":
                self._add_line()
            case "add.person":
                self._form(new=True)
            case "person.edit":
                self._form(new=False)
            case "person.open":
                self.person()
            case "person.rhythm":
                self._rhythm()
            case "find.open":
                from peer_tui.tui.screens.find import FindScreen

                self._app.push_screen(FindScreen())
            case "help.open":
                from peer_tui.tui.screens.help import HelpScreen

                kind = kind_of(self._screen.current_row())
                self._app.push_screen(HelpScreen(self._app.keymap, self._screen.place(), kind))
            case "import.open":
                from peer_tui.tui.importing import ask_for_files

                ask_for_files(self._app, self._screen)
            case "demo.open":
                self._app.open_sample()
            case _:
                return False
        return True

    def person(self) -> None:
        """The person of the row under the cursor, with the whole history."""
        subject = self._welcomed() or self._screen.current_subject()
        if subject is None:
            self._screen.say("This row is about nobody.")
            return
        from peer_tui.tui.screens.person import PersonScreen

        self._app.push_screen(PersonScreen(subject))

    def _welcomed(self) -> "Subject | None":
        """Who came back, while the message line offers to welcome them."""
        if self._app.verbs.welcome is None:
            return None
        from peer_tui.tui.welcoming import welcomed

        chosen = welcomed(self._app, self._screen)
        return None if chosen is None else chosen.subjects[0]

    def _add_line(self) -> None:
        from peer_tui.tui.adding import Adding

        subject = self._screen.current_subject()
        adding = Adding(self._app, [subject] if subject else [])
        question = adding.question(kind="add", prompt="Add:", placeholder=EXAMPLE)
        adding.ask(self._screen, question)

    def _form(self, *, new: bool) -> None:
        from peer_tui.storage.queries.person import person
        from peer_tui.tui.screens.person_form import PersonForm

        shown = None
        subject = self._screen.current_subject()
        if not new:
            shown = person(self._app.store.reader, subject.id) if subject else None
            if shown is None:
                self._screen.say("This row is about nobody.")
                return
        self._app.push_screen(PersonForm(shown))

    def _rhythm(self) -> None:
        from peer_tui.tui.rhythms import ask_for_rhythm

        chosen = self._screen.targets()
        if not chosen.subjects:
            self._screen.say("No person here to give a rhythm to.")
            return
        ask_for_rhythm(self._app, self._screen, chosen)
