"""One way to write a key, for the registry, the settings, the screen and the gate."""

from collections.abc import Mapping
from types import MappingProxyType

_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "enter": "Enter",
        "escape": "Esc",
        "tab": "Tab",
        "space": "Space",
        "backspace": "Backspace",
        "delete": "Del",
        "insert": "Ins",
        "up": "Up",
        "down": "Down",
        "left": "Left",
        "right": "Right",
        "home": "Home",
        "end": "End",
        "pageup": "PgUp",
        "pagedown": "PgDn",
    }
)
_MODIFIERS: Mapping[str, str] = MappingProxyType(
    {"ctrl": "Ctrl", "shift": "Shift", "alt": "Alt", "super": "Super", "meta": "Meta"}
)
_SPELLINGS: Mapping[str, str] = MappingProxyType(
    {
        **{name.lower(): name for name in _NAMES.values()},
        **_NAMES,
        "return": "Enter",
        "del": "Del",
        "page up": "PgUp",
        "page down": "PgDn",
        **{f"f{number}": f"F{number}" for number in range(1, 13)},
    }
)

# What terminals cannot tell apart, or what some layout or program needs for itself.
_NEVER = frozenset(
    {
        *(f"Ctrl-{letter}" for letter in "ABSIMH"),
        "Ctrl-Enter",
        "Shift-Enter",
        *"[]{}\\@#|",
        *"'\"^~`",
    }
)


def key_name(textual_key: str, character: str | None) -> str:
    """The name of a key from Textual's own name and the character it typed, if any."""
    typed = character is not None and len(character) == 1 and character.isprintable()
    if typed and not textual_key.startswith(("alt+", "ctrl+", "super+", "meta+")):
        return "Space" if character == " " else str(character)
    *modifiers, base = textual_key.split("+")
    name = _NAMES.get(base)
    if name is None:
        name = base.upper() if len(base) == 1 or base in _SPELLINGS else base
    return "-".join([*(_MODIFIERS.get(part, part) for part in modifiers), name])


def parse_key(text: str) -> str:
    """A key as the owner wrote it, in the one spelling: "ctrl-z" is "Ctrl-Z", "g p" a chord.

    Raises ValueError, with a sentence, for a key that does not exist or is never bound.
    """
    parts = [_parse_one(part) for part in text.split()]
    if not 1 <= len(parts) <= 2:
        raise ValueError(f"{text!r} is not a key: write one key, or two for a chord")
    return " ".join(parts)


def parse_keys(text: str) -> tuple[str, ...]:
    """Several keys apart by commas ("u, Ctrl-Z"); a lone comma is itself a key, "" is none.

    Raises ValueError as `parse_key` does.
    """
    if text.strip() == ",":
        return (",",)
    return tuple(parse_key(part) for part in text.split(",") if part.strip())


def is_never_bound(key: str) -> bool:
    """Whether the key must stay free: terminals or layouts cannot send it faithfully."""
    return any(part in _NEVER or part.startswith("Alt-") for part in key.split(" "))


def _parse_one(text: str) -> str:
    if len(text) == 1 and text.isprintable():
        name = text
    else:
        *modifiers, base = text.replace("+", "-").split("-")
        if any(part.lower() not in _MODIFIERS for part in modifiers):
            raise ValueError(f"{text!r} is not a key")
        one_letter = len(base) == 1 and modifiers
        base = base.upper() if one_letter else _SPELLINGS.get(base.lower(), "")
        if not base:
            raise ValueError(f"{text!r} is not a key")
        name = "-".join([*(_MODIFIERS[part.lower()] for part in modifiers), base])
    if is_never_bound(name):
        raise ValueError(f"{name} cannot be bound: not every terminal or keyboard can send it")
    return name
