"""Places, choices and who acts."""

import os
import subprocess
import sys
from datetime import time
from pathlib import Path

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from peer_tui.domain.date_words import DateOrder
from peer_tui.errors import DataError
from peer_tui.settings.countries import COUNTRIES
from peer_tui.settings.fault_log import LARGEST, fault_lines, record_fault
from peer_tui.settings.identity import find_identity
from peer_tui.settings.load import in_brief, load
from peer_tui.settings.locations import find_locations
from peer_tui.settings.save import save, save_entry
from peer_tui.settings.schema import (
    KEYS,
    SCHEMA,
    TABLES,
    THEMES,
    Refused,
    Setting,
    Settings,
)
from peer_tui.settings.words import choice_beside, read_text, text_of
from peer_tui.tui.themes import PALETTES
from tests.paths import REPOSITORY

OTHERS = Settings(
    theme="ansi-dark",
    date_order=DateOrder.MONTH_FIRST,
    week_start=5,
    working_days=frozenset({5, 6}),
    country="GB",
    default_snoozes=(2, 4, 8),
    daily_number=3,
    quiet_hours=(time(18, 30), time(8)),
    my_addresses=("me@shop.example", "ann@home.example"),
)
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
    places.append(found.lessons)
    assert len({path.name.lower() for path in places}) == len(places)
    assert {path.parent for path in places} == {Path("/one/peer")}


def test_every_setting_has_a_key_a_default_and_a_way_back() -> None:
    assert set(KEYS) == set(Settings.__slots__)
    assert [getattr(Settings(), table.key) for table in TABLES] == [{}, {}, {}]
    for setting in SCHEMA:
        default = getattr(Settings(), setting.key)
        assert setting.read(setting.write(default)) == default
        assert setting.help
        for choice in setting.choices:
            assert setting.write(setting.read(choice)) == choice
            assert choice in setting.allowed


def test_the_themes_are_those_of_the_screen() -> None:
    assert set(THEMES) == set(PALETTES)


def write(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def test_a_good_file(tmp_path: Path) -> None:
    path = write(
        tmp_path / "config.toml",
        'theme = "peer-light"\ndate_order = "month first"\nworking_days = ["tue", "sat"]\n'
        "daily_number = 7\nweek_start = 'sun'\ncountry = 'de'\ndefault_snoozes = [2, 2, 10]\n"
        "quiet_hours = '18:30 - 8:00'\nmy_addresses = ['Me@Shop.example ', 'me@shop.example']\n"
        "[keys]\n'item.done' = 'D'\nitem.log = ''\n[views]\nk = 'tag:oak'\n7 = 'late'\n",
    )
    loaded = load(path)
    assert loaded.warnings == ()
    assert loaded.settings == Settings(
        theme="peer-light",
        date_order=DateOrder.MONTH_FIRST,
        week_start=6,
        working_days=frozenset({1, 5}),
        country="DE",
        default_snoozes=(2, 2, 10),
        daily_number=7,
        quiet_hours=(time(18, 30), time(8)),
        my_addresses=("me@shop.example",),
        keys={"item.done": "D", "item.log": ""},
        views={"k": "tag:oak", "7": "late"},
    )


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
        ('week_start = "tue"', "Allowed: mon, sun, sat."),
        ('country = "UK"', "Did you mean GB?"),
        ('country = "ZZ"', 'two letters such as "GB"'),
        ("country = 44", "country = 44 cannot be used"),
        ("default_snoozes = [1, 3]", "three whole numbers from 1 to 365"),
        ("default_snoozes = [1, 3, 0]", "three whole numbers from 1 to 365"),
        ('quiet_hours = "18:30"', 'two times such as "18:30-08:00"'),
        ('quiet_hours = "8:00-24:00"', "quiet_hours"),
        ('quiet_hours = "8-9"', "quiet_hours"),
        ('quiet_hours = "8:00-08:00"', "quiet_hours"),
        ("quiet_hours = 8", "quiet_hours"),
        ('my_addresses = "me@shop.example"', "a list of addresses"),
        ('my_addresses = ["me", "me@shop.example"]', "a list of addresses"),
        ('my_addresses = ["a b@shop.example"]', "a list of addresses"),
        ('my_addresses = ["a@b@c"]', "a list of addresses"),
        ("my_addresses = [3]", "a list of addresses"),
        ("keys = 3", "write [keys] above its lines"),
        ('[keys]\n"item.done" = ["d"]', "[keys] item.done = ['d'] cannot be used"),
        ('[views]\nkk = "late"', '[views] kk = "late" cannot be used'),
        ('[views]\nl = "late"', "not one of l, o, q, z, h, s"),
        ('[views]\nk = " "', "It is left out."),
        ('[rhythms]\ncustomer = "often"', '[rhythms] customer = "often" cannot be used'),
        ("[rhythms]\ncustomer = 60", 'as in customer = "60 days"'),
    ],
)
def test_what_is_wrong_is_said_and_the_default_used(line: str, said: str, tmp_path: Path) -> None:
    path = write(tmp_path / "config.toml", f"{line}\n")
    loaded = load(path)
    assert loaded.settings == Settings()
    [warning] = loaded.warnings
    assert said in warning
    assert str(path) in warning


