import shutil
from pathlib import Path

import numpy as np
import pytest

import kg
from kg.errors import ModelError
from kg.extract import events
from kg.extract.article import read
from kg.extract.clauses import frame
from kg.extract.events_network import LABELS, EventNetwork, blended
from kg.language import load, parse
from kg.model import Document

WEIGHTS = Path(events.__file__).with_name("data") / "events_network.npz"


@pytest.fixture(scope="module")
def network() -> EventNetwork:
    return EventNetwork.load(WEIGHTS)


def likeliest(network: EventNetwork, text: str) -> dict[str, str]:
    """Return the label of each word that is likelier to name an event than not to."""
    document = Document("d", text)
    f = frame(read(parse(load("id"), document), document))
    sure = network.types(network.read(f), range(len(f.words)))
    return {f.words[i]: LABELS[row.argmax()] for i, row in enumerate(sure) if row.argmax()}


@pytest.mark.parametrize(
    ("text", "word", "label"),
    [
        ("Presiden Rusmin Wasesa bertemu Raja Halim di Istana Bogor, Senin (9/1).", "bertemu", "Meeting"),
        ("Menteri Luar Negeri Sari Dewi bertemu Menteri Luar Negeri Jepang di Tokyo.", "bertemu", "Meeting"),
        ("Polisi menangkap Sarwono di Medan atas dugaan korupsi.", "menangkap", "Arrest"),
        ("PT Sumber Lestari membangun gedung. Gempa bumi mengguncang Palu kemarin.", "gempa", "Disaster"),
    ],
)
def test_network_knows_what_words_name_where_they_stand(
    network: EventNetwork, text: str, word: str, label: str
) -> None:
    assert likeliest(network, text).get(word) == label


def test_article_without_a_word_is_read(network: EventNetwork) -> None:
    assert likeliest(network, "…") == {}
    assert kg.extract(Document("d", "…")).events == ()


def test_both_chances_count_the_linear_ones_more() -> None:
    linear, network = np.array([[0.5, 0.4, 0.1]], np.float32), np.array([[0.1, 0.1, 0.8]], np.float32)
    sure = blended(linear, ("a", "b", "c"), network, ("b", "a", "c"))
    assert sure.sum() == pytest.approx(1)
    assert sure[0].argmax() == 0
    assert sure[0, 2] > linear[0, 2]


def test_damaged_weights_are_named(tmp_path: Path) -> None:
    broken = tmp_path / "events_network.npz"
    shutil.copy(WEIGHTS, broken)
    broken.write_bytes(broken.read_bytes()[:5000])
    with pytest.raises(ModelError, match=r"events_network\.npz.*make model"):
        EventNetwork.load(broken)
    with pytest.raises(ModelError, match="make model"):
        EventNetwork.load(tmp_path / "none.npz")
