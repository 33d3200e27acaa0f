"""Looking into a JSON export of Monica without trusting any of its types."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def objects(value: object) -> list[Json]:
    """The JSON objects in a list; nothing of anything else."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def text(value: object) -> str:
    """A text or number as text; empty for anything else."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return str(value).replace("\0", "").encode("utf-8", "replace").decode()


def properties(record: Json) -> Json:
    """What a record says of itself."""
    found = record.get("properties")
    return found if isinstance(found, dict) else {}


def collection(record: Json, kind: str) -> list[Json]:
    """The values of the collection of this type in a record's `data`."""
    return [
        each
        for part in objects(record.get("data"))
        if text(part.get("type")).replace("-", "_").rpartition("\\")[2].lower() == kind
        for each in objects(part.get("values"))
    ]


def uuids(record: Json, kind: str) -> list[str]:
    """The names of the records that the collection of this type points to."""
    return [
        text(each)
        for part in objects(record.get("data"))
        if text(part.get("type")).lower() == kind and isinstance(part.get("values"), list)
        for each in part["values"]
        if isinstance(each, str)
    ]
