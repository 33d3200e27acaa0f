"""The tables of the journal and of the search index of people: not data of the owner's own."""

from __future__ import annotations

from peewee import BigIntegerField, BooleanField, CompositeKey, IntegerField, Model, TextField

from peer_tui.storage.model_base import Row, points_to, text_column


class Head(Model):
    """One row: the number and hash of the newest action."""

    id = IntegerField(primary_key=True)
    seq = BigIntegerField()
    hash = TextField()

    class Meta:
        """See `Row`."""

        legacy_table_names = False


class Action(Row):
    """One act of the owner: one transaction, one undo step."""

    seq = BigIntegerField(unique=True)
    device = TextField()
    actor = TextField()
    at = TextField()
    kind = TextField()
    """do, undo or redo."""
    verb = text_column()
    """What was done, for "handled today": done, log, snooze, import..."""
    label = TextField()
    reverts = BigIntegerField(null=True)
    """The action an undo or redo is about."""
    undone = BooleanField(default=False)
    erased = BooleanField(default=False)
    """Whether something of it was erased: what is left no longer has the hashes below."""
    payload_hash = TextField()
    previous_hash = TextField()


class Change(Model):
    """One row changed by an action, before and after."""

    action = points_to(Action)
    position = IntegerField()
    entity = TextField()
    row_id = BigIntegerField()
    op = TextField()
    before = TextField(null=True)
    after = TextField(null=True)

    class Meta:
        """See `Row`."""

        legacy_table_names = False
        primary_key = CompositeKey("action", "position")
        without_rowid = True


class PersonDocument(Model):
    """The folded words a person is found by; the content of the people search index."""

    id = BigIntegerField(primary_key=True)
    names = TextField()
    """What the person is called: the part that quick-add looks in."""
    other = TextField()
    """Organisation, job, contact points and tags."""

    class Meta:
        """See `Row`."""

        legacy_table_names = False


JOURNAL_MODELS: tuple[type[Model], ...] = (Head, Action, Change)
