"""Worker processes that answer queries, started when needed, killed when they take too long, replaced when gone."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.serve.limits import Limits

__all__ = ["Answer", "Pool", "Question"]


START = 60  # seconds that a process may take to open the store; they do not count as the query's


@dataclass(frozen=True, slots=True)
class Question:
    """A query, what the client accepts, and the graphs that the request names in place of those in the query."""

    query: str
    accept: str = ""
    default: Sequence[str] = ()
    named: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """`status` is ok, malformed, refused, unacceptable, cut, failed or busy; else than ok there is a message."""

    status: str
    body: bytes = b""
    type: str = ""
    message: str = ""


@dataclass(eq=False, slots=True)
class _Worker:
    process: asyncio.subprocess.Process
    store: Path

    async def ready(self) -> None:
        assert self.process.stdout is not None
        await self.process.stdout.readuntil(b"\n")

    async def ask(self, question: Question) -> Answer:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        row = {
            "query": question.query,
            "accept": question.accept,
            "default": list(question.default),
            "named": list(question.named),
        }
        self.process.stdin.write(json.dumps(row).encode() + b"\n")
        await self.process.stdin.drain()
        head = json.loads(await self.process.stdout.readuntil(b"\n"))
        body = await self.process.stdout.readexactly(head["size"])
        return Answer(head["status"], body, head.get("type", ""), head.get("message", ""))

    async def stop(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        await self.process.wait()


class Pool:
    """Answers questions with at most `limits.workers` processes; made and used in one event loop."""

    def __init__(self, limits: Limits) -> None:
        """Begin with no process."""
        self.limits = limits
        self._idle: list[_Worker] = []
        self._room = asyncio.Semaphore(limits.workers)
        self._waiting = 0

    async def ask(self, store: Path, question: Question) -> Answer:
        """Return the answer of the store at a path, or what kept it from answering."""
        if self._waiting >= self.limits.waiting:
            return Answer("busy", message=f"{self._waiting} queries wait already: ask again in a moment")
        self._waiting += 1
        try:
            async with self._room:
                return await self._asked(store, question)
        finally:
            self._waiting -= 1

    async def warm(self, store: Path) -> None:
        """Start a worker before the first question comes."""
        with contextlib.suppress(OSError):
            await self.ask(store, Question("ASK {}"))

    async def close(self) -> None:
        """End all processes."""
        idle, self._idle = self._idle, []
        for worker in idle:
            await worker.stop()

    async def _asked(self, store: Path, question: Question) -> Answer:
        try:
            worker = await self._worker(store)
        except (TimeoutError, asyncio.IncompleteReadError, OSError):
            return Answer("failed", message="no process could open the store: ask again in a moment")
        try:
            answer = await asyncio.wait_for(worker.ask(question), self.limits.seconds)
        except TimeoutError:
            await worker.stop()
            message = f"the query took longer than {self.limits.seconds:g} seconds and was stopped: ask for less"
            return Answer("cut", message=message)
        except (asyncio.IncompleteReadError, ConnectionError):
            await worker.stop()
            return Answer("cut", message="the query took more memory or time than it may and was stopped: ask for less")
        except BaseException:
            await worker.stop()
            raise
        self._idle.append(worker)
        return answer

    async def _worker(self, store: Path) -> _Worker:
        """Return an idle worker on this store, or a new one; those on a store that was replaced end."""
        while self._idle:
            worker = self._idle.pop()
            if worker.store == store and worker.process.returncode is None:
                return worker
            await worker.stop()
        limits = self.limits
        bounds = (limits.seconds, limits.rows, limits.answer_bytes, limits.memory_bytes)
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "kg.serve.worker", str(store), *map(str, bounds),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        worker = _Worker(process, store)
        try:
            await asyncio.wait_for(worker.ready(), START)
        except BaseException:
            await worker.stop()
            raise
        return worker
