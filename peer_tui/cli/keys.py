"""`peer keys`: the key map, from the registry of actions."""

from __future__ import annotations

import click

from peer_tui.cli import output
from peer_tui.cli.options import json_option


@click.command("keys", short_help="Show every key and what it does.")
@json_option
@click.option("--markdown", is_flag=True, help="As the table of the README.")
def command(as_json: bool, markdown: bool) -> int:
    """Show every key of the program and what it does."""
    from peer_tui.cli.table import columns
    from peer_tui.tui.actions import ACTIONS

    if as_json:
        output.document(
            {
                "actions": [
                    {
                        "id": action.id,
                        "keys": list(action.keys),
                        "where": sorted(action.where),
                        "label": action.label,
                        "help": action.help,
                    }
                    for action in ACTIONS
                ]
            }
        )
        return 0
    if markdown:
        output.data(key_table())
        return 0
    rows = [(" or ".join(action.keys), action.help) for action in ACTIONS if action.keys]
    for line in columns(rows, flexible=1):
        output.data(line)
    return 0


def key_table() -> str:
    """Every key and what it does as the Markdown table of the README."""
    from peer_tui.tui.actions import ACTIONS

    lines = ["| key | what it does |", "|---|---|"]
    for action in ACTIONS:
        if action.keys:
            keys = " or ".join(f"`{key}`" for key in action.keys)
            lines.append(f"| {keys} | {action.help.replace('|', '&#124;')} |")
    return "\n".join(lines)
