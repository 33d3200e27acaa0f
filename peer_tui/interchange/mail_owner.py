"""Whose mailbox a file is, as far as its mails tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

_MOST_PARTNERS = 1000


class OwnerGuess:
    """Counts who writes and who is written to, for a mailbox whose owner did not say."""

    def __init__(self) -> None:
        self._sent: Counter[str] = Counter()
        self._delivered: Counter[str] = Counter()
        self._partners: dict[str, set[str]] = {}

    def add(self, sender: str, recipients: Collection[str], delivered_to: Collection[str]) -> None:
        """A mail, by the addresses of its headers in lower case."""
        self._sent[sender] += 1
        self._delivered.update(delivered_to)
        for address in recipients:
            for one, other in ((sender, address), (address, sender)):
                partners = self._partners.setdefault(one, set())
                if one != other and len(partners) < _MOST_PARTNERS:
                    partners.add(other)

    def hint(self) -> str:
        """What the owner can do about mails that are probably theirs; empty for nothing."""
        address = self._address()
        if not address:
            return ""
        number = self._sent[address]
        mails = "1 mail is" if number == 1 else f"{number:,} mails are"
        return (
            f"{mails} from {address}; if that is you, say so with `--me {address}` or the setting "
            "my_addresses and import again."
        )

    def _address(self) -> str:
        """The one who gets what is delivered here, or writes with most others; and writes."""
        writers = {address: len(self._partners.get(address, ())) for address in self._sent}
        found = Counter({address: number for address, number in self._delivered.items()
                         if address in writers}) or Counter(writers)  # fmt: skip
        first, second = [*found.most_common(2), ("", 0), ("", 0)][:2]
        return first[0] if first[1] > second[1] else ""
