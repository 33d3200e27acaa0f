"""Names of many languages and plausible prose, drawn with a seeded random source."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from random import Random

# language: (weight, family name comes first, given names, family names)
_NAMES: dict[str, tuple[int, bool, str, str]] = {
    "English": (
        26,
        False,
        "Maria Ben Zoe Sunil Grace Tom Hannah Oliver Ruby Jack Ella Harry Daisy George Amelia"
        " Leo Martha Noah Edith Samuel Florence Arthur Beatrice Walter Nora",
        "Okafor Smith Jones Taylor Brown Wilson Evans Thomas Roberts Walker Wright Green Hall"
        " Wood Clarke Harris Cooper Ward Turner Hill Moore Baker Parker Carter O'Brien Fletcher",
    ),
    "German": (
        9,
        False,
        "Jürgen Käthe Björn Anneliese Günther Monika Sönke Ulrike Jörg Heike Matthias Zoë Lukas",
        "Müller Schröder Weiß Groß Böhm Krüger Jäger Köhler Schäfer Löwe Fuchs Straßburger Vogel",
    ),
    "French": (
        7,
        False,
        "Éloïse François Chloé Jérôme Zoé Hélène René Noël Adèle Gaël Maëlle Étienne Agnès",
        "Lefèvre Dupré Béranger Moreau Lemaître Côté Gagné Besançon Chrétien Delaunay Mérimée",
    ),
    "Spanish": (
        8,
        False,
        "María José Íñigo Begoña Ángel Lucía Andrés Inés Óscar Concepción Raúl Sofía Núria",
        "López Ruiz García Núñez Muñoz Ibáñez Fernández Peña Rodríguez Gómez Sáenz Ordóñez",
    ),
    "Polish": (
        6,
        False,
        "Łukasz Małgorzata Paweł Agnieszka Stanisław Bożena Michał Żaneta Grażyna Józef Wiesława",
        "Kowalski Wójcik Wiśniewska Dąbrowski Zieliński Łukasiewicz Ściborowski Żak Świątek",
    ),
    "Czech": (
        4,
        False,
        "Jiří Zdeněk Kateřina Ondřej Šárka Václav Tomáš Růžena Vojtěch Eliška Bohuslav",
        "Dvořák Novotný Černá Kučera Procházka Růžička Šťastný Řezníček Žižka Havlíček",
    ),
    "Nordic": (
        5,
        False,
        "Åsa Sigrún Jökull Øyvind Bjørn Ingrid Mærsk Þóra Guðrún Søren Kåre Håkon Ylva",
        "Ångström Sørensen Östberg Þorsteinsdóttir Bjørnson Kjær Lindqvist Hämäläinen",
    ),
    "Turkish": (
        4,
        False,
        "Işıl Çağla Gökhan Şule Ömer İbrahim Tuğba Özgür Ayşe Emre Gülşen",
        "Yılmaz Çelik Şahin Öztürk Kılıç Güneş Aydın Doğan Kaya Erdoğmuş",
    ),
    "Vietnamese": (
        4,
        True,
        "Thị Hương Văn Đức Quỳnh Bảo Trâm Ngọc Ánh Minh Khuê Thùy Dương Hữu Phước",
        "Nguyễn Trần Lê Phạm Hoàng Võ Đặng Bùi Đỗ Hồ Ngô",
    ),
    "Chinese": (
        5,
        True,
        "伟 芳 娜 秀英 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀兰 霞",
        "王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 高 林",
    ),
    "Japanese": (
        4,
        True,
        "さくら 翔太 美咲 健一 陽子 大輔 結衣 拓也 真由美 蓮 千尋",
        "佐藤 鈴木 高橋 田中 渡辺 伊藤 山本 中村 小林 加藤 吉田",
    ),
    "Korean": (
        3,
        True,
        "민준 서연 도윤 지우 하준 수빈 예은 현우 지민 은서",
        "김 이 박 최 정 강 조 윤 장 임",
    ),
    "Russian": (
        5,
        False,
        "Алексей Ольга Фёдор Наталья Семён Юлия Артём Екатерина Пётр Людмила",
        "Иванов Смирнова Кузнецов Соловьёва Щербаков Жуков Чернышёв Яковлева Цветаева",
    ),
    "Greek": (
        3,
        False,
        "Γιώργος Ελένη Νίκος Άννα Σπύρος Ειρήνη Θανάσης Χρύσα",
        "Παπαδόπουλος Αγγελίδης Ιωάννου Καραμανλής Οικονόμου Βασιλείου",
    ),
    "Arabic": (
        3,
        False,
        "محمد فاطمة يوسف مريم خالد نور عائشة سليم",
        "الحسن المصري حداد النجار الخطيب بغدادي",
    ),
    "Hebrew": (2, False, "יעל אורי נועה דוד שרה איתן", "כהן לוי מזרחי פרץ ביטון אברהם"),
    "Hindi": (
        2,
        False,
        "अनिल प्रिया संजय दीपिका रवि सुनीता",
        "शर्मा गुप्ता वर्मा कुमार सिंह पटेल",
    ),
    "Yoruba": (
        2,
        False,
        "Adébáyò Títílayò Olúwaṣeun Ṣadé Ayọ̀délé Fúnmiláyọ̀",
        "Adéyẹmí Ògúnbánjọ Olátúnjí Akínwálé Ọbasanjọ",
    ),
}
_BUSINESSES = (
    "Interiors Joinery Gardens Bakery Ceramics Bikes Bindery Upholstery Kitchens Roofing Print"
    " Brewery Orchards Weavers Glassworks Lighting Café Bäckerei Möbel Hôtel Tischlerei Atelier"
)
_JOBS = (
    "owner",
    "manager",
    "head gardener",
    "buyer",
    "site foreman",
    "architecte d'intérieur",
    "bookkeeper",
    "Geschäftsführer",
    "chef",
    "teacher",
)
_COMMON = (
    "the to and a of for in is on with that he she they it at was about said wants from next will"
    " not but have asked we our her his an be would like week as if by again still one two before"
    " after more them send sent call called price quote sample order delivery table oak pine date"
    " Monday Tuesday Friday morning month invoice paid budget colour chairs kitchen opening"
    " workshop garden family holiday daughter son thanks visit meeting agreed change size metres"
    " early late happy worried looking moved new old house shop street board glass steel linen"
)
_RARE_SHARE = 0.22
_STARTS = "b br c ch d dr f fl g gr h k l m n p pl qu r s st t tr v w"
_MIDDLES = "a e i o u ai ea oo ou ee"
_ENDS = "ck d ft l ll m nd ng nt r rd rk s ss st t th x n"
_ACCENTED = str.maketrans({"a": "á", "e": "é", "o": "ö", "u": "ü", "c": "ç", "n": "ñ"})
_ACCENTED_SHARE = 0.03
_STREAM_WORDS = 400_000


class Names:
    """Gives people's names, one language each."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._languages = [
            (family_first, given.split(), family.split())
            for _, family_first, given, family in _NAMES.values()
        ]
        self._weights = list(accumulate(weight for weight, *_ in _NAMES.values()))

    def next(self) -> tuple[str, str, str]:
        """A whole name, its given and its family name; half have two given or family names."""
        languages = self._random.choices(self._languages, cum_weights=self._weights)
        family_first, given, family = languages[0]
        first, last = self._random.choice(given), self._random.choice(family)
        kind = self._random.random()
        if kind < 0.3:
            first = f"{first} {self._random.choice(given)}"
        elif kind < 0.5:
            last = f"{last}-{self._random.choice(family)}"
        whole = f"{last} {first}" if family_first else f"{first} {last}"
        return whole, first, last

    def business(self, family: str) -> str:
        """The name of a firm."""
        return f"{family} {self._random.choice(_BUSINESSES.split())}"

    def job(self) -> str:
        """What someone does there; often not known."""
        return self._random.choice(_JOBS) if self._random.random() < 0.4 else ""


