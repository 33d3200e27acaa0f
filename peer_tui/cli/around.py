"""`peer around`: the people around one person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from peer_tui.cli import output
from peer_tui.cli.options import Run, database_option, json_option, pass_run, today_option

if TYPE_CHECKING:
    from datetime import date

    from peer_tui.domain.invitations import Invitation
    from peer_tui.domain.referrals import Referral
    from peer_tui.storage.queries.around import Around, RelatedPerson, ShownIntroduction


@click.command("around", short_help="Show the people around a person.")
@click.argument("person", nargs=-1, required=True)
@json_option
@today_option
@database_option
@pass_run
def command(run: Run, person: tuple[str, ...], as_json: bool) -> int:
    """Show the people around PERSON (a number or any part of the name).

    Relations both ways, who referred whom, introductions and invitations with where they stand.

    \b
    peer around maria
    """
    from peer_tui.cli.whom import store_and_person
    from peer_tui.storage.queries.around import around

    with store_and_person(run, " ".join(person)) as (store, who):
        found = around(store.reader, who)
    today = run.clock.now().date()
    if as_json:
        output.document(_document(found, today))
    else:
        for line in _lines(found, today):
            output.data(line)
    return 0


def _lines(found: Around, today: date) -> Iterator[str]:
    from peer_tui.cli.table import columns
    from peer_tui.domain.calendar_days import short_day
    from peer_tui.domain.introductions import about_words, names_from, state_words
    from peer_tui.domain.invitations import state_words as invitation_words
    from peer_tui.domain.referrals import tree_lines
    from peer_tui.domain.text import clean_line

    yield f"People around {clean_line(found.name)}"
    if not (found.related or found.referrals or found.introductions or found.invitations):
        yield "Nobody is tied to this person yet."
    if found.related:
        yield from ("", "Tied to")
        yield from columns(
            [(clean_line(each.tie.words), clean_line(each.name)) for each in found.related]
        )
    if found.referrals is not None:
        yield from ("", "Who referred whom")
        yield from (f"{line.lines}{clean_line(line.name)}" for line in tree_lines(found.referrals))
    if found.introductions:
        yield from ("", "Introductions")
        rows = []
        for shown in found.introductions:
            names = names_from(shown.introduction, found.person_id, (shown.one, shown.other))
            what = f"{names[1]}{about_words(shown.introduction.about)}"
            state = state_words(shown.introduction, found.person_id, names)
            rows.append((clean_line(what), clean_line(state), short_day(shown.on, today)))
        yield from columns(rows)
    if found.invitations:
        yield from ("", "Invitations")
        yield from columns(
            [
                (clean_line(each.words), invitation_words(each), short_day(each.asked_on, today))
                for each in found.invitations
            ]
        )


def _document(found: Around, today: date) -> dict[str, Any]:
    return {
        "today": today.isoformat(),
        "person": {"id": found.person_id, "name": found.name},
        "related": [related_document(each) for each in found.related],
        "referrals": _referral_document(found.referrals),
        "introductions": [introduction_document(each) for each in found.introductions],
        "invitations": [invitation_document(each) for each in found.invitations],
    }


def related_document(each: RelatedPerson) -> dict[str, Any]:
    """Somebody a person is tied to, and how, read from that person."""
    return {
        "person_id": each.person_id,
        "name": each.name,
        "kind": str(each.tie.kind),
        "words": each.tie.words,
    }


def _referral_document(tree: Referral | None) -> dict[str, Any] | None:
    if tree is None:
        return None
    return {
        "person_id": tree.person_id,
        "name": tree.name,
        "referred": [_referral_document(each) for each in tree.referred],
        "more": tree.more,
    }


def introduction_document(shown: ShownIntroduction) -> dict[str, Any]:
    """An introduction, and where it stands."""
    found = shown.introduction
    return {
        "id": found.id,
        "people": [
            {"person_id": found.one_id, "name": shown.one},
            {"person_id": found.other_id, "name": shown.other},
        ],
        "about": found.about or None,
        "state": str(found.state),
        "begun_on": found.begun_on.isoformat(),
        "made_on": found.made_on.isoformat() if found.made_on else None,
        "outcome": found.outcome or None,
    }


def invitation_document(each: Invitation) -> dict[str, Any]:
    """What a person was asked for, and what they said."""
    return {
        "id": each.id,
        "kind": str(each.kind),
        "text": each.text or None,
        "asked_on": each.asked_on.isoformat(),
        "answer": str(each.answer) or None,
        "open": each.closed_on is None,
        "rests_until": each.rests_until.isoformat() if each.rests_until else None,
    }
