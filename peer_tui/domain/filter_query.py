"""The small language of filters and saved views, the same on the screen and the command line.

    query = term , { " " , term } ;                       (* every term must hold *)
    term  = [ "-" ] , ( word | field , ":" , word | flag ) ;   (* "-": must not hold *)
    word  = text without spaces | '"' , any text , '"' ;

A closed grammar: a field, choice or date that is not known is refused, never guessed. A word
without a field is looked for in texts and names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from peer_tui.domain.calendar_days import short_day
from peer_tui.domain.date_words import Moment
from peer_tui.domain.dates import parse_phrase
from peer_tui.domain.filter_fields import BY_NAME, FIELDS, Field, Takes
from peer_tui.domain.text import clean_line, fold
from peer_tui.errors import UsageError

MOST_TERMS = 20
LARGEST_NUMBER = 36_500
_FIELD = re.compile(r"[^\W\d_][\w-]*:")
"""What a field looks like; 10:30 is a word."""
_TERM = re.compile(r'(-*)((?:[^\W\d_][\w-]*:)?)(?:"([^"]*)"?|(\S*))')
_BARE = frozenset(field.name for field in FIELDS if field.takes in (Takes.NOTHING, Takes.NUMBER))


class FilterRefused(UsageError):
    """The text is no filter; says what is wrong and what is near."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that must hold of a row."""

    field: str
    """The name of a field; empty for a word to look for."""
    value: str = ""
    """The word; empty for a flag."""
    negated: bool = False
    number: int = 0
    """For a field that takes a number: that number, 0 when none was given."""
    first: date | None = None
    """For a field that takes a date: the first day that is meant; None: no first day."""
    last: date | None = None
    """The last day that is meant; None: no last day."""

    def __str__(self) -> str:
        """The term as it may be typed."""
        value = self.value
        plain = not any(char.isspace() for char in value) and (self.field or not _is_special(value))
        word = value if plain else f'"{value}"'
        if self.field:
            word = f"{self.field}:{word}" if value else self.field
        return f"-{word}" if self.negated else word


@dataclass(frozen=True, slots=True)
class FilterQuery:
    """What the rows of a list must have; without terms, nothing."""

    terms: tuple[Term, ...] = ()

    def __str__(self) -> str:
        """The query as it may be typed; parsed again it is the same."""
        return " ".join(map(str, self.terms))

    @property
    def place(self) -> str:
        """The list it asks to be shown in ("people"); empty when it does not say."""
        return next((term.value for term in self.terms if term.field == "in"), "")

    @property
    def narrowing(self) -> FilterQuery:
        """The same without the list it is shown in."""
        return FilterQuery(tuple(term for term in self.terms if term.field != "in"))

    def asks(self, field: str) -> bool:
        """Whether a term of the field must hold."""
        return any(term.field == field and not term.negated for term in self.terms)


def to_text(query: FilterQuery) -> str:
    """The query as it may be typed; parsed again it is the same."""
    return str(query)


def parse_filter(text: str, moment: Moment, week_start: int = 0) -> FilterQuery:
    """The query that the text says; days are counted from `moment`.

    Raises FilterRefused with a sentence that names the nearest field, or what a field takes.
    """
    terms = tuple(_term(found, moment, week_start) for found in _tokens(clean_line(text)))
    if len(terms) > MOST_TERMS:
        raise FilterRefused(f"A filter has at most {MOST_TERMS} words.")
    if sum(term.field == "in" for term in terms) > 1:
        raise FilterRefused("A view opens in one list: in: stands once.")
    return FilterQuery(terms)


def words_of(value: str) -> list[str]:
    """The words of a value, folded: what is looked for when it stands in a text."""
    return re.findall(r"\w+", fold(value).replace("_", " "))


def in_words(query: FilterQuery, today: date) -> str:
    """What the query shows, in plain words: "owed to me, tag oak, not snoozed"."""
    return ", ".join(_said(term, today) for term in query.terms if term.field != "in")


def completed(text: str) -> str | None:
    """The text with its last word completed to a field or a choice; None when it cannot be."""
    head, space, last = text.rpartition(" ")
    negation, typed = ("-", last[1:]) if last.startswith("-") else ("", last)
    name, colon, start = typed.partition(":")
    if not typed:
        return None
    if colon:
        field = BY_NAME.get(fold(name))
        choices = () if field is None else field.choices
        found = [f"{name}:{choice} " for choice in choices if choice.startswith(fold(start))]
    else:
        fields = [field for field in FIELDS if field.name.startswith(fold(name))]
        found = [field.name + (" " if field.name in _BARE else ":") for field in fields]
    if len(found) != 1 or found[0].strip() == typed:
        return None
    return f"{head}{space}{negation}{found[0]}"


def _is_special(value: str) -> bool:
    """Whether the word, unquoted, would be read as something else."""
    return not value or value[0] in '-"' or fold(value) in _BARE or bool(_FIELD.match(value))


