import pytest

from kg.corpus.decoding import NotTextError, decode

TEXT = "“Harga naik – 5 €,” kata André."


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.encode("cp1252"),
    ],
)
def test_encoding_is_found(raw: bytes) -> None:
    assert decode(raw)[0] == TEXT


def test_cut_utf8_keeps_its_good_part() -> None:
    assert decode("“Harga” naik “5”".encode()[:-1]) == ("“Harga” naik “5�", "utf-8")


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"%PDF-1.7 ...", "a PDF"),
        (b"\x89PNG\r\n\x1a\n\x00", "PNG"),
        (b"PK\x03\x04aaaa", "ZIP"),
        (b"teks\x00\x01\x02biner\x00\xff", "zero byte"),
        (bytes(range(1, 32)) * 10, "control characters"),
    ],
)
def test_binary_is_told_apart(raw: bytes, says: str) -> None:
    with pytest.raises(NotTextError, match=says):
        decode(raw)
