"""All that is kept about one person, line by line, as it could be shown to them.

The tag or word #private marks a line of the owner's own; it is marked on the page, too. It
is for showing, and for choosing what to forget.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from peer_tui.clock import local_day
from peer_tui.domain.boundaries import Boundary, BoundaryKind, agreed_words, near_date
from peer_tui.domain.calendar_days import MONTH_NAMES
from peer_tui.domain.history import Side
from peer_tui.domain.introductions import Consent
from peer_tui.domain.needs import OUTCOME_WORDS, OWN_OPINION, NeedOutcome, sides_words
from peer_tui.domain.preferences import Preference, Stance, preference_words
from peer_tui.domain.promise_words import moves_words
from peer_tui.domain.relations import RelationKind, Tie
from peer_tui.storage.reader import Reader
from peer_tui.storage.rows import day

PRIVATE_TAG = "private"
_MORE = {
    "promise": (
        ", (SELECT json_group_array(json_array(old_due_on, why)) FROM (SELECT * FROM promise_move"
        " WHERE promise_id = promise.id ORDER BY id)) AS moves"
    ),
    "message_person": (
        ", (SELECT message.text FROM message WHERE message.id = message_id) AS message"
    ),
}
"""What the rows of a table are told with, by the name of the table."""
_PRIVATE = re.compile(r"(?<!\w)#private\b", re.IGNORECASE)
Row = Mapping[str, Any]


class KeptLine(NamedTuple):
    """One thing that is kept."""

    section: str
    text: str
    entity: str
    """The table it stands in."""
    row_id: int
    column: str = ""
    """Of a person: the column."""
    private: bool = False

    @property
    def key(self) -> tuple[str, int, str]:
        """The identity of the line; lines of notes share it."""
        return (self.entity, self.row_id, f"{self.column}:{self.text}" if self.column else "")


def kept_about(reader: Reader, person_id: int) -> list[KeptLine]:
    """Every line, section by section; none when there is no such person."""
    person = reader.records("SELECT * FROM person WHERE id = ?", (person_id,))
    if not person:
        return []
    lines = list(_person(person[0]))
    for section, table, words in _OF_A_PERSON:
        more = _MORE.get(table, "")
        sql = f"SELECT {table}.*{more} FROM {table} WHERE person_id = ? ORDER BY id"
        for row in reader.records(sql, (person_id,)):
            text = words(row)
            lines.append(_line(section, text, table, row))
    lines += _relations(reader, person_id)
    lines += _introductions(reader, person_id)
    lines += _history(reader, person_id)
    return lines


def is_private(text: str, tags: str = "") -> bool:
    """Whether a line is marked as the owner's own, by the tag or the word #private."""
    # Thousands of lines are asked, and hardly one has the sign.
    marked = "#" in text and _PRIVATE.search(text) is not None
    return marked or PRIVATE_TAG in tags.lower().split()


def _line(section: str, text: str, table: str, row: Row) -> KeptLine:
    private = is_private(text, row.get("tags", ""))
    return KeptLine(section, text, table, row["id"], private=private)


PERSON_COLUMNS: Mapping[str, str] = {
    "name": "Name",
    "prefix": "Title",
    "given": "Given name",
    "additional": "Other given names",
    "family": "Family name",
    "suffix": "After the name",
    "nickname": "Called",
    "organisation": "Organisation",
    "job_title": "Job",
    "met_on": "Met on",
    "met_through": "Met through",
    "time_zone": "Time zone",
    "language": "Language",
    "standing_reason": "Why it rests or ended",
}
"""What a person's own row says in words."""
_NAME_PARTS = frozenset({"prefix", "given", "additional", "family", "suffix"})


