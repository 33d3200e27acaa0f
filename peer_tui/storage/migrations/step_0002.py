"""Step 2: preferences and boundaries, standing, time zones, and waiting for a reply.

The text is frozen: a later change of the schema is a new step.
"""

STATEMENTS = (
    "ALTER TABLE person ADD COLUMN time_zone TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE person ADD COLUMN standing TEXT NOT NULL DEFAULT 'active'",
    "ALTER TABLE person ADD COLUMN standing_reason TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE person ADD COLUMN waits_for_reply INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE promise ADD COLUMN waits_for_reply INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE follow_up ADD COLUMN waits_for_reply INTEGER NOT NULL DEFAULT 0",
    """CREATE TABLE preference (
        id INTEGER NOT NULL PRIMARY KEY,
        person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        topic TEXT NOT NULL,
        stance TEXT NOT NULL,
        said_on TEXT,
        acted_on TEXT,
        reconfirm_on TEXT,
        version INTEGER NOT NULL DEFAULT 1
    )""",
    """CREATE TABLE boundary (
        id INTEGER NOT NULL PRIMARY KEY,
        person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        side TEXT NOT NULL,
        kind TEXT NOT NULL,
        value TEXT NOT NULL DEFAULT '',
        agreed_on TEXT,
        until TEXT,
        sentence TEXT NOT NULL DEFAULT '',
        version INTEGER NOT NULL DEFAULT 1
    )""",
    """CREATE TABLE attachment (
        id INTEGER NOT NULL PRIMARY KEY,
        interaction_id INTEGER NOT NULL REFERENCES interaction (id) ON DELETE RESTRICT,
        location TEXT NOT NULL,
        label TEXT NOT NULL DEFAULT '',
        version INTEGER NOT NULL DEFAULT 1
    )""",
    "CREATE INDEX attachment_interaction ON attachment (interaction_id)",
    """CREATE TABLE not_same (
        id INTEGER NOT NULL PRIMARY KEY,
        one_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        other_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT
    )""",
    "CREATE UNIQUE INDEX not_same_pair ON not_same (one_id, other_id)",
    "CREATE INDEX not_same_other ON not_same (other_id)",
    "CREATE INDEX preference_person ON preference (person_id)",
    "CREATE INDEX preference_asked ON preference (said_on, id)"
    " WHERE stance = 'wants' AND acted_on IS NULL",
    "CREATE INDEX boundary_person ON boundary (person_id)",
    "CREATE INDEX tag_name ON tag (name, person_id)",
    "CREATE INDEX person_last_contact ON person (last_contact_on)"
    " WHERE last_contact_on IS NOT NULL",
    "CREATE INDEX contact_point_kind ON contact_point (kind, person_id) WHERE do_not_use = 0",
    "CREATE INDEX person_waiting ON person (id) WHERE waits_for_reply = 1",
    "CREATE INDEX promise_waiting ON promise (id) WHERE status = 'open' AND waits_for_reply = 1",
    "CREATE INDEX follow_up_waiting ON follow_up (id)"
    " WHERE status = 'open' AND waits_for_reply = 1",
    "CREATE INDEX promise_starred ON promise (id) WHERE status = 'open' AND starred = 1",
    "CREATE INDEX follow_up_starred ON follow_up (id) WHERE status = 'open' AND starred = 1",
    "CREATE INDEX promise_channel ON promise (channel, id) WHERE status = 'open' AND channel <> ''",
    "CREATE INDEX follow_up_channel ON follow_up (channel, id)"
    " WHERE status = 'open' AND channel <> ''",
    "CREATE INDEX promise_ever_snoozed ON promise (snooze_count, id)"
    " WHERE status = 'open' AND snooze_count > 0",
    "CREATE INDEX follow_up_ever_snoozed ON follow_up (snooze_count, id)"
    " WHERE status = 'open' AND snooze_count > 0",
    "CREATE INDEX person_ever_snoozed ON person (snooze_count, id) WHERE snooze_count > 0",
    "CREATE INDEX promise_often_snoozed ON promise (id)"
    " WHERE status = 'open' AND snooze_count >= 3",
    "CREATE INDEX follow_up_often_snoozed ON follow_up (id)"
    " WHERE status = 'open' AND snooze_count >= 3",
    "CREATE INDEX person_often_snoozed ON person (id) WHERE snooze_count >= 3",
)
