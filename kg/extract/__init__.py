"""Doc → Extraction: mentions, values, coreference, quotes, roles, relations, events, modality."""
