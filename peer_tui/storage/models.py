"""The tables, in the words of the house.

Rows are written only through `storage.journal`; queries run with the database passed in, so a
model is never bound to one.
"""

from __future__ import annotations

from peewee import BigIntegerField, BooleanField, IntegerField, TextField

from peer_tui.storage.model_base import Row, may_point_to, points_to, text_column


class Person(Row):
    """Anyone the business has a relationship with."""

    uid = TextField()
    name = TextField()
    sort_name = TextField()
    """The folded name: the order of every list of people."""
    prefix = text_column()
    given = text_column()
    additional = text_column()
    family = text_column()
    suffix = text_column()
    nickname = text_column()
    organisation = text_column()
    job_title = text_column()
    met_on = text_column()
    met_through = text_column()
    notes = text_column()
    rhythm_kind = TextField(default="ambient")
    rhythm_days = IntegerField(null=True)
    snoozed_until = TextField(null=True)
    snooze_count = IntegerField(default=0)
    waits_for_reply = BooleanField(default=False)
    time_zone = text_column()
    """An IANA name ("Europe/London"); empty: the owner's own."""
    language = text_column()
    """A language tag (BCP 47), "es" or "pt-BR"; empty: not said."""
    standing = TextField(default="active")
    door = TextField(default="open")
    """Once it ended: open, closed by me, closed by them."""
    standing_reason = text_column()
    rests_until = TextField(null=True)
    """While it rests: the day it goes on by itself; None: open end."""
    version = IntegerField(default=1)
    last_contact_on = TextField(null=True)
    """Cache: written by `storage.derived` only."""
    rhythm_on = TextField(null=True)
    """Cache: the day the rhythm runs out; written by `storage.derived` only."""


class ContactPoint(Row):
    """A way to reach a person, in the preferred order."""

    person = points_to(Person)
    position = IntegerField(default=0)
    kind = TextField()
    label = text_column()
    value = TextField()
    normalised = text_column()
    do_not_use = BooleanField(default=False)


class Tag(Row):
    """A role or free tag of a person."""

    person = points_to(Person)
    name = TextField()
    since = text_column()
    until = text_column()


class ImportantDate(Row):
    """A day worth a word; any part of the date may be unknown."""

    person = points_to(Person)
    kind = TextField()
    label = text_column()
    year = IntegerField(null=True)
    month = IntegerField(null=True)
    day = IntegerField(null=True)
    lead_days = IntegerField(null=True)


class SourceCard(Row):
    """What another program said about a person, kept as it came."""

    person = points_to(Person)
    source = TextField()
    uid = text_column()
    content = TextField()
    """The raw card, or the row of a table as JSON."""
    content_hash = TextField()


class Interaction(Row):
    """One entry of the shared history."""

    at = TextField()
    kind = TextField(default="conversation")
    channel = text_column()
    initiated_by = TextField(default="both")
    text = text_column()
    tags = text_column()
    side = text_column()
    """Of a kindness, story, milestone, concession or crossing: whose; empty: of neither."""
    aspect = text_column()
    """Of a story: hope, struggle or win; of a boundary crossing: held, gave in, emergency."""
    may_share = BooleanField(default=False)
    """Whether they said that others may hear the story."""
    felt = IntegerField(null=True)
    """How it felt for me: -1, 0 or 1; None: not said."""
    search_key = BigIntegerField()
    """Day and running number: the search index keeps the history in this order."""
    version = IntegerField(default=1)


class InteractionPerson(Row):
    """Who took part in an interaction; carries the moment so that a page needs one index."""

    interaction = points_to(Interaction)
    person = points_to(Person)
    at = TextField()


class Need(Row):
    """The problem a person came with, in their words."""

    person = points_to(Person)
    text = TextField()
    i_give = text_column()
    they_give = text_column()
    came_on = TextField()
    check_on = TextField(null=True)
    """When to ask whether it was solved."""
    outcome = text_column()
    """solved, partly, not, no answer; empty while it is open."""
    answer = text_column()
    """Whether it was solved, in their words."""
    said_by = text_column()
    """Who says so: theirs or mine."""
    closed_on = TextField(null=True)
    from_interaction = may_point_to(Interaction)
    version = IntegerField(default=1)


class Promise(Row):
    """Something owed, with a side."""

    person = points_to(Person)
    side = TextField()
    text = TextField()
    made_on = TextField()
    due_on = TextField(null=True)
    due_time = TextField(null=True)
    firmness = TextField(default="hard")
    status = TextField(default="open")
    channel = text_column()
    tags = text_column()
    starred = BooleanField(default=False)
    snoozed_until = TextField(null=True)
    snooze_count = IntegerField(default=0)
    waits_for_reply = BooleanField(default=False)
    closed_on = TextField(null=True)
    from_interaction = may_point_to(Interaction)
    closed_by_interaction = may_point_to(Interaction)
    need = may_point_to(Need)
    """What it is to solve."""
    version = IntegerField(default=1)


