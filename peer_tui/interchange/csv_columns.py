"""What a column of a CSV file holds, by its name in the header row.

Fields are written `kind`, `kind.label` or `address.label.part`: `given`, `phone.home fax`,
`address.work.city`, `note.Spouse`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from peer_tui.domain.text import fold
from peer_tui.interchange.csv_common_names import COMMON_NAMES
from peer_tui.interchange.csv_names import LOCAL_NAMES
from peer_tui.interchange.csv_words import (
    SETS,
    camel_divided,
    field_by_words,
    glued,
    unglued,
    without_prefix,
    words_among,
)

_NAMES = """
given = Given Name | Forename | FirstName | First | FName | Person - First name
additional = Additional Name | MiddleName | Other Name | Middle
family = Family Name | Surname | LastName | Last | LName | Person - Last name
prefix = Name Prefix | Prefix | Salutation | Honorific | Honorific Prefix | Anrede
suffix = Name Suffix | Honorific Suffix
name = Full Name | FullName | Contact Name | Contact | DisplayName | File As | Person - Name |
    Person | Customer | Customer Name | Client | Client Name | Vollständiger Name | Kunde |
    Nom complet | Nombre completo | Volledige naam
nickname = NickName | Spitzname | Short Name
organisation = Company Name | CompanyName | Default Address Company | Organization Name |
    Organisation Name | Org |
    Account Name | Employer | Business | Business Name | Associated Company | Verein |
    Person - Organization | Organization - Name | Unternehmen | Entreprise | Azienda | Bedrijf
department = Organization Department | Dept
job_title = Organization Title | JobTitle | Position | Role | Person - Title | Occupation |
    Funktion | Beruf | Poste
notes = Note | Comment | Comments | Memo | Remarques | Notizen | Notiz | Notas | Anmerkungen |
    Description | Remarks | Bemerkung | Bemerkungen |
    Kommentar | Remarque | Opmerkingen
tags = Labels | Group Membership | Groups | Group | Tags | Tag | Categories | Category |
    Kategorien | Kategorie | Catégories | Categorías | Categorie | Categorieën | Kategorier |
    Категории | Kategorie | Keywords | Person - Label | Label
birthday = Birthday | Geburtsdatum | Date de naissance | Fecha de nacimiento | Data di nascita |
    Data de nascimento | Geboortedatum | Födelsedatum | Fødselsdato | Data urodzenia |
    Birth Date | Birthdate | Date of Birth | DOB | BDay | Person - Birthday | Дата рождения
anniversary = Anniversary | Wedding Anniversary
met_on = Connected On
time_zone = Time Zone | Timezone | Time Zone Name
language = Language | Preferred Language | Sprache | Langue | Idioma | Lingua | Taal
birth_year = Geburtsjahr
uid = Record ID | Person - ID | Contact ID | Square Customer ID | Customer ID | ContactID |
    UID | LinkedIn ID
email = Email | E-mail | Mail | Email Address | EmailAddress | Primary E-mail | Correo |
    Courriel | Person - Email | Email 1 | Secondary Email Address | Correo electrónico |
    E-mailadresse | Alternate Email | Additional email addresses
email.work = Work Email | Business Email | Person - Email - Work
email.home = Home Email | Personal Email | Private Email | Person - Email - Home
email.other = Other Email | Person - Email - Other
phone = Phone | Telephone | Tel | Default Address Phone | Phone Number | PhoneNumber |
    Telefon | Telefono | Teléfono |
    Téléphone | Telefoon | Telefone | Primary Phone | Person - Phone | Telefonnummer
phone.work = Work Phone Number | Person - Phone - Work | Office Phone | Office
phone.home = Home Phone Number | Person - Phone - Home | Private Phone
phone.mobile = Mobile | Cell | Téléphone portable | Cell Phone | Cellphone |
    Mobile Phone Number | Handy | Mobil |
    Móvil | Mobiel | Person - Phone - Mobile
phone.other = Person - Phone - Other | Radio Phone | TTY/TDD Phone | ISDN
phone.fax = Fax
phone.main = Main Phone
url = URL | Website | Blog | Website URL | Web | Homepage | Web Site | Webseite | Internet
url.home = Personal Website
url.work = Business Website
url.LinkedIn = LinkedIn | LinkedIn URL | LinkedIn Profile | Profile URL | LinkedIn Bio
messenger = IMAddress | IM Address | IM | AIM Screen Name
messenger.Skype = Skype | Skype ID
address..whole = Address | Full Address | Postal Address | Anschrift | Adresse | Mailing Address |
    Person - Postal address | Indirizzo | Dirección