def _person(row: Row) -> Iterator[KeptLine]:
    for column, label in PERSON_COLUMNS.items():
        in_name = column in _NAME_PARTS and row[column] in row["name"]
        if row[column] and not in_name:
            text = f"{label}: {row[column]}"
            yield KeptLine("Who", text, "person", row["id"], column, is_private(text))
    if row["rhythm_days"]:
        text = f"In touch every {row['rhythm_days']} days"
        yield KeptLine("Who", text, "person", row["id"], "rhythm_days")
    if row["standing"] != "active":
        door = f", the door is {row['door']}" if row["standing"] == "ended" else ""
        until = f" until {_on(row['rests_until'])}" if row["rests_until"] else ""
        text = f"Standing: {row['standing']}{until}{door}"
        yield KeptLine("Who", text, "person", row["id"], "standing")
    for text in row["notes"].splitlines():
        if text.strip():
            yield KeptLine("Notes", text, "person", row["id"], "notes", is_private(text))


def _contact(row: Row) -> str:
    label = f" ({row['label']})" if row["label"] else ""
    unused = ", not to be used" if row["do_not_use"] else ""
    return f"{row['kind']}: {row['value']}{label}{unused}"


def _tag(row: Row) -> str:
    since = f" since {row['since']}" if row["since"] else ""
    until = f" until {row['until']}" if row["until"] else ""
    return f"{row['name']}{since}{until}"


def _important_date(row: Row) -> str:
    month = MONTH_NAMES[row["month"] - 1][:3] if row["month"] else ""
    parts = (row["day"], month, row["year"])
    return " ".join(map(str, filter(None, (row["label"] or row["kind"], *parts))))


def _on(text: str) -> str:
    """A stored date in words, always with its year."""
    return near_date(date.fromisoformat(text), date.min)


def _boundary(row: Row) -> str:
    boundary = Boundary(
        Side(row["side"]),
        BoundaryKind(row["kind"]),
        row["value"],
        day(row["agreed_on"]),
        day(row["until"]),
        row["sentence"],
    )
    sentence = f"; I say “{boundary.sentence}”" if boundary.sentence else ""
    return agreed_words(boundary, date.min) + sentence


def _preference(row: Row) -> str:
    words = preference_words(Preference(row["topic"], Stance(row["stance"])))
    days = (("said", "said_on"), ("acted on", "acted_on"), ("to be asked again", "reconfirm_on"))
    return words + "".join(f", {what} {_on(row[name])}" for what, name in days if row[name])


def _need(row: Row) -> str:
    came = f"{row['text']}, came {_on(row['came_on'])}"
    outcome = f", {OUTCOME_WORDS[NeedOutcome(row['outcome'])]}" if row["outcome"] else ""
    own = f", {OWN_OPINION}" if row["said_by"] == Side.MINE else ""
    answer = f": “{row['answer']}”" if row["answer"] else ""
    sides = sides_words(row["i_give"], row["they_give"])
    check = f", to be asked about {_on(row['check_on'])}" if row["check_on"] else ""
    return "; ".join(filter(None, (came, sides))) + check + outcome + own + answer


def _promise(row: Row) -> str:
    whose = "I owe" if row["side"] == Side.MINE else "They owe"
    due = f", by {_on(row['due_on'])}" if row["due_on"] else ""
    status = f" ({row['status']})" if row["status"] != "open" else ""
    moves = moves_words(((day(old), why) for old, why in json.loads(row["moves"])), date.min)
    return f"{whose}: {row['text']}{due}{status}{f', {moves}' if moves else ''}"


def _follow_up(row: Row) -> str:
    status = f" ({row['status']})" if row["status"] != "open" else ""
    return f"{_on(row['due_on'])}: {row['text']}{status}"


def _invitation(row: Row) -> str:
    answer = f", {row['answer']}" if row["answer"] else ""
    return f"Asked for {row['kind']} on {_on(row['asked_on'])}: {row['text']}{answer}"


def _message(row: Row) -> str:
    return f"A message {row['status']} on {_on(row['done_on'])}: {row['message']}"


def _card(row: Row) -> str:
    return f"A card from {row['source']}, {len(row['content']):,} characters"


