"""Make `lexicons/lemmas.tsv`: what the treebanks give, and for other words of the raw news the best supported root."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.language.id.affixes import roots
from kg.language.id.clitics import split
from training.treebank import Sentence

__all__ = ["make"]

OPEN = ("VERB", "NOUN", "ADJ", "ADV")
UNLIKE = ("PROPN", "X", "NUM", "SYM", "PUNCT")
DERIVED = re.compile(
    r"(me[nmlrwy]\w{3,}|di\w{4,}|ber\w{3,}|ter\w{3,}|pe[nmlr]?\w{3,}an|pe[nm]\w{3,}|ke\w{3,}an|\w{4,}(kan|an))$"
)
REMARK = "# form, UPOS (empty: any), lemma. From UD Indonesian PUD and CSUI (CC BY-SA) and affix families in raw news."


@dataclass(frozen=True, slots=True)
class Support:
    """What speaks for a root: lemmas of the treebanks, words of raw text, how many words may derive from it."""

    lemmas: Counter[str]
    raw: Counter[str]
    families: dict[str, int]

    def score(self, root: str, depth: int) -> float:
        """Return a number that grows with the support; the weights were chosen across CSUI and PUD."""
        if depth and not self.lemmas[root] and self.families.get(root, 0) < 2:
            return -9.0
        score = 2 * math.log1p(self.lemmas[root]) + math.log1p(self.families.get(root, 0)) + 0.3 * len(root)
        score -= 1.5 * (len(root) < 4)
        return score if DERIVED.match(root) else score + 0.5 * math.log1p(self.raw[root])


def make(path: Path, treebanks: Iterable[Sentence], raw: Counter[str]) -> None:
    """Write the table; `raw` counts the lower-case words of raw text."""
    table, lemmas = _observed(treebanks)
    words = {split(word)[0] for word, n in raw.items() if n > 1 and len(word) > 2}
    families: dict[str, set[str]] = defaultdict(set)
    for word in words:
        for root, _ in roots(word):
            families[root].add(word)
    support = Support(lemmas, raw, {root: len(members) for root, members in families.items()})
    known = {form for form, _ in table}
    rows = [(form, upos, lemma) for (form, upos), lemma in table.items()]
    for word in words - known:
        root = max(roots(word), key=lambda found: (support.score(*found), found))[0]
        if root != word or not DERIVED.match(word):
            rows.append((word, "", root))
    path.write_text("\n".join([REMARK, *("\t".join(row) for row in sorted(rows))]) + "\n", encoding="utf-8")


def _observed(treebanks: Iterable[Sentence]) -> tuple[dict[tuple[str, str], str], Counter[str]]:
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    lemmas: Counter[str] = Counter()
    for sentence in treebanks:
        for word in sentence.words:
            if word.upos not in UNLIKE and word.form[0].isalpha():
                seen[word.form.lower(), word.upos][word.lemma.lower()] += 1
                if word.upos in OPEN and word.lemma.isalpha():
                    lemmas[word.lemma.lower()] += 1
    best = {key: max(counts.items(), key=lambda item: (item[1], item[0]))[0] for key, counts in seen.items()}
    by_form: dict[str, Counter[str]] = defaultdict(Counter)
    for (form, upos), lemma in best.items():
        by_form[form][lemma] += sum(seen[form, upos].values())
    general = {(form, ""): max(c.items(), key=lambda item: (item[1], item[0]))[0] for form, c in by_form.items()}
    special = {key: lemma for key, lemma in best.items() if lemma != general[key[0], ""]}
    return general | special, lemmas
