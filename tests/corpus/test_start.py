"""What only some articles need is imported when one of them is read."""

import subprocess
import sys

import pytest

READ = "import sys; from kg.corpus.cleaning import clean_characters; from kg.corpus.edits import Cleaned; {}; {}"


@pytest.mark.parametrize(("text", "imported"), [("Budi pergi.", "False"), ("Budi “pergi”.", "True")])
def test_text_is_repaired_where_it_is_not_ascii(text: str, imported: str) -> None:
    script = READ.format(f"clean_characters(Cleaned.of({text!r}))", "print('ftfy' in sys.modules)")
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == imported


def test_sources_are_read_without_yaml_until_there_is_some() -> None:
    script = "import sys, kg.corpus; print('yaml' in sys.modules, 'ftfy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
