"""The clipboard of the owner's own terminal, through tmux, GNU screen and SSH alike (OSC 52)."""

from base64 import b64encode
from collections.abc import Mapping
from typing import TYPE_CHECKING

from peer_tui.tui import compat

if TYPE_CHECKING:
    from peer_tui.tui.app import PeerApp

_ESC = "\x1b"
_END = f"{_ESC}\\"


def copy_sequence(text: str, environ: Mapping[str, str]) -> str:
    """What to send to the terminal so that it copies the text.

    tmux takes the plain sequence for itself where it may ("set-clipboard on") and hands on what
    is wrapped for it where it may ("allow-passthrough on"); one of both reaches the terminal.
    GNU screen hands on what is wrapped.
    """
    plain = f"{_ESC}]52;c;{b64encode(text.encode()).decode()}\x07"
    if environ.get("TMUX"):
        return f"{plain}{_ESC}Ptmux;{plain.replace(_ESC, _ESC * 2)}{_END}"
    if environ.get("STY") or environ.get("TERM", "").startswith("screen"):
        return f"{_ESC}P{plain}{_END}"
    return plain


def copy(app: "PeerApp", text: str, environ: Mapping[str, str]) -> None:
    """Have the terminal copy the text."""
    compat.send(app, copy_sequence(text, environ))
