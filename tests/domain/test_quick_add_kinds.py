"""Wishes, needs, kindness, stories, pairs, invitations in a line; what stays a follow-up."""

from datetime import date

import pytest

from peer_tui.domain.boundaries import Boundary
from peer_tui.domain.history import Channel, Side
from peer_tui.domain.invitations import InvitationKind
from peer_tui.domain.preferences import Preference, Stance
from peer_tui.domain.quick_add import QuickAdd, Record, RecordKind, SpanKind
from peer_tui.domain.relations import RelationKind
from peer_tui.domain.stories import StoryAspect
from tests.domain.test_quick_add_cases import ANA, BEN, BOOK, NOW, TOMORROW, read

ZOE, MAY = BOOK[4], BOOK[6]
TODAY = NOW.date()
WIN, HOPE = StoryAspect.WIN, StoryAspect.HOPE


def only(line: str, *, surely_opened: bool = False) -> Record:
    found = read(line, surely_opened=surely_opened)
    assert found.refusal is None, found.refusal
    [record] = found.records
    return record


def test_the_six_lines() -> None:
    boundary = only("boundary @ana no calls after 18")
    assert (boundary.kind, boundary.people) == (RecordKind.BOUNDARY, (ANA,))
    assert isinstance(boundary.wish, Boundary)
    assert boundary.wish.value == "not 18:00-24:00 by phone"
    wish = only("@ana wants oak news")
    assert (wish.kind, wish.people) == (RecordKind.PREFERENCE, (ANA,))
    assert wish.wish == Preference("oak news", Stance.WANTS)
    need = only("need @ben leaking tap, check in 2 weeks")
    assert (need.kind, need.people, need.text) == (RecordKind.NEED, (BEN,), "leaking tap")
    assert need.due == date(2026, 12, 2)
    thanks = only("thanks @zoe for the referral")
    assert (thanks.kind, thanks.people, thanks.text, thanks.due) == (
        *(RecordKind.THANKS, (ZOE,), "for the referral", TODAY),
    )
    story = only("story @may won the fair!")
    assert (story.kind, story.people, story.text) == (RecordKind.STORY, (MAY,), "won the fair!")
    assert (story.aspect, story.due, story.ask_on) == (WIN, TODAY, None)
    intro = only("intro @ana @ben about wholesale")
    assert (intro.kind, intro.people, intro.text) == (
        *(RecordKind.INTRODUCTION, (ANA, BEN), "wholesale"),
    )


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        ("boundary no calls after 18", "who is it? add @name"),
        ("boundary @ana", "what was agreed? mail only; no calls before 10; not at weekends"),
        ("boundary @ana no calls after 6", "6 in the morning or in the evening?"),
        ("boundary @ana be nice", "Not understood. Try: mail only;"),
        ("boundary @ana mail only until someday", "“someday” is no date: until 3 oct"),
        ("boundary @ana @ben mail only", "a boundary is of one person: keep one @name"),
        ("boundary @ana mail only #oak", "what was agreed or asked for has no #tag: leave it out"),
        ("@ana wants", "what about? wants oak, avoids newsletters"),
        ("@ana @ben wants oak", "a preference is of one person: keep one @name"),
        ("need leaking tap", "who is it? add @name"),
        ("need @ben", "what do they need?"),
        ("need @ana @ben tap", "a need is of one person: keep one @name"),
        ("thanks for the referral", "who is it? add @name"),
        ("thanks @zoe", "what was the kindness?"),
        ("kindness @zoe", "what was the kindness?"),
        ("story won the fair!", "who is it? add @name"),
        ("win @may", "what did they tell?"),
        ("hope @mar a shop", "which person? Maria Lopez, Mario Rossi"),
        ("intro @ana about wholesale", "an introduction is of two people: name both"),
        ("intro @ana @ben @zoe", "an introduction is of two people: name both"),
        ("intro @ana @ana", "an introduction is of two people: name both"),
        ("relation @ana works with", "a relation is between two people: name both"),
        ("relation @ana @ben", "what are they to each other? works with, referred by"),
        ("invite to tell the story", "who is it? add @name"),
    ],
)
def test_refusals(line: str, refusal: str) -> None:
    found = read(line)
    assert (found.refusal or "").startswith(refusal)


