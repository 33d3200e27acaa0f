"""Step 1: the tables of people, history, promises and follow-ups, the journal and the search.

The text is frozen: a later change of the schema is a new step.
"""

TABLES = (
    """CREATE TABLE person (
        id INTEGER NOT NULL PRIMARY KEY,
        uid TEXT NOT NULL,
        name TEXT NOT NULL,
        sort_name TEXT NOT NULL,
        prefix TEXT NOT NULL DEFAULT '',
        given TEXT NOT NULL DEFAULT '',
        additional TEXT NOT NULL DEFAULT '',
        family TEXT NOT NULL DEFAULT '',
        suffix TEXT NOT NULL DEFAULT '',
        nickname TEXT NOT NULL DEFAULT '',
        organisation TEXT NOT NULL DEFAULT '',
        job_title TEXT NOT NULL DEFAULT '',
        met_on TEXT NOT NULL DEFAULT '',
        met_through TEXT NOT NULL DEFAULT '',
        notes TEXT NOT NULL DEFAULT '',
        rhythm_kind TEXT NOT NULL DEFAULT 'ambient',
        rhythm_days INTEGER,
        snoozed_until TEXT,
        snooze_count INTEGER NOT NULL DEFAULT 0,
        version INTEGER NOT NULL DEFAULT 1,
        last_contact_on TEXT,
        rhythm_on TEXT
    )""",
    """CREATE TABLE contact_point (
        id INTEGER NOT NULL PRIMARY KEY,
        person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        position INTEGER NOT NULL DEFAULT 0,
        kind TEXT NOT NULL,
        label TEXT NOT NULL DEFAULT '',
        value TEXT NOT NULL,
        normalised TEXT NOT NULL DEFAULT '',
        do_not_use INTEGER NOT NULL DEFAULT 0
    )""",
    """CREATE TABLE tag (
        id INTEGER NOT NULL PRIMARY KEY,
        person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        name TEXT NOT NULL,
        since TEXT NOT NULL DEFAULT '',
        until TEXT NOT NULL DEFAULT ''
    )""",
    """CREATE TABLE important_date (
        id INTEGER NOT NULL PRIMARY KEY,
        person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        kind TEXT NOT NULL,
        label TEXT NOT NULL DEFAULT '',
        year INTEGER,
        month INTEGER,
        day INTEGER,
        lead_days INTEGER
    )""",
    """CREATE TABLE source_card (
        id INTEGER NOT NULL PRIMARY KEY,
        person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        source TEXT NOT NULL,
        uid TEXT NOT NULL DEFAULT '',
        content TEXT NOT NULL,
        content_hash TEXT NOT NULL
    )""",
    """CREATE TABLE interaction (
        id INTEGER NOT NULL PRIMARY KEY,
        at TEXT NOT NULL,
        kind TEXT NOT NULL DEFAULT 'conversation',
        channel TEXT NOT NULL DEFAULT '',
        initiated_by TEXT NOT NULL DEFAULT 'both',
        text TEXT NOT NULL DEFAULT '',
        tags TEXT NOT NULL DEFAULT '',
        search_key INTEGER NOT NULL,
        version INTEGER NOT NULL DEFAULT 1
    )""",
    """CREATE TABLE interaction_person (
        id INTEGER NOT NULL PRIMARY KEY,
        interaction_id INTEGER NOT NULL REFERENCES interaction (id) ON DELETE RESTRICT,
        person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        at TEXT NOT NULL
    )""",
    """CREATE TABLE promise (
        id INTEGER NOT NULL PRIMARY KEY,
        person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
        side TEXT NOT NULL,
        text TEXT NOT NULL,
        made_on TEXT NOT NULL,
        due_on TEXT,
        due_time TEXT,
        firmness TEXT NOT NULL DEFAULT 'hard',
        status TEXT NOT NULL DEFAULT 'open',
        channel TEXT NOT NULL DEFAULT '',
        tags TEXT NOT NULL DEFAULT '',
        starred INTEGER NOT NULL DEFAULT 0,
        snoozed_until TEXT,
        snooze_count INTEGER NOT NULL DEFAULT 0,
        closed_on TEXT,
        from_interaction_id INTEGER REFERENCES interaction (id) ON DELETE RESTRICT,
        closed_by_interaction_id INTEGER REFERENCES interaction (id) ON DELETE RESTRICT,
        version INTEGER NOT NULL DEFAULT 1
    )""",
    """CREATE TABLE promise_move (
        id INTEGER NOT NULL PRIMARY KEY,
        promise_id INTEGER NOT NULL REFERENCES promise (id) ON DELETE RESTRICT,
        moved_on TEXT NOT NULL,
        old_due_on TEXT,
        new_due_on TEXT,
        why TEXT NOT NULL DEFAULT ''
    )""",
    """CREATE TABLE follow_up (
        id INTEGER NOT NULL PRIMARY KEY,
        person_id INTEGER REFERENCES person (id) ON DELETE RESTRICT,
        text TEXT NOT NULL,
        purpose TEXT NOT NULL DEFAULT 'check in',
        due_on TEXT NOT NULL,
        due_time TEXT,
        channel TEXT NOT NULL DEFAULT '',
        recurrence TEXT NOT NULL DEFAULT '',
        recurs_from TEXT NOT NULL DEFAULT 'date',
        status TEXT NOT NULL DEFAULT 'open',
        tags TEXT NOT NULL DEFAULT '',
        starred INTEGER NOT NULL DEFAULT 0,
        snoozed_until TEXT,
        snooze_count INTEGER NOT NULL DEFAULT 0,
        closed_on TEXT,
        interaction_id INTEGER REFERENCES interaction (id) ON DELETE RESTRICT,
        promise_id INTEGER REFERENCES promise (id) ON DELETE RESTRICT,
        important_date_id INTEGER REFERENCES important_date (id) ON DELETE RESTRICT,
        version INTEGER NOT NULL DEFAULT 1
    )""",
    """CREATE TABLE head (
        id INTEGER NOT NULL PRIMARY KEY,
        seq INTEGER NOT NULL,
        hash TEXT NOT NULL
    )""",
    """CREATE TABLE action (
        id INTEGER NOT NULL PRIMARY KEY,
        seq INTEGER NOT NULL UNIQUE,
        device TEXT NOT NULL,
        actor TEXT NOT NULL,
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        verb TEXT NOT NULL DEFAULT '',
        label TEXT NOT NULL,
        reverts INTEGER,
        undone INTEGER NOT NULL DEFAULT 0,
        payload_hash TEXT NOT NULL,
        previous_hash TEXT NOT NULL
    )""",
    """CREATE TABLE change (
        action_id INTEGER NOT NULL REFERENCES action (id) ON DELETE RESTRICT,
        position INTEGER NOT NULL,
        entity TEXT NOT NULL,
        row_id INTEGER NOT NULL,
        op TEXT NOT NULL,
        before TEXT,
        after TEXT,
        PRIMARY KEY (action_id, position)
    ) WITHOUT ROWID""",
    """CREATE TABLE person_document (
        id INTEGER NOT NULL PRIMARY KEY,
        names TEXT NOT NULL,
        other TEXT NOT NULL
    )""",
)

