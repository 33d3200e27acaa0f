"""What the name of a column says by its words: "Mobile No", "City - Home", "billing_postcode".

Pure. Every word must be understood: a name with one that is not says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_VOCABULARY = """
place home = home private privat personal personnel personnelle perso privee prive particular casa
    thuis abitazione hem domicile residence maison
place work = work business office biz geschaftlich dienstlich beruflich bureau pro professionnel
    professionnelle trabajo ufficio werk zakelijk arbete lavoro geschaftl dienstl company
place other = other weitere weiteres autre otro otra altro altra andere
kind phone = phone phones telephone telephones tel telefon telefono telefoon telefone landline
    telefonnummer rufnummer phonenumber telefoonnummer festnetz fixe fijo fisso fixnet contactno
kind mobile = mobile mobiles cell cellular cellphone mobil mobilfunk mobiltelefon mobilnummer handy
    handynummer portable movil celular cellulare mobiel gsm
kind fax = fax telefax telecopie faxnummer
kind pager = pager
kind car = car
kind assistant = assistant assistants asst
kind main = main haupttelefon
kind email = email emails mail mails mailadresse emailadresse courriel correo epost
kind url = url website web webseite homepage webpage webpagina
kind address = address adresse addr anschrift direccion indirizzo adres
part street = street strasse str rue calle straat
part house = hausnummer huisnummer hausnr
part city = city town stadt ort wohnort ville ciudad citta stad plaats woonplaats suburb
part region = state province county region provincia bundesland kanton
part postal_code = zip zipcode postcode postal plz cp cap
part country = country land pays pais paese nazione
part po_box = pobox postfach
filler = alt alternate alternative addresses number numbers no nr num numero nummer nummern code
    codes id ids primary line page site de del di da der die das du la le und et and y e the s
    electronico elettronica electronique messagerie
"""
_PREFIXES = frozenset(
    {
        *("billing", "bill", "shipping", "ship", "delivery", "invoice", "mailing", "invitee"),
        *("attendee", "buyer", "guest", "customer", "client", "contact", "recipient", "member"),
        *("student", "participant", "patient", "subscriber", "default", "person", "kunde"),
        *("kunden", "po", "sa"),
    }
)
SETS = frozenset(
    {
        *("billing", "bill", "shipping", "ship", "delivery", "invoice", "po", "sa"),
    }
)
"""Prefixes of which one file has several, each before an address of its own."""
_IDS = frozenset({"id", "ids"})
"""Numbers of things; only "Email ID" is the address itself."""
_LABELLED = frozenset({"pager", "car", "assistant", "main"})
_JOINED = {("e", "mail"): "email", ("post", "code"): "postcode", ("po", "box"): "pobox"}
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_DIVIDED = re.compile(r"[^\W_]+")
_SHORT = frozenset({"no", "id", "po", "of", "nr"})
_GLUED_LENGTHS = range(6, 41)


def _vocabulary() -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for line in _VOCABULARY.replace("\n    ", " ").strip().split("\n"):
        what, _, words = line.partition("=")
        sort, _, value = what.strip().partition(" ")
        for word in words.split():
            found.setdefault(word, (sort, value))
    return found


_WORDS = _vocabulary()


def tokens_of(key: str) -> list[str]:
    """The words and numbers of a folded name; `e mail` and the like as one."""
    found: list[str] = []
    for token in _TOKEN.findall(key):
        if found and (joined := _JOINED.get((found[-1], token))):
            found[-1] = joined
        else:
            found.append(token)
    return found


def camel_divided(name: str) -> str:
    """`MobilePhone` as two words; any other name as it is."""
    return _CAMEL.sub(" ", name)


def field_by_words(key: str) -> str:
    """The field that the words of a folded name make up; empty when one of them is unknown."""
    said: dict[str, set[str]] = {"place": set(), "kind": set(), "part": set(), "filler": set()}
    number = ""
    for token in tokens_of(key):
        if token.isdecimal():
            number = token
            continue
        if token not in _WORDS:
            return ""
        sort, value = _WORDS[token]
        said[sort].add(value)
    if len(said["place"]) > 1 or (_IDS & set(tokens_of(key)) and said["kind"] != {"email"}):
        return ""
    place = next(iter(said["place"]), "")
    if said["part"]:
        return _part_of_address(place, said["kind"], said["part"])
    return _way_to_reach(place, said["kind"], number)


def _part_of_address(place: str, kinds: set[str], parts: set[str]) -> str:
    if kinds - {"address", "email"}:
        return ""
    if "country" in parts:
        parts = parts - {"region"}
    if "street" in parts:
        parts = parts - {"house"}
    if "city" in parts:
        parts = parts - {"postal_code", "region"}
    if len(parts) != 1:
        return ""
    part = next(iter(parts))
    return f"address.{place}.{'house_number' if part == 'house' else part}"


def _way_to_reach(place: str, kinds: set[str], number: str) -> str:
    if kinds == {"address"}:
        part = "whole" if not number else "street" if number == "1" else "extended"
        return f"address.{place}.{part}"
    for kind in ("email", "url"):
        if kind in kinds:
            kind_only = not kinds - {kind, "address", "main"}
            return (f"{kind}.{place}" if place else kind) if kind_only else ""
    if "address" in kinds:
        return ""
    if "fax" in kinds:
        return f"phone.{f'{place} fax'.strip()}"
    if "mobile" in kinds:
        return "phone.work mobile" if place == "work" else "phone.mobile"
    if "phone" not in kinds:
        return ""
    label = next((kind for kind in kinds if kind in _LABELLED), "") or place
    return f"phone.{label}" if label else "phone"


def without_prefix(key: str) -> tuple[str, str]:
    """`billing`, `first name` of `billing first name`; twice empty without such a word."""
    first, _, rest = key.partition(" ")
    return (first, rest) if rest and first in _PREFIXES else ("", "")


def glued(key: str) -> str:
    """The key without anything but its letters and numbers."""
    return "".join(_DIVIDED.findall(key))


def words_among(names: Iterable[str]) -> frozenset[str]:
    """The words of these folded names, and those understood here: what glued names are made of."""
    words = {word for name in names for word in _DIVIDED.findall(name)}
    words |= _WORDS.keys() | _PREFIXES
    return frozenset(word for word in words if len(word) > 2 or word in _SHORT)


def unglued(key: str, words: frozenset[str]) -> str:
    """A single long word as the fewest words it is made of; empty when it is not made of any."""
    if len(key) not in _GLUED_LENGTHS or not key.isascii() or not key.isalnum():
        return ""
    best: list[Sequence[str] | None] = [()] + [None] * len(key)
    for end in range(1, len(key) + 1):
        for start in range(end):
            before = best[start]
            if before is None or key[start:end] not in words:
                continue
            if best[end] is None or len(before) + 1 < len(best[end] or ()):
                best[end] = (*before, key[start:end])
    found = best[-1] or ()
    return " ".join(found) if len(found) > 1 else ""