def _rare_words(random: Random) -> list[str]:
    starts, middles, ends = _STARTS.split(), _MIDDLES.split(), _ENDS.split()
    words = {
        "".join(
            random.choice(starts) + random.choice(middles) + random.choice(ends)
            for _ in range(random.choice((1, 1, 2, 2, 3)))
        )
        for _ in range(9_000)
    }
    ordered = sorted(words)
    random.shuffle(ordered)
    return ordered


class Prose:
    """Passages cut from one long text: a few words very common, thousands of them rare."""

    def __init__(self, random: Random) -> None:
        self._random = random
        common, rare = _COMMON.split(), _rare_words(random)
        common_weights = [1 / rank for rank in range(2, len(common) + 2)]
        rare_weights = [1 / (rank + 30) for rank in range(len(rare))]
        scale = sum(common_weights) * _RARE_SHARE / (1 - _RARE_SHARE) / sum(rare_weights)
        stream = random.choices(
            [*common, *rare],
            weights=[*common_weights, *(weight * scale for weight in rare_weights)],
            k=_STREAM_WORDS,
        )
        for place in random.sample(range(_STREAM_WORDS), int(_STREAM_WORDS * _ACCENTED_SHARE)):
            stream[place] = stream[place].translate(_ACCENTED)
        self._text = " ".join(stream)
        self._starts = list(accumulate((len(word) + 1 for word in stream), initial=0))

    def passage(self, length: int) -> str:
        """Whole words, `length` characters or a few fewer, at least one word."""
        first = self._random.randrange(_STREAM_WORDS - length)
        start = self._starts[first]
        last = max(bisect_left(self._starts, start + length + 1, lo=first), first + 2) - 1
        return self._text[start : self._starts[last] - 1]
