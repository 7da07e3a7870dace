"""What can go wrong, each message naming the thing and the remedy.

KgError
├── InputError     a source, a document or an option that cannot be read
├── OutputError    a folder that cannot be written or is not ours to replace
├── ModelError     a language model or a lexicon that is missing or damaged
├── QueryError     SPARQL that cannot be parsed or is refused
└── NotFoundError  a name or an identifier that the graph does not hold
"""

__all__ = ["InputError", "KgError", "ModelError", "NotFoundError", "OutputError", "QueryError"]


class KgError(Exception):
    """Any error that a user can mend; `exit_code` is what the command line returns (1 failed, 2 misuse)."""

    exit_code = 1


class InputError(KgError):
    """A source, a document or an option cannot be read."""

    exit_code = 2


class OutputError(KgError):
    """An output folder cannot be written, or was not made by kg."""


class ModelError(KgError):
    """A language model or a lexicon is missing or damaged."""


class QueryError(KgError):
    """A query cannot be parsed, or asks for something that is refused."""

    exit_code = 2


class NotFoundError(KgError):
    """A name or an identifier is not in the graph."""