address.other.whole = Other Address
address..street = Street | Street Address | Default Address Address1 | Address Line |
    Address Line 1 | Address 1 |
    Mailing Street | Straße | Strasse | Rue | Via | Calle
address..extended = Address Line 2 | Street Address 2 | Default Address Address2 | Address 2 |
    Apartment
address..city = City | Town | Default Address City | Mailing City | Ort | Stadt | Plaats |
    Ciudad | Città
address..region = State | Province | Default Address Province Code | Region | County |
    State/Region | State/Province |
    Mailing State | Mailing State/Province | Bundesland
address..postal_code = Zip | ZIP Code | Default Address Zip | Zip/Postal Code | Postal Code |
    Postcode | PLZ | P Code |
    Postleitzahl | Mailing Zip/Postal Code | Mailing Zip | Code postal
address..country = Country | Country/Region | Mailing Country | Land | Pays
address.work.postal_code = Work Post Code | Work Zip
address.work.region = Work County
address.home.city = Home Town
address.home.postal_code = Home Zip
address.home.region = Home County
address.work.po_box = Business Address PO Box
note.Location = Location | Office Location
note.Hobby = Hobby
note.Assistant = Assistant | Assistant Name
note.Manager = Manager
note.Gift ideas = Gift ideas
ignored = Lifecycle Stage | Contact owner | Create Date | Last Activity Date | Last Activity |
    Original Source | Yomi Name | Photo | Gender | Initials
"""

LONGEST_NAME = 100
"""Characters of a column's name that are looked at."""
_SHORTEST_GLUED = 6
_DIVIDERS = re.compile(r"[\s_\-*:/\"'’.]+")
_ORDINAL = re.compile(r"^(.*?\D) ?\d{1,2}$")
_REMARK = re.compile(r" \([^()]*\)$")
_NUMBERED = re.compile(
    r"(e mail|email|phone|address|website|url|relation|event|im|custom field|organization) "
    r"(\d{1,3}) (\S.*)"
)
_NUMBERED_KINDS = {
    "e mail": "email",
    "email": "email",
    "phone": "phone",
    "address": "address",
    "website": "url",
    "url": "url",
    "relation": "note",
    "event": "event",
    "im": "messenger",
    "custom field": "custom",
    "organization": "organisation",
}
_NUMBERED_PARTS = {
    "type": "label",
    "label": "label",
    "service": "service",
    "value": "value",
    "formatted": "whole",
    "street": "street",
    "city": "city",
    "po box": "po_box",
    "region": "region",
    "postal code": "postal_code",
    "country": "country",
    "extended address": "extended",
    "name": "name",
    "title": "title",
    "department": "department",
}
_TITLES = frozenset({"title", "titel", "titre", "titulo"})
_CERTAIN_ONLY = frozenset({"uid"})
"""Kinds for which a name must be known as it stands."""

_SIGNATURES = (
    ("csv:linkedin", ({"connected on"}, {"first name", "url", "position", "email address"})),
    ("csv:google", ({"e mail 1 value"}, {"group membership"}, {"organization name", "labels"})),
    ("csv:pipedrive", ({"person name"}, {"person id"}, {"person first name"})),
    ("csv:zoho", ({"contact owner id"}, {"account name id"})),
    ("csv:hubspot", ({"record id"}, {"lifecycle stage"}, {"marketing contact status"})),
    ("csv:salesforce", ({"account name"}, {"mailing city"}, {"mailing street"})),
    ("csv:thunderbird", ({"primary email"}, {"birth year"})),
    ("csv:outlook", ({"e mail address", "last name"}, {"business phone"}, {"business street"})),
)
_LOCAL_SIGNATURES = (
    ("csv:thunderbird", {"birth_year", "name", "email"}),
    ("csv:outlook", {"given", "phone.work", "phone.mobile"}),
)


@dataclass(frozen=True, slots=True)
class Column:
    """What one column of a file holds."""

    position: int
    """Counted from 0."""
    kind: str
    """`given`, `phone`, `address`..."""
    label: str = ""
    part: str = ""
    """Of an address, or of a numbered group: "value", "label", "street"."""
    group: str = ""
    """Columns of one contact point in several columns share it; else empty."""
    origin: str = ""
    """Of whom or what the name says it is, as "shipping"; empty without such a word."""


def column_key(name: str) -> str:
    """A column's name as it is looked up: folded, with one space for each divider."""
    return _DIVIDERS.sub(" ", fold(name.replace("\ufeff", ""))).strip()


