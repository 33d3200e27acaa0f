"""Settings as an owner reads and types them, without the quotes and brackets of the file."""

from __future__ import annotations

from typing import Any

from peer_tui.settings.schema import Setting, Settings


def name_of(setting: Setting) -> str:
    """The key of the file in words: "Daily number"."""
    return setting.key.replace("_", " ").capitalize()


def text_of(setting: Setting, settings: Settings) -> str:
    """The value in force, as it can be typed: "mon tue wed", "1 3 7"; "" for none."""
    value = setting.write(getattr(settings, setting.key))
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def read_text(setting: Setting, text: str) -> Any:  # noqa: ANN401 - the type of the setting
    """The value as in `Settings`, from a text typed like that of `text_of`; commas may stand too.

    Raises Refused for any other text.
    """
    default = setting.write(getattr(Settings(), setting.key))
    if isinstance(default, list):
        return setting.read([_number_or_word(word) for word in text.replace(",", " ").split()])
    if isinstance(default, int):
        return setting.read(_number_or_word(text.strip()))
    return setting.read(text.strip())


def choice_beside(setting: Setting, settings: Settings, steps: int) -> Any:  # noqa: ANN401 - as above
    """The value that many choices after the one in force, round and round.

    Only for a setting with choices.
    """
    at = setting.choices.index(text_of(setting, settings))
    return setting.read(setting.choices[(at + steps) % len(setting.choices)])


def _number_or_word(word: str) -> int | str:
    # A number with thousands of digits is no setting, and slow to read.
    return int(word) if word.isascii() and word.isdigit() and len(word) < 10 else word.lower()
