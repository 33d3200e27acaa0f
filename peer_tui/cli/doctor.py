"""`peer doctor`: does everything in the database agree with everything else?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from peer_tui.cli import output, places
from peer_tui.cli.options import Run, database_option, json_option, pass_run

if TYPE_CHECKING:
    from peer_tui.storage.doctor import Checked

DISAGREES = 3


@click.command("doctor", short_help="Check the database; nothing is changed.")
@json_option
@database_option
@pass_run
def command(run: Run, as_json: bool) -> int:
    """Check the whole database and say what was found. Nothing is changed.

    \b
    peer doctor
    """
    from peer_tui.domain.text import clean_line
    from peer_tui.errors import NothingFound
    from peer_tui.storage.doctor import Checked, check_up

    path = places.existing(run.locations)
    try:
        made = check_up(path, lambda what: output.progress(f"Checking {what}…")) if path else []
    finally:
        output.progress("")
    if not made:
        raise NothingFound("There is no database to check yet.")
    # A damaged page may say anything.
    made = [Checked(each.what, tuple(map(clean_line, each.findings))) for each in made]
    findings = sum(len(each.findings) for each in made)
    if as_json:
        checks = [{"what": each.what, "findings": list(each.findings)} for each in made]
        output.document({"path": str(path), "findings": findings, "checks": checks})
    else:
        _show(made)
    if findings:
        output.talk(
            f"{path} does not agree with itself. Nothing was changed. `peer restore` lists the"
            " backups to go back to."
        )
    elif not as_json:
        output.data(f"All is well with {path}.")
    return DISAGREES if findings else 0


def _show(made: list[Checked]) -> None:
    from peer_tui.cli.table import columns

    words = [("well" if not each.findings else "found", each.what) for each in made]
    for line, each in zip(columns(words), made, strict=True):
        output.data(line)
        for finding in each.findings:
            output.data(f"       {finding}")
