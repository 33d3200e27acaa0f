"""`peer triage`: the daily pass in plain lines, one row and one question at a time."""

from __future__ import annotations

import click

from peer_tui.cli import output
from peer_tui.cli.options import Run, database_option, pass_run, today_option


@click.command("triage", short_help="Go through what is due in plain lines.")
@click.option("--plain", is_flag=True, help="Plain lines; the only way there is, so it may go.")
@today_option
@database_option
@pass_run
def command(run: Run, plain: bool) -> int:
    """Go through what is due, one row and one question at a time.

    For screen readers, dumb terminals and scripts: nothing is drawn, nothing moves. The letters
    are those of the screen; `?` lists them. Ends with `q` or with the end of the input.

    \b
    peer triage --plain
    """
    with run.existing_store() as store:
        if store is None:
            output.data("Nothing is due: there is no database yet.")
            return 0
        from peer_tui.cli.plain_pass import PlainPass

        PlainPass(store, run.settings).run()
    return 0
