"""Files to damage: small ones with much in them, and what other programs wrote."""

from functools import cache
from pathlib import Path

from tests.paths import SHARED

CORPUS = SHARED / "corpus"
MADE_UP = Path(__file__).with_name("other_programs")
MOST = 20_000
"""Bytes of a file of the corpus that are damaged: more would only be slower."""

CARD = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;Ann;;;
FN:Ann Müller
item1.TEL;TYPE="work,voice";PREF=1:+49 30 1234567
item1.X-ABLabel:_$!<Work>!$_
ADR;WORK:;;Elm\\, St 5;Leeds;;LS1;UK
PHOTO;ENCODING=BASE64:
 /9j/4AAQ
AGENT:BEGIN:VCARD
FN:Agent
END:VCARD
BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-06
NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0A=
two
END:VCARD
""".encode()
ENTRY = b"""version: 1
dn: cn=Ann,mail=a@x.example
cn:: QW5u
mail: a@x.example
street: 1 Elm
  Street
description:: bGluZQ==
"""
BOX = b"""From a@x.example Mon Jun 01 10:00:00 2026
From: =?utf-8?Q?Ann?= <a@x.example>
To: me@x.example, "B, C" <b@x.example>
Subject: =?iso-8859-1?B?R3L8?= there
Date: Tue, 2 Jun 2026 09:30:00 +0200
Content-Type: multipart/alternative; boundary=x

--x
Content-Type: text/plain; charset=bogus
Content-Transfer-Encoding: quoted-printable

Gr=FC
--x--
"""
TABLE = b"""Name,E-mail,Phone,Birthday,Foo
Ann,a@x.example,+44 20 7946 0101,1980-03-04,x
"Bo, ""B"" Lee",b@x.example,,4/3/1980,y
"""
ACTIVITIES = b"""Activity - Subject,Activity - Type,Activity - Due date,Activity - Due time,\
Activity - Done,Activity - Note,Person - Name,Person - Email
Ring,Call,2026-11-01,,Done,nice,Ann,Ann@x.example
Ask,Task,2026-12-01,09:30,To do,,Ann,ann@x.example
No,Call,2026-12-01,,,,Bo,
"""
ACCOUNT = b"""{"version": "1.0-preview.1", "account": {"data": [{"count": 1, "type": "contact",
"values": [{"uuid": "a", "properties": {"first_name": "Ann"}, "data": [{"type": "note", "values":
[{"created_at": "2026-01-02T03:04:05Z", "properties": {"body": "x"}}]}]}]}]}}"""
ABOOK = b"""# abook addressbook file
[format]
program=abook
version=0.6.1

[0]
name=Ann
email=a@x.example,b@x.example
mobile=+44 20 7946 0101
"""
ALIASES = b"""alias -group shop ann "Ann Q." <a@x.example> # a friend
alias bob b@x.example (Bob)
alias all ann,\\
  bob
"""
HEADLESS = b"1,Ann,Lee,ann.lee@x.example\n2\tBo\tLi\tbli@x.example\n3;Cy;Poe;cpoe@x.example\n"
EVENT = b"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//EN
BEGIN:VTIMEZONE
TZID:Europe/Berlin
END:VTIMEZONE
BEGIN:VEVENT
UID:a
DTSTAMP:20261101T000000Z
SEQUENCE:2
DTSTART;TZID=Europe/Berlin:20261201T111500
DTEND;TZID=Europe/Berlin:20261201T114500
RRULE:FREQ=WEEKLY;COUNT=3
SUMMARY:Coffee\\, tea
CATEGORIES:a,b
X-PEER-KIND:follow-up
X-PEER-ID:1
BEGIN:VALARM
TRIGGER:PT9H
ACTION:DISPLAY
END:VALARM
END:VEVENT
END:VCALENDAR
"""
TASK = EVENT.replace(b"VEVENT", b"VTODO").replace(b"DTEND", b"DUE")
ARCHIVE = Path(__file__).with_name("archive_of_schema_2.json")

_MADE_UP_OF = {
    "vcard": (CARD,),
    "csv": (TABLE,),
    "headless": (HEADLESS,),
    "ldif": (ENTRY,),
    "mail": (BOX,),
    "activities": (ACTIVITIES,),
    "monica": (ACCOUNT,),
    "aliases": (ABOOK, ALIASES),
    "calendar": (EVENT, TASK),
}
KINDS = tuple(_MADE_UP_OF)
_SUFFIXES = {
    ".vcf": "vcard",
    ".csv": "csv",
    ".ldif": "ldif",
    ".mbox": "mail",
    ".addressbook": "aliases",
    ".aliases": "aliases",
}
_WITHOUT_HEADER = (
    "FolkerKinzel+Contacts.IO__NoHeader.csv",
    "mozilla+releases-comm-central__csv_no_header.csv",
    "mozilla+releases-comm-central__tab_comma_mixed.csv",
)


@cache
def made_up(kind: str) -> tuple[bytes, ...]:
    """What we made up of this kind of file."""
    others = (path for path in sorted(MADE_UP.iterdir()) if _SUFFIXES.get(path.suffix) == kind)
    return (*_MADE_UP_OF[kind], *(path.read_bytes() for path in others))


@cache
def of_the_corpus(kind: str) -> tuple[bytes, ...]:
    """What other programs wrote of this kind, the first `MOST` bytes of each file."""
    folder = CORPUS / {"headless": "csv", "mail": "mbox"}.get(kind, kind)
    names = _WITHOUT_HEADER if kind == "headless" else [path.name for path in folder.iterdir()]
    return tuple((folder / name).read_bytes()[:MOST] for name in sorted(names))
