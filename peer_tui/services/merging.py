"""Making two people one, and remembering that two are not.

One act: everything of the one who goes is given to the one who stays, what both have is kept
once, and the row of the one who goes is deleted. Taking it back gives every row as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from peewee import ForeignKeyField

from peer_tui.domain.duplicates import pair_of
from peer_tui.domain.merging import FIELDS, Take, chosen_values, joined_part, usual_take
from peer_tui.errors import EditConflict, UsageError
from peer_tui.services.outcome import EVERYTHING, Outcome, Topic
from peer_tui.storage.journal import MODELS, Transaction, Values
from peer_tui.storage.models import FollowUp, ImportantDate, NotSame, Person, Row
from peer_tui.storage.queries.merging import PARTS, WholePerson, counts, whole_person
from peer_tui.storage.reader import Reader
from peer_tui.storage.store import Store
