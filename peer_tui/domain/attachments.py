"""What an entry of the history points to: a file or a page, never a copy of it."""

import re
from dataclasses import dataclass

LINK_KINDS = ("http://", "https://", "mailto:", "tel:")
"""The links that are opened; nothing else is handed to another program."""
PROGRAMS = frozenset(
    {
        *(".app", ".appimage", ".bash", ".bat", ".bin", ".cmd", ".com", ".command", ".cpl"),
        *(".desktop", ".exe", ".hta", ".jar", ".js", ".jse", ".lnk", ".msc", ".msi", ".pif"),
        *(".pl", ".ps1", ".py", ".rb", ".reg", ".run", ".scr", ".sh", ".url", ".vbe", ".vbs"),
        *(".webloc", ".wsf", ".zsh"),
    }
)
"""Files that would run, or lead elsewhere, when opened."""
LABEL_WORD = " as "

_OTHER_KIND = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_SEPARATOR = re.compile(r"[/\\]")
_SHORTENED = 48


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file or a page that belongs to an entry of the history."""

    interaction_id: int
    location: str
    """An absolute path, or a link of `LINK_KINDS`."""
    label: str = ""
    id: int | None = None
    version: int = 1

    @property
    def name(self) -> str:
        """What it is called on the screen: the label, else the name of the file, or the link."""
        if self.label:
            return self.label
        if not is_link(self.location):
            return _file_name(self.location) or self.location
        name = self.location.partition(":")[2].strip("/")
        return name if len(name) <= _SHORTENED else f"{name[: _SHORTENED - 1]}…"


def is_link(location: str) -> bool:
    """Whether this is a link that may be opened; no white space stands in one."""
    known = location.lower().startswith(LINK_KINDS)
    return known and len(location.split()) == 1 and location.partition(":")[2].strip("/") != ""


def refusal_of(location: str) -> str:
    """Why this may not be opened, whether it is there or not; "" when it may."""
    if is_link(location):
        return ""
    if location.lower().startswith(LINK_KINDS):
        return "That link is not whole."
    if location.startswith(("\\\\", "//")) or _OTHER_KIND.match(location):
        return "Only http, https, mailto and tel links are opened; a file goes by its path."
    name, dot, ending = _file_name(location).rpartition(".")
    suffix = f"{dot}{ending}".lower() if name else ""
    return f"A {suffix} file would run; it is not opened here." if suffix in PROGRAMS else ""


def _file_name(path: str) -> str:
    return _SEPARATOR.split(path.rstrip("/\\"))[-1]
