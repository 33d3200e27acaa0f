"""Import on the screen: which files, what would happen, then one undoable step."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from peer_tui.errors import PeerError
from peer_tui.services.outcome import Outcome
from peer_tui.tui.bars.bar_question import BarQuestion, Preview
from peer_tui.tui.screens.house_layout import shape_of
from peer_tui.tui.screens.work import WorkScreen

if TYPE_CHECKING:
    from peer_tui.interchange.csv_formats import Sight
    from peer_tui.interchange.plan import ImportPlan
    from peer_tui.interchange.records import ReadResult
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.import_lines import Lines
    from peer_tui.tui.screens.progress import Watch

MOST_SUGGESTED = 8
TABLES = frozenset({".csv", ".tsv", ".txt"})
"""Files whose columns the owner can name."""
UNKNOWN_TABLE = "csv:other"
"""The format of a table that is of no known program."""
STOPPED = "Stopped; nothing was imported."
NO_COLUMNS: Mapping[str, str] = MappingProxyType({})
AFTER = "Whom not to lose touch with?"
WAYS = ("mark.toggle", "marks"), ("person.rhythm", "sets a rhythm")


def ask_for_files(app: "PeerApp", screen: WorkScreen) -> None:
    """Ask for a file or a folder, with Tab to complete it."""
    question = BarQuestion(
        kind="import",
        prompt="Import file or folder:",
        placeholder="contacts.vcf, contacts.csv, or a folder of them; Tab completes",
        preview=preview_path,
        on_tab=lambda text, cursor: complete_path(text),
        tab_words="completes",
        enter_words="reads it",
    )

    def answered(text: str | None) -> None:
        if text is not None:
            _begin_reading(app, Path(text.strip()).expanduser())

    screen.ask(question, answered)


def preview_path(text: str) -> Preview:
    """Whether there is such a file, and what Tab could make of it."""
    if not text.strip():
        return Preview("", ok=False)
    path = Path(text.strip()).expanduser()
    try:
        if path.is_file():
            return Preview(f"a file of {max(1, path.stat().st_size // 1024):,} KB; Enter reads it")
        if path.is_dir() and not text.endswith("/"):
            return Preview("a folder; Enter reads every contact file in it, Tab looks inside")
    except (OSError, ValueError):
        return Preview("That is no name of a file.", ok=False)
    names = [found.name + "/" * found.is_dir() for found in matching_paths(text)]
    shown = "  ".join(names[:MOST_SUGGESTED]) + (" ..." if len(names) > MOST_SUGGESTED else "")
    is_folder = path.is_dir()
    return Preview(shown or "There is no such file.", ok=is_folder)


def matching_paths(text: str) -> list[Path]:
    """What the typed path may become, folders and files by name."""
    typed = Path(text).expanduser()
    folder, start = (typed, "") if text.endswith("/") else (typed.parent, typed.name)
    try:
        found = [path for path in folder.iterdir() if path.name.startswith(start)]
    except (OSError, ValueError):
        return []
    hidden = start.startswith(".")
    return sorted(path for path in found if hidden or not path.name.startswith("."))


def complete_path(text: str) -> str | None:
    """The path as far as it is unambiguous; None when Tab can add nothing."""
    found = matching_paths(text)
    if not found:
        return None
    names = [path.name for path in found]
    common = names[0]
    for name in names[1:]:
        while not name.startswith(common):
            common = common[:-1]
    head = text if text.endswith("/") else text[: len(text) - len(Path(text).name)]
    done = head + common + ("/" if len(found) == 1 and found[0].is_dir() else "")
    return done if done != text else None


def planned(
    app: "PeerApp", path: Path, columns: Mapping[str, str], watch: "Watch"
) -> Callable[[], "tuple[ReadResult, ImportPlan, Lines]"]:
    """Reading and planning, for a thread; `columns` as the owner named them."""

    def work() -> "tuple[ReadResult, ImportPlan, Lines]":
        from peer_tui.interchange.apply import StoredPeople
        from peer_tui.interchange.mapping_memory import remembered_mappings
        from peer_tui.interchange.plan import make_plan
        from peer_tui.interchange.reading import read_many
        from peer_tui.interchange.reading_choices import ReadChoices
        from peer_tui.storage.reader import open_reader
        from peer_tui.tui.screens.import_lines import lines_of

        remembered = remembered_mappings(app.locations.columns)
        watch.begin(watch.doing, are_bytes=True)
        choices = ReadChoices(
            columns=columns,
            remembered=remembered,
            me=frozenset(app.settings.my_addresses),
            progress=watch.report,
        )
        found = read_many([path], choices)
        watch.begin("Comparing with the people you have")
        watch.report(0, len(found.records))
        reader = open_reader(app.store.path)
        try:
            known = StoredPeople(reader)
            plan = make_plan(found.records, known, items=found.items, progress=watch.report)
        finally:
            reader.close()
        return found, plan, lines_of(found, plan)

    return work


def _columns_of(app: "PeerApp", path: Path) -> "Sight | None":
    """The columns of a CSV file; None where it is no such file, or has only one."""
    from peer_tui.interchange.csv_formats import look_at_csv
    from peer_tui.interchange.mapping_memory import remembered_mappings
    from peer_tui.interchange.reading import bytes_of

    if path.suffix.lower() not in TABLES or not path.is_file():
        return None
    try:
        sight = look_at_csv(bytes_of(path), path.name, remembered_mappings(app.locations.columns))
    except PeerError:
        return None
    return sight if len(sight.proposals) > 1 else None


def _begin_reading(app: "PeerApp", path: Path, columns: Mapping[str, str] = NO_COLUMNS) -> None:
    from peer_tui.tui.screens.progress import begin

    begin(app, lambda hold: _read(app, hold, path, columns))


async def _read(app: "PeerApp", hold: ExitStack, path: Path, columns: Mapping[str, str]) -> None:
    from peer_tui.tui.screens.import_preview import ImportPreview
    from peer_tui.tui.screens.progress import Stopped, Watch, begin, watched

    app.say(f"Reading {path.name} ...")
    watch = Watch(f"Reading {path.name}", STOPPED)
    work = asyncio.to_thread(planned(app, path, columns, watch))
    try:
        found, plan, lines = await watched(app, hold, watch, work, abandon=True)
    except Stopped as stopped:
        app.say(str(stopped))
        return
    except PeerError as error:
        sight = None if columns else await app.store.run(lambda: _columns_of(app, path))
        if sight is None:
            app.say(str(error))
        else:
            _ask_columns(app, path, sight)
        return
    app.say("")

    def carry_out(leave_out: frozenset[int], tags: tuple[str, ...]) -> None:
        begin(app, lambda hold: _apply(app, hold, plan, leave_out, tags, found.mappings))

    async def ask_columns() -> None:
        sight = await app.store.run(lambda: _columns_of(app, path))
        if sight is not None:
            app.pop_screen()
            _ask_columns(app, path, sight)

    page = ImportPreview(path.name, found, plan, lines, carry_out)
    if found.format == UNKNOWN_TABLE and path.suffix.lower() in TABLES:
        page.ask_columns = lambda: app.start(ask_columns())
    app.push_screen(page)


def _ask_columns(app: "PeerApp", path: Path, sight: "Sight") -> None:
    from peer_tui.tui.screens.import_columns import ColumnsScreen

    def go_on(columns: dict[str, str]) -> None:
        _begin_reading(app, path, columns)

    app.say("")
    app.push_screen(ColumnsScreen(path.name, sight, go_on))


async def _apply(
    app: "PeerApp",
    hold: ExitStack,
    plan: "ImportPlan",
    leave_out: frozenset[int],
    tags: tuple[str, ...],
    mappings: Mapping[str, Mapping[str, str]],
) -> None:
    from peer_tui.interchange.apply import apply
    from peer_tui.interchange.mapping_memory import remember_mappings
    from peer_tui.services.safekeeping import backup
    from peer_tui.tui.action_list import BY_ID
    from peer_tui.tui.screens.progress import Watch, watched
    from peer_tui.tui.welcoming import offer_welcome

    watch = Watch("Making a copy of the database first", STOPPED)

    def backed_up() -> Outcome:
        if not app.sample:
            backup(app.store, app.locations.backups, "import")
        watch.begin("Importing")
        return apply(app.store, plan, watch.report, leave_out=leave_out, tags=tags)

    outcome = await watched(app, hold, watch, app.act(backed_up, waiting=""))
    if outcome is not None:
        app.pop_to_main()
        await app.main.perform(BY_ID["view.people"])
        done = outcome.message
        try:
            if mappings:
                remember_mappings(app.locations.columns, mappings)
        except PeerError as error:
            done = f"{done} {error}"
        _ask_after(app, done)
        offer_welcome(app, done)


def _ask_after(app: "PeerApp", done: str) -> None:
    """Ask whom the owner does not want to lose touch with: where it can be read whole."""
    keys = ((app.keymap.keys_of(action_id), does) for action_id, does in WAYS)
    words = f"{AFTER} {', '.join(f'{found[0]} {does}' for found, does in keys if found)}".rstrip()
    if shape_of(app.main.size) == "wide":
        app.say(f"{done} {words}", undo=True)
        return
    app.main.panes.ask_after_import(words)
    app.say(done, undo=True)