@pytest.mark.parametrize(
    ("line", "text", "due", "tab"),
    [
        ("@ana wants a call tomorrow", "wants a call", TOMORROW, "preference"),
        ("@ana wants a call today", "wants a call", TODAY, "preference"),
        ("@ben need a quote by fri", "need a quote", date(2026, 11, 20), "need"),
        ("@ben need to see the roof", "need to see the roof", TOMORROW, "need"),
        ("thanks @zoe for the cake fri", "thanks for the cake", date(2026, 11, 20), "thanks"),
        ("win @ana back by fri", "win back", date(2026, 11, 20), "story"),
        ("hope to see @ana", "hope to see", TOMORROW, "story"),
        ("milestone payment @ben 1 dec", "milestone payment", date(2026, 12, 1), "story"),
        ("invite @ana to dinner", "invite to dinner", TOMORROW, "invitation"),
        ("invite @ana to help on fri", "invite to help", date(2026, 11, 20), "invitation"),
        ("intro call with @ben", "intro call with", TOMORROW, "introduction"),
        ("introduce @ben to the team", "introduce to the team", TOMORROW, "introduction"),
    ],
)
def test_what_was_a_follow_up_stays_one(line: str, text: str, due: date, tab: str) -> None:
    """A day to come makes it one; the preview says so, and Tab takes the other reading."""
    found = read(line)
    [record] = found.records
    assert (record.kind, record.text, record.due) == (RecordKind.FOLLOW_UP, text, due)
    assert found.alternative == tab
    assert f"Tab: {tab}" in found.notes
    other = read(line, other_reading=True)
    assert str(other.records[0].kind) == tab
    assert other.alternative == "follow-up"


@pytest.mark.parametrize(
    "line",
    [
        *("@ana thank for the cake", "thank @zoe for the referral", "@ana story +fu", "wants oak"),
        *("@ana oak wants planing", "@zoe check in 2 weeks", "@ana wanted oak", "needs paint"),
        *("@may win +follow-up", "@ana invites everybody", "needed by @ben fri"),
    ],
)
def test_other_words_are_left_alone(line: str) -> None:
    found = read(line)
    assert found.records[0].kind is RecordKind.FOLLOW_UP
    assert found.alternative is None


def test_a_line_without_a_day_offers_the_follow_up() -> None:
    found = read("@ana wants oak news")
    assert found.alternative == "follow-up"
    other = read("@ana wants oak news", other_reading=True)
    [record] = other.records
    assert (record.kind, record.text, record.due) == (
        *(RecordKind.FOLLOW_UP, "wants oak news", TOMORROW),
    )
    assert other.alternative == "preference"


def test_a_key_says_the_kind_whatever_follows() -> None:
    assert only("need to fix the tap @ben", surely_opened=True).kind is RecordKind.NEED
    assert only("thanks for the cake @zoe", surely_opened=True).kind is RecordKind.THANKS
    steps = read("log @ana met > wants a call tomorrow", surely_opened=True).records
    assert [step.kind for step in steps] == [RecordKind.INTERACTION, RecordKind.FOLLOW_UP]


@pytest.mark.parametrize(
    ("line", "wish"),
    [
        ("@ana avoids newsletters", Preference("newsletters", Stance.AVOIDS)),
        ("@ana unsure about workshops", Preference("workshops", Stance.UNSURE)),
        (
            "@ana wants oak, ask again 1 mar",
            Preference("oak", Stance.WANTS, reconfirm_on=date(2027, 3, 1)),
        ),
        (
            "@ana wants oak, said yesterday",
            Preference("oak", Stance.WANTS, said_on=date(2026, 11, 17)),
        ),
        ("boundary @ana wants oak", Preference("oak", Stance.WANTS)),
    ],
)
def test_preferences(line: str, wish: Preference) -> None:
    record = only(line)
    assert (record.kind, record.people, record.wish) == (RecordKind.PREFERENCE, (ANA,), wish)


