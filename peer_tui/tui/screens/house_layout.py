"""Where everything stands on the main screen, for every size of the terminal.

From 120 x 32 all panes at once; below that one list on top and the card under it; below 60
columns or 16 rows the list alone. One function decides, and a live resize only asks it again.
"""

from textual.geometry import Region, Size, Spacing
from textual.layout import Layout, WidgetPlacement
from textual.widget import Widget

from peer_tui.tui.widgets.rules import Rules

WIDE_COLUMNS, WIDE_ROWS = 120, 32
TINY_COLUMNS, TINY_ROWS = 60, 16
CARD_ROWS = 14
NARROW_CARD_SHARE = 0.42
FOOT_ROWS = 2
RULES = "rules"


class Places:
    """The region of each part by its id; a part without one is not shown."""

    def __init__(self) -> None:
        self.regions: dict[str, Region] = {}

    def put(self, part: str, x: int, y: int, width: int, height: int) -> None:
        """Give a part a place, if there is room for it."""
        if width > 0 and height > 0:
            self.regions[part] = Region(x, y, width, height)


def shape_of(size: Size) -> str:
    """wide, narrow or tiny."""
    if size.width >= WIDE_COLUMNS and size.height >= WIDE_ROWS:
        return "wide"
    if size.width < TINY_COLUMNS or size.height < TINY_ROWS:
        return "tiny"
    return "narrow"


def foot_regions(size: Size) -> dict[str, Region]:
    """The two lines at the bottom of every working screen."""
    width, height = size
    return {
        "message": Region(0, height - 2, width, 1),
        "hints": Region(0, height - 1, width, 1),
    }


def arrange(size: Size, view: str, bar_rows: int) -> dict[str, Region]:
    """The region of every part, for the list in view and the height of the open bar."""
    places = Places()
    width, height = size
    places.put("header", 0, 0, width, 1)
    foot = height - FOOT_ROWS - bar_rows
    places.put("bar", 0, foot, width, bar_rows)
    places.regions.update(foot_regions(size))
    shape = shape_of(size)
    if shape == "wide":
        _wide(places, width, foot, "week" if view == "week" else "due")
    elif shape == "narrow":
        _narrow(places, width, foot, view)
    else:
        places.put(f"{view}-title", 0, 1, width, 1)
        places.put(view, 0, 2, width, foot - 2)
    return places.regions


def _wide(places: Places, width: int, foot: int, top_list: str) -> None:
    places.put("head-rule", 0, 1, width, 1)
    places.put("foot-rule", 0, foot - 1, width, 1)
    bottom = foot - 1
    left = width // 2
    lower = max(12, (bottom - 2) // 2 + 1)
    top_rows = bottom - 2 - lower
    places.put(f"{top_list}-title", 0, 2, left, 1)
    places.put(top_list, 0, 4, left - 1, top_rows - 4)
    places.put("due-foot", 0, top_rows + 1, left - 1, 1)
    places.put("left-rule", 0, 2 + top_rows, left, 1)
    people = left * 25 // 48
    lists_top = 2 + top_rows + 1
    list_rows = bottom - lists_top
    places.put("people-title", 0, lists_top, people, 1)
    places.put("people", 0, lists_top + 2, people - 1, list_rows - 2)
    places.put("lists-rule", people, lists_top, 1, list_rows)
    places.put("promises-title", people + 1, lists_top, left - people - 1, 1)
    places.put("promises", people + 1, lists_top + 2, left - people - 2, list_rows - 2)
    places.put("middle-rule", left, 2, 1, bottom - 2)
    right = left + 1
    places.put("card", right + 2, 2, width - right - 3, CARD_ROWS)
    places.put("right-rule", right, 2 + CARD_ROWS, width - right, 1)
    history_top = 3 + CARD_ROWS
    places.put("history-title", right, history_top, width - right, 1)
    places.put("history", right, history_top + 2, width - right - 1, bottom - history_top - 2)


def _narrow(places: Places, width: int, foot: int, view: str) -> None:
    rows = foot - 1
    card_rows = round(rows * NARROW_CARD_SHARE)
    list_rows = rows - card_rows - 2
    places.put(f"{view}-title", 0, 1, width, 1)
    places.put(view, 0, 2, width, list_rows)
    places.put("card-rule", 0, 2 + list_rows, width, 1)
    places.put("card", 1, 3 + list_rows, width - 2, card_rows)


class HouseLayout(Layout):
    """Places the parts of the main screen by their ids."""

    name = "house"

    def __init__(self) -> None:
        self.rules = Rules(id=RULES)
        self.view = "due"
        """The list in view: due, people, promises, history or week."""
        self.bar_rows = 0
        """How many rows the open bar takes."""

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> list[WidgetPlacement]:
        """Give every part its region; parts without one get no cells."""
        regions = arrange(size, self.view, self.bar_rows)
        self.rules.set_rules(region for part, region in regions.items() if part.endswith("-rule"))
        return placements(children, {**regions, RULES: size.region})


def placements(children: list[Widget], regions: dict[str, Region]) -> list[WidgetPlacement]:
    """Every child at its region by its id, the rules behind all; no cells for the others."""
    nothing, none = Region(0, 0, 0, 0), Spacing()
    return [
        WidgetPlacement(
            regions.get(child.id or "", nothing),
            nothing.offset,
            none,
            child,
            order=-1 if child.id == RULES else 0,
        )
        for child in children
    ]