INDEXES = (
    "CREATE UNIQUE INDEX person_uid ON person (uid)",
    "CREATE INDEX person_sort_name ON person (sort_name, id)",
    "CREATE INDEX person_rhythm ON person (rhythm_days, rhythm_on, sort_name, id, snoozed_until)"
    " WHERE rhythm_on IS NOT NULL",
    "CREATE INDEX person_new ON person (id)"
    " WHERE rhythm_kind = 'periodic' AND last_contact_on IS NULL",
    "CREATE INDEX contact_point_person ON contact_point (person_id, position)",
    "CREATE INDEX contact_point_normalised ON contact_point (normalised) WHERE normalised <> ''",
    "CREATE INDEX tag_person ON tag (person_id)",
    "CREATE INDEX important_date_person ON important_date (person_id)",
    "CREATE INDEX source_card_person ON source_card (person_id)",
    "CREATE INDEX source_card_uid ON source_card (source, uid)",
    "CREATE UNIQUE INDEX interaction_search_key ON interaction (search_key)",
    "CREATE INDEX interaction_person_page ON interaction_person (person_id, at, id)",
    "CREATE INDEX interaction_person_interaction ON interaction_person (interaction_id)",
    "CREATE INDEX promise_person ON promise (person_id, status)",
    "CREATE INDEX promise_open_due ON promise"
    " (side, coalesce(due_on, '9999-12-31'), id, snoozed_until) WHERE status = 'open'",
    "CREATE INDEX promise_open_dateless ON promise (id) WHERE status = 'open' AND due_on IS NULL",
    "CREATE INDEX promise_from ON promise (from_interaction_id)"
    " WHERE from_interaction_id IS NOT NULL",
    "CREATE INDEX promise_closed_by ON promise (closed_by_interaction_id)"
    " WHERE closed_by_interaction_id IS NOT NULL",
    "CREATE INDEX promise_move_promise ON promise_move (promise_id)",
    "CREATE INDEX follow_up_person ON follow_up (person_id, status)",
    "CREATE INDEX follow_up_open_due ON follow_up (due_on, id, snoozed_until, purpose)"
    " WHERE status = 'open'",
    "CREATE INDEX follow_up_open_purpose ON follow_up (purpose, due_on, id, snoozed_until)"
    " WHERE status = 'open'",
    "CREATE INDEX follow_up_interaction ON follow_up (interaction_id)"
    " WHERE interaction_id IS NOT NULL",
    "CREATE INDEX follow_up_promise ON follow_up (promise_id) WHERE promise_id IS NOT NULL",
    "CREATE INDEX follow_up_important_date ON follow_up (important_date_id)"
    " WHERE important_date_id IS NOT NULL",
    "CREATE INDEX promise_open_snoozed ON promise (snoozed_until, id)"
    " WHERE status = 'open' AND snoozed_until IS NOT NULL",
    "CREATE INDEX follow_up_open_snoozed ON follow_up (snoozed_until, id)"
    " WHERE status = 'open' AND snoozed_until IS NOT NULL",
    "CREATE INDEX action_at ON action (at)",
    "CREATE INDEX action_do ON action (seq) WHERE kind = 'do'",
    "CREATE INDEX action_reverts ON action (reverts) WHERE reverts IS NOT NULL",
    "CREATE INDEX change_row ON change (entity, row_id)",
)

SEARCH = (
    "CREATE VIRTUAL TABLE search_person USING fts5 (names, other, content='person_document',"
    " content_rowid='id', tokenize='unicode61', prefix='1 2 3')",
    "CREATE VIRTUAL TABLE search_promise USING fts5 (folded, content='', columnsize=0,"
    " tokenize='unicode61', prefix='1 2 3')",
    "CREATE VIRTUAL TABLE search_follow_up USING fts5 (folded, content='', columnsize=0,"
    " tokenize='unicode61', prefix='1 2 3')",
    "CREATE VIRTUAL TABLE search_interaction USING fts5 (folded, content='', columnsize=0,"
    " tokenize='unicode61', prefix='1 2 3')",
)

STATEMENTS = (*TABLES, *INDEXES, *SEARCH, "INSERT INTO head (id, seq, hash) VALUES (1, 0, '')")
