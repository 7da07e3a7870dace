import pytest

from kg.corpus.documents import clean

BODY = "Air setinggi satu meter merendam tiga desa sejak Senin, kata polisi.\n\nWarga mengungsi ke balai desa."


@pytest.mark.parametrize(
    "head",
    [
        "Banjir Rendam Demak\n\n",
        "Banjir Rendam Demak\n",
        "Berita Banjir Rendam Demak\n\nBanjir Rendam Demak\n\n",
        "*Berita Banjir Rendam Demak\n\nBanjir Rendam Demak\n\n",
        "Banjir Rendam Demak - Warta.com\n\nBanjir Rendam Demak\n\n",
        "Banjir Rendam Demak\n\nBANJIR RENDAM DEMAK\n\n",
        "ADVERTISEMENT\nBanjir Rendam Demak\n\n",
    ],
)
def test_headline_stands_once_above_a_blank_line(head: str) -> None:
    cleaned, title = clean(head + BODY)
    assert (title, cleaned.text) == ("Banjir Rendam Demak", f"Banjir Rendam Demak\n\n{BODY}")


@pytest.mark.parametrize("text", [BODY, "Banjir Rendam Demak"])
def test_text_without_headline_keeps_its_first_line(text: str) -> None:
    cleaned, title = clean(text)
    assert (title, cleaned.text) == ("", text)


@pytest.mark.parametrize("body", [BODY, f"Banjir Rendam Demak\n\n{BODY}", f"Banjir  Rendam Demak\r\n{BODY}"])
def test_given_title_becomes_the_headline_once(body: str) -> None:
    cleaned, title = clean(body, title="Banjir Rendam Demak")
    assert cleaned.text == f"Banjir Rendam Demak\n\n{BODY}"
    assert title == "Banjir Rendam Demak"


@pytest.mark.parametrize("second", ["Korban Banjir Rendam Demak", "Banjir rendam Demak - air setinggi lutut.", "Demak"])
def test_line_that_says_more_than_the_headline_stays(second: str) -> None:
    assert second in clean(f"Banjir Rendam Demak\n\n{second}\n\n{BODY}")[0].text


def test_wrapped_lines_are_joined_and_lists_are_not() -> None:
    wrapped = (
        "Air setinggi satu meter merendam tiga desa di Demak\nsejak Senin malam, kata polisi.\n\nBarang:\nberas\ngula"
    )
    assert clean(f"Banjir\n\n{wrapped}")[0].text == "Banjir\n\n" + wrapped.replace("Demak\nsejak", "Demak sejak")
