"""SHA-256 without the start-up cost of OpenSSL, which `hashlib` loads for nothing here."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any


@cache
def _module() -> Any:  # noqa: ANN401 - one of three modules of the standard library
    # _sha2 since Python 3.12, _sha256 before; a build may come without them.
    for name in ("_sha2", "_sha256"):
        try:
            return import_module(name)
        except ImportError:
            continue
    return import_module("hashlib")


class RunningHash:
    """A SHA-256 that grows part by part; equal to `sha256_hex` of all the parts."""

    def __init__(self) -> None:
        self._digest = _module().sha256()

    def add(self, part: bytes) -> None:
        """Take in the next part."""
        self._digest.update(part)

    def hexdigest(self) -> str:
        """The hash of all the parts so far, in hexadecimal."""
        return str(self._digest.hexdigest())


def sha256_hex(*parts: bytes) -> str:
    """The SHA-256 of the parts one after the other, in hexadecimal."""
    digest = _module().sha256()
    for part in parts:
        digest.update(part)
    return str(digest.hexdigest())
