"""Which key runs which action where: the registry with the owner's own keys laid over it."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from itertools import combinations
from types import MappingProxyType
from typing import NamedTuple

from peer_tui.domain.text import clean_line
from peer_tui.errors import UsageError
from peer_tui.tui.action_list import ACTIONS, BY_ID
from peer_tui.tui.actions import Action, Place, RowKind, acts_on, hinted, label_for, works_in
from peer_tui.tui.key_names import parse_keys


class KeymapError(UsageError):
    """The owner's own keys cannot be used as they stand; one line for each fault."""


class InForce(NamedTuple):
    """The key map of a session, and what kept the owner's own keys out of it."""

    keymap: "Keymap"
    faults: tuple[str, ...] = ()
    """One sentence each; with any of them the default keys are in force."""

    @property
    def warning(self) -> str:
        """The faults in one sentence for the message line; "" without any."""
        if not self.faults:
            return ""
        others = len(self.faults) - 1
        more = f" and {others} more (peer keys lists all)" if others else ""
        return f"config.toml [keys]: {self.faults[0]}{more} The default keys are in force."


def keymap_in_force(own_keys: Mapping[str, str]) -> InForce:
    """The owner's keys over the registry's, or the registry's alone where those cannot be used."""
    try:
        return InForce(Keymap.build(own_keys))
    except KeymapError as error:
        return InForce(Keymap.build(), tuple(str(error).splitlines()))


class Hint(NamedTuple):
    """One hint of the footer, or one row of `?`."""

    action_id: str
    keys: tuple[str, ...]
    label: str
    help: str


class Keymap:
    """The keys in use. Build it with `Keymap.build`."""

    def __init__(
        self,
        keys: Mapping[str, tuple[str, ...]],
        by_place: Mapping[Place, Mapping[str, Action]],
        prefixes: frozenset[str],
    ) -> None:
        self._keys = keys
        self._by_place = by_place
        self._prefixes = prefixes

    @classmethod
    def build(cls, overrides: Mapping[str, str] | None = None) -> "Keymap":
        """The registry's keys, with `overrides` of action id to keys ("u, Ctrl-Z"; "" for none).

        Raises KeymapError naming every unknown id with the nearest known one, every key that
        cannot be bound, and every two actions that share a key in a place.
        """
        keys = {action.id: action.keys for action in ACTIONS}
        faults = []
        for action_id, text in (overrides or {}).items():
            if action_id not in BY_ID:
                faults.append(_unknown(action_id))
                continue
            try:
                keys[action_id] = parse_keys(text)
            except ValueError as error:
                faults.append(f"{action_id}: {error}.")
        faults.extend(_clashes(keys))
        if faults:
            raise KeymapError("\n".join(faults))
        prefixes = {key.split(" ")[0] for key in _all_keys(keys) if " " in key}
        return cls(
            MappingProxyType(keys),
            _tables(keys),
            frozenset(prefixes),
        )

    def action_for(self, key: str, place: Place) -> Action | None:
        """The action of a key (or chord, "g p") in a place, or None."""
        return self._by_place[place].get(key)

    def is_prefix(self, key: str) -> bool:
        """Whether the key begins a chord."""
        return key in self._prefixes

    def keys_of(self, action_id: str) -> tuple[str, ...]:
        """The keys of an action, the main one first; empty if the owner took them off."""
        return self._keys[action_id]

    def key_of(self, action_id: str) -> str:
        """The main key of an action; "" if the owner took it off."""
        return next(iter(self._keys[action_id]), "")

    def advice(self, words: str, *ways: tuple[str, str]) -> str:
        """A sentence with keys: "Nothing shared yet: l logs a line, a adds one."

        `ways`: ids of actions and what their keys do; an action without a key is left out.
        """
        known = ((self._keys[action_id], does) for action_id, does in ways)
        told = ", ".join(f"{keys[0]} {does}" for keys, does in known if keys)
        return f"{words}: {told}." if told else f"{words}."

    def help_rows(self, place: Place, row_kind: RowKind | None = None) -> tuple[Hint, ...]:
        """Every action that works in the place, in the order of the registry, for `?`."""
        return tuple(
            self._hint(action, row_kind)
            for action in ACTIONS
            if self._shown(action, place) and (row_kind is None or acts_on(action, row_kind))
        )

    def hints(self, place: Place, row_kind: RowKind | None = None) -> tuple[Hint, ...]:
        """The footer for the row under the cursor, `?` last; None: there is no row."""
        chosen = [
            action for action in ACTIONS if hinted(action, row_kind) and self._shown(action, place)
        ]
        chosen.sort(key=lambda action: action.id == "help.open")
        return tuple(self._hint(action, row_kind) for action in chosen)

    def continuations(
        self, prefix: str, place: Place, row_kind: RowKind | None = None
    ) -> tuple[Hint, ...]:
        """What may follow the first key of a chord, in the order of the registry."""
        found = []
        for action in ACTIONS:
            if works_in(action, place) and (row_kind is None or acts_on(action, row_kind)):
                begun = (key.split(" ") for key in self._keys[action.id] if " " in key)
                seconds = tuple(second for first, second in begun if first == prefix)
                if seconds:
                    label = label_for(action, row_kind)
                    found.append(Hint(action.id, seconds, label, action.help))
        return tuple(found)

    def _shown(self, action: Action, place: Place) -> bool:
        return works_in(action, place) and bool(self._keys[action.id])

    def _hint(self, action: Action, row_kind: RowKind | None) -> Hint:
        return Hint(action.id, self._keys[action.id], label_for(action, row_kind), action.help)


def _unknown(action_id: str) -> str:
    near = get_close_matches(action_id, BY_ID, n=1, cutoff=0.4)
    hint = f" Did you mean {near[0]}?" if near else ""
    return f"There is no action {clean_line(action_id)[:40]}.{hint}"


def _all_keys(keys: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for several in keys.values():
        yield from several


def _clashes(keys: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """A sentence for each two actions that one key would run in the same place."""
    prefixes: dict[str, str] = {}
    for chord in _all_keys(keys):
        if " " in chord:
            prefixes.setdefault(chord.split(" ")[0], chord)
    for action in ACTIONS:
        for key in keys[action.id]:
            if key in prefixes:
                yield f"{key} cannot run {action.id}: it begins the chord {prefixes[key]}."
    by_key: dict[str, list[Action]] = {}
    for action in ACTIONS:
        for key in keys[action.id]:
            by_key.setdefault(key, []).append(action)
    shared: dict[tuple[str, str], str] = {}
    for key, actions in by_key.items():
        for one, other in combinations(actions, 2):
            if _meet(one, other):
                pair = (one.id, other.id)
                shared[pair] = min(key, shared.get(pair, key))
    for (one_id, other_id), key in shared.items():
        yield f"{key} is the key of both {one_id} and {other_id}."


def _meet(one: Action, other: Action) -> bool:
    if Place.ANYWHERE in one.where or Place.ANYWHERE in other.where:
        return True
    return bool(one.where & other.where)


def _tables(keys: Mapping[str, tuple[str, ...]]) -> Mapping[Place, Mapping[str, Action]]:
    tables: dict[Place, dict[str, Action]] = {place: {} for place in Place}
    for action in ACTIONS:
        places = Place if Place.ANYWHERE in action.where else action.where
        for place in places:
            for key in keys[action.id]:
                tables[place][key] = action
    return MappingProxyType({place: MappingProxyType(of) for place, of in tables.items()})
