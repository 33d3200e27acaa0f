"""Pointing an entry of the history to a file or a page; the file stays where it is."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from peer_tui.domain.attachments import LABEL_WORD, Attachment, is_link, refusal_of
from peer_tui.domain.text import clean_line
from peer_tui.errors import UsageError
from peer_tui.services.outcome import Outcome, Topic
from peer_tui.storage.models import Attachment as AttachmentRow
from peer_tui.storage.models import Interaction
from peer_tui.storage.store import Store

TOPICS = frozenset({Topic.HISTORY})


class Reference(NamedTuple):
    """A typed line, understood."""

    location: str
    """An absolute path, or a link."""
    label: str


def read_reference(text: str) -> Reference:
    """What a typed line points to: a link or the path of a file, and ` as ` what it is called.

    Raises UsageError with one sentence when there is no such file, or it may not be opened.
    """
    whole = clean_line(text)
    before, found, label = whole.rpartition(LABEL_WORD)
    if found and not _names_a_file(whole):
        return Reference(_location(before), label)
    return Reference(_location(whole), "")


def _names_a_file(text: str) -> bool:
    try:
        return Path(text).expanduser().is_file()
    except (OSError, ValueError, RuntimeError):
        return False


def _location(text: str) -> str:
    if not text:
        raise UsageError("Type the path of a file, or a link.")
    refusal = refusal_of(text)
    if refusal:
        raise UsageError(refusal)
    if is_link(text):
        return text
    if not _names_a_file(text):
        raise UsageError(f"There is no file {text}.")
    return str(Path(text).expanduser().absolute())


def attach(store: Store, interaction_id: int, text: str) -> Outcome:
    """Point an entry of the history to what the line says.

    Raises UsageError as `read_reference` does, EditConflict when the entry is gone.
    """
    found = read_reference(text)
    name = Attachment(interaction_id, found.location, found.label).name
    with store.transaction("attach", f"Attached {name}") as transaction:
        transaction.get(Interaction, interaction_id)
        values = {"interaction_id": interaction_id, **found._asdict()}
        attachment_id = transaction.insert(AttachmentRow, values)
    return Outcome(f"Attached {name}; the file itself stays where it is.", TOPICS, (attachment_id,))


def detach(store: Store, attachment_id: int) -> Outcome:
    """Point an entry of the history to this file or page no longer.

    Raises EditConflict when that is so already.
    """
    with store.transaction("detach", "") as transaction:
        row = transaction.get(AttachmentRow, attachment_id)
        found = Attachment(row["interaction_id"], row["location"], row["label"])
        transaction.label = f"Took off {found.name}"
        transaction.delete(AttachmentRow, attachment_id)
    return Outcome(f"Took off {found.name}; the file itself stays where it is.", TOPICS)


def missing(attachment: Attachment) -> str:
    """Why what is attached cannot be opened now, as a sentence; "" when it can."""
    refusal = refusal_of(attachment.location)
    if refusal or is_link(attachment.location):
        return refusal
    if _names_a_file(attachment.location):
        return ""
    return f"{attachment.location} is not there: it was moved, renamed or deleted."
