"""The daily pass in plain lines: every letter, and what stands in the database after it."""

from __future__ import annotations

from tests.cli.conftest import Home
from tests.cli.plain_lines import triage, value


def test_one_row_and_one_question_at_a_time(sample: Home) -> None:
    said = triage(sample, "q")
    assert "I owe, Maria Lopez: send quote for oak table, 5 days late." in said
    assert "Why now: a promise of mine is late." in said
    assert "Sunil Rao" not in said


def test_the_end_of_the_input_ends_it(sample: Home) -> None:
    assert "0 handled." in triage(sample)


def test_done_then_the_next_then_undo(sample: Home) -> None:
    kept = "SELECT status FROM promise WHERE text = 'send quote for oak table'"
    said = triage(sample, "d", "q")
    assert "Kept: send quote for oak table (Maria Lopez)." in said
    assert "Sunil Rao: return the sample box" in said
    assert value(sample, kept) == "kept"
    assert "Undone: kept: send quote" in triage(sample, "u", "q")
    assert value(sample, kept) == "open"


def test_log_with_a_next_step_on_one_line_or_asked_for(sample: Home) -> None:
    triage(sample, "l sent it, she is glad > ask how it went mon", "l", "box is back", "q")
    assert value(sample, "SELECT count(*) FROM interaction WHERE text = 'sent it, she is glad'")
    assert value(sample, "SELECT due_on FROM follow_up WHERE text = 'ask how it went'") == (
        "2026-11-23"
    )
    assert value(sample, "SELECT count(*) FROM interaction WHERE text = 'box is back'") == 1
    assert value(sample, "SELECT count(*) FROM promise WHERE status = 'kept'") >= 2  # type: ignore[operator]


def test_dates_are_asked_for_and_a_wrong_one_changes_nothing(sample: Home) -> None:
    said = triage(sample, "S soonish", "r", "2020-01-01", "S tue", "r fri", "q")
    assert "soonish is no single date" in said
    assert "is past" in said
    assert value(
        sample, "SELECT snoozed_until FROM promise WHERE text = 'send quote for oak table'"
    ) == ("2026-11-24")
    assert value(sample, "SELECT due_on FROM promise WHERE text = 'return the sample box'") == (
        "2026-11-20"
    )


def test_enter_leaves_a_row_and_no_row_comes_twice(sample: Home) -> None:
    said = triage(sample, *[""] * 20)
    assert said.count("Why now:") == 7
    assert "0 handled, 7 left for later. 7 due, 3 late, 1 held." in said


def test_an_unknown_letter_is_said_and_the_letters_are_listed(sample: Home) -> None:
    said = triage(sample, "k", "?", "q")
    assert "k is none of the letters" in said
    assert "s snooze to the day shown" in said


def test_without_a_database_nothing_is_made(home: Home) -> None:
    run = home.peer("triage", "--plain")
    assert run.returncode == 0
    assert "Nothing is due" in run.stdout
    assert list(home.root.iterdir()) == []


def test_the_default_day_is_shown_before_it_is_taken(sample: Home) -> None:
    said = triage(sample, "s", "q")
    assert "s snoozes to Thu 19 Nov" in said
    assert value(
        sample, "SELECT snoozed_until FROM promise WHERE text = 'send quote for oak table'"
    ) == ("2026-11-19")


def test_thanks_are_given_where_they_are_owed_and_refused_where_not(sample: Home) -> None:
    said = triage(sample, "t", "", "", "", "t what a kind thought", "q")
    assert "Nothing to thank for here." in said
    assert "Thanked Ana Ruiz: what a kind thought" in said
    assert value(sample, "SELECT kind FROM interaction WHERE text = 'what a kind thought'") == (
        "kindness"
    )


def test_what_is_held_stays_held_until_it_is_passed_with_a_reason(sample: Home) -> None:
    calls = "SELECT count(*) FROM interaction WHERE kind = 'attempt'"
    said = triage(sample, *[""] * 6, "c", "! he asked me to", "c", "2", "c", "q")
    assert said.count("Held: no contact until 23 Nov") == 2
    assert "he asked me to" in str(
        value(sample, "SELECT text FROM interaction ORDER BY id DESC LIMIT 1 OFFSET 1")
    )
    assert value(sample, calls) == 1


def test_what_was_agreed_is_told_and_the_last_act_repeated(sample: Home) -> None:
    said = triage(sample, "b", "d", ".", "q")
    assert "not at weekends" in said
    assert "2 handled" in said


def test_an_answer_is_written_down_with_the_promise_it_needs(sample: Home) -> None:
    need = "SELECT {} FROM need WHERE text = 'the cupboard door sags'"
    said = triage(sample, "", "", "y", "3", "it sags again", "a wider hinge by fri", "q")
    assert "They came with: the cupboard door sags" in said
    assert "I owe Kaspar Lind: a wider hinge, Fri 20 Nov." in said
    assert "1 handled" in said
    assert value(sample, need.format("outcome || ' ' || answer || ' ' || said_by")) == (
        "not it sags again theirs"
    )
    assert value(sample, "SELECT due_on FROM promise WHERE need_id IS NOT NULL") == "2026-11-20"
    assert "Undone: not solved" in triage(sample, "u", "q")
    assert value(sample, need.format("outcome")) == ""


def test_without_words_it_is_my_own_opinion_and_enter_promises_nothing(sample: Home) -> None:
    triage(sample, "", "", "y", "2", "", "", "q")
    need = "SELECT said_by || ' ' || outcome FROM need WHERE text = 'the cupboard door sags'"
    assert value(sample, need) == "mine partly"
    assert value(sample, "SELECT count(*) FROM promise WHERE need_id IS NOT NULL") == 0


def test_where_nothing_is_asked_y_says_so(sample: Home) -> None:
    assert "Nothing is asked here" in triage(sample, "y", "q")
