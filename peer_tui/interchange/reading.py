"""Reads files of other programs, whichever wrote them: the content decides, not the name."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from peer_tui.errors import ImportRefused, UsageError
from peer_tui.interchange import ldif, mail, mail_aliases
from peer_tui.interchange.csv_formats import read_csv
from peer_tui.interchange.json_archive import is_archive
from peer_tui.interchange.monica import read_monica
from peer_tui.interchange.reading_choices import NO_CHOICES, ReadChoices
from peer_tui.interchange.records import Problem, ReadResult
from peer_tui.interchange.text_lines import as_utf8
from peer_tui.interchange.vcard import read_vcards
from peer_tui.interchange.vcard_lines import decode_file

LARGEST_FILE = 512 * 1024 * 1024
"""Bytes; a larger file is refused."""
SUFFIXES = frozenset(
    {".vcf", ".vcard", ".csv", ".tsv", ".ldif", ".ldi", ".json", ".mbox", ".mbx", ".eml"}
)
"""Which files of a folder are read, in lower case."""
_MAY_HOLD_PEOPLE = frozenset(
    {".txt", ".xml", ".contact", ".xls", ".xlsx", ".ods", ".pst", ".olm", ".abbu", ".zip", ".gz"}
)
"""Files of a folder that are not read and may hold contacts all the same."""
_PASSED_OVER = "a folder's files of this kind are not read; name the file itself if it holds people"
_PADDING = 16
"""NULs at the end of a file that are no text, whatever its encoding."""

_LOOKED_AT = 64 * 1024
_NOTHING = b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"
_BEGIN = re.compile(r"^[ \t]*BEGIN[ \t]*:[ \t]*VCARD", re.IGNORECASE | re.MULTILINE)
_BINARY = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Excel workbook"),
    (b"\xd0\xcf\x11\xe0", "an old Office or Outlook file"),
    (b"!BDN", "an Outlook data file"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_FORMATS = (
    (re.compile(rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype html|html)", re.IGNORECASE | re.DOTALL),
     "an HTML page"),
    (re.compile(rb"\s*<(?:\?xml|[a-z][\w:-]*[\s>])", re.IGNORECASE), "an XML file"),
    (re.compile(rb"\s*BEGIN:VCALENDAR", re.IGNORECASE), "a calendar"),
    (re.compile(rb"\s*\[\s*[\[{\"]"), "a JSON file of another program"),
)  # fmt: skip
_NOT_TEXT = frozenset(map(chr, range(32))) - frozenset("\t\n\r\f\x1b") | {"\ufffd"}
_HELP = "Export the contacts as vCard (.vcf) or CSV and try again."


def _refuse_known_binary(data: bytes, name: str) -> None:
    for mark, kind in _BINARY:
        if data.startswith(mark):
            raise ImportRefused(f"{name} is {kind}, not an address book. {_HELP}")


def _refuse_known_text(head: bytes, name: str) -> None:
    for begins, kind in _FORMATS:
        if begins.match(head):
            raise ImportRefused(f"{name} is {kind}, not an address book. {_HELP}")


def _refuse_binary(data: bytes, name: str) -> None:
    head = decode_file(data[:_LOOKED_AT])
    odd = sum(1 for char in head if char in _NOT_TEXT)
    # Where the sign for a character that could not be read is written, that was long ago.
    odd -= data[:_LOOKED_AT].count("\ufffd".encode())
    if odd * 10 > len(head):
        raise ImportRefused(f"{name} is not a text file. {_HELP}")


def _without_padding(data: bytes) -> bytes:
    """The file without the NULs that some phones fill up its last block with."""
    text = data.rstrip(b"\0")
    if len(data) - len(text) < _PADDING:
        return data
    return text + b"\0" if len(text) % 2 and b"\0" in text[:_LOOKED_AT] else text


def read_bytes(data: bytes, name: str, choices: ReadChoices = NO_CHOICES) -> ReadResult:
    """What a file holds, by its content; `name` stands in problems and sentences.

    A CSV file of which it is not certain what its columns hold gives a result with a refusal.
    Raises ImportRefused for an empty or binary file and JSON of another program; UsageError when
    a mapping of columns does not fit.
    """
    if not data[:_LOOKED_AT].strip(_NOTHING) and not data.strip(_NOTHING):
        raise ImportRefused(f"{name} is empty. {_HELP}")
    _refuse_known_binary(data, name)
    data = _without_padding(data)
    if _BEGIN.search(decode_file(data[:_LOOKED_AT])):
        return read_vcards(data, name, choices.progress)
    plain = as_utf8(data)
    head = plain[:_LOOKED_AT]
    if ldif.LOOKS_LIKE.match(head):
        return ldif.read_ldif(plain, name, choices.progress)
    if mail_aliases.LOOKS_LIKE_ABOOK.match(head):
        return mail_aliases.read_abook(plain, name)
    if mail_aliases.LOOKS_LIKE_ALIASES.match(head):
        return mail_aliases.read_aliases(plain, name)
    if mail.LOOKS_LIKE_MBOX.match(head):
        return mail.read_mbox(plain, name, choices)
    if head.lstrip()[:1] == b"{":
        return _read_json(plain, name)
    _refuse_binary(data, name)
    _refuse_known_text(head, name)
    if mail.looks_like_mail(plain):
        return mail.read_mail(plain, name, choices)
    return read_csv(data, name, choices)


def _read_json(data: bytes, name: str) -> ReadResult:
    if is_archive(data[:400]):
        raise ImportRefused(
            f"{name} is an archive of Peer and goes alone into an empty database: "
            f"`peer import --db NEW {name}`. Nothing was written."
        )
    return read_monica(data, name)


def read_path(path: Path, choices: ReadChoices = NO_CHOICES) -> ReadResult:
    """What one file holds. Raises ImportRefused when it cannot be read at all."""
    if path.is_dir():
        raise ImportRefused(f"{path} is a folder; name a file in it.")
    return read_bytes(bytes_of(path), path.name, choices).or_refused()


def bytes_of(path: Path) -> bytes:
    """The content of a file. Raises ImportRefused when it is too large or cannot be read."""
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise ImportRefused(
                f"{path} has {size // 2**20} MiB; at most {LARGEST_FILE // 2**20} MiB are read. "
                "Export fewer contacts at a time."
            )
        with path.open("rb") as file:
            return within_limit(file, str(path))
    except FileNotFoundError as error:
        raise ImportRefused(f"{path} does not exist.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ImportRefused(f"{path} cannot be read: {reason}.") from error


def within_limit(stream: BinaryIO, name: str) -> bytes:
    """All of a stream, which may be a pipe without an end.

    Raises ImportRefused when it is larger than `LARGEST_FILE`.
    """
    data = stream.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise ImportRefused(
            f"{name} holds more than {LARGEST_FILE // 2**20} MiB, and no more are read. "
            "Export fewer contacts at a time."
        )
    return data


def _files_in(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        suffix = path.suffix.lower()
        if path.is_file() and (suffix in SUFFIXES or (not suffix and _holds_mail(path))):
            yield path


def _holds_mail(path: Path) -> bool:
    """Whether a file without a suffix is an mbox, as Thunderbird names them."""
    try:
        with path.open("rb") as file:
            return mail.LOOKS_LIKE_MBOX.match(file.read(2048)) is not None
    except OSError:
        return False


def _size_of(path: Path) -> int:
    """In bytes; 0 for a file that has just gone, which reading it then says."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _read_folder(folder: Path, choices: ReadChoices) -> ReadResult:
    result = ReadResult()
    files = [(path, _size_of(path)) for path in _files_in(folder)]
    done, of = 0, sum(size for _, size in files)
    for path, size in files:
        try:
            result.take_in(read_path(path, _among_others(choices, done, size, of)))
        except (ImportRefused, UsageError) as refusal:
            result.not_read.append(Problem(str(path.relative_to(folder)), 0, str(refusal)))
        done += size
    return result


def _passed_over(folder: Path) -> Iterator[Problem]:
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in _MAY_HOLD_PEOPLE and path.is_file():
            yield Problem(str(path.relative_to(folder)), 0, _PASSED_OVER)


def _among_others(choices: ReadChoices, before: int, size: int, of: int) -> ReadChoices:
    """The choices for one file of several, whose progress is that of all."""

    def progress(done: int, _of: int) -> None:
        choices.progress(before + min(done, size), of)

    progress(0, size)
    return replace(choices, progress=progress)


def read_many(paths: Iterable[Path], choices: ReadChoices = NO_CHOICES) -> ReadResult:
    """What all the files hold, in order; folders with all their files of a known suffix.

    A file that is named and cannot be read raises ImportRefused; one within a folder is among
    what was not read. A folder without anything to read raises ImportRefused.
    """
    result = ReadResult()
    for path in paths:
        if not path.is_dir():
            result.take_in(read_path(path, choices))
            continue
        found = _read_folder(path, choices)
        if found.is_empty:
            raise ImportRefused(f"{path} holds no vCard (.vcf), no CSV, no LDIF and no mail.")
        found.not_read.extend(_passed_over(path))
        result.take_in(found)
    return result