@cache
def known_names() -> dict[str, str]:
    """Field by column key, of all programs; titles are left to the row they stand in."""
    fields: dict[str, str] = {}
    for table in (_NAMES, COMMON_NAMES, LOCAL_NAMES):
        for line in table.replace("\n    ", " ").strip().split("\n"):
            field, _, names = line.partition("=")
            for name in names.split("|"):
                fields.setdefault(column_key(name), field.strip())
    return fields


def _numbered(position: int, key: str) -> Column | None:
    """One of Google's groups: `E-mail 1 - Value`, `Address 2 - Postal Code`."""
    match = _NUMBERED.fullmatch(key)
    part = _NUMBERED_PARTS.get(match[3]) if match else None
    if match is None or part is None:
        return None
    return Column(position, _NUMBERED_KINDS[match[1]], "", part, f"{match[1]} {match[2]}")


@cache
def _glued_names() -> dict[str, str]:
    """Fields by the names without anything but letters and numbers: `postcode`."""
    found: dict[str, str] = {}
    for key, field in known_names().items():
        if len(key) >= _SHORTEST_GLUED and field not in _CERTAIN_ONLY:
            found.setdefault(glued(key), field)
    return found


@cache
def _known_words() -> frozenset[str]:
    names = (key for key, field in known_names().items() if key.isascii() and field != "uid")
    return words_among(names)


def _field_as_known(key: str) -> str:
    """By the tables alone, with or without a number or a remark behind it."""
    known = known_names()
    if key in known:
        return known[key]
    remark = _REMARK.search(key)
    if remark and (by_words := field_by_words(key)):
        return by_words
    plain = _REMARK.sub("", key) or key
    ordinal = _ORDINAL.fullmatch(plain)
    return known.get(ordinal[1].strip() if ordinal else plain, "")


def _field_alike(key: str) -> tuple[str, str]:
    """By the tables or the words of the name; with the prefix that it has."""
    field = _field_as_known(key) or _glued_names().get(glued(key), "") or field_by_words(key)
    if field:
        return field, ""
    prefix, rest = without_prefix(key)
    if not rest:
        return "", ""
    field = _field_as_known(rest) or _glued_names().get(glued(rest), "") or field_by_words(rest)
    if field.partition(".")[0] == "note":
        return "", ""
    return field, prefix if prefix in SETS else ""


@lru_cache(maxsize=4096)
def _field_of_name(name: str) -> tuple[str, str]:
    """The field, and the prefix of the name where it has one; twice empty for no idea."""
    key = column_key(name)
    if field := _field_as_known(key):
        return field, ""
    if key.rstrip("0123456789 ") in _TITLES:
        return "title", ""
    divided = column_key(camel_divided(name)) if " " not in name else key
    for words in (divided, unglued(key, _known_words())):
        field, prefix = _field_alike(words) if words else ("", "")
        if field and field not in _CERTAIN_ONLY:
            return field, prefix
    return "", ""


def column_of(position: int, name: str) -> Column | None:
    """What the column holds; None when its name is not known."""
    name = name[:LONGEST_NAME].replace("\ufeff", "")
    key = column_key(name)
    if not key:
        return None
    if key not in known_names():
        numbered = _numbered(position, key)
        if numbered is not None:
            return numbered
    field, prefix = _field_of_name(name)
    if not field:
        return None
    column = column_of_field(position, field)
    if prefix and column.kind == "address":
        return replace(column, group=f"{column.group}{prefix}")
    return replace(column, origin=prefix) if prefix else column


def column_of_field(position: int, field: str) -> Column:
    """The column for a field as it is written here: `given`, `address.work.city`."""
    kind, _, rest = field.partition(".")
    if kind != "address":
        return Column(position, kind, rest)
    label, _, part = rest.partition(".")
    return Column(position, kind, label, part or "whole", f"address {label}")


def format_of(header: Sequence[str], columns: Sequence[Column]) -> str:
    """Which program wrote the file, as the `source` of its records; "csv:other" for any other."""
    keys = {column_key(name[:LONGEST_NAME]) for name in header}
    for name, signatures in _SIGNATURES:
        if any(signature <= keys for signature in signatures):
            return name
    known = known_names()
    keyed = [(column_key(header[each.position][:LONGEST_NAME]), each) for each in columns
             if each.position < len(header)]  # fmt: skip
    as_written = [each for key, each in keyed if key in known or key == each.label]
    fields = {f"{c.kind}.{c.label}" if c.label else c.kind for c in as_written}
    for name, wanted in _LOCAL_SIGNATURES:
        if wanted <= fields:
            return name
    return "csv:other"
