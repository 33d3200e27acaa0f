"""The command line: one group, each command imported when it is called."""

from __future__ import annotations

import importlib

import click

from peer_tui import __version__
from peer_tui.cli.options import Run, database_option, today_option
from peer_tui.cli.output import data, talk

COMMANDS = {
    "add": "adding",
    "around": "around",
    "backup": "backup",
    "completion": "completion",
    "demo": "demo",
    "doctor": "doctor",
    "due": "due",
    "duplicates": "duplicates",
    "export": "export",
    "find": "find",
    "forget": "forgetting",
    "import": "importing",
    "keys": "keys",
    "merge": "merging",
    "messages": "messages",
    "needs": "needs",
    "promises": "promises",
    "redo": "redo",
    "restore": "restore",
    "show": "show",
    "standing": "standing",
    "stories": "stories",
    "suggest": "suggest",
    "triage": "triage",
    "undo": "undo",
    "vdir": "vdir",
    "week": "week",
    "where": "where",
}
"""Each command, and the module of this package that holds it as `command`."""


COMPLETION = "_PEER_COMPLETE"
"""Set by a shell that asks for completions."""


class LazyGroup(click.Group):
    """A group that imports a command when it is called or listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, imported now."""
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command: click.Command = importlib.import_module(f"peer_tui.cli.{module}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command, or a sentence with the nearest name."""
        from peer_tui.settings.schema import nearest

        if args and args[0] not in COMMANDS:
            near = nearest(args[0], tuple(COMMANDS))
            hint = f" Did you mean {near}?" if near else ""
            ctx.fail(f"There is no command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        data(f"peer {__version__}")
        ctx.exit()


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@database_option
@today_option
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version,
    help="Show the version and leave.",
)  # fmt: skip
@click.pass_context
def group(ctx: click.Context) -> None:
    """People, promises and follow-ups of a small business.

    Without a command, the program opens on the screen.
    """
    if ctx.invoked_subcommand is None:
        from peer_tui.cli.screen import open_screen

        run = ctx.ensure_object(Run)
        ctx.exit(open_screen(run.database, run.today))


def run(arguments: list[str]) -> int:
    """Run a command; returns its exit code. PeerError and KeyboardInterrupt pass through."""
    try:
        with group.make_context("peer", arguments) as context:
            code = group.invoke(context)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.exceptions.Abort:
        raise KeyboardInterrupt from None
    except click.UsageError as error:
        hint = f" Try `{error.ctx.command_path} --help`." if error.ctx else ""
        talk(f"peer: {error.format_message()}{hint}")
        return error.exit_code
    except click.ClickException as error:
        talk(f"peer: {error.format_message()}")
        return error.exit_code
    return code if isinstance(code, int) else 0


def complete() -> int:
    """Answer a shell that completes a command line."""
    code = group.main([], prog_name="peer", complete_var=COMPLETION, standalone_mode=False)
    return code if isinstance(code, int) else 0
