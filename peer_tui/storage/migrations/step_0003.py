"""Step 3: needs, connections, invitations, messages, what a story is, and erasing.

The text is frozen: a later change of the schema is a new step.
"""

STATEMENTS = (
    "ALTER TABLE person ADD COLUMN language TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE person ADD COLUMN door TEXT NOT NULL DEFAULT 'open'",
    "ALTER TABLE person ADD COLUMN rests_until TEXT",
    "CREATE INDEX person_standing ON person (standing, id) WHERE standing <> 'active'",
    "CREATE INDEX person_time_zone ON person (id, time_zone) WHERE time_zone <> ''",
    "ALTER TABLE interaction ADD COLUMN side TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE interaction ADD COLUMN aspect TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE interaction ADD COLUMN may_share INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE interaction ADD COLUMN felt INTEGER",
    # Payloads and labels that were erased no longer match their hashes.
    "ALTER TABLE action ADD COLUMN erased INTEGER NOT NULL DEFAULT 0",
    """CREATE TABLE need (
        id INTEGER NOT NULL PRIMARY KEY,
        person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        text TEXT NOT NULL,
        i_give TEXT NOT NULL DEFAULT '',
        they_give TEXT NOT NULL DEFAULT '',
        came_on TEXT NOT NULL,
        check_on TEXT,
        outcome TEXT NOT NULL DEFAULT '',
        answer TEXT NOT NULL DEFAULT '',
        said_by TEXT NOT NULL DEFAULT '',
        closed_on TEXT,
        from_interaction_id INTEGER REFERENCES interaction (id) ON DELETE RESTRICT,
        version INTEGER NOT NULL DEFAULT 1
    )""",
    """CREATE TABLE introduction (
        id INTEGER NOT NULL PRIMARY KEY,
        one_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        other_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        about TEXT NOT NULL DEFAULT '',
        begun_on TEXT NOT NULL,
        one_consent TEXT NOT NULL DEFAULT '',
        other_consent TEXT NOT NULL DEFAULT '',
        made_on TEXT,
        outcome TEXT NOT NULL DEFAULT '',
        closed_on TEXT,
        version INTEGER NOT NULL DEFAULT 1
    )""",
    """CREATE TABLE invitation (
        id INTEGER NOT NULL PRIMARY KEY,
        person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        kind TEXT NOT NULL,
        text TEXT NOT NULL DEFAULT '',
        asked_on TEXT NOT NULL,
        answer TEXT NOT NULL DEFAULT '',
        answered_on TEXT,
        rests_until TEXT,
        closed_on TEXT,
        version INTEGER NOT NULL DEFAULT 1
    )""",
    """CREATE TABLE relation (
        id INTEGER NOT NULL PRIMARY KEY,
        one_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        other_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        kind TEXT NOT NULL,
        label TEXT NOT NULL DEFAULT '',
        version INTEGER NOT NULL DEFAULT 1
    )""",
    """CREATE TABLE message (
        id INTEGER NOT NULL PRIMARY KEY,
        text TEXT NOT NULL,
        topics TEXT NOT NULL,
        begun_on TEXT NOT NULL,
        closed_on TEXT,
        version INTEGER NOT NULL DEFAULT 1
    )""",
    """CREATE TABLE message_person (
        id INTEGER NOT NULL PRIMARY KEY,
        message_id INTEGER NOT NULL REFERENCES message (id) ON DELETE RESTRICT,
        person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        status TEXT NOT NULL,
        done_on TEXT NOT NULL,
        interaction_id INTEGER REFERENCES interaction (id) ON DELETE RESTRICT,
        version INTEGER NOT NULL DEFAULT 1
    )""",
    "ALTER TABLE promise ADD COLUMN need_id INTEGER REFERENCES need (id) ON DELETE RESTRICT",
    "ALTER TABLE follow_up ADD COLUMN need_id INTEGER REFERENCES need (id) ON DELETE RESTRICT",
    "ALTER TABLE follow_up ADD COLUMN preference_id INTEGER"
    " REFERENCES preference (id) ON DELETE RESTRICT",
    "ALTER TABLE follow_up ADD COLUMN introduction_id INTEGER"
    " REFERENCES introduction (id) ON DELETE RESTRICT",
    "ALTER TABLE follow_up ADD COLUMN invitation_id INTEGER"
    " REFERENCES invitation (id) ON DELETE RESTRICT",
    "CREATE INDEX need_person ON need (person_id)",
    "CREATE INDEX need_open ON need (came_on, id) WHERE closed_on IS NULL",
    "CREATE INDEX need_outcome ON need (outcome, said_by, person_id)",
    "CREATE INDEX promise_kept ON promise (closed_on, id) WHERE status = 'kept'",
    "CREATE INDEX promise_kept_late ON promise (closed_on, id)"
    " WHERE status = 'kept' AND closed_on > due_on",
    "CREATE INDEX introduction_one ON introduction (one_id)",
    "CREATE INDEX introduction_other ON introduction (other_id)",
    "CREATE INDEX invitation_person ON invitation (person_id)",
    "CREATE UNIQUE INDEX relation_pair ON relation (one_id, other_id, kind, label)",
    "CREATE INDEX relation_other ON relation (other_id)",
    # The last kindness with a person: the join skips every other entry without reading it.
    "CREATE INDEX interaction_kindness ON interaction (id) WHERE kind = 'kindness' AND side <> ''",
    # Whom to invite to contribute: those who let a story be told.
    "CREATE INDEX interaction_shared ON interaction (at, kind) WHERE may_share = 1",
    "CREATE INDEX message_newest ON message (closed_on IS NOT NULL, begun_on DESC, id DESC)",
    "CREATE INDEX preference_topic ON preference (topic, stance, person_id)",
    "CREATE UNIQUE INDEX message_person_once ON message_person (message_id, person_id)",
    "CREATE INDEX message_person_person ON message_person (person_id)",
    # A deleted row is looked for by every table that may point to it.
    "CREATE INDEX promise_need ON promise (need_id) WHERE need_id IS NOT NULL",
    "CREATE INDEX follow_up_need ON follow_up (need_id) WHERE need_id IS NOT NULL",
    "CREATE INDEX follow_up_preference ON follow_up (preference_id)"
    " WHERE preference_id IS NOT NULL",
    "CREATE INDEX follow_up_introduction ON follow_up (introduction_id)"
    " WHERE introduction_id IS NOT NULL",
    "CREATE INDEX follow_up_invitation ON follow_up (invitation_id)"
    " WHERE invitation_id IS NOT NULL",
    "CREATE INDEX need_from ON need (from_interaction_id) WHERE from_interaction_id IS NOT NULL",
    "CREATE INDEX message_person_interaction ON message_person (interaction_id)"
    " WHERE interaction_id IS NOT NULL",
)
