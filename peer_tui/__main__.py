"""The entry of the program: straight to the screen, or to a command."""

import gc

# Collections during start and between keys are what makes a screen stutter; the screen collects
# when nobody types, and a command is over before it matters.
gc.disable()


def main() -> int:
    """Run `peer`; returns the exit code. Everything is imported when it is needed."""
    import sys

    from peer_tui.cli.guard import guarded

    arguments = sys.argv[1:]
    return guarded(lambda: _run(arguments))


def _run(arguments: list[str]) -> int:
    import os

    if arguments == ["--version"]:
        from peer_tui import __version__
        from peer_tui.cli.output import data

        data(f"peer {__version__}")
        return 0
    if "_PEER_COMPLETE" in os.environ:
        from peer_tui.cli.main import complete

        return complete()
    if not arguments or (len(arguments) == 2 and arguments[0] == "--db"):
        from peer_tui.cli.screen import open_screen

        return open_screen(arguments[1] if arguments else None)
    from peer_tui.cli.main import run

    return run(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
