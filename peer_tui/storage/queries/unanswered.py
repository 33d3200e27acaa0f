"""How many steps in a row nobody answered: two ask for room."""

from __future__ import annotations

from peer_tui.domain.history import CONTACT_KINDS, UNANSWERED, Channel, InteractionKind
from peer_tui.storage.reader import Reader

_WAITS_FOR_AN_ANSWER = frozenset({Channel.EMAIL, Channel.TEXT, Channel.WHATSAPP, Channel.POST})
"""Ways of contact in which nobody has answered yet when I am done."""
_STEPS_SQL = ", ".join(f"'{kind}'" for kind in sorted(CONTACT_KINDS | {InteractionKind.ATTEMPT}))


def unanswered(reader: Reader, person_id: int) -> int:
    """How many of the latest steps were mine and nobody answered; counted to two."""
    rows = reader.rows(
        "SELECT interaction.kind, interaction.initiated_by, interaction.channel"
        " FROM interaction_person AS link JOIN interaction ON interaction.id = link.interaction_id"
        f" WHERE link.person_id = ? AND interaction.kind IN ({_STEPS_SQL})"
        " ORDER BY link.at DESC, link.id DESC LIMIT ?",
        (person_id, UNANSWERED),
    )
    count = 0
    for kind, by, channel in rows:
        waits = kind == InteractionKind.ATTEMPT or channel in _WAITS_FOR_AN_ANSWER
        if by != "me" or not waits:
            break
        count += 1
    return count
