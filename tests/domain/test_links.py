"""Links: encoded so that every mail program reads the same letter, and numbers that dial."""

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peer_tui.domain.links import dialled, mailto, tel
from peer_tui.domain.people import ContactKind, ContactPoint
from peer_tui.domain.text import clean, clean_line

PLAIN = re.compile(r"mailto:[A-Za-z0-9._~%@?&=-]*")
TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXT, TEXT, TEXT)
def test_a_letter_comes_out_as_it_went_in(local: str, subject: str, body: str) -> None:
    link = mailto(f"{local}@example.com", subject, body)
    assert PLAIN.fullmatch(link)
    address, _, query = link.removeprefix("mailto:").partition("?")
    assert unquote(address) == clean_line(f"{local}@example.com")
    fields = dict(field.split("=") for field in query.split("&") if field)
    assert set(fields) <= {"subject", "body"}
    assert unquote(fields.get("subject", "")) == clean_line(subject)
    assert unquote(fields.get("body", "")) == clean(body).replace("\n", "\r\n")


@given(TEXT)
def test_a_line_break_is_always_both_characters(body: str) -> None:
    link = mailto("a@example.com", body=body)
    assert link.count("%0A") == link.count("%0D") == link.count("%0D%0A")


def test_the_examples_of_the_standard() -> None:
    assert mailto("addr@example.com", "café", "one\ntwo") == (
        "mailto:addr@example.com?subject=caf%C3%A9&body=one%0D%0Atwo"
    )
    assert mailto("gorby%kremvax@example.com") == "mailto:gorby%25kremvax@example.com"
    assert mailto("a&b,c@example.com", "50% off?") == (
        "mailto:a%26b%2Cc@example.com?subject=50%25%20off%3F"
    )


@pytest.mark.parametrize(
    ("value", "normalised", "number"),
    [
        ("020 7946 0101", "+442079460101", "+442079460101"),
        ("+44 (0)20 7946-0101", "", "+442079460101"),
        ("(020) 7946.0101", "", "02079460101"),
        ("020 7946 0101 ext 12", "", "02079460101"),
        ("ask Jo", "", ""),
        ("12", "", ""),
        ("112", "", "112"),
    ],
)
def test_a_number_is_dialled_as_it_is_meant(value: str, normalised: str, number: str) -> None:
    point = ContactPoint(ContactKind.PHONE, value, normalised=normalised)
    assert dialled(point) == number


@given(TEXT)
def test_a_number_is_never_more_than_digits(value: str) -> None:
    assert re.fullmatch(
        r"tel:(\+?[0-9]{3,})?", tel(dialled(ContactPoint(ContactKind.PHONE, value)))
    )
