"""Train the ranker that joins short names to full ones; `python -m training.clusters` also cross-validates."""

from __future__ import annotations

from typing import Any

import spacy

from kg.extract.article import Article
from kg.extract.clusters import grouped
from kg.extract.clusters_mentions import Form, forms
from kg.extract.speech_choice import DATA, choice, weights
from training.articles import SHARED, documents, gold_article
from training.choice import Choice, fit
from training.linear import save
from training.stories import FOLDS, parts

__all__ = ["choices", "main"]


def choices(article: Article) -> list[Choice]:
    """Return the decisions of one article, as the annotated clusters would make them."""
    owner = {m.span.text.casefold(): c.id for c in article.clusters for m in c.mentions}
    result: list[Choice] = []

    def decide(form: Form, groups: list[Any], candidates: list[list[str]]) -> int:
        right = [
            i
            for i, g in enumerate(groups)
            if owner[form.text.casefold()] in {owner[f.text.casefold()] for f in g.forms}
        ]
        if groups:
            result.append(Choice(tuple(map(tuple, candidates)), tuple(right) or (len(groups),)))
        return right[0] if right else -1

    grouped(article, forms(m for m, _ in article.mentions()), decide)
    return result


def main() -> None:
    nlp = spacy.blank("id")
    texts = {part: list(documents(SHARED / "annotation" / f"{part}.jsonl")) for part in ("train", "dev")}
    read = {
        part: [choices(gold_article(d, nlp.make_doc(d.text), a)) for d, a in pairs] for part, pairs in texts.items()
    }
    for cost in (0.3, 1.0, 3.0):
        hits = total = 0
        for fold in range(FOLDS):
            seen, unseen = parts([document.id for document, _ in texts["train"]], fold)
            model = weights(fit([c for n in seen for c in read["train"][n]], cost=cost))
            for item in (c for n in unseen for c in read["train"][n]):
                chances = choice(model, item.candidates)
                hits += chances.index(max(chances)) in item.right
                total += 1
        print(f"cost {cost}: {100 * hits / total:.2f} % of {total} decisions (cross-validated on train)")
    save(fit([c for cs in read["train"] for c in cs], cost=1.0), DATA / "clusters.npz")


if __name__ == "__main__":
    main()
