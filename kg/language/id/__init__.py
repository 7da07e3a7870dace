"""The Indonesian language pack: tokenizer, sentences, trained pipeline, names, lemmas, lexicons.

Importing it registers its parts with spaCy, so that `spacy.load` can read the pipeline in `model/`.
"""

from kg.language.id import lemmas, ner, sentences, tokenizer

__all__ = ["lemmas", "ner", "sentences", "tokenizer"]