def test_one_wrong_entry_leaves_the_others(tmp_path: Path) -> None:
    path = write(tmp_path / "config.toml", "[views]\nk = 'late'\nK = 'late'\nm = 3\n")
    loaded = load(path)
    assert loaded.settings.views == {"k": "late"}
    assert len(loaded.warnings) == 2


def test_every_country_of_the_library_can_be_chosen() -> None:
    from holidays.registry import COUNTRIES as REGISTRY

    assert {names[1] for names in REGISTRY.values()} >= COUNTRIES


def test_the_holidays_are_not_loaded_with_the_settings(tmp_path: Path) -> None:
    path = write(tmp_path / "config.toml", "country = 'GB'\n")
    code = (
        "import sys, pathlib\nfrom peer_tui.settings.load import load\n"
        "loaded = load(pathlib.Path(sys.argv[1]))\n"
        "print(loaded.settings.country, 'holidays' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, path],
        cwd=REPOSITORY,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert run.stdout == "GB False\n"


@pytest.mark.parametrize(
    "line",
    ['"a\\u001b[31mb" = 1', 'theme = "\\u001b[31m"', '[views]\n"\\u0007" = "x"', "theme = 'LONG'"],
)
def test_no_warning_carries_control_characters_or_novels(line: str, tmp_path: Path) -> None:
    path = write(tmp_path / "config.toml", f"{line.replace('LONG', 'x' * 9999)}\n")
    [warning] = load(path).warnings
    assert warning.isprintable()
    assert len(warning) < 500


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


@pytest.mark.parametrize("setting", SCHEMA, ids=lambda setting: str(setting.key))
def test_what_is_saved_is_read_again(setting: Setting, tmp_path: Path) -> None:
    path = write(tmp_path / "config.toml", "# mine\n[views]\nk = 'late' # k\n")
    save(path, setting.key, getattr(OTHERS, setting.key))
    loaded = load(path)
    assert loaded.warnings == ()
    assert getattr(loaded.settings, setting.key) == getattr(OTHERS, setting.key)
    assert loaded.settings.views == {"k": "late"}
    assert "# mine" in path.read_text()
    assert "k = 'late' # k" in path.read_text()


def test_entries_of_a_table_come_and_go(tmp_path: Path) -> None:
    path = write(tmp_path / "config.toml", "theme = 'peer-light' # mine\n")
    save_entry(path, "views", "k", 'tag:oak "late"')
    save_entry(path, "keys", "item.done", "D")
    save(path, "daily_number", 3)
    loaded = load(path)
    assert loaded.warnings == ()
    assert loaded.settings.views == {"k": 'tag:oak "late"'}
    assert loaded.settings.keys == {"item.done": "D"}
    assert loaded.settings.daily_number == 3
    save_entry(path, "views", "k", None)
    save_entry(path, "views", "m", None)
    assert load(path).settings.views == {}
    assert "# mine" in path.read_text()
    write(path, "views = 3\n")
    with pytest.raises(DataError, match="not a table"):
        save_entry(path, "views", "k", "late")
    assert path.read_text() == "views = 3\n"


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


def test_a_warning_in_brief_keeps_its_first_sentence() -> None:
    path = Path("/far/away/config.toml")
    first = f"{path}: theme = 3 cannot be used. Allowed: many. The default is used."
    assert in_brief((first,), path, 200) == (
        "config.toml: theme = 3 cannot be used. Allowed: many. The default is used."
    )
    assert in_brief((first,), path, 60) == (
        "config.toml: theme = 3 cannot be used. Press , for all of it."
    )
    assert in_brief((first, first), path, 60) == (
        "config.toml: theme = 3 cannot be used. Press , for 1 more."
    )
    other = "The database is older than the last time; " * 3
    assert in_brief((other,), path, 60) == other


@pytest.mark.parametrize("setting", SCHEMA, ids=lambda setting: str(setting.key))
def test_a_value_can_be_typed_as_it_is_shown(setting: Setting) -> None:
    for settings in (Settings(), OTHERS):
        value = getattr(settings, setting.key)
        assert read_text(setting, text_of(setting, settings)) == value
    if setting.choices:
        seen = {choice_beside(setting, Settings(), n) for n in range(len(setting.choices))}
        assert len(seen) == len(setting.choices)
        assert choice_beside(setting, Settings(), -1) == setting.read(setting.choices[-1])


@given(st.sampled_from(SCHEMA), st.text(max_size=30))
def test_any_text_is_a_value_or_refused(setting: Setting, text: str) -> None:
    try:
        value = read_text(setting, text)
    except Refused:
        return
    assert setting.read(setting.write(value)) == value
