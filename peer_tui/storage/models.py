"""The tables, in the words of the house.

Dates are plain ISO text, instants UTC text with Z, so that every engine orders them alike.
Rows are written only through `storage.journal`; queries run with the database passed in, so a
model is never bound to one.
"""

from __future__ import annotations

from typing import TypeVar

from peewee import (
    BigIntegerField,
    BooleanField,
    CompositeKey,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

_Pointed = TypeVar("_Pointed", bound=Model)


class Row(Model):
    """What every domain table has: an id made by the client, ordered by time."""

    id = BigIntegerField(primary_key=True)

    class Meta:
        """Keep the names of the tables as they are written here."""

        legacy_table_names = False


def _text() -> TextField:
    return TextField(default="")


def _points_to(model: type[_Pointed]) -> ForeignKeyField[_Pointed]:
    return ForeignKeyField(model, lazy_load=False, on_delete="RESTRICT", index=False)


def _may_point_to(model: type[_Pointed]) -> ForeignKeyField[_Pointed | None]:
    return ForeignKeyField(model, null=True, lazy_load=False, on_delete="RESTRICT", index=False)


class Person(Row):
    """Anyone the business has a relationship with."""

    uid = TextField()
    name = TextField()
    sort_name = TextField()
    """The folded name: the order of every list of people."""
    prefix = _text()
    given = _text()
    additional = _text()
    family = _text()
    suffix = _text()
    nickname = _text()
    organisation = _text()
    job_title = _text()
    met_on = _text()
    met_through = _text()
    notes = _text()
    rhythm_kind = TextField(default="ambient")
    rhythm_days = IntegerField(null=True)
    snoozed_until = TextField(null=True)
    snooze_count = IntegerField(default=0)
    waits_for_reply = BooleanField(default=False)
    time_zone = _text()
    """An IANA name ("Europe/London"); empty: the owner's own."""
    standing = TextField(default="active")
    standing_reason = _text()
    version = IntegerField(default=1)
    last_contact_on = TextField(null=True)
    """Cache: written by `storage.derived` only."""
    rhythm_on = TextField(null=True)
    """Cache: the day the rhythm runs out; written by `storage.derived` only."""


class ContactPoint(Row):
    """A way to reach a person, in the preferred order."""

    person = _points_to(Person)
    position = IntegerField(default=0)
    kind = TextField()
    label = _text()
    value = TextField()
    normalised = _text()
    do_not_use = BooleanField(default=False)


class Tag(Row):
    """A role or free tag of a person."""

    person = _points_to(Person)
    name = TextField()
    since = _text()
    until = _text()


class ImportantDate(Row):
    """A day worth a word; any part of the date may be unknown."""

    person = _points_to(Person)
    kind = TextField()
    label = _text()
    year = IntegerField(null=True)
    month = IntegerField(null=True)
    day = IntegerField(null=True)
    lead_days = IntegerField(null=True)


class SourceCard(Row):
    """What another program said about a person, kept as it came."""

    person = _points_to(Person)
    source = TextField()
    uid = _text()
    content = TextField()
    """The raw card, or the row of a table as JSON."""
    content_hash = TextField()


class Interaction(Row):
    """One entry of the shared history."""

    at = TextField()
    kind = TextField(default="conversation")
    channel = _text()
    initiated_by = TextField(default="both")
    text = _text()
    tags = _text()
    search_key = BigIntegerField()
    """Day and running number: the search index keeps the history in this order."""
    version = IntegerField(default=1)


class InteractionPerson(Row):
    """Who took part in an interaction; carries the moment so that a page needs one index."""

    interaction = _points_to(Interaction)
    person = _points_to(Person)
    at = TextField()


class Promise(Row):
    """Something owed, with a side."""

    person = _points_to(Person)
    side = TextField()
    text = TextField()
    made_on = TextField()
    due_on = TextField(null=True)
    due_time = TextField(null=True)
    firmness = TextField(default="hard")
    status = TextField(default="open")
    channel = _text()
    tags = _text()
    starred = BooleanField(default=False)
    snoozed_until = TextField(null=True)
    snooze_count = IntegerField(default=0)
    waits_for_reply = BooleanField(default=False)
    closed_on = TextField(null=True)
    from_interaction = _may_point_to(Interaction)
    closed_by_interaction = _may_point_to(Interaction)
    version = IntegerField(default=1)


class PromiseMove(Row):
    """One renegotiation: the old date is never lost."""

    promise = _points_to(Promise)
    moved_on = TextField()
    old_due_on = TextField(null=True)
    new_due_on = TextField(null=True)
    why = _text()


class FollowUp(Row):
    """Something to come back to."""

    person = _may_point_to(Person)
    text = TextField()
    purpose = TextField(default="check in")
    due_on = TextField()
    due_time = TextField(null=True)
    channel = _text()
    recurrence = _text()
    recurs_from = TextField(default="date")
    status = TextField(default="open")
    tags = _text()
    starred = BooleanField(default=False)
    snoozed_until = TextField(null=True)
    snooze_count = IntegerField(default=0)
    waits_for_reply = BooleanField(default=False)
    closed_on = TextField(null=True)
    interaction = _may_point_to(Interaction)
    promise = _may_point_to(Promise)
    important_date = _may_point_to(ImportantDate)
    version = IntegerField(default=1)


class Preference(Row):
    """What a person asked for, or asked not to get."""

    person = _points_to(Person)
    topic = TextField()
    stance = TextField()
    said_on = TextField(null=True)
    acted_on = TextField(null=True)
    reconfirm_on = TextField(null=True)
    version = IntegerField(default=1)


class Boundary(Row):
    """What was agreed about contact, by either side."""

    person = _points_to(Person)
    side = TextField()
    kind = TextField()
    value = _text()
    agreed_on = TextField(null=True)
    until = TextField(null=True)
    sentence = _text()
    """For a boundary of mine: what I say when it is crossed."""
    version = IntegerField(default=1)


class Attachment(Row):
    """A file or web page that belongs to an entry of the history; never a copy of it."""

    interaction = _points_to(Interaction)
    location = TextField()
    """An absolute path, or a link (http, https, mailto, tel)."""
    label = _text()
    version = IntegerField(default=1)


class NotSame(Row):
    """Two people who look like one and are not, by the word of the owner; each pair once."""

    one = _points_to(Person)
    """The one with the lower id."""
    other = _points_to(Person)


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
    verb = _text()
    """What was done, for "handled today": done, log, snooze, import..."""
    label = TextField()
    reverts = BigIntegerField(null=True)
    """The action an undo or redo is about."""
    undone = BooleanField(default=False)
    payload_hash = TextField()
    previous_hash = TextField()


class Change(Model):
    """One row changed by an action, before and after."""

    action = _points_to(Action)
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


DOMAIN_MODELS: tuple[type[Row], ...] = (
    Person,
    ContactPoint,
    Tag,
    ImportantDate,
    SourceCard,
    Interaction,
    InteractionPerson,
    Promise,
    PromiseMove,
    FollowUp,
    Preference,
    Boundary,
    Attachment,
    NotSame,
)
"""In an order in which each comes after the tables it points to."""

JOURNAL_MODELS: tuple[type[Model], ...] = (Head, Action, Change)
CACHED_COLUMNS = frozenset({"last_contact_on", "rhythm_on"})
"""Columns of Person that are computed from the history and not journalled."""
