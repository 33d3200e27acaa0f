"""`peer completion`: the script that lets a shell complete commands and options."""

from __future__ import annotations

import click

from peer_tui.cli import output


@click.command("completion", short_help="Print the completion script for a shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> int:
    """Print the completion script for a SHELL.

    \b
    bash: eval "$(peer completion bash)"    in ~/.bashrc
    zsh:  eval "$(peer completion zsh)"     in ~/.zshrc
    fish: peer completion fish | source     in config.fish
    """
    from click.shell_completion import get_completion_class

    from peer_tui.cli.main import COMPLETION, group

    script = get_completion_class(shell)
    if script is None:
        raise click.UsageError(f"There is no completion for {shell}.")
    output.data(script(group, {}, "peer", COMPLETION).source())
    return 0
