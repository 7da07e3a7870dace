"""The command line: a command parses, calls one library function, prints; results on stdout, talk on stderr."""

from kg.cli.main import main

__all__ = ["main"]
