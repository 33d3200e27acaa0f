"""`peer show`: the briefing before a call."""

from __future__ import annotations

import click

from peer_tui.cli import output
from peer_tui.cli.options import Run, database_option, json_option, pass_run, today_option


@click.command("show", short_help="Show what to know before a call.")
@click.argument("person", nargs=-1, required=True)
@click.option("--for-them", is_flag=True, help="All that is kept, as you would show it to them.")
@click.option("--arc", "as_arc", is_flag=True, help="The arc since you met, drawn in lines.")
@click.option("--without-private", is_flag=True, help="With --for-them: no private lines.")
@json_option
@today_option
@database_option
@pass_run
def command(
    run: Run,
    person: tuple[str, ...],
    for_them: bool,
    as_arc: bool,
    without_private: bool,
    as_json: bool,
) -> int:
    """Show what to know before a call with PERSON (a number or any part of the name).

    \b
    peer show maria
    peer show maria --for-them
    peer show maria --arc
    """
    words = " ".join(person)
    if as_arc and (for_them or without_private):
        raise click.UsageError("--arc and --for-them are two pages: ask for one of them.")
    if for_them or without_private:
        from peer_tui.cli.kept_about_text import show_for_them

        return show_for_them(run, words, private=not without_private, as_json=as_json)
    if as_arc:
        from peer_tui.cli.arc_text import show_arc

        return show_arc(run, words, as_json=as_json)
    from peer_tui.cli.briefing_text import briefing_document, briefing_lines
    from peer_tui.cli.whom import store_and_person
    from peer_tui.services.briefing import brief

    now = run.clock.now()
    with store_and_person(run, words) as (store, who):
        briefing = brief(store.reader, who, at=now)
    assert briefing is not None
    if as_json:
        output.document(briefing_document(briefing, now.date()))
    else:
        for line in briefing_lines(briefing, now.date()):
            output.data(line)
    return 0
