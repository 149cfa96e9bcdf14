"""A relay that does what a test tells it: real sockets, real SMTP, with PIPELINING, and with moods."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

PIPELINING = ("PIPELINING", "8BITMIME", "SMTPUTF8", "SIZE 1000000")
Mood = Callable[[str], str | None]  # a command, or "." for the end of a letter, or "" for the greeting
GOOD = {
    "": "220 here",
    "MAIL": "250 ok",
    "RCPT": "250 ok",
    "RSET": "250 ok",
    "NOOP": "250 ok",
    "DATA": "354 go on",
    ".": "250 taken",
}


@dataclass
class Taken:
    sender: str
    recipient: str
    body: bytes


@dataclass
class ScriptedRelay:
    offers: tuple[str, ...] = PIPELINING
    mood: Mood = lambda command: None  # another answer than the usual; "close" ends the connection
    delay: float = 0
    taken: list[Taken] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    connections: int = 0
    port: int = 0
    _server: asyncio.Server | None = None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def recipients(self) -> list[str]:
        return [one.recipient for one in self.taken]

    async def come(self) -> None:
        self._server = await asyncio.start_server(self._talk, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def go_away(self) -> None:
        """Its connections with it."""
        if self._server:
            self._server.close()
            for task in self._talking:
                task.cancel()
            await asyncio.gather(*self._talking, return_exceptions=True)
            await self._server.wait_closed()
        self._server = None

    def __post_init__(self) -> None:
        self._talking: set[asyncio.Task[Any]] = set()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._talking.add(task)
        self.connections += 1
        try:
            await self._answer(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            self._talking.discard(task)
            writer.transport.abort()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        sender = recipient = ""
        command, said = "", b""
        while True:
            verb = command.split(" ")[0].upper()
            reply = self.mood(command) or GOOD.get(verb) or ("221 bye" if verb == "QUIT" else "502 what")
            if verb == "EHLO" and not self.mood(command):
                reply = "\r\n".join([*(f"250-{offer}" for offer in ("here", *self.offers)), "250 HELP"])
            if reply == "close":
                return
            if verb == "MAIL" and reply[0] == "2" and sender:
                reply = "503 nested MAIL"
            elif verb == "MAIL" and reply[0] == "2":
                sender, recipient = command[11:].partition(">")[0], ""
            elif verb == "RCPT" and reply[0] == "2":
                recipient = re.sub(r".*<(.*)>.*", r"\1", command)
            elif verb == "DATA" and reply[0] == "3" and not recipient and "lone dot" not in self.offers:
                reply = "503 no recipient"
            elif verb == ".":
                if reply[0] == "2" and recipient:
                    self.taken.append(Taken(sender, recipient, said))
                sender = recipient = ""
            elif verb in ("RSET", "EHLO"):
                sender = recipient = ""
            said = b""
            writer.write(reply.encode() + b"\r\n")
            if self.delay and verb in ("DATA", "."):
                await asyncio.sleep(self.delay)
            await writer.drain()
            if verb == "QUIT":
                return
            if verb == "DATA" and reply[0] == "3":
                while (line := await reader.readuntil(b"\r\n")) != b".\r\n":
                    assert not line.startswith(b".") and len(line) <= 1000, line
                    said += line
                command = "."
            else:
                command = (await reader.readuntil(b"\r\n")).decode().rstrip("\r\n")
            self.commands.append(command)


@asynccontextmanager
async def scripted(**how: Any) -> AsyncIterator[ScriptedRelay]:
    relay = ScriptedRelay(**how)
    await relay.come()
    try:
        yield relay
    finally:
        await relay.go_away()
