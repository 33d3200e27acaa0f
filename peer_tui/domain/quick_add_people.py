"""Who an @name of the quick-add line means."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from peer_tui.domain.quick_add_record import NewPerson, PersonRef, Span, SpanKind
from peer_tui.domain.quick_add_words import Token, person_fragment
from peer_tui.domain.text import clean_line, fold

People = Callable[[str], Sequence[PersonRef]]
"""The people whose name holds a typed fragment, accents and case ignored."""

_SHORTEST_NEXT_NAME = 2
_CLOSING = ".,;:!?"
_JOINTS = frozenset({"and", "&", ",", "+"})


@dataclass(slots=True)
class Mentioned:
    """The people a part of the line mentions."""

    people: list[PersonRef | NewPerson] = field(default_factory=list)
    choices: tuple[PersonRef, ...] = ()
    """The candidates of the first ambiguous mention."""
    choice_span: Span | None = None

    def add(self, person: PersonRef | NewPerson) -> None:
        """Keep the person, once."""
        if person not in self.people:
            self.people.append(person)


def match_people(fragment: str, people: Sequence[PersonRef]) -> list[PersonRef]:
    """The people whose name holds the fragment, accents and case ignored."""
    wanted = fold(fragment)
    return [person for person in people if wanted in fold(person.name)]


def find_people(tokens: Sequence[Token], people: People) -> Mentioned:
    """Take the mentions out of the tokens.

    A full name is preferred to a whole word of one, and that to the beginning of a word (@ben is
    Ben Okafor beside Leila Benali); words after the @name that go on with the name
    (`@maria lopez`) belong to it, and so does an `and` between two
    mentions. More than one candidate is ambiguous, none is a new person.
    """
    found = Mentioned()
    for position, token in enumerate(tokens):
        fragment = person_fragment(token.raw)
        if fragment is None or token.role is not None:
            continue
        token.take(SpanKind.PERSON)
        candidates, name = _candidates(fragment, people)
        if candidates and not _closed(token.raw):
            candidates = _with_next_names(name, candidates, tokens[position + 1 :], people)
        if not candidates:
            new = clean_line(name)
            known = [each for each in found.people if fold(each.name) == fold(new)]
            found.add(known[0] if known else NewPerson(new))
        elif len(candidates) == 1:
            found.add(candidates[0])
        elif not found.choices:
            found.choices = tuple(candidates)
            found.choice_span = _span_from(token, tokens[position + 1 :])
    for before, joint, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        between = before.role is SpanKind.PERSON and after.role is SpanKind.PERSON
        if between and joint.plain and joint.lower in _JOINTS:
            joint.take(SpanKind.PERSON)
    return found


def _span_from(mention: Token, following: Sequence[Token]) -> Span:
    end = mention.end
    for token in following:
        if token.role is not SpanKind.PERSON:
            break
        end = token.end
    return Span(mention.start, end, SpanKind.PERSON)


def _candidates(fragment: str, people: People) -> tuple[list[PersonRef], str]:
    candidates = _preferred(fragment, people(fragment))
    for ending in ("'s", "’s"):
        if not candidates and fragment.endswith(ending):
            fragment = fragment.removesuffix(ending)
            candidates = _preferred(fragment, people(fragment))
    return candidates, fragment


def _preferred(fragment: str, people: Sequence[PersonRef]) -> list[PersonRef]:
    wanted = fold(fragment)
    exact = [person for person in people if fold(person.name) == wanted]
    whole = [person for person in people if wanted in fold(person.name).split()]
    return exact or whole or list(dict.fromkeys(people))


def _closed(raw: str) -> bool:
    """The name was quoted or closed by punctuation, so it does not go on."""
    return not raw[-1].isalnum()


def _with_next_names(
    name: str, candidates: list[PersonRef], following: Sequence[Token], people: People
) -> list[PersonRef]:
    for token in following:
        word = token.raw.rstrip(_CLOSING)
        if token.role is not None or len(word) < _SHORTEST_NEXT_NAME or not word.isalpha():
            break
        narrowed = [person for person in candidates if _goes_on(name, word, person.name)]
        if not narrowed and len(candidates) > 1:
            # Storage may have given only the first of many.
            more = people(f"{name} {word}")
            narrowed = [person for person in more if _goes_on(name, word, person.name)]
        if not narrowed:
            break
        token.take(SpanKind.PERSON)
        name, candidates = f"{name} {word}", _preferred(f"{name} {word}", narrowed)
        if _closed(token.raw):
            break
    return candidates


def _goes_on(typed: str, word: str, name: str) -> bool:
    """The word is the one that follows the typed beginnings of words in the name."""
    wanted = [*fold(typed).split(), fold(word)]
    parts = fold(name).split()
    for start in range(len(parts) - len(wanted) + 1):
        run = parts[start : start + len(wanted)]
        begun = wanted[0] in run[0] and all(
            part.startswith(each) for part, each in zip(run[1:], wanted[1:], strict=True)
        )
        if begun and run[-1] == wanted[-1]:
            return True
    return False