_OF_A_PERSON: tuple[tuple[str, str, Callable[[Row], str]], ...] = (
    ("Contact", "contact_point", _contact),
    ("Roles and tags", "tag", _tag),
    ("Dates", "important_date", _important_date),
    ("What was agreed", "boundary", _boundary),
    ("What they asked for", "preference", _preference),
    ("Needs", "need", _need),
    ("Promises", "promise", _promise),
    ("Follow-ups", "follow_up", _follow_up),
    ("Invitations", "invitation", _invitation),
    ("Messages", "message_person", _message),
    ("From other programs", "source_card", _card),
)


def _relations(reader: Reader, person_id: int) -> Iterator[KeptLine]:
    for row in reader.records(
        "SELECT relation.*, one.name AS one_name, other.name AS other_name FROM relation"
        " JOIN person AS one ON one.id = one_id JOIN person AS other ON other.id = other_id"
        " WHERE one_id = ? OR other_id = ? ORDER BY relation.id",
        (person_id, person_id),
    ):
        tie = Tie(RelationKind(row["kind"]), row["label"])
        text = f"{row['one_name']} {tie.line} {row['other_name']}"
        yield _line("People around them", text, "relation", row)


_SAID = {
    Consent.NOT_ASKED: "",
    Consent.ASKED: ", they were asked",
    Consent.YES: ", they said yes",
    Consent.NO: ", they would rather not",
}


def _introductions(reader: Reader, person_id: int) -> Iterator[KeptLine]:
    for row in reader.records(
        "SELECT introduction.*, one.name AS one_name, other.name AS other_name FROM introduction"
        " JOIN person AS one ON one.id = one_id JOIN person AS other ON other.id = other_id"
        " WHERE one_id = ? OR other_id = ? ORDER BY introduction.id",
        (person_id, person_id),
    ):
        about = f" about {row['about']}" if row["about"] else ""
        made = f", made {_on(row['made_on'])}" if row["made_on"] else ""
        outcome = f": {row['outcome']}" if row["outcome"] else ""
        # What the other one said is not for their eyes.
        said = _SAID[Consent(row["one_consent" if row["one_id"] == person_id else "other_consent"])]
        both = f"{row['one_name']} and {row['other_name']}"
        text = f"Introduction of {both}{about}{said}{made}{outcome}"
        yield _line("People around them", text, "introduction", row)


def _history(reader: Reader, person_id: int) -> Iterator[KeptLine]:
    attached: dict[int, str] = {}
    for entry_id, *named in reader.rows(
        "SELECT attachment.interaction_id, label, location FROM interaction_person AS link"
        " CROSS JOIN attachment ON attachment.interaction_id = link.interaction_id"
        " WHERE link.person_id = ? ORDER BY attachment.id",
        (person_id,),
    ):
        shown = f" [attached: {' '.join(filter(None, named))}]"
        attached[entry_id] = attached.get(entry_id, "") + shown
    # Tuples: a long friendship has thousands of entries.
    for id_, at, kind, side, aspect, channel, may_share, words, tags, others in reader.rows(
        "SELECT interaction.id, interaction.at, interaction.kind, interaction.side,"
        " interaction.aspect, interaction.channel, interaction.may_share, interaction.text,"
        " interaction.tags, (SELECT count(*) FROM interaction_person AS other"
        " WHERE other.interaction_id = interaction.id) - 1"
        " FROM interaction_person AS link"
        " JOIN interaction ON interaction.id = link.interaction_id"
        " WHERE link.person_id = ? ORDER BY link.at DESC, link.id DESC",
        (person_id,),
    ):
        on = local_day(at)
        share = "may be shared" if may_share else ""
        whose = side if kind == "kindness" else ""
        how = ", ".join(filter(None, (kind, whose, aspect, channel, share)))
        more = f", with {others} more" if others else ""
        text = f"{near_date(on, date.min)} ({how}{more}) {words}{attached.get(id_, '')}"
        private = is_private(text, tags)
        yield KeptLine("Shared history", text, "interaction", id_, private=private)
