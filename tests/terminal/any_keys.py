"""Keys of somebody who does not read the screen, as the bytes a terminal sends for them."""

import random
import string

from peer_tui.tui.action_list import ACTIONS
from tests.terminal.pty_session import KEYS

BYTES = {
    **{name: KEYS[name] for name in KEYS if name != "ctrl+q"},
    "del": "\x1b[3~",
    "ins": "\x1b[2~",
    "f2": "\x1bOQ",
    "f5": "\x1b[15~",
    "shift+up": "\x1b[1;2A",
    "ctrl+left": "\x1b[1;5D",
    "alt+d": "\x1bd",
}
NAMED = {
    **{"Enter": "\r", "Esc": "\x1b", "Tab": "\t", "Shift-Tab": "\x1b[Z", "Space": " "},
    **{"Up": "\x1b[A", "Down": "\x1b[B", "Right": "\x1b[C", "Left": "\x1b[D", "F1": "\x1bOP"},
    **{"PgUp": "\x1b[5~", "PgDn": "\x1b[6~", "Home": "\x1b[H", "End": "\x1b[F"},
}
"""The bytes of the keys that the registry names."""
QUITS = frozenset({"app.quit", "app.quit_or_back"})
TEXTS = (
    *("maria", "ben", "@zoe call fri", "@maria promise the boards by fri", "hi there > next mon"),
    *("24 dec", "tomorrow", "in 3 days", "every week", "tag:oak", "owed:me", "due:late", "is:held"),
    *("not by phone", "avoids newsletters", "mail only until 1 jan", "yes", "mar", "tru", "99"),
    *("@nobody known call fri", "/tmp/none.vcf", "Zoë Müller", "日本 語", "e\u0301 \U0001f469"),
    *('"', "((", "-:", "%s", "0"),
)
PASTES = ("one line", "two\nlines\r\nof it", "\x07\x00 bell", "x" * 300, "")
CONTROLS = "".join(chr(code) for code in range(0x20) if chr(code) not in "\x11\x1b") + "\x7f"


def bytes_of(keys: str) -> str:
    """What a terminal sends for a key of the registry, or a chord of two: "g p", "Ctrl-Z"."""
    return "".join(
        chr(ord(key[-1]) & 0x1F) if key.startswith("Ctrl-") else NAMED.get(key, key)
        for key in keys.split(" ")
    )


BOUND = tuple(
    bytes_of(keys) for action in ACTIONS if action.id not in QUITS for keys in action.keys
)
"""Every key of the registry that does not quit."""
VERBS = tuple(bytes_of(keys) for action in ACTIONS if action.is_verb for keys in action.keys)
OPENERS = (
    "a",
    "l",
    "n",
    "/",
    "f",
    ":",
    "e",
    "t",
    "!",
    "S/",
    "r/",
    "oe",
    "ba",
    "A",
    "ge",
    "c1",
    "?",
)
"""Keys after which a text can be typed, mostly."""
BACK = ("\x1b", "\x1b", "\r", "\x1b")
SORTS = {
    **{"verb": 22, "bound": 22, "back": 12, "home": 3, "panel": 12, "text": 8, "bare text": 2},
    **{"printable": 6, "control": 2, "named": 8, "paste": 2, "mouse": 6},
}
"""What is drawn how often."""


def draw(pick: random.Random, size: tuple[int, int]) -> list[str]:
    """The next keys, each with the bytes it sends; mostly commands, some text, some nonsense."""
    match pick.choices(tuple(SORTS), tuple(SORTS.values()))[0]:
        case "verb":
            return list(pick.choice(VERBS))
        case "bound":
            return [pick.choice(BOUND)]
        case "back":
            return [pick.choice(BACK)]
        case "home":
            return [*"\x1b\x1b\x1b", pick.choice("12345w")]
        case "panel":
            return [pick.choice("SrS*oFgcmw;"), pick.choice(string.ascii_lowercase + "123/")]
        case "text":
            ending = pick.choice((["\r"], ["\r"], ["\r", "\r"], ["\x1b"], ["\t", "\r"], []))
            return [*pick.choice(OPENERS), *pick.choice(TEXTS), *ending]
        case "bare text":
            return [*pick.choice(TEXTS)]
        case "printable":
            return [chr(pick.randrange(0x20, 0x7F))]
        case "control":
            return [pick.choice(CONTROLS)]
        case "named":
            return [pick.choice(list(BYTES.values()))]
        case "paste":
            return [f"\x1b[200~{pick.choice(PASTES)}\x1b[201~"]
    return [mouse(pick, size)]


def mouse(pick: random.Random, size: tuple[int, int]) -> str:
    """A click, or a turn of the wheel, somewhere."""
    at = f"{pick.randint(1, size[0])};{pick.randint(1, size[1])}"
    button = pick.choice((0, 0, 0, 2, 64, 65))
    return f"\x1b[<{button};{at}M" + (f"\x1b[<{button};{at}m" if button < 64 else "")