def test_a_boundary_keeps_its_quotation_marks() -> None:
    record = only('boundary @ana mine: not at weekends until 1 mar, say "on Monday @nine #a !"')
    assert isinstance(record.wish, Boundary)
    assert record.wish.side is Side.MINE
    assert record.wish.until == date(2027, 3, 1)
    assert record.wish.sentence == "on Monday @nine #a !"


@pytest.mark.parametrize(
    ("line", "text", "check", "gives"),
    [
        ("need @ben tap, check fri", "tap", date(2026, 11, 20), ("", "")),
        ("need @ben tap check on 1 dec", "tap", date(2026, 12, 1), ("", "")),
        ("@ben needs a new tap, check in spring", "a new tap", date(2027, 3, 1), ("", "")),
        (
            "need @ben tap, check in 2 weeks; I give a washer; they give bread",
            *("tap", date(2026, 12, 2), ("a washer", "bread")),
        ),
        (
            "need @ben tap; they give bread; I give a washer, check fri",
            *("tap", date(2026, 11, 20), ("a washer", "bread")),
        ),
        ("need @ben a check of the roof", "a check of the roof", None, ("", "")),
        ("need @ben tap, check fri 10am", "tap, check fri 10am", None, ("", "")),
        ('need @ben tap, "check fri"', "tap, check fri", None, ("", "")),
        ("need @ben I give up", "I give up", None, ("", "")),
        (
            'need @ben "I give up; they give in"; I give a hug',
            *("I give up; they give in", None, ("a hug", "")),
        ),
    ],
)
def test_needs(line: str, text: str, check: date | None, gives: tuple[str, str]) -> None:
    record = only(line, surely_opened=True)
    assert record.kind is RecordKind.NEED
    assert (record.text, record.due, (record.i_give, record.they_give)) == (text, check, gives)


def test_a_need_says_when_no_day_was_taken() -> None:
    assert "no day to check" in read("need @ben tap").notes
    found = read("need @ben tap by fri", surely_opened=True)
    assert found.records[0].text == "tap by fri"
    assert 'no day from "fri": write check fri' in found.notes


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("kindness @zoe lent her our van", RecordKind.KINDNESS, "lent her our van"),
        ("kindness to @zoe lent her our van", RecordKind.KINDNESS, "lent her our van"),
        ("kindness from @zoe lent us a van", RecordKind.THANKS, "lent us a van"),
        ("thanks to @zoe for the van", RecordKind.THANKS, "for the van"),
        ("@zoe thanks for the van", RecordKind.THANKS, "for the van"),
    ],
)
def test_kindness(line: str, kind: RecordKind, text: str) -> None:
    record = only(line)
    assert (record.kind, record.people, record.text) == (kind, (ZOE,), text)


def test_a_kindness_has_a_day_a_channel_and_tags() -> None:
    record = only("thanks @zoe @ana for the call yesterday via phone #private")
    assert (record.due, record.channel, record.tags) == (
        *(date(2026, 11, 17), Channel.PHONE, ("private",)),
    )
    assert record.people == (ZOE, ANA)


@pytest.mark.parametrize(
    ("line", "aspect", "text", "ask", "share"),
    [
        ("hope @may a second shop, ask in spring", HOPE, "a second shop", date(2027, 3, 1), False),
        ("hope @may a second shop ask in may", HOPE, "a second shop", date(2027, 5, 1), False),
        ("story hope @may a shop, ask in 3 months", HOPE, "a shop", date(2027, 2, 18), False),
        ("story @may hopes for a shop", HOPE, "hopes for a shop", None, False),
        ("struggle @may rent, ask mon", StoryAspect.STRUGGLE, "rent", date(2026, 11, 23), False),
        ("milestone @may 10 years", StoryAspect.MILESTONE, "10 years", None, False),
        ("win @may the fair (may share)", WIN, "the fair", None, True),
        ("win @may the fair, may share yesterday", WIN, "the fair", None, True),
        ("hope @may a shop (may share), ask mon", HOPE, "a shop", date(2026, 11, 23), True),
        ("hope @may a shop, ask mon (may share)", HOPE, "a shop", date(2026, 11, 23), True),
        ("story @may what we may share", None, "what we may share", None, False),
        ('story @may "won the fair!"', None, "won the fair!", None, False),
        ("story @may shop burned down", None, "shop burned down", None, False),
        ("story @may ask about prices", None, "ask about prices", None, False),
    ],
)
def test_stories(
    line: str, aspect: StoryAspect | None, text: str, ask: date | None, share: bool
) -> None:
    record = only(line)
    assert (record.kind, record.people) == (RecordKind.STORY, (MAY,))
    assert (record.aspect, record.text, record.ask_on, record.may_share) == (
        *(aspect, text, ask, share),
    )


