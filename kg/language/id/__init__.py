"""The Indonesian language pack: tokenizer, trained pipeline, lexicons."""
