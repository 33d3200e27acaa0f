"""Files and folders: what is read, what is refused, and in which words."""

from pathlib import Path

import pytest

from peer_tui.errors import ImportRefused
from peer_tui.interchange import reading
from peer_tui.interchange.reading import read_bytes, read_many, read_path

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
        read_bytes(data, "x")
    assert "again" in str(refusal.value)


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


def test_folders_are_read_in_order_and_bad_files_become_problems(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "1.VCF").write_bytes(CARD.replace(b"Ann", b"Cy"))
    (tmp_path / "a.vcf").write_bytes(CARD)
    (tmp_path / "c.csv").write_bytes(ROWS)
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "notes.txt").write_bytes(b"\x00")
    result = read_many([tmp_path])
    assert [record.person.name for record in result.records] == ["Ann", "Cy", "Bo"]
    assert [problem.where for problem in result.problems] == ["empty.csv"]
    assert result.format == "mixed"


def test_a_folder_without_contacts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="holds no vCard"):
        read_many([tmp_path])