def test_pairs() -> None:
    """The person of the row stands first where the line names only one."""
    for line in ("intro @ana to @ben about oak", "introduce @ana and @ben about oak"):
        record = only(line)
        assert (record.kind, record.people, record.text) == (
            *(RecordKind.INTRODUCTION, (ANA, BEN), "oak"),
        )
    for line in ("relation @ana referred by @ben", "@ana referred by @ben"):
        record = only(line)
        assert (record.kind, record.people) == (RecordKind.RELATION, (ANA, BEN))
        assert record.tie is not None
        assert record.tie.kind is RelationKind.REFERRED_BY
    assert [only(f"intro @ana to @ben{more}").text for more in ("", " about", " about oak")] == [
        *("", "", "oak")
    ]
    own = only("relation @ana sails with @ben")
    assert own.tie is not None
    assert (own.tie.kind, own.tie.label) == (RelationKind.OTHER, "sails with")
    for line in ("intro @ben about oak", "referred by @ben"):
        assert row(line).records[0].people == (ANA, BEN)
    assert read("@ana sails with @ben").refusal == (
        "a follow-up is with one person: keep one @name"
    )
    assert row("referred by @ana").refusal == "a relation is between two people: name both"


def row(line: str) -> QuickAdd:
    return read(line, row_person=ANA)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("invite @ana to tell the story of the oak table", InvitationKind.STORY),
        ("invite @ana to help Ben with his stall", InvitationKind.HELP),
        ("invite @ana to give advice on glue", InvitationKind.ADVICE),
    ],
)
def test_invitations(line: str, kind: InvitationKind) -> None:
    record = only(line)
    assert (record.kind, record.invitation) == (RecordKind.INVITATION, kind)
    assert record.text == line.removeprefix("invite @ana ")


def test_next_steps_go_with_every_kind() -> None:
    found = read("story @may won the fair! > promise @may bring flowers by fri")
    assert [(step.kind, step.text) for step in found.records] == [
        (RecordKind.STORY, "won the fair!"),
        (RecordKind.PROMISE_MINE, "bring flowers"),
    ]
    found = read("log @ana met > they owe photos next week > wants oak > need a tap, check fri")
    assert [step.kind for step in found.records] == [
        *(RecordKind.INTERACTION, RecordKind.PROMISE_THEIRS),
        *(RecordKind.PREFERENCE, RecordKind.NEED),
    ]
    assert {step.people for step in found.records} == {(ANA,)}
    found = read("log @ana @ben met > intro about wholesale")
    assert found.refusal is None
    assert (found.records[1].kind, found.records[1].people) == (
        *(RecordKind.INTRODUCTION, (ANA, BEN)),
    )


def test_what_was_taken_is_underlined() -> None:
    line = "need @ben leaking tap, check in 2 weeks"
    spans = [(line[span.start : span.end], span.kind) for span in read(line).spans]
    assert spans == [
        ("need", SpanKind.KIND),
        ("@ben", SpanKind.PERSON),
        ("check", SpanKind.KIND),
        ("in 2 weeks", SpanKind.DATE),
    ]


def test_the_other_reading_of_a_day_to_ask() -> None:
    line = "need @ben tap, check next fri"
    assert read(line, surely_opened=True).records[0].due == date(2026, 11, 27)
    found = read(line, surely_opened=True, other_reading=True)
    assert found.records[0].due == date(2026, 11, 20)
