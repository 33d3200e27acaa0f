"""Import on the screen: which files, what would happen, then one undoable step."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from peer_tui.errors import PeerError
from peer_tui.services.outcome import Outcome
from peer_tui.tui.bars.bar_question import BarQuestion, Preview
from peer_tui.tui.screens.house_layout import shape_of
from peer_tui.tui.screens.work import WorkScreen

if TYPE_CHECKING:
    from peer_tui.interchange.plan import ImportPlan
    from peer_tui.interchange.records import ReadResult
    from peer_tui.tui.app import PeerApp

MOST_SUGGESTED = 8
AFTER = "Whom not to lose touch with? Space marks, t sets a rhythm"


def ask_for_files(app: "PeerApp", screen: WorkScreen) -> None:
    """Ask for a file or a folder, with Tab to complete it."""
    question = BarQuestion(
        kind="import",
        prompt="Import file or folder:",
        placeholder="contacts.vcf, contacts.csv, or a folder of them; Tab completes",
        preview=preview_path,
        on_tab=lambda text, cursor: complete_path(text),
        tab_words="completes",
    )

    def answered(text: str | None) -> None:
        if text is not None:
            app.start(_read(app, Path(text.strip()).expanduser()))

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


def planned(app: "PeerApp", path: Path) -> Callable[[], "tuple[ReadResult, ImportPlan]"]:
    """Reading and planning, for the database thread."""

    def work() -> "tuple[ReadResult, ImportPlan]":
        from peer_tui.interchange.apply import StoredPeople
        from peer_tui.interchange.plan import make_plan
        from peer_tui.interchange.reading import read_many
        from peer_tui.storage.reader import open_reader

        found = read_many([path])
        reader = open_reader(app.store.path)
        try:
            return found, make_plan(found.records, StoredPeople(reader), items=found.items)
        finally:
            reader.close()

    return work


async def _read(app: "PeerApp", path: Path) -> None:
    from peer_tui.tui.screens.import_preview import ImportPreview

    app.say(f"Reading {path.name} ...")
    try:
        found, plan = await app.store.run(planned(app, path))
    except PeerError as error:
        app.say(str(error))
        return
    app.say("")

    def decided(accepted: bool | None) -> None:
        if accepted:
            app.start(_apply(app, plan))
        else:
            app.say("Nothing was imported.")

    app.push_screen(ImportPreview(path.name, found, plan), decided)


async def _apply(app: "PeerApp", plan: "ImportPlan") -> None:
    from peer_tui.interchange.apply import apply
    from peer_tui.services.safekeeping import backup
    from peer_tui.tui.actions import BY_ID

    def backed_up() -> Outcome:
        if not app.sample:
            backup(app.store, app.locations.backups, "import")
        return apply(app.store, plan)

    outcome = await app.act(backed_up)
    if outcome is not None:
        app.pop_to_main()
        await app.main.perform(BY_ID["view.people"])
        _ask_after(app, outcome.message.split(" u undoes")[0])


def _ask_after(app: "PeerApp", done: str) -> None:
    """Ask whom the owner does not want to lose touch with: where it can be read whole."""
    if shape_of(app.main.size) == "wide":
        app.say(f"{done} {AFTER}", undo=True)
        return
    app.main.panes.ask_after_import(AFTER)
    app.say(done, undo=True)
