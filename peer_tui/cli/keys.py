"""`peer keys`: the key map in force, the owner's own keys laid over the registry of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from peer_tui.cli import output
from peer_tui.cli.options import Run, json_option, pass_run

if TYPE_CHECKING:
    from peer_tui.tui.keymap import InForce


@click.command("keys", short_help="Show every key and what it does.")
@json_option
@click.option("--markdown", is_flag=True, help="The default keys, as the table of the README.")
@pass_run
def command(run: Run, as_json: bool, markdown: bool) -> int:
    """Show every key of the program and what it does, with your own keys of config.toml."""
    from peer_tui.tui.keymap import keymap_in_force

    if markdown:
        output.data(key_table())
        return 0
    in_force = keymap_in_force(run.settings.keys)
    if as_json:
        output.document(_document(in_force))
        return 0
    for line in _lines(in_force):
        output.data(line)
    if in_force.faults:
        output.talk("Your own keys are not used; the default keys are in force:")
        for fault in in_force.faults:
            output.talk(f"  {fault}")
    return 0


def _lines(in_force: InForce) -> list[str]:
    from peer_tui.cli.table import columns
    from peer_tui.tui.action_list import ACTIONS

    rows = [
        (
            " or ".join(in_force.keymap.keys_of(action.id)) or "-",
            action.id,
            action.help.replace("`", ""),
        )
        for action in ACTIONS
    ]
    return list(columns(rows, flexible=2))


def _document(in_force: InForce) -> dict[str, object]:
    from peer_tui.tui.action_list import ACTIONS

    actions = [
        {
            "id": action.id,
            "keys": list(in_force.keymap.keys_of(action.id)),
            "default_keys": list(action.keys),
            "where": sorted(action.where),
            "label": action.label,
            "help": action.help.replace("`", ""),
        }
        for action in ACTIONS
    ]
    return {"actions": actions, "faults": list(in_force.faults)}


def key_table() -> str:
    """Every default key and what it does as the Markdown table of the README."""
    from peer_tui.tui.action_list import ACTIONS
    from peer_tui.tui.actions import Place

    lines = ["| key | what it does |", "|---|---|"]
    for action in ACTIONS:
        if action.keys:
            keys = " or ".join(f"`{key}`" for key in action.keys)
            place = f"{next(iter(action.where))}: " if len(action.where) == 1 else ""
            place = place.removeprefix(f"{Place.ANYWHERE}: ").replace("_", " ")
            lines.append(f"| {keys} | {place}{action.help.replace('|', '&#124;')} |")
    return "\n".join(lines)
