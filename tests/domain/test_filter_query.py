"""The language of filters: what it takes, what it refuses, and that its text comes back."""

import re
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peer_tui.domain.date_words import DateOrder, Moment
from peer_tui.domain.filter_fields import BY_NAME, FIELDS, VIEWS, Field, Takes
from peer_tui.domain.filter_query import (
    MOST_TERMS,
    FilterQuery,
    FilterRefused,
    Term,
    completed,
    in_words,
    parse_filter,
    to_text,
)

NOW = Moment(datetime(2026, 11, 18, 10, 30))
TODAY = NOW.today


def parse(text: str) -> FilterQuery:
    return parse_filter(text, NOW)


def one(text: str) -> Term:
    (term,) = parse(text).terms
    return term


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("oak", Term("", "oak")),
        ("-oak", Term("", "oak", negated=True)),
        ('"oak table"', Term("", "oak table")),
        ('"oak ta', Term("", "oak ta")),
        ('-"quiet"', Term("", "quiet", negated=True)),
        ("10:30", Term("", "10:30")),
        ("quiet", Term("quiet")),
        ("Quiet:30", Term("quiet", "30", number=30)),
        ("-snoozed", Term("snoozed", negated=True)),
        ("snoozed:003", Term("snoozed", "3", number=3)),
        ("TAG:Oak", Term("tag", "Oak")),
        ('tag:"two words"', Term("tag", "two words")),
        ("owed:ME", Term("owed", "me")),
        ("has:phone", Term("has", "phone")),
        ("due:none", Term("due", "none")),
        ("due:late", Term("due", "late", last=date(2026, 11, 17))),
        ("due:today", Term("due", "today", first=TODAY, last=TODAY)),
        ("due:week", Term("due", "week", first=TODAY, last=date(2026, 11, 22))),
        ("due:<2026-12-01", Term("due", "<2026-12-01", last=date(2026, 11, 30))),
        ("due:>fri", Term("due", ">fri", first=date(2026, 11, 21))),
        (
            'due:"next fri"',
            Term("due", "next fri", first=date(2026, 11, 27), last=date(2026, 11, 27)),
        ),
    ],
)
def test_what_a_term_means(text: str, term: Term) -> None:
    assert one(text) == term


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tga:oak", "There is no field tga. Did you mean tag?"),
        ("personn:maria", "Did you mean person?"),
        ("colour:red", "Fields: tag, person, org"),
        ("owed:you", "owed: takes me or them, not you."),
        ("owed:", "not nothing"),
        ("tag:", "needs a word"),
        ("tag:---", "needs a word"),
        ("moved:often", "a whole number"),
        ("quiet:0", "a whole number"),
        ("quiet:99999999999", "a whole number"),
        ("held:now", "held stands alone"),
        ("due:soonish", "takes late, today, tomorrow, week, none or a date"),
        ('due:"every mon"', "or a date"),
        ("due:<late", "or a date"),
        ("-", "no letter or digit"),
        ('""', "no letter or digit"),
        ("-in:people", "cannot be negated"),
        ("in:people in:due", "stands once"),
        ("oak " * (MOST_TERMS + 1), "at most"),
    ],
)
def test_what_is_refused(text: str, words: str) -> None:
    with pytest.raises(FilterRefused, match=re.escape(words)):
        parse(text)


def test_dates_follow_the_settings() -> None:
    month_first = Moment(NOW.now, DateOrder.MONTH_FIRST)
    (term,) = parse_filter("due:3/4", month_first).terms
    assert term.first == date(2027, 3, 4)
    (term,) = parse_filter("due:week", NOW, week_start=6).terms
    assert term.last == date(2026, 11, 21)


def test_a_view_says_where_it_opens() -> None:
    query = parse("in:people tag:oak")
    assert query.place == "people"
    assert to_text(query.narrowing) == "tag:oak"
    assert parse("tag:oak").place == ""


def test_what_is_said_in_plain_words() -> None:
    text = 'owed:me -tag:oak due:<2026-12-01 snoozed:3 "oak table"'
    assert in_words(parse(text), TODAY) == (
        "owed to me, not tag oak, due before Tue 1 Dec, snoozed 3 times or more, “oak table”"
    )


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_every_field_is_explained_by_an_example(field: Field) -> None:
    each = BY_NAME[field.name]
    term = one(each.example)
    assert term.field == each.name
    assert each.meaning
    assert not each.meaning.endswith(".")
    if each.takes is Takes.CHOICE:
        for choice in each.choices:
            assert in_words(FilterQuery((Term(each.name, choice),)), TODAY) or each.name == "in"


@pytest.mark.parametrize("letter", VIEWS)
def test_the_views_of_peer_are_filters(letter: str) -> None:
    query = parse(VIEWS[letter].text)
    assert query.place
    assert query.narrowing.terms


@pytest.mark.parametrize(
    ("text", "longer"),
    [
        ("ow", "owed:"),
        ("oak star", "oak starred "),
        ("-ta", "-tag:"),
        ("owed:m", "owed:me "),
        ("due:t", None),
        ("q", "quiet "),
        ("", None),
        ("tag:o", None),
        ("zzz", None),
    ],
)
def test_completion(text: str, longer: str | None) -> None:
    assert completed(text) == longer


words = st.text(max_size=12)
fields = st.sampled_from(["", *(f"{field.name}:" for field in FIELDS), "x:"])
pieces = st.builds(
    lambda dash, name, quote, value: f"{dash}{name}{quote}{value}{quote}",
    st.sampled_from(["", "-", "--"]),
    fields,
    st.sampled_from(["", '"']),
    words | st.sampled_from(["me", "late", "30", "call", "<fri", "quiet", "tag:x", "held"]),
)


@given(st.lists(pieces, max_size=6).map(" ".join))
def test_the_text_of_a_query_is_the_query(text: str) -> None:
    try:
        query = parse(text)
    except FilterRefused:
        return
    again = parse(to_text(query))
    assert again == query
    assert to_text(again) == to_text(query)
    in_words(query, TODAY)
