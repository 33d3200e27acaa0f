"""The date panel: what it shows is what it gives."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peer_tui.domain.date_words import DateOrder
from peer_tui.tui.actions import Action
from peer_tui.tui.modals.date_choices import (
    DateChoice,
    DayFacts,
    choice_for,
    keyed_days,
    read_choice,
    read_date,
)
from peer_tui.tui.modals.date_panel import DatePanel, DayColumns
from tests.tui.gate_app import GateApp
from tests.tui.test_key_gate import keys_of, settle

NOW = datetime(2026, 11, 18, 9, 30).astimezone()
THURSDAY = date(2026, 11, 19)
LOADS = {date(2026, 11, 20): 3, date(2026, 11, 23): 12}
HOLIDAYS = {date(2026, 11, 26): "Thanksgiving Day"}


class PanelApp(GateApp):
    """`S` opens the panel."""

    def __init__(
        self,
        *,
        title: str = "Snooze until",
        someday: bool = True,
        spread: tuple[date, ...] = (),
        closed: bool = False,
    ) -> None:
        super().__init__()
        self.panel_title = title
        self.someday = someday
        self.spread = spread
        self.closed = closed
        self.answers: list[DateChoice | None] = []

    def why_closed(self, day: date) -> str:
        return "not at weekends (agreed 3 Oct)" if self.closed and day.weekday() > 4 else ""

    async def perform(self, action: Action) -> bool:
        if action.id != "item.snooze_until":
            return await super().perform(action)
        facts = DayFacts(LOADS, lambda day: HOLIDAYS.get(day, ""), self.why_closed)
        panel = DatePanel(
            self.panel_title, NOW, THURSDAY, facts, self.someday, may_wait=True, spread=self.spread
        )
        self.push_screen(panel, self.answers.append)
        return True


async def answers_to(*keys: str, someday: bool = True) -> list[DateChoice | None]:
    """What the panel gave for these keys, typed in one write after `S`."""
    app = PanelApp(someday=someday)
    async with app.run_test() as pilot:
        await pilot.pause()
        for key in keys_of("".join(("S", *keys))):
            app.post_message(key.set_sender(app))
        await settle(app)
        await pilot.pause()
    return app.answers


@pytest.mark.parametrize(
    ("key", "day"),
    [
        ("m", date(2026, 11, 23)),
        ("t", date(2026, 11, 24)),
        ("w", date(2026, 11, 25)),
        ("h", date(2026, 11, 19)),
        ("f", date(2026, 11, 20)),
        ("1", date(2026, 11, 19)),
        ("9", date(2026, 11, 27)),
        ("n", date(2026, 11, 25)),
        ("o", date(2026, 12, 18)),
        ("e", date(2026, 11, 30)),
        ("\r", THURSDAY),
    ],
)
async def test_one_key_commits(key: str, day: date) -> None:
    assert await answers_to(key) == [DateChoice(day)]


async def test_someday_only_where_it_may_be() -> None:
    assert await answers_to("z") == [DateChoice(None, someday=True)]
    assert await answers_to("z\x1b", someday=False) == [None]


async def test_esc_gives_nothing() -> None:
    assert await answers_to("\x1b") == [None]


async def test_letters_that_mean_nothing_here_do_nothing() -> None:
    assert await answers_to("xdu?\x1b") == [None]


async def test_a_typed_date() -> None:
    assert await answers_to("/24 nov\r") == [DateChoice(date(2026, 11, 24))]
    assert await answers_to("/24 nov 10:00\r") == [DateChoice(date(2026, 11, 24), time(10))]


async def test_a_typed_date_that_is_none_is_not_taken() -> None:
    """Enter stays, Esc goes back to the letters, and only then out."""
    assert await answers_to("/frob\r\x1bm") == [DateChoice(date(2026, 11, 23))]
    assert await answers_to("/every friday\r\x1b\x1b") == [None]
    assert await answers_to("/13 nov 2026\r\x1b\x1b") == [None]


async def test_other_layouts_press_the_same_keys() -> None:
    assert await answers_to("ь") == [DateChoice(date(2026, 11, 23))]


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_every_choice_is_on_the_screen_and_true(size: tuple[int, int]) -> None:
    app = PanelApp(title="Snooze [/]Ann [bold until")
    async with app.run_test(size=size) as pilot:
        await pilot.press("S")
        panel = app.screen.query_one(DayColumns)
        assert panel.region.bottom <= size[1]
        lines = str(panel.render()).splitlines()
        assert lines[0].startswith("Snooze [/]Ann [bold until")
        assert lines[-1].startswith("Enter Thu 19 Nov")
        assert all(len(line) <= size[0] for line in lines)
        shown = "\n".join(lines)
        for column in keyed_days(NOW.date(), allow_someday=True):
            for day in column:
                if day.on is not None:
                    assert f"{day.on:%a} {day.on.day} {day.on:%b}" in shown
        assert "12" in lines[1]


async def test_a_click_commits() -> None:
    app = PanelApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("S")
        await pilot.click(DayColumns, offset=(45, 3))
        assert app.answers == [DateChoice(date(2026, 11, 21))]


async def test_a_typed_date_fits_a_small_screen() -> None:
    app = PanelApp()
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("S", "/", *"24 nov")
        echo = app.screen.query_one("#date-echo")
        assert echo.region.bottom <= 12
        assert str(echo.render()) == "Tue 24 Nov, in 6 days"


async def run_keys(app: PanelApp, *keys: str) -> list[DateChoice | None]:
    async with app.run_test() as pilot:
        await pilot.pause()
        for key in keys_of("".join(("S", *keys))):
            app.post_message(key.set_sender(app))
        await settle(app)
        await pilot.pause()
    return app.answers


async def test_their_reply_or_the_day_whichever_is_first() -> None:
    """`r`, then any choice; twice `r` is none; "reply" in words does the same."""
    friday = DateChoice(date(2026, 11, 20), waits_for_reply=True)
    assert await answers_to("rf") == [friday]
    assert await answers_to("r\r") == [DateChoice(THURSDAY, waits_for_reply=True)]
    assert await answers_to("rrf") == [DateChoice(date(2026, 11, 20))]
    assert await answers_to("/reply fri\r") == [friday]
    assert await answers_to("/Reply\r") == [DateChoice(THURSDAY, waits_for_reply=True)]
    assert await answers_to("r/fri\r") == [friday]
    assert await answers_to("/reply gibberish\r\x1b\x1b") == [None]


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_the_title_says_that_a_reply_ends_it(size: tuple[int, int]) -> None:
    app = PanelApp(title="Snooze somebody with a very long name until")
    async with app.run_test(size=size) as pilot:
        await pilot.press("S", "r")
        [title, *_] = str(app.screen.query_one(DayColumns).render()).splitlines()
        assert title.startswith("Snooze some")
        assert title.endswith(", or when they reply")


async def test_several_rows_can_be_spread() -> None:
    days = (THURSDAY, date(2026, 11, 25))
    assert await run_keys(PanelApp(spread=days), "p") == [DateChoice(None, spread=True)]
    assert await run_keys(PanelApp(), "p", "\x1b") == [None]
    app = PanelApp(spread=days)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("S")
        assert "p  spread: Thu 19 to Wed 25 Nov" in str(app.screen.query_one(DayColumns).render())


@pytest.mark.parametrize(
    ("size", "held", "holiday"),
    [
        ((140, 40), "7  in 7 days   Wed 25 Nov", "Thu 26 Nov Thanksgiving Day"),
        ((80, 24), "4  in 4 days   Sun 22 Nov held", "Thu 26 Nov Thanksgivin…"),
        ((40, 12), "4 Sun 22 Nov held", "8 Thu 26 Nov off"),
    ],
)
async def test_days_that_do_not_suit_say_so(size: tuple[int, int], held: str, holiday: str) -> None:
    app = PanelApp(closed=True)
    async with app.run_test(size=size) as pilot:
        await pilot.press("S")
        shown = str(app.screen.query_one(DayColumns).render())
        assert held in shown
        assert holiday in shown
        if size == (140, 40):
            assert "Sun 22 Nov held: not at weekends" in shown
        assert all(len(line) <= size[0] for line in shown.splitlines())
        await pilot.press("/", *"sun")
        echo = str(app.screen.query_one("#date-echo").render())
        assert echo.endswith("not reachable: not at weekends (agreed 3 Oct)")


def test_the_weekend_is_offered_where_it_is_worked_on() -> None:
    def keys(*working: int) -> str:
        columns = keyed_days(NOW.date(), True, frozenset(working))
        return "".join(day.key for column in columns for day in column)

    assert "a" not in keys(0, 1, 2, 3, 4)
    assert "y" not in keys(0, 1, 2, 3, 4, 5)
    columns = keyed_days(NOW.date(), False, frozenset(range(7)))
    assert choice_for("a", columns) == DateChoice(date(2026, 11, 21))
    assert choice_for("y", columns) == DateChoice(date(2026, 11, 22))


def test_echoes() -> None:
    def said(text: str) -> str:
        return read_date(text, NOW, DateOrder.DAY_FIRST)[1]

    assert said("24 nov") == "Tue 24 Nov, in 6 days"
    assert said("tomorrow 9:05") == "Thu 19 Nov 09:05, tomorrow"
    assert said("4 jan") == "Mon 4 Jan 2027, in 47 days"
    assert said("yesterday").endswith("that is past")
    assert said("gibberish") == "No single date in that"
    in_words = read_choice("reply fri", NOW, DateOrder.DAY_FIRST, THURSDAY)[1]
    assert in_words == "when they reply, or Fri 20 Nov, in 2 days"


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.booleans())
def test_every_day_offered_is_to_come_and_what_its_words_say(today: date, someday: bool) -> None:
    columns = keyed_days(today, someday)
    days = [day for column in columns for day in column]
    assert len({day.key for day in days}) == len(days)
    for day in days:
        if day.on is None:
            assert someday
            continue
        assert day.on > today
        if day.words.endswith("day"):
            assert f"{day.on:%A}" == day.words
            assert day.on - today <= timedelta(days=7)
        if day.key == "e":
            assert (day.on + timedelta(days=1)).day == 1
        assert choice_for(day.key, columns) == DateChoice(day.on)
