"""One row forgotten: it goes, or stays as a dated stub, and nothing asks about it any more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from peer_tui.domain.stories import StoryAspect, applause_text, gentle_question, thanks_text
from peer_tui.services.tied_follow_ups import TiedBy
from peer_tui.storage.journal import MODELS, Transaction, Values
from peer_tui.storage.models import FollowUp, PromiseMove

_BLANKED: dict[str, tuple[str, ...]] = {
    "interaction": ("text", "tags", "aspect"),
    "promise": ("text", "tags"),
    "follow_up": ("text", "tags"),
    "need": ("text", "i_give", "they_give", "answer", "outcome", "said_by"),
    "invitation": ("text",),
    "introduction": ("about", "outcome"),
}
"""Tables whose rows others point to: the row stays as a dated stub, without its words."""
_STATUS = {"promise": "released", "follow_up": "let go"}
"""What becomes of an open one."""
_TIES = {
    "need": TiedBy.NEED,
    "invitation": TiedBy.INVITATION,
    "introduction": TiedBy.INTRODUCTION,
}
"""What follow-ups ask about; they say its words, or the name, once more."""


def forget_row(transaction: Transaction, table: str, row_id: int, stub: str, today: date) -> None:
    """Forget a row of anything that is kept about people, but for their own.

    Raises EditConflict when it is gone.
    """
    model = MODELS[table]
    row = transaction.get(model, row_id)
    if table not in _BLANKED:
        _let_go_of(transaction, table, row_id, stub)
        transaction.delete(model, row_id)
        return
    first, *others = _BLANKED[table]
    values: Values = {first: f"({stub})"} | dict.fromkeys(others, "")
    if table in _STATUS:
        if row["status"] == "open":
            values |= {"status": _STATUS[table], "closed_on": today.isoformat()}
    elif table in _TIES and row["closed_on"] is None:
        values["closed_on"] = today.isoformat()
    elif table == "interaction":
        values["may_share"] = 0
    transaction.update(model, row_id, values)
    if table in _TIES:
        _forget_questions(transaction, _TIES[table], row_id, stub, today)
    elif table == "interaction":
        _delete_all(transaction, "attachment", "interaction_id", row_id)
        _forget_questions(transaction, "interaction_id", row_id, stub, today, _asked_by(row))
    elif table == "promise":
        sql = "SELECT id FROM promise_move WHERE promise_id = ? ORDER BY id"
        for move in transaction.query(sql, (row_id,)):
            transaction.update(PromiseMove, move["id"], {"why": ""})


def _forget_questions(
    transaction: Transaction,
    column: str,
    row_id: int,
    stub: str,
    today: date,
    texts: Iterable[str] | None = None,
) -> None:
    """The follow-ups that ask about a row, whoever they are with; only with these texts."""
    sql = f"SELECT id, text FROM follow_up WHERE {column} = ? ORDER BY id"
    for row in transaction.query(sql, (row_id,)):
        if texts is None or row["text"] in texts:
            forget_row(transaction, "follow_up", row["id"], stub, today)


def _asked_by(entry: Values) -> set[str]:
    """What an entry of the history asks for in its own words."""
    text = entry["text"]
    questions = {gentle_question(text, aspect) for aspect in (None, StoryAspect.STRUGGLE)}
    return {thanks_text(text), applause_text(text)} | questions


def _let_go_of(transaction: Transaction, table: str, row_id: int, stub: str) -> None:
    """Before a row goes whole: what asks about it goes, and what points to it points nowhere."""
    for pointing, column in _pointing_to(table):
        sql = f"SELECT * FROM {pointing} WHERE {column} = ? ORDER BY id"
        for row in transaction.query(sql, (row_id,)):
            if pointing != "follow_up":
                transaction.update(MODELS[pointing], row["id"], {column: None})
            elif row["status"] == "open":
                transaction.delete(FollowUp, row["id"])
            else:
                blank: Values = {column: None, "text": f"({stub})", "tags": ""}
                transaction.update(FollowUp, row["id"], blank)


def _pointing_to(table: str) -> Iterable[tuple[str, str]]:
    """Tables and columns that may point to a row that goes whole."""
    return (
        (name, field.column_name)
        for name, model in MODELS.items()
        for field in model._meta.refs
        if field.rel_model is MODELS[table]
    )


def _delete_all(transaction: Transaction, table: str, column: str, row_id: int) -> None:
    sql = f"SELECT id FROM {table} WHERE {column} = ? ORDER BY id"
    for row in transaction.query(sql, (row_id,)):
        transaction.delete(MODELS[table], row["id"])