class PromiseMove(Row):
    """One renegotiation: the old date is never lost."""

    promise = points_to(Promise)
    moved_on = TextField()
    old_due_on = TextField(null=True)
    new_due_on = TextField(null=True)
    why = text_column()


class Preference(Row):
    """What a person asked for, or asked not to get."""

    person = points_to(Person)
    topic = TextField()
    stance = TextField()
    said_on = TextField(null=True)
    acted_on = TextField(null=True)
    reconfirm_on = TextField(null=True)
    version = IntegerField(default=1)


class Introduction(Row):
    """Two people who may get to know each other through me; made once both said yes."""

    one = points_to(Person)
    other = points_to(Person)
    about = text_column()
    begun_on = TextField()
    one_consent = text_column()
    """asked, yes or no; empty: not asked yet."""
    other_consent = text_column()
    made_on = TextField(null=True)
    outcome = text_column()
    """What came of it, in the words of either."""
    closed_on = TextField(null=True)
    version = IntegerField(default=1)


class Invitation(Row):
    """A person asked to contribute: tell a story, help another, give advice."""

    person = points_to(Person)
    kind = TextField()
    """story, help or advice."""
    text = text_column()
    asked_on = TextField()
    answer = text_column()
    """yes, no or later; empty: no answer yet."""
    answered_on = TextField(null=True)
    rests_until = TextField(null=True)
    """No other invitation before this day."""
    closed_on = TextField(null=True)
    """When they said no, or what they said yes to had come."""
    version = IntegerField(default=1)


class FollowUp(Row):
    """Something to come back to."""

    person = may_point_to(Person)
    text = TextField()
    purpose = TextField(default="check in")
    due_on = TextField()
    due_time = TextField(null=True)
    channel = text_column()
    recurrence = text_column()
    recurs_from = TextField(default="date")
    status = TextField(default="open")
    tags = text_column()
    starred = BooleanField(default=False)
    snoozed_until = TextField(null=True)
    snooze_count = IntegerField(default=0)
    waits_for_reply = BooleanField(default=False)
    closed_on = TextField(null=True)
    interaction = may_point_to(Interaction)
    promise = may_point_to(Promise)
    important_date = may_point_to(ImportantDate)
    need = may_point_to(Need)
    preference = may_point_to(Preference)
    introduction = may_point_to(Introduction)
    invitation = may_point_to(Invitation)
    version = IntegerField(default=1)


class Boundary(Row):
    """What was agreed about contact, by either side."""

    person = points_to(Person)
    side = TextField()
    kind = TextField()
    value = text_column()
    agreed_on = TextField(null=True)
    until = TextField(null=True)
    sentence = text_column()
    """For a boundary of mine: what I say when it is crossed."""
    version = IntegerField(default=1)


class Attachment(Row):
    """A file or web page that belongs to an entry of the history; never a copy of it."""

    interaction = points_to(Interaction)
    location = TextField()
    """An absolute path, or a link (http, https, mailto, tel)."""
    label = text_column()
    version = IntegerField(default=1)


class NotSame(Row):
    """Two people who look like one and are not, by the word of the owner; each pair once."""

    one = points_to(Person)
    """The one with the lower id."""
    other = points_to(Person)


class Relation(Row):
    """What one person is to another, read from `one`: "Ana works with Ben"."""

    one = points_to(Person)
    other = points_to(Person)
    kind = TextField()
    label = text_column()
    version = IntegerField(default=1)


class Message(Row):
    """Something worth sending, to those who said that they want its topic; one by one."""

    text = TextField()
    topics = TextField()
    """Apart by commas."""
    begun_on = TextField()
    closed_on = TextField(null=True)
    version = IntegerField(default=1)


class MessagePerson(Row):
    """Who got a message, or was passed over this time; each once for a message."""

    message = points_to(Message)
    person = points_to(Person)
    status = TextField()
    """sent or passed over."""
    done_on = TextField()
    interaction = may_point_to(Interaction)
    version = IntegerField(default=1)


DOMAIN_MODELS: tuple[type[Row], ...] = (
    Person,
    ContactPoint,
    Tag,
    ImportantDate,
    SourceCard,
    Interaction,
    InteractionPerson,
    Need,
    Promise,
    PromiseMove,
    Preference,
    Introduction,
    Invitation,
    FollowUp,
    Boundary,
    Attachment,
    NotSame,
    Relation,
    Message,
    MessagePerson,
)
"""In an order in which each comes after the tables it points to."""

CACHED_COLUMNS = frozenset({"last_contact_on", "rhythm_on"})
"""Columns of Person that are computed from the history and not journalled."""
