"""Places, choices and who acts."""

import os
from pathlib import Path

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from peer_tui.domain.date_words import DateOrder
from peer_tui.errors import DataError
from peer_tui.settings.fault_log import LARGEST, fault_lines, record_fault
from peer_tui.settings.identity import find_identity
from peer_tui.settings.load import load
from peer_tui.settings.locations import find_locations
from peer_tui.settings.save import save
from peer_tui.settings.schema import KEYS, SCHEMA, THEMES, Settings
from peer_tui.tui.themes import PALETTES

NAMED = {"PEER_DATA": "/srv/shop", "PEER_CONFIG": "/srv/etc/peer.toml"}


def test_the_environment_names_the_places() -> None:
    found = find_locations(NAMED)
    assert found.database == Path("/srv/shop/peer.db")
    assert found.backups == Path("/srv/shop/backups")
    assert found.config == Path("/srv/etc/peer.toml")
    assert not found.database_is_named
    named = find_locations(NAMED | {"PEER_DB": "/else/my.db"})
    assert named.database == Path("/else/my.db")
    assert named.backups == Path("/else/backups")
    assert named.database_is_named
    assert find_locations(NAMED | {"PEER_DB": ""}) == found


def test_no_two_names_are_alike_where_all_folders_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, "/one")
    found = find_locations({})
    places = [found.database, found.demo, found.config, found.log, found.device, found.backups]
    assert len({path.name.lower() for path in places}) == len(places)
    assert {path.parent for path in places} == {Path("/one/peer")}


def test_every_setting_has_a_key_a_default_and_a_way_back() -> None:
    assert set(KEYS) == set(Settings.__slots__)
    for setting in SCHEMA:
        default = getattr(Settings(), setting.key)
        assert setting.read(setting.write(default)) == default
        assert setting.help


def test_the_themes_are_those_of_the_screen() -> None:
    assert set(THEMES) == set(PALETTES)


def write(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def test_a_good_file(tmp_path: Path) -> None:
    path = write(
        tmp_path / "config.toml",
        'theme = "peer-light"\ndate_order = "month first"\nworking_days = ["tue", "sat"]\n'
        "daily_number = 7\n",
    )
    loaded = load(path)
    assert loaded.warnings == ()
    assert loaded.settings == Settings("peer-light", DateOrder.MONTH_FIRST, frozenset({1, 5}), 7)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('theme = "peer-drak"', "Did you mean peer-dark?"),
        ("theme = 3", "Allowed: peer-dark,"),
        ('date_order = "month"', "Did you mean month first?"),
        ("daily_number = 0", "a whole number from 1 to 999"),
        ("daily_number = true", "daily_number = True cannot be used"),
        ('daily_number = "many"', 'daily_number = "many"'),
        ("working_days = []", "at least one"),
        ('working_days = ["mon", "tues"]', "Did you mean tue?"),
        ('working_days = "monday"', "a list of mon, tue"),
        ("dayly_number = 3", "there is no setting dayly_number. Did you mean daily_number?"),
        ("qqq = 1", "Known keys: theme,"),
        ("theme = ", "is not valid TOML"),
    ],
)
def test_what_is_wrong_is_said_and_the_default_used(line: str, said: str, tmp_path: Path) -> None:
    path = write(tmp_path / "config.toml", f"{line}\n")
    loaded = load(path)
    assert loaded.settings == Settings()
    [warning] = loaded.warnings
    assert said in warning
    assert str(path) in warning


@given(st.binary(max_size=60))
def test_no_file_is_the_end(content: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "config.toml"
        path.write_bytes(content)
        load(path)


def test_no_file_is_no_warning(tmp_path: Path) -> None:
    assert load(tmp_path / "none.toml") == load(tmp_path / "nothing" / "none.toml")
    assert load(tmp_path / "none.toml").warnings == ()
    assert load(tmp_path).warnings[0].startswith(f"{tmp_path} cannot be read")


def test_saving_keeps_comments_order_and_the_rest(tmp_path: Path) -> None:
    path = write(
        tmp_path / "config.toml", "# mine\ndaily_number = 5  # few\n\nown = [1]\ntheme = 'x'\n"
    )
    save(path, "daily_number", 9)
    save(path, "working_days", frozenset({0, 4}))
    text = path.read_text("utf-8")
    assert text.startswith("# mine\ndaily_number = 9  # few\n\nown = [1]\ntheme = 'x'\n")
    assert tomlkit.parse(text)["working_days"] == ["mon", "fri"]
    assert [each.name for each in tmp_path.iterdir()] == ["config.toml"]


def test_saving_makes_a_private_file_and_follows_links(tmp_path: Path) -> None:
    path = tmp_path / "new" / "config.toml"
    save(path, "theme", "ansi-dark")
    assert path.stat().st_mode & 0o777 == 0o600
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    save(link, "theme", "ansi-light")
    assert link.is_symlink()
    assert load(path).settings.theme == "ansi-light"


def test_a_broken_file_is_not_overwritten(tmp_path: Path) -> None:
    path = write(tmp_path / "config.toml", "theme = \n")
    with pytest.raises(DataError, match="not valid TOML"):
        save(path, "theme", "ansi-dark")
    assert path.read_text("utf-8") == "theme = \n"


def test_a_machine_keeps_its_name(tmp_path: Path) -> None:
    device = tmp_path / "state" / "device"
    first = find_identity(device, {"USER": "ada"})
    assert first.actor == "ada"
    assert find_identity(device, {}) == type(first)(first.device, "owner")
    assert device.stat().st_mode & 0o777 == 0o600
    device.write_text("../\x1b[31m\n")
    assert "\x1b" not in find_identity(device, {}).device


def test_a_machine_without_a_place_has_a_name_too() -> None:
    assert find_identity(Path(os.devnull) / "device", {}).device


def test_the_log_names_types_and_lines_but_no_values(tmp_path: Path) -> None:
    def inner(secret: str) -> None:
        raise KeyError(secret)

    with pytest.raises(KeyError) as caught:
        inner("maria")
    lines = fault_lines(caught.value)
    log = record_fault(tmp_path / "state" / "peer.log", caught.value)
    assert record_fault(Path(os.devnull) / "x" / "peer.log", caught.value) is None
    assert lines[0] == "builtins.KeyError"
    assert any("in inner" in line for line in lines)
    assert log is not None
    assert "maria" not in log.read_text()
    assert log.stat().st_mode & 0o777 == 0o600


def test_the_log_does_not_grow_for_ever(tmp_path: Path) -> None:
    log = tmp_path / "peer.log"
    log.write_text("x" * (LARGEST + 1))
    record_fault(log, ValueError())
    assert log.stat().st_size < 1000
