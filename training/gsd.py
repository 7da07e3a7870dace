"""UD Indonesian-GSD as released in 2017, mapped towards the guidelines of today.

Clitics are split, reduplications joined, `flat` chains made flat, labels that went out of use replaced, tags of
function words and features taken from today's treebanks. Good enough to learn from first, before today's treebanks.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from kg.language.id.clitics import split
from kg.language.id.lexicons import words as lexicon
from training.treebank import Sentence, Word

__all__ = ["mapped"]

TIMES = frozenset(lexicon("times"))
RELABELLED = {("nmod", "PRON"): "nmod:poss", ("advmod", "AUX"): "aux", ("case", "SCONJ"): "mark"}
CLITIC = {"VERB": ("PRON", "obj"), "NOUN": ("PRON", "nmod:poss"), "ADP": ("PRON", "obl")}
PERSON = "Number=Sing|Person=3|PronType=Prs"
FUNCTION = ("ADP", "AUX", "ADV", "CCONJ", "SCONJ", "PART", "PRON", "DET")


def mapped(old: Iterable[Sentence], today: Iterable[Sentence]) -> Iterator[Sentence]:
    """Yield the sentences of the old treebank with today's tokens, tags, features and labels as far as they map."""
    tags, feats = _usage(today)
    for sentence in old:
        words = _flattened(_joined(list(sentence.words)))
        words = [_tagged(word, tags) for word in words]
        words = _with_clitics([_labelled(words, i) for i in range(len(words))])
        yield Sentence(
            sentence.id, tuple(replace(w, feats=feats.get((w.form.lower(), w.upos), _feats(w))) for w in words)
        )


def _usage(today: Iterable[Sentence]) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    tags: dict[str, Counter[str]] = defaultdict(Counter)
    feats: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for sentence in today:
        for word in sentence.words:
            tags[word.form.lower()][word.upos] += 1
            feats[word.form.lower(), word.upos][word.feats] += 1
    first = {form: counts.most_common(1)[0] for form, counts in tags.items()}
    sure = {f: tag for f, (tag, n) in first.items() if n >= 8 and n >= 0.9 * tags[f].total() and tag in FUNCTION}
    return sure, {key: max(counts, key=lambda f: (counts[f], f)) for key, counts in feats.items()}


def _tagged(word: Word, tags: dict[str, str]) -> Word:
    return replace(word, upos=tags.get(word.form.lower(), word.upos))


def _feats(word: Word) -> str:
    lower = word.form.lower()
    if word.upos == "VERB":
        if lower.startswith(("di", "ter")):
            return "Voice=Pass"
        return "Voice=Act" if lower.startswith(("me", "ber")) else ""
    return {"NOUN": "Number=Sing", "NUM": "NumType=Card"}.get(word.upos, "")


def _reindexed(words: list[Word], keep: Callable[[int], bool]) -> list[Word]:
    """Return the words for which `keep` holds; what hung on others hangs on the head of those."""
    new = {i: n for n, i in enumerate(i for i in range(len(words)) if keep(i))}

    def kept(i: int) -> int:
        while i not in new and words[i].head != i:
            i = words[i].head
        return new.get(i, 0)

    return [replace(words[i], head=kept(words[i].head)) for i in new]


def _joined(words: list[Word]) -> list[Word]:
    """Return the words with "kota - kota", three tokens in the old release, as one."""
    dropped: set[int] = set()
    for i in range(2, len(words)):
        middle = words[i - 1].form == "-" and i - 1 not in dropped
        if words[i].deprel == "compound:plur" and words[i].head == i - 2 and middle:
            last = replace(words[i - 2], form="-".join((words[i - 2].form, words[i].form)), space=words[i].space)
            words[i - 2] = last
            dropped |= {i - 1, i}
    return _reindexed(words, lambda i: i not in dropped) if dropped else words


def _flattened(words: list[Word]) -> list[Word]:
    """Return the words with every part of a name on its first part."""
    out = list(words)
    for i, word in enumerate(words):
        head = word.head
        if word.deprel == "flat" and words[head].upos == "PROPN":
            while words[head].deprel == "flat" and words[words[head].head].upos == "PROPN":
                head = words[head].head
            out[i] = replace(word, head=head, deprel="flat:name")
    return out


def _labelled(words: list[Word], i: int) -> Word:
    word, head = words[i], words[words[i].head]
    if word.deprel == "case" and head.upos == "VERB":
        return replace(word, upos="SCONJ", deprel="mark")
    return replace(word, deprel=_label(words, i, head)) if word.head != i else word


def _label(words: list[Word], i: int, head: Word) -> str:
    word, deprel = words[i], words[i].deprel
    children = {w.form.lower() for w in words if w.head == i}
    nominal = head.upos in ("NOUN", "PROPN", "PRON", "NUM")
    match deprel:
        case "compound" | "amod" if word.upos == head.upos == "PROPN":
            return "flat:name"
        case "nummod" if word.upos == head.upos == "NUM":
            return "flat"
        case "flat" | "compound" | "compound:plur":
            return "flat" if word.upos == head.upos == "NUM" else "nmod"
        case "acl":
            return ("acl:relcl" if "yang" in children else "acl") if nominal else "advcl"
        case "obl" | "nmod" if word.form.lower() in TIMES:
            return f"{deprel}:tmod"
        case "obl" if "oleh" in children:
            return "obl:agent"
    return RELABELLED.get((deprel, word.upos), deprel)


def _with_clitics(words: list[Word]) -> list[Word]:
    """Return the words with -nya, -ku, … as words of their own on their stem."""
    place, parts = [], []
    for word in words:
        found = split(word.form) if word.form.isalpha() else (word.form,)
        place.append(sum(len(p) for p in parts))
        parts.append(found)
    out: list[Word] = []
    for word, found, at in zip(words, parts, place, strict=True):
        single = len(found) == 1
        out.append(replace(word, form=found[0], head=place[word.head], space=word.space and single))
        if not single:
            upos, deprel = (
                CLITIC.get(word.upos, ("DET", "det"))
                if found[1].lower() in ("nya", "ku", "mu")
                else ("PART", "advmod:emph")
            )
            feats = PERSON if upos == "PRON" else ""
            out.append(Word(found[1], found[1].lower(), upos, feats, at, deprel, word.space))
    return out
