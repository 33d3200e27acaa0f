"""The people of the sample data: a joinery's small world. Every address and number is reserved.

Telephone numbers are from the range Ofcom keeps free for drama (020 7946 0000 to 0999), the
domains end in .example (RFC 2606).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Face:
    """One person of the sample."""

    name: str
    organisation: str = ""
    job_title: str = ""
    tags: tuple[str, ...] = ()
    """`customer since 5`: the number is years before today."""
    rhythm: int = 0
    """Days; 0 for ambient."""
    last: int = 0
    """Days since the last contact; 0 for never."""
    birthday: tuple[int, int] | None = None
    """Month and day."""
    mail: str = ""
    notes: str = ""
    nickname: str = ""


MAIN = (
    Face(
        "Maria Lopez", "Lopez Interiors", "owner", ("customer since 5", "neighbour"), 42, 5,
        (3, 4), "maria@lopez.example",
        "> a table the whole family fits around",
    ),
    Face("Sunil Rao", "Rao Print", "printer", ("vendor since 3",), 60, 12, None,
         "sunil@raoprint.example"),
    Face("Kaspar Lind", "", "", ("customer since 1",), 0, 8, (9, 30), "kaspar@lind.example",
         "Lives on the third floor, no lift. Bring the small trolley."),
    Face("Zoë Müller", "Müller Feinkost", "buyer", ("customer since 2",), 30, 4, None,
         "zoe@feinkost.example", "The shop is full after eleven."),
    Face("Ana Ruiz", "Ruiz Tiles", "tiler", ("colleague", "customer since 4"), 30, 5, (6, 12),
         "ana@ruiztiles.example"),
    Face("Ben Okafor", "Okafor & Sons", "builder", ("customer since 6",), 45, 14, None,
         "ben@okafor.example"),
    Face("May Chen", "Chen's Kitchen", "cook and owner", ("customer since 7",), 28, 63, (11, 2),
         "may@chenskitchen.example", "Tea, never coffee."),
    Face("Dana Weiss", "", "architect", ("colleague",), 60, 21, None, "dana@weiss.example"),
    Face("山田 太郎", "Yamada & Co", "importer", ("vendor since 2",), 60, 31, None,
         "taro@yamada.example", "", "Taro"),
    Face("Łukasz Nowak", "", "", ("asked at the fair",), 30, 0, None, "lukasz@nowak.example"),
    Face("Leo Hart", "Hart Cycles", "bike workshop", ("neighbour",), 60, 9, (1, 19),
         "leo@hartcycles.example"),
)  # fmt: skip
"""Those with something due; their own histories follow in `demo_events`."""

OTHERS = (
    Face("Aoife Brennan", "Brennan Bakery", "baker", ("customer since 3",), 60, 17, (5, 21)),
    Face("Bilal Haddad", "Haddad Lighting", "electrician", ("vendor since 4",), 90, 40),
    Face("Chloé Lefèvre", "Atelier Lefèvre", "upholsterer", ("colleague",), 60, 26, (7, 14)),
    Face("Dmytro Kovalenko", "Kovalenko Floors", "floor layer", ("colleague",), 90, 33),
    Face("Eilidh MacLeod", "", "", ("customer since 2",), 0, 55),
    Face("Freya Sørensen", "Nordlys Café", "owner", ("customer since 1",), 45, 20, (12, 5)),
    Face("Gus", "", "", ("neighbour",), 0, 6),
    Face("Hanna Virtanen", "Virtanen Design", "designer", ("colleague",), 60, 48),
    Face("İpek Yıldız", "Yıldız Carpets", "weaver", ("vendor since 1",), 120, 70),
    Face("João Pereira", "Pereira Cork", "supplier", ("vendor since 5",), 90, 62),
    Face("김민준", "Minjun Studio", "photographer", ("colleague",), 90, 35, None,
         "minjun@studio.example", "", "Minjun"),
    Face("Leïla Benali", "Benali & Filles", "florist", ("customer since 2",), 60, 29, (4, 30)),
    Face(
        "Maximiliana Konstantina von Hohenberg-Langenfeld zu Wiesenthal",
        "Hohenberg-Langenfeld Historic Buildings Restoration Partnership",
        "conservation officer", ("customer since 4",), 120, 80,
    ),
    Face("Nguyễn Thị Hạnh", "Hạnh's Noodles", "cook", ("customer since 1",), 60, 11),
    Face("Ola Adeyemi", "Adeyemi Accounts", "bookkeeper", ("adviser since 6",), 30, 18, (2, 8)),
    Face("प्रिया शर्मा", "Sharma Sweets", "confectioner", ("customer since 3",), 90, 44, None,
         "priya@sharma.example", "", "Priya"),
    Face("Quentin Dubois", "", "retired joiner", ("mentor",), 30, 15, (8, 1), "",
         "Knows every hinge."),
    Face("Rosa Bianchi", "Trattoria Rosa", "owner", ("customer since 8",), 60, 37, (10, 10)),
    Face("Siobhán O'Neill", "O'Neill Hardware", "shop owner", ("vendor since 9",), 30, 13),
    Face("Tomáš Dvořák", "Dvořák Instruments", "violin maker", ("colleague",), 90, 51),
    Face("Uma Krishnan", "Little Oaks Nursery", "head", ("customer since 2",), 60, 24, (3, 22)),
    Face("Víctor Peña", "Peña Transport", "driver", ("vendor since 3",), 60, 19),
    Face("Wren Abbott", "", "apprentice", ("team since 1",), 14, 3, (6, 30)),
    Face("Ξένια Παππά", "Pappa Travel", "agent", ("customer since 1",), 120, 66, None,
         "xenia@pappa.example", "", "Xenia"),
    Face("Yusuf Demir", "Demir Barbers", "barber", ("customer since 2",), 90, 58),
    Face("Þórunn Jónsdóttir", "Jónsdóttir Wool", "shop owner", ("customer since 1",), 90, 47),
    Face("Оксана Коваль", "Koval Ceramics", "potter", ("colleague",), 90, 39, None,
         "oksana@koval.example", "", "Oksana"),
    Face("ليلى حداد", "Layla Books", "bookseller", ("customer since 3",), 60, 22, None,
         "layla@books.example", "", "Layla"),
    Face("Ilse van der Berg", "Van der Berg Glass", "glazier", ("vendor since 5",), 90, 41),
    Face("Marek Zieliński", "Zieliński Garage", "mechanic", ("neighbour",), 0, 75),
)  # fmt: skip
"""Those around them; their histories are drawn from `demo_events.TALK`."""
