"""The text of a mail, for owners who ask for it."""

from __future__ import annotations

import email
import re
from email.errors import MessageError
from email.message import Message

from peer_tui.interchange.records import many_lines

_LARGEST = 4 * 1024 * 1024
"""Bytes of a mail that are looked at."""
_LONGEST = 20_000
"""Characters kept."""
_MOST_PARTS = 200
_TAG = re.compile(r"<[^<>]{0,2000}>")
_HIDDEN = ("style", "script", "head")


def body_of(message: bytes) -> str:
    """The first plain text of a mail, else its HTML without tags; empty when there is none.

    Never raises, whatever the mail says of its charset and parts.
    """
    try:
        parsed = email.message_from_bytes(message[:_LARGEST])
        return many_lines(_text_of(parsed))[:_LONGEST].strip()
    except (MessageError, RecursionError, ValueError, LookupError, TypeError, KeyError,
            AttributeError):  # fmt: skip
        # The parser of the standard library gives up in many ways on what is no mail.
        return ""


def _text_of(message: Message) -> str:
    markup = ""
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            break
        if part.is_multipart() or part.get_filename():
            continue
        if part.get_content_type() == "text/plain":
            return _decoded(part)
        if part.get_content_type() == "text/html" and not markup:
            markup = _decoded(part)
    for element in _HIDDEN:
        markup = _without(markup, element)
    return _TAG.sub(" ", markup)


def _without(markup: str, element: str) -> str:
    """HTML without an element and what is in it."""
    lower = markup.lower()
    kept: list[str] = []
    at = 0
    while (start := lower.find(f"<{element}", at)) >= 0:
        kept.append(markup[at:start])
        end = lower.find(f"</{element}", start)
        at = len(markup) if end < 0 else end
    return "".join([*kept, markup[at:]])


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    for charset in (part.get_content_charset() or "utf-8", "utf-8"):
        try:
            return raw.decode(charset)
        except (LookupError, UnicodeError, ValueError):
            continue
    return raw.decode("cp1252", "replace")
