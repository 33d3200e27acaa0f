"""Reads files of contacts, whichever program wrote them: the content decides, not the name."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from peer_tui.errors import ImportRefused
from peer_tui.interchange.csv_formats import read_csv
from peer_tui.interchange.records import Problem, ReadResult
from peer_tui.interchange.vcard import read_vcards
from peer_tui.interchange.vcard_lines import decode_file

LARGEST_FILE = 512 * 1024 * 1024
"""Bytes; a larger file is refused."""
SUFFIXES = frozenset({".vcf", ".vcard", ".csv"})
"""Which files of a folder are read, in lower case."""

_LOOKED_AT = 64 * 1024
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
    (b"MZ", "a program"),
)
_NOT_TEXT = frozenset(map(chr, range(32))) - frozenset("\t\n\r\f\x1b") | {"\ufffd"}
_HELP = "Export the contacts as vCard (.vcf) or CSV and try again."


def _refuse_binary(data: bytes, name: str) -> None:
    for mark, kind in _BINARY:
        if data.startswith(mark):
            raise ImportRefused(f"{name} is {kind}, not an address book. {_HELP}")
    head = decode_file(data[:_LOOKED_AT])
    odd = sum(1 for char in head if char in _NOT_TEXT)
    if odd * 10 > len(head):
        raise ImportRefused(f"{name} is not a text file. {_HELP}")


def read_bytes(data: bytes, name: str) -> ReadResult:
    """The contacts in the content of a file; `name` stands in problems and sentences.

    Raises ImportRefused for an empty or binary file, and for a CSV file of which no column
    is known.
    """
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise ImportRefused(f"{name} is empty. {_HELP}")
    if _BEGIN.search(decode_file(data[:_LOOKED_AT])):
        return read_vcards(data, name)
    _refuse_binary(data, name)
    return read_csv(data, name)


def read_path(path: Path) -> ReadResult:
    """The contacts of one file. Raises ImportRefused when it cannot be read at all."""
    if path.is_dir():
        raise ImportRefused(f"{path} is a folder; name a file in it.")
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise ImportRefused(
                f"{path} has {size // 2**20} MiB; at most {LARGEST_FILE // 2**20} MiB are read. "
                "Export fewer contacts at a time."
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise ImportRefused(f"{path} does not exist.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ImportRefused(f"{path} cannot be read: {reason}.") from error
    return read_bytes(data, path.name)


def _files_in(folder: Path) -> Iterator[Path]:
    yield from sorted(
        path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file()
    )


def _read_folder(folder: Path) -> ReadResult:
    result = ReadResult()
    for path in _files_in(folder):
        try:
            read = read_path(path)
        except ImportRefused as refusal:
            result.problems.append(Problem(str(path.relative_to(folder)), 0, str(refusal)))
            continue
        result.take_in(read)
    return result


def read_many(paths: Iterable[Path]) -> ReadResult:
    """The contacts of all the files in order, folders with all their vCard and CSV files.

    A file that is named and cannot be read raises ImportRefused; one within a folder becomes a
    problem. A folder without any contact raises ImportRefused.
    """
    result = ReadResult()
    for path in paths:
        if not path.is_dir():
            result.take_in(read_path(path))
            continue
        found = _read_folder(path)
        if found.is_empty:
            raise ImportRefused(f"{path} holds no vCard (.vcf) and no CSV file.")
        result.take_in(found)
    return result
