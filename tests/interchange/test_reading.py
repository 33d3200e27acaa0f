"""Files and folders: what is read, what is refused, and in which words."""

from pathlib import Path

import pytest

from peer_tui.errors import ImportRefused, UsageError
from peer_tui.interchange import reading
from peer_tui.interchange.reading import read_bytes, read_many, read_path
from peer_tui.interchange.reading_choices import ReadChoices

CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann\r\nEND:VCARD\r\n"
ROWS = b"Name,Email\nBo,b@x.example\n"


def test_the_content_decides(tmp_path: Path) -> None:
    (tmp_path / "cards.csv").write_bytes(CARD)
    (tmp_path / "rows.vcf").write_bytes(ROWS)
    assert read_path(tmp_path / "cards.csv").format == "vcard"
    assert read_path(tmp_path / "rows.vcf").format == "csv:other"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "x is empty"),
        (b"\xef\xbb\xbf\r\n ", "x is empty"),
        (b"%PDF-1.7 ...", "x is a PDF"),
        (b"PK\x03\x04....", "Excel workbook"),
        (bytes(range(256)) * 20, "not a text file"),
        (b"hello", "seen: hello"),
    ],
)
def test_refusals_say_what_and_what_to_do(data: bytes, words: str) -> None:
    with pytest.raises(ImportRefused, match=words) as refusal:
        read_bytes(data, "x").or_refused()
    assert "again" in str(refusal.value)


def test_a_table_whose_characters_were_lost_before_is_read() -> None:
    text = "Name,E-mail\n" + "\ufffd" * 60 + ",ann@x.example\n"
    (record,) = read_bytes(text.encode(), "x").records
    assert record.person.contact_points[0].value == "ann@x.example"


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="does not exist"):
        read_path(tmp_path / "none.vcf")
    with pytest.raises(ImportRefused, match="is a folder"):
        read_path(tmp_path)


def test_a_file_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST_FILE", 10)
    (tmp_path / "a.vcf").write_bytes(CARD)
    with pytest.raises(ImportRefused, match="at most"):
        read_path(tmp_path / "a.vcf")


def test_folders_are_read_in_order_and_bad_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "1.VCF").write_bytes(CARD.replace(b"Ann", b"Cy"))
    (tmp_path / "a.vcf").write_bytes(CARD)
    (tmp_path / "c.csv").write_bytes(ROWS)
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "notes.txt").write_bytes(b"\x00")
    result = read_many([tmp_path])
    assert [record.person.name for record in result.records] == ["Ann", "Cy", "Bo"]
    assert [each.where for each in result.not_read] == ["empty.csv", "notes.txt"]
    assert "name the file itself" in result.not_read[1].what
    assert result.problems == []
    assert result.format == "mixed"


def test_a_folder_without_contacts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="holds no vCard"):
        read_many([tmp_path])


MANY = 30_000
"""Lines of a file, so many that its reading is told of."""
ENTRY = b"dn: cn=Ann\ncn: Ann\nobjectclass: person\n\n"
POST = (
    b"From x Mon Jun 01 10:00:00 2009\nFrom: a@x.example\nDate: Mon, 01 Jun 2009 10:00:00 +0000\n\n"
)


@pytest.mark.parametrize(
    "content",
    [
        CARD * (MANY // 2),
        b"Name,Email,Notes\n" + b"Bo,b@x.example,likes green tea and walks\n" * MANY,
        ENTRY * MANY,
        POST * (MANY // 2),
    ],
    ids=["cards", "rows", "entries", "mails"],
)
def test_a_long_reading_tells_how_far_it_is_and_can_be_stopped(
    content: bytes, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []
    choices = ReadChoices(progress=lambda done, of: told.append((done, of)))
    read_bytes(content, "x", choices)
    shares = [done / of for done, of in told]
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert len(shares) > 1
    assert all(of == pytest.approx(len(content), rel=0.01) for _, of in told)

    def stop(done: int, _of: int) -> None:
        if done:
            raise UsageError("stopped")

    with pytest.raises(UsageError, match="stopped"):
        read_bytes(content, "x", ReadChoices(progress=stop))


def test_the_reading_of_a_folder_counts_all_its_files(tmp_path: Path) -> None:
    for name, cards in (("a.vcf", 1), ("b.vcf", 3), ("c.vcf", 2)):
        (tmp_path / name).write_bytes(CARD * cards)
    told: list[tuple[int, int]] = []
    read_many([tmp_path], ReadChoices(progress=lambda done, of: told.append((done, of))))
    assert {of for _, of in told} == {6 * len(CARD)}
    assert sorted({done for done, _ in told}) == [0, len(CARD), 4 * len(CARD)]
