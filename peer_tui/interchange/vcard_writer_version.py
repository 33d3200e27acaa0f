"""A line of a raw card in the words of another version, or of this one where it broke the rules."""

import re

from peer_tui.interchange.vcard import HANDLERS
from peer_tui.interchange.vcard_lines import split_property
from peer_tui.interchange.vcard_values import components, list_items, phone_number, unescape
from peer_tui.interchange.vcard_writer_base import BaseCard, BaseLine
from peer_tui.interchange.vcard_writer_lines import escape, property_line, split_parameters
from peer_tui.interchange.vcard_writer_properties import date_line_name, date_text

_TEXTS = frozenset({"FN", "NOTE", "TITLE", "ROLE"})
_STRUCTURES = frozenset({"N", "ADR", "ORG"})
_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT", "B"})
_PICTURES = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
_MEDIA = {"PHOTO": "image", "LOGO": "image", "SOUND": "audio", "KEY": "application"}
_BARE_COMMA = re.compile(r"(?<!\\)(?:\\\\)*[,;]")
_DATA = re.compile(r"data:([\w.+-]+)/([\w.+-]+);base64,(.*)", re.IGNORECASE | re.DOTALL)
_ENDS = frozenset({"BEGIN", "END"})
"""Would begin or end a card where other programs read them."""
_DATES = frozenset({"BDAY", "ANNIVERSARY", "X-ANNIVERSARY"})

Pairs = list[tuple[str, str]]


def converted(line: BaseLine, base: BaseCard, version: str) -> str:
    """The line as it is written in a card of that version; itself where that is the same."""
    if line.is_new:
        return line.text.replace("\n", "\\n")
    head, value = split_property(line.text)
    group, name, parameters = split_parameters(head)
    if line.name in _ENDS:
        return property_line(f"X-{name.strip()}", value.replace("\n", "\\n"), parameters, group)
    old = any(not value or key.upper() == "CHARSET" for key, value in parameters)
    old = old or line.head.encoding not in ("", "B") or "\n" in line.text or ":" not in line.text
    same = base.version == version and not old
    if same and not (line.name in _TEXTS and _BARE_COMMA.search(line.value)):
        return line.text
    if same:
        return f"{head}:{escape(unescape(line.value))}"
    value, parameters = _decoded(line, parameters, old)
    # A line that begins with its colon would be read as more of the line before it.
    name = name.strip() or "X-UNNAMED"
    if line.date >= 0 and line.name in _DATES and line.value:
        kind, on = base.contact.dates[line.date][1].kind, base.contact.dates[line.date][1].on
        omitted = {"VALUE", "X-APPLE-OMIT-YEAR"}
        more, value = date_text(on, version)
        parameters = [pair for pair in parameters if pair[0].upper() not in omitted] + more
        name = date_line_name(kind, version)
    elif line.name in _PICTURES:
        value, parameters = _picture(line.name, value, parameters, version)
    elif line.name == "TEL" and version != "4.0" and value[:4].lower() == "tel:":
        value = escape(phone_number(unescape(value)))
        parameters = [pair for pair in parameters if pair[0].upper() != "VALUE"]
    return property_line(name, value, _preferred(parameters, version), group)


def _decoded(line: BaseLine, parameters: Pairs, old: bool) -> tuple[str, Pairs]:
    """The value as text, escaped for 3.0 and 4.0, and the parameters without encodings.

    `old` is a line in the way of 2.1, whose lists may not be escaped.
    """
    found: Pairs = []
    types: list[str] = []
    for key, value in parameters:
        upper = key.upper()
        if upper == "CHARSET":
            continue
        if upper == "ENCODING" or (not value and upper in _ENCODINGS):
            if _is_kept_base64(line):
                found.append(("ENCODING", "b"))
            continue
        if upper == "TYPE" and value:
            types += [part for part in value.strip('"').split(",") if part]
        elif not value:
            types += [part for part in key.split(",") if part]
        else:
            found.append((key, value))
    if types:
        found.insert(0, ("TYPE", ",".join(dict.fromkeys(part.strip() for part in types))))
    return _escaped(line, old), found


def _escaped(line: BaseLine, old: bool) -> str:
    value = line.value.replace("\r\n", "\n").replace("\r", "\n")
    if line.name in _TEXTS:
        return escape(unescape(value))
    if old and line.name in _STRUCTURES:
        return ";".join(map(escape, components(value)))
    if old and line.name == "CATEGORIES":
        return ",".join(map(escape, list_items(value)))
    return value.replace("\n", "\\n")


def _is_kept_base64(line: BaseLine) -> bool:
    """Whether the value is base64 that no handler has decoded."""
    return line.head.encoding in ("B", "BASE64") and line.name not in HANDLERS


def _picture(name: str, value: str, parameters: Pairs, version: str) -> tuple[str, Pairs]:
    """PHOTO and its like: base64 in 3.0, a data URI in 4.0."""
    known = {key.upper(): text for key, text in parameters}
    encoded = known.get("ENCODING", "").upper() in ("B", "BASE64")
    others = [pair for pair in parameters if pair[0].upper() not in ("ENCODING", "TYPE", "VALUE")]
    kind = known.get("TYPE", "").split(",")[0].strip('"')
    if version == "4.0" and encoded:
        subtype = kind.lower().rpartition("/")[2] or ("jpeg" if name == "PHOTO" else "octet-stream")
        media = f"data:{_MEDIA[name]}/{subtype};base64,"
        return media + "".join(value.split()), others
    match = _DATA.fullmatch(value) if version != "4.0" else None
    if match:
        return match[3], [("ENCODING", "b"), ("TYPE", match[2].upper()), *others]
    if encoded:
        pairs = [("ENCODING", "b"), *([("TYPE", kind)] if kind else []), *others]
        return "".join(value.split()), pairs
    return value, parameters


def _preferred(parameters: Pairs, version: str) -> Pairs:
    """The most preferred is TYPE=pref in 3.0 and PREF=1 in 4.0."""
    found: Pairs = []
    known = {key.upper() for key, _ in parameters}
    for key, value in parameters:
        if key.upper() == "TYPE" and version == "4.0":
            types = value.strip('"').split(",")
            others = [part for part in types if part.lower() != "pref"]
            if others:
                found.append((key, ",".join(others)))
            if len(others) < len(types) and "PREF" not in known:
                found.append(("PREF", "1"))
        elif key.upper() == "PREF" and value == "1" and version != "4.0":
            at = next((n for n, pair in enumerate(found) if pair[0].upper() == "TYPE"), None)
            if at is None:
                found.append(("TYPE", "pref"))
            else:
                found[at] = (found[at][0], f"{found[at][1]},pref")
        else:
            found.append((key, value))
    return found
