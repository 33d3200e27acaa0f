"""Reads mbox files and single mails into the shared history (RFC 4155, RFC 5322)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import getaddresses, parsedate_to_datetime

from peer_tui.domain.history import Channel, Initiator, Interaction
from peer_tui.interchange.mail_body import body_of
from peer_tui.interchange.mail_owner import OwnerGuess
from peer_tui.interchange.reading_choices import NO_CHOICES, ReadChoices
from peer_tui.interchange.records import ItemRecord, Problem, ReadResult, one_line

SOURCE = "mail"
AUTOMATIC = "newsletters and automatic messages"
PUT_ASIDE = "drafts, chats, spam and deleted mails"
NO_DATE = "mails without a date"
NO_ADDRESS = "mails without the address of anybody but you"

_POSTMARK_LINE = (
    rb"From [^\r\n]{0,300}?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +(?:"
    rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +\d{1,2} +\d\d?:\d\d(?::\d\d)?"
    rb"|\d{1,2} +(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) )[^\r\n]{0,40}?\d{4}[^\r\n]*"
)
_POSTMARK = re.compile(rb"(?:\A|(?<=[\r\n]))" + _POSTMARK_LINE)
LOOKS_LIKE_MBOX = re.compile(rb"\A[\r\n]*" + _POSTMARK_LINE)
"""How an mbox begins."""
_DATE_OF_POSTMARK = re.compile(rb"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? .*", re.DOTALL)
_HEADER = re.compile(rb"[!-9;-~]{1,76}[ \t]*:")
_STUFFED = re.compile(rb"^>(>*From )", re.MULTILINE)
_LINE = re.compile(rb"\r\n|\r|\n")
_MAIL_HEADERS = frozenset({"from", "date", "message-id", "received", "subject", "to"})
_FEWEST_HEADERS = 3
_LIST_HEADERS = (
    *("list-id", "list-unsubscribe", "list-help", "list-post", "list-subscribe"),
    *("mailing-list", "feedback-id", "x-campaign", "x-mailing-list"),
)
_AUTOMATIC_SENDER = re.compile(
    r"(?:no|do-?not|nicht|ne-?pas)[-_.]?(?:reply|antworten|repondre|responder)"
    r"|mailer-daemon|postmaster|bounces?|newsletter|notifications?",
    re.IGNORECASE,
)
_ASIDE = frozenset(
    {
        *("spam", "trash", "draft", "drafts", "chat", "chats", "bin"),
        *("papierkorb", "entwürfe", "corbeille", "brouillons", "papelera", "borradores"),
        *("cestino", "bozze", "prullenbak", "concepten", "lixeira", "rascunhos"),
    }
)
"""Labels of Gmail for what is neither sent nor kept."""
_EXPUNGED = 0x0008
"""The bit of X-Mozilla-Status of a mail that is deleted and still in the file."""
_LARGEST_HEAD = 256 * 1024
_LONGEST_HEADER = 32 * 1024
_MOST_ADDRESSES = 100
_LONGEST_SUBJECT = 500
_MOST_PROBLEMS = 200
_YEARS = range(1970, 2200)
_TOLD_EVERY = 512 * 1024
"""Bytes between two reports of progress."""


def looks_like_mail(data: bytes) -> bool:
    """Whether the file begins with the header of a mail."""
    names = [name for name, _ in _raw_headers(data[:_LARGEST_HEAD].lstrip())]
    return names[:1] != ["begin"] and len(_MAIL_HEADERS & set(names)) >= _FEWEST_HEADERS


def _raw_headers(message: bytes) -> Iterator[tuple[str, bytes]]:
    """Names in lower case and unfolded values, up to the first empty line."""
    name, parts, size = "", [], 0
    for line in _LINE.split(message[:_LARGEST_HEAD]):
        if not line:
            break
        if line[:1] in b" \t" and name:
            size += len(line)
            if size < _LONGEST_HEADER:
                parts.append(line.strip())
            continue
        if name:
            yield name, b" ".join(parts)
        match = _HEADER.match(line)
        if match is None:
            name = ""
            break
        name = match[0].rstrip(b": \t").decode("ascii").lower()
        parts, size = [line[match.end() : match.end() + _LONGEST_HEADER].strip()], 0
    if name:
        yield name, b" ".join(parts)


def _headers(message: bytes) -> dict[str, str]:
    """The first value of each header; those of addresses joined."""
    found: dict[str, str] = {}
    for name, raw in _raw_headers(message):
        text = _text(raw)
        if name in ("to", "cc", "bcc") and name in found:
            found[name] = f"{found[name]}, {text}"
        else:
            found.setdefault(name, text)
    return found


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def decoded_words(text: str) -> str:
    """A header with its encoded words decoded (RFC 2047), whatever charset they name."""
    if "=?" not in text:
        return text
    try:
        parts = decode_header(text)
    except (HeaderParseError, ValueError, LookupError):
        return text
    said: list[str] = []
    for part, charset in parts:
        if isinstance(part, str):
            said.append(part)
            continue
        try:
            said.append(part.decode(charset or "ascii"))
        except (LookupError, UnicodeError, ValueError):
            said.append(_text(part))
    return "".join(said) or text


def _addresses(headers: dict[str, str], *names: str) -> list[str]:
    values = [headers[name] for name in names if headers.get(name)]
    try:
        pairs = getaddresses(values)
    except (ValueError, IndexError, TypeError, RecursionError):
        return []
    found = (one_line(address).lower() for _, address in pairs[:_MOST_ADDRESSES])
    return list(dict.fromkeys(address for address in found if "@" in address))


def _moment(text: str) -> datetime | None:
    """The moment of a Date header or postmark; None when it says none of our time."""
    try:
        at = parsedate_to_datetime(text)
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
        return at.astimezone(UTC) if at.year in _YEARS else None
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None


def _is_put_aside(headers: dict[str, str]) -> bool:
    """Whether Gmail or Thunderbird says that the mail is a draft, spam or deleted."""
    labels = decoded_words(headers.get("x-gmail-labels", "")).lower().split(",")
    status = headers.get("x-mozilla-status", "").strip()
    expunged = re.fullmatch("[0-9a-fA-F]{4}", status) and int(status, 16) & _EXPUNGED
    return bool(expunged or _ASIDE & {label.strip() for label in labels})


def _is_automatic(headers: dict[str, str], sender: str) -> bool:
    if any(headers.get(name) for name in _LIST_HEADERS):
        return True
    if headers.get("precedence", "").strip().lower() in ("bulk", "list", "junk"):
        return True
    if headers.get("auto-submitted", "no").strip().lower() not in ("no", ""):
        return True
    return bool(_AUTOMATIC_SENDER.search(sender.partition("@")[0]))


class _Reader:
    def __init__(self, where: str, choices: ReadChoices) -> None:
        self._where = where
        self._choices = choices
        self._owner = OwnerGuess()
        self.result = ReadResult(format=SOURCE)

    def finish(self) -> ReadResult:
        """All that was found, with a word to an owner who did not say who they are."""
        if not self._choices.me and (hint := self._owner.hint()):
            self.result.hints.append(hint)
        return self.result

    def read(self, message: bytes, line: int, postmark: str = "") -> None:
        """Add a mail to the items, or count it among those left out."""
        headers = _headers(message)
        result, me = self.result, self._choices.me
        sender = next(iter(_addresses(headers, "from", "sender")), "")
        if _is_automatic(headers, sender):
            result.leave_out(AUTOMATIC)
            return
        if _is_put_aside(headers):
            result.leave_out(PUT_ASIDE)
            return
        at = _moment(headers.get("date", "")) or _moment(postmark)
        if at is None:
            result.leave_out(NO_DATE)
            self._problem(line, f"the date {one_line(headers.get('date', ''))[:60]!r} is none")
            return
        mine = sender in me
        recipients = _addresses(headers, "to", "cc", "bcc")
        self._owner.add(sender, recipients, _addresses(headers, "delivered-to"))
        others = recipients if mine else [sender]
        others = [address for address in others if address and address not in me]
        if not others:
            result.leave_out(NO_ADDRESS)
            return
        subject = one_line(decoded_words(headers.get("subject", "")))[:_LONGEST_SUBJECT]
        text = subject
        if self._choices.bodies and (body := body_of(message)):
            text = f"{subject}\n\n{body}".strip()
        side = Initiator.ME if mine else Initiator.THEM
        entry = Interaction(at, text, (), channel=Channel.EMAIL, initiated_by=side)
        uid = one_line(headers.get("message-id", ""))[:300] or _made_uid(at, sender, subject)
        result.items.append(ItemRecord(SOURCE, uid, entry, emails=tuple(others), line=line))

    def _problem(self, line: int, what: str) -> None:
        if len(self.result.problems) < _MOST_PROBLEMS:
            self.result.problems.append(Problem(self._where, line, what))


def _made_uid(at: datetime, sender: str, subject: str) -> str:
    said = f"{at.isoformat()}\n{sender}\n{subject}".encode("utf-8", "replace")
    return f"content:{hashlib.sha256(said).hexdigest()[:32]}"


def _unstuffed(message: bytes) -> bytes:
    """Lines that begin with "From " as they were, before the mailbox put a `>` in front."""
    return _STUFFED.sub(rb"\1", message) if b">From " in message else message


def read_mail(data: bytes, where: str, choices: ReadChoices = NO_CHOICES) -> ReadResult:
    """One mail as an entry of the history. Never raises on any bytes."""
    reader = _Reader(where, choices)
    reader.read(data.lstrip(), 1)
    return reader.result


def read_mbox(data: bytes, where: str, choices: ReadChoices = NO_CHOICES) -> ReadResult:
    """Every mail of the file as an entry of the history. Never raises on any bytes.

    A mail of the owner (see `ReadChoices.me`) is about those it went to, any other about its
    sender. Newsletters and automatic messages are left out and counted.
    """
    reader = _Reader(where, choices)
    begin: re.Match[bytes] | None = None
    line, counted, told = 1, 0, -_TOLD_EVERY
    for match in _POSTMARK.finditer(data):
        if match.start() >= told + _TOLD_EVERY:
            told = match.start()
            choices.progress(told, len(data))
        if begin is not None:
            reader.read(_message(data, begin, match.start()), line, _postmark_date(begin))
        line += _lines(data, counted, match.start())
        counted, begin = match.start(), match
    if begin is not None:
        reader.read(_message(data, begin, len(data)), line, _postmark_date(begin))
    return reader.finish()


def _lines(data: bytes, start: int, end: int) -> int:
    return data.count(b"\n", start, end) or data.count(b"\r", start, end)


def _message(data: bytes, begin: re.Match[bytes], end: int) -> bytes:
    start = begin.end()
    for mark in (b"\r\n", b"\n", b"\r"):
        if data.startswith(mark, start):
            start += len(mark)
            break
    return _unstuffed(data[start:end])


def _postmark_date(begin: re.Match[bytes]) -> str:
    """`Mon Jun 01 10:00:00 2009` in the order of a Date header."""
    match = _DATE_OF_POSTMARK.search(begin[0])
    words = match[0].decode("ascii", "replace").replace(",", "").split() if match else []
    if len(words) >= 5 and words[2].isdecimal() and ":" in words[3]:
        zone = next((word for word in words[4:] if re.fullmatch(r"[+-]\d{4}", word)), "+0000")
        year = next((word for word in words[4:] if re.fullmatch(r"\d{4}", word)), "")
        return f"{words[0]}, {words[2]} {words[1]} {year} {words[3]} {zone}"
    return " ".join(words)