Token = tuple[bool, str, str, bool]
"""Negated, field, value, whether the value was quoted."""


def _tokens(text: str) -> Iterator[Token]:
    at = 0
    while at < len(text):
        if text[at] == " ":
            at += 1
            continue
        found = _TERM.match(text, at)
        assert found is not None
        at = max(found.end(), at + 1)
        dashes, field, quoted, plain = found.groups()
        value = plain if quoted is None else quoted.strip()
        yield bool(dashes), field.removesuffix(":"), value, quoted is not None


def _term(token: Token, moment: Moment, week_start: int) -> Term:
    negated, name, value, quoted = token
    bare = fold(value)
    if not name and not quoted and bare in _BARE:
        return Term(bare, negated=negated)
    if not name:
        if not words_of(value):
            shown = value or ("-" if negated else '""')
            raise FilterRefused(f"{shown} has no letter or digit to look for.")
        return Term("", value, negated)
    field = BY_NAME.get(fold(name))
    if field is None:
        raise FilterRefused(_unknown(name))
    if field.name == "in" and negated:
        raise FilterRefused("in: says where a view opens; it cannot be negated.")
    return _READ[field.takes](field, value, negated, moment, week_start)


def _unknown(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(fold(name), BY_NAME, 1, 0.5)
    if near:
        return f"There is no field {name}. Did you mean {near[0]}?"
    return f"There is no field {name}; in quotes it is a word. Fields: {', '.join(BY_NAME)}."


def _nothing(field: Field, value: str, negated: bool, _moment: Moment, _start: int) -> Term:
    raise FilterRefused(f"{field.name} stands alone: {'-' if negated else ''}{field.name}.")


def _word(field: Field, value: str, negated: bool, _moment: Moment, _start: int) -> Term:
    if not words_of(value):
        raise FilterRefused(f"{field.name}: needs a word, as in {field.example}.")
    return Term(field.name, value, negated)


def _choice(field: Field, value: str, negated: bool, _moment: Moment, _start: int) -> Term:
    choice = fold(value)
    if choice not in field.choices:
        raise FilterRefused(
            f"{field.name}: takes {_either(field.choices)}, not {value or 'nothing'}."
        )
    return Term(field.name, choice, negated)


def _number(field: Field, value: str, negated: bool, _moment: Moment, _start: int) -> Term:
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= LARGEST_NUMBER):
        raise FilterRefused(f"{field.name}: takes a whole number, as in {field.example}.")
    return Term(field.name, str(int(value)), negated, number=int(value))


def _date(field: Field, value: str, negated: bool, moment: Moment, week_start: int) -> Term:
    today, word = moment.today, fold(value)
    one = timedelta(days=1)
    sunday = today + timedelta(days=(week_start - 1 - today.weekday()) % 7)
    spans: dict[str, tuple[date | None, date | None]] = {
        "none": (None, None),
        "late": (None, today - one),
        "today": (today, today),
        "tomorrow": (today + one, today + one),
        "week": (today, sunday),
    }
    if word in spans:
        first, last = spans[word]
        return Term(field.name, word, negated, first=first, last=last)
    side = value[:1] if value[:1] in ("<", ">") else ""
    found = parse_phrase(value[len(side) :], moment.now, moment.order, moment.working_days)
    if isinstance(found, datetime):
        found = found.date()
    if not isinstance(found, date):
        words = _either((*field.choices, "a date"))
        raise FilterRefused(f"{field.name}: takes {words}, not {value or 'nothing'}.")
    first = None if side == "<" else found + one if side else found
    last = None if side == ">" else found - one if side else found
    return Term(field.name, value, negated, first=first, last=last)


_READ = {
    Takes.NOTHING: _nothing,
    Takes.WORD: _word,
    Takes.CHOICE: _choice,
    Takes.NUMBER: _number,
    Takes.DATE: _date,
}


def _either(words: tuple[str, ...]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _said(term: Term, today: date) -> str:
    said = _plainly(term, today)
    return f"not {said}" if term.negated else said


def _plainly(term: Term, today: date) -> str:
    field = BY_NAME.get(term.field)
    if field is None:
        return f"“{term.value}”"
    if field.takes is Takes.DATE:
        return _days_said(term, today)
    if field.takes is Takes.CHOICE:
        return field.says.get(term.value, f"{field.name} {term.value}")
    if field.takes is Takes.NUMBER:
        return field.says["number" if term.number else ""].format(term.number)
    return field.says.get("", f"{field.name} {term.value}")


def _days_said(term: Term, today: date) -> str:
    first, last = term.first, term.last
    if term.value == "none":
        return "without a date"
    if first == last and first is not None:
        return f"due {short_day(first, today)}"
    if first is None and last is not None:
        before = last + timedelta(days=1)
        return "late" if before == today else f"due before {short_day(before, today)}"
    if last is None and first is not None:
        return f"due after {short_day(first - timedelta(days=1), today)}"
    assert last is not None
    return f"due by {short_day(last, today)}, not late"
