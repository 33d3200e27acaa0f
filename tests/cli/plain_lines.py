"""The daily pass in plain lines as its owner has it: letters in, words and a database out."""

from __future__ import annotations

import sqlite3

from tests.cli.conftest import TODAY, Home


def triage(home: Home, *lines: str, today: str = TODAY) -> str:
    """One pass with these answers; what was said and asked."""
    run = home.peer("triage", "--plain", "--today", today, stdin="\n".join([*lines, ""]))
    assert run.returncode == 0, run.stderr
    assert "\x1b" not in run.stdout + run.stderr
    return run.stdout + run.stderr


def value(home: Home, sql: str) -> object:
    """The first column of the first row."""
    connection = sqlite3.connect(home.database)
    try:
        return connection.execute(sql).fetchone()[0]
    finally:
        connection.close()


def added(home: Home, *lines: str) -> Home:
    """The home with these lines added."""
    run = home.peer("add", "-", "--new", "--today", TODAY, stdin="\n".join(lines))
    assert run.returncode == 0, run.stderr
    return home


def settings(home: Home, text: str) -> None:
    """Write the settings of the home."""
    path = home.root / "config" / "peer" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text)
