"""What a text bar asks, and what it shows while the answer is typed. No widget here."""

from collections.abc import Callable
from dataclasses import dataclass

from textual.content import Content

NEWLINE_SIGN = "⏎"
"""How a line break is shown in the one line of a bar."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What the text means as it stands: shown under the bar, in the same frame as the key."""

    line: Content | str = ""
    """The line under the bar; a str is plain text, never markup."""
    spans: tuple[tuple[int, int], ...] = ()
    """The stretches of the text (start, end) that were taken as date, person, tag: underlined."""
    ok: bool = True
    """False: Enter does nothing but leave `line` standing, which says why."""
    confirm: str = ""
    """Not empty: the first Enter shows this, the second one saves ("creates nadia")."""
    pick_at: int | None = None
    """Where the cursor stands when 1-9 choose (the end of an ambiguous name) instead of being
    typed; after a refused Enter they choose wherever it stands. None: nothing to choose."""
    tab_words: str | None = None
    """What Tab does with this text; empty where it does nothing, None: as the question says."""


@dataclass(frozen=True, slots=True)
class BarQuestion:
    """One use of the bar."""

    kind: str
    """What kind of text: earlier entries are kept by kind."""
    prompt: str
    initial: str = ""
    placeholder: str = ""
    draft_key: str = ""
    """Under which name an unfinished text waits ("log:4711"); `kind` if empty."""
    multiline: bool = False
    """Whether Ctrl-J puts in a line break; without it, pasted lines become one."""
    allow_empty: bool = False
    """Whether Enter on an empty text is an answer."""
    preview_lines: int = 1
    preview: Callable[[str], Preview] | None = None
    """The meaning of a text. Called on every change; it must be quick."""
    on_tab: Callable[[str, int], str | None] | None = None
    """Tab: (text, cursor) to the text with the suggestion or the other reading taken."""
    tab_words: str = ""
    """What Tab does, for the hint line; empty where it does nothing."""
    enter_words: str = "saves"
    """What Enter does, for the hint line."""
    esc_words: str = "keeps the draft"
    """What Esc does, for the hint line."""
    on_backspace: Callable[[str, int], str | None] | None = None
    """Backspace: (text, cursor) to the text with the date before the cursor back in words."""
    on_pick: Callable[[str, int], str | None] | None = None
    """1-9: (text, number) to the text with that choice made."""
    on_key: Callable[[str], bool] | None = None
    """First look at any key that is no text ("Down", "PgDn", "Esc"); True if it was used."""

    @property
    def draft_name(self) -> str:
        """The name under which the draft is kept."""
        return self.draft_key or self.kind


def shown(text: str) -> str:
    """The text as the one line of the bar shows it; same length."""
    return text.replace("\n", NEWLINE_SIGN)


def meant(line: str) -> str:
    """The text that a line of the bar stands for; same length."""
    return line.replace(NEWLINE_SIGN, "\n")
