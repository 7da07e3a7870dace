"""Train the Indonesian pipeline, all but the names, and write it to `kg/language/id/model`.

Stages: lexicons, vectors, network. Each leaves its result in the cache; what is there is not made again, so that a
stopped run goes on where it stood. `--fold N` measures on a fourth of CSUI instead of writing the model, and with
`--without` what the treebank of 2017 or the vectors are worth.
"""

from __future__ import annotations

import logging
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import floret
from spacy.language import Language

import kg.language.id
from training import lemmas, package, raw
from training.articles import SHARED
from training.gsd import mapped
from training.network import Plan, measure, train
from training.treebank import Sentence, read

__all__ = ["lexicons", "main", "network", "vectors"]

ROOT = Path(__file__).resolve().parents[1]
PACK = Path(kg.language.id.__file__).parent
CACHE = ROOT / ".cache" / "pipeline"
CONFIG = Path(__file__).with_name("pipeline.cfg")
FOLDS = 4
WORDS = "# Indonesian words that stand alone at least five times in the raw news that training/ reads"
META = {
    "name": "kg_news",
    "version": "0.1.0",
    "description": "Indonesian news: tokens, sentences, tags, features, lemmas, dependencies",
    "author": "kg",
    "license": "CC BY-SA 4.0",
    "sources": [
        {"name": name, "url": f"https://github.com/UniversalDependencies/UD_Indonesian-{name}", "license": license_}
        for name, license_ in (("CSUI", "CC BY-SA 4.0"), ("PUD", "CC BY-SA 3.0"), ("GSD", "CC BY-SA 4.0"))
    ],
}


def treebank(name: str) -> list[Sentence]:
    """Return the sentences of a treebank by the name of its file."""
    return list(read(SHARED / "data" / "ud" / f"{name}.conllu"))


def lexicons() -> None:
    """Write the words that stand alone and the table of lemmas into the language pack."""
    counts = raw.count_words(SHARED)
    common = sorted(word for word, n in counts.items() if n >= 5 and len(word) > 2)
    (PACK / "lexicons" / "words.txt").write_text("\n".join([WORDS, *common]) + "\n", encoding="utf-8")
    csui = treebank("csui-train")
    lemmas.make(PACK / "lexicons" / "lemmas.tsv", csui + csui + treebank("pud"), counts)


def vectors(path: Path) -> None:
    """Train floret vectors on the raw text; one thread, so that the same text gives the same bytes."""
    tokens = path.with_suffix(".txt")
    raw.write_tokens(SHARED, tokens)
    model = floret.train_unsupervised(
        str(tokens), model="skipgram", mode="floret", hashCount=2, bucket=20_000, minn=4, maxn=5, minCount=5, dim=64,
        epoch=8, lr=0.05, ws=5, neg=5, thread=1, verbose=0,
    )  # fmt: skip
    model.save_floret_vectors(str(path))


def network(vectors: Path | None, csui: Sequence[Sentence], plan: Plan, *, gsd: bool = True) -> Language:
    """Return the pipeline trained on these sentences of CSUI and the other treebanks, with or without GSD of 2017."""
    pud = treebank("pud")
    old = list(mapped(treebank("gsd-train-v2.0"), [*csui, *pud])) if gsd else []
    return train(CONFIG, vectors, [*csui, *csui, *pud], old + [_nominal(s) for s in treebank("gsd-dev")], plan)


def _nominal(sentence: Sentence) -> Sentence:
    """Return the sentence with GSD's `compound` as the other treebanks have it."""
    label = {"compound": "nmod"}
    words = (replace(word, deprel=label.get(word.deprel, word.deprel)) for word in sentence.words)
    return Sentence(sentence.id, tuple(words))


def _stage(path: Path, make: Callable[[], None]) -> None:
    if not path.exists():
        logging.info("making %s", path.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        make()
        path.touch()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the stages."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--fold", type=int, choices=range(FOLDS))
    parser.add_argument("--without", choices=("gsd", "vectors"), nargs="+", default=[], help="with --fold only")
    options = parser.parse_args(arguments)
    if options.without and options.fold is None:
        parser.error("--without measures: give --fold too")
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.getLogger("spacy").setLevel(logging.ERROR)  # it logs what stands in the model's own files
    floret_path = CACHE / "vectors.floret"
    _stage(CACHE / "lexicons.done", lexicons)
    _stage(floret_path, lambda: vectors(floret_path))
    csui = treebank("csui-train")
    if options.fold is not None:
        kept = [sentence for i, sentence in enumerate(csui) if i % FOLDS != options.fold]
        known = None if "vectors" in options.without else floret_path
        nlp = network(known, kept, Plan(), gsd="gsd" not in options.without)
        print(measure(nlp, csui[options.fold :: FOLDS]))
        return
    nlp = network(floret_path, csui, Plan())
    nlp.meta.update(META)
    nlp.to_disk(PACK / "model")
    package.main()


if __name__ == "__main__":
    main()
