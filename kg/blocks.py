"""Articles → clusters of names that are one thing, found by the workers of a Dask cluster.

A worker makes the profiles of some articles and tells by which forms they are tied to others (map). Profiles that are
tied, over however many others, are one block; a share of the blocks goes to a worker, which clusters it as the embedded
build clusters everything (`kg.resolve.clusters`), and the clusters come back in the order of the articles. What comes
out is the same however articles are parted and blocks are shared out.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from operator import getitem
from typing import Any, TypeAlias

from kg.blobs import Decoder, from_blob, to_blob
from kg.engine import agree, begin, end, hand, handed, working
from kg.memory import version
from kg.resolve.clusters import Form, Group, cluster, ties
from kg.resolve.profiles import Profile, placed, profiles
from kg.resolve.unions import Unions
from kg.spool import unpacked
from kg.spread import Spread

__all__ = ["clusters"]

#: shares of the names for each worker, so that the last is not long alone at work
SHARES = 4
BLOBS = Decoder(list[bytes])
#: `Ties` of a profile, each form as 8 bytes
Tied: TypeAlias = tuple[list[bytes], list[bytes]]
#: the members of a cluster, the reasons of its merges
Found: TypeAlias = tuple[list[tuple[str, str]], list[str]]


def clusters(articles: Iterable[bytes], spread: Spread, *, shares: int = 0) -> list[Group]:
    """Return the clusters of the profiles of all articles, in order of their first members.

    Args:
        articles: extractions in order of document ids, as `kg.spool` packs them.
        spread: the cluster that works.
        shares: into how many parts the names are shared out; four for each worker where 0.

    Raises:
        ModelError: where Dask, the extra `dask`, is not installed.
        InputError: where the scheduler cannot be reached, or its workers have another kg.
        OutputError: where the workers die of the work.
    """
    begin(spread.path)
    with working(spread, spread.path) as client:
        parts = list(_parts(client, articles, spread))
        tied = client.gather(client.map(_tied, parts, pure=False))
        count = shares or SHARES * max(1, len(client.scheduler_info()["workers"]))
        cut = partial(client.submit, _shared, count=count, pure=False)
        shared = [cut(part, of) for part, of in zip(parts, _shares(tied, count), strict=True)]
        picked = ([client.submit(getitem, part, n, pure=False) for part in shared] for n in range(count))
        done = client.gather([client.submit(_clustered, share, pure=False) for share in picked])
        made = client.gather(parts)
    end(spread.path)
    return _in_order(chain.from_iterable(done), list(chain.from_iterable(made)))


def _parts(client: Any, articles: Iterable[bytes], spread: Spread) -> Iterator[Any]:
    """Yield what will be the profiles of some articles, on a worker."""
    rest, wanted = iter(articles), version()
    while group := list(islice(rest, spread.at_once)):
        name = hand(to_blob(group), "names", spread.path)
        yield client.submit(_profiles, name, spread.path, wanted, retries=2, pure=False)


def _profiles(name: str, path: str, wanted: str) -> list[Profile]:
    """Return the profiles of the articles of a file, in order."""
    agree(wanted)
    blobs = from_blob(handed(name, path), BLOBS)
    return sorted(chain.from_iterable(profiles(unpacked(blob)) for blob in blobs), key=placed)


def _tied(found: Iterable[Profile]) -> list[Tied]:
    """Return for each profile its ties, in short."""
    return [(list(map(_short, keys)), list(map(_short, forms))) for keys, forms in map(ties, found)]


def _short(form: Form) -> bytes:
    """Return a form in 8 bytes; two forms of the same make a block larger than it need be, no more."""
    return hashlib.blake2b("\n".join(form).encode(), digest_size=8).digest()


def _shares(parts: Sequence[Sequence[Tied]], count: int) -> Iterator[array[int]]:
    """Yield for each part the shares of its profiles: those that are tied, by whatever chain, are in one."""
    tied = list(chain.from_iterable(parts))
    compared = set[bytes]().union(*(keys for keys, _ in tied))
    unions, first = Unions(len(tied)), dict[bytes, int]()
    for i, (keys, forms) in enumerate(tied):
        for form in (*keys, *compared.intersection(forms)):
            unions.join((first.setdefault(form, i), i), "")
    roots = map(unions.root, range(len(tied)))
    yield from (array("Q", (root % count for root in islice(roots, len(part)))) for part in parts)


def _shared(found: Sequence[Profile], shares: Iterable[int], *, count: int) -> list[list[Profile]]:
    """Return the profiles by share, without what clusters do not ask for."""
    parts: list[list[Profile]] = [[] for _ in range(count)]
    for profile, share in zip(found, shares, strict=True):
        parts[share].append(replace(profile, spans=(), company=frozenset()))
    return parts


def _clustered(parts: Iterable[list[Profile]]) -> list[Found]:
    """Return the clusters of a share of the profiles."""
    groups = cluster(list(chain.from_iterable(parts)))
    return [([profile.member for profile in members], reasons) for members, reasons in groups]


def _in_order(found: Iterable[Found], made: Sequence[Profile]) -> list[Group]:
    """Return the clusters with their profiles, in order of the first."""
    places = {profile.member: place for place, profile in enumerate(made)}
    ordered = sorted(([places[member] for member in members], reasons) for members, reasons in found)
    return [([made[place] for place in members], reasons) for members, reasons in ordered]
