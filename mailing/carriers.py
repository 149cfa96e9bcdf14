"""Carriers: they take a send's bundles to the relay, on several lines at once.

A carrier works for a while, then asks for its send to be carried on; so a worker that stops, and a send among others,
need no rules of their own. What it must survive is one case, whether it was killed, PostgreSQL went away or the relay
did: answers stand in the journal until PostgreSQL has them, and whoever opens the journal next begins by telling them.
A letter whose answer nobody has heard goes again: at most one for each open line.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import TypeVar
from urllib.parse import urlsplit

import asyncpg
import msgspec

from mailing import deliveries, ledger, smtp
from mailing.journals import Answer, Journal
from mailing.ledger import Due
from mailing.pace import Pace
from mailing.plates import Content, Plate
from mailing.relays import our_relay
from mailing.smtp import Letter, RelayAway, Reply
from mailing.tables import Send
from network.ground.queue import later
from network.ground.settings import settings

log = logging.getLogger(__name__)

CARRIES_FOR = 45.0  # seconds: the worker gives a job sixty
HOLDS_FOR = 15  # minutes: longer than any carrier works
LAST_WORDS = 2.0  # seconds for letters on their way when the worker stops
LOW = 250  # letters in the bag when the next bundle is fetched

DATABASE_AWAY = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.OperatorInterventionError,
    asyncpg.TooManyConnectionsError,
)
Answered = TypeVar("Answered")


async def carry(send_id: int, seconds: float = CARRIES_FOR) -> None:
    """Carries a send on, from wherever it is; does nothing where another does it here, or nothing is left to do."""
    send = await Send.objects().get(Send.id == send_id)
    if send is None or send.state == "done":
        return
    try:
        journal = Journal(send_id)
    except BlockingIOError:
        return
    with journal:
        carrier = Carrier(send, journal, seconds)
        try:
            await carrier.begin()
            try:
                await carrier.work()
            finally:
                await carrier.stop()
        except DATABASE_AWAY as fault:
            log.warning("send %s stands until the clock rings again: %s", send_id, fault)


class Carrier:
    """The bag (smtp.Bag) that the lines of one send carry from."""

    def __init__(self, send: Send, journal: Journal, seconds: float) -> None:
        self.send, self.journal, self.pace = send, journal, Pace(send.rests)
        self.until = monotonic() + seconds
        self._plate = Plate(msgspec.json.decode(send.content, type=Content), send.started_at, f"send {send.id}")
        self._host = urlsplit(settings().address).hostname or "localhost"
        self._bag: deque[Due] = deque()
        self._out: dict[int, Due] = {}
        self._heard = journal.read()
        self._is_stopping = self._is_dry = self._is_halted = False
        self._lines: list[asyncio.Task[None]] = []
        self._filled, self._stirred = asyncio.Event(), asyncio.Event()

    async def begin(self) -> None:
        """What was left here by somebody who is gone comes first."""
        await self.tell()
        await ledger.let_go(self.send.id, self.journal.carrier)
        self._is_stopping = not await ledger.take_up(self.send.id)

    async def work(self) -> None:
        """Until nothing is left, the time is over, or the send was paused."""
        while not self._is_stopping and self.pace.pause < self.until - monotonic():
            self._stirred.clear()
            if not await self._patiently(self.tell):
                self._is_halted = True
                return
            while len(self._bag) < LOW and not self._is_dry:
                self._fill(await self._patiently(lambda: ledger.lease(self.send.id, self.journal.carrier, HOLDS_FOR)))
            if not (self._bag or self._out or self._heard):
                return
            self._open_lines()
            try:
                await asyncio.wait_for(self._stirred.wait(), min(1, self.until - monotonic()))
            except TimeoutError:
                pass

    async def tell(self) -> bool:
        """PostgreSQL learns what was answered, and says whether to go on."""
        told = len(self._heard)
        goes_on = await ledger.settle(self.send.id, self._heard)
        del self._heard[:told]
        if not self._heard:
            self.journal.clear()
        return goes_on

    async def stop(self) -> None:
        """Letters on their way get their answer, if it comes soon; what is not told stands in the journal. A send that
        was halted is in no hurry: each letter that has left is written down as such."""
        self._is_stopping = True
        end = max(monotonic(), self.until if self._is_halted else 0) + LAST_WORDS
        while self._out and monotonic() < end:
            await asyncio.sleep(0.01)
        for line in self._lines:
            line.cancel()
        await asyncio.gather(*self._lines, return_exceptions=True)
        async with asyncio.timeout(LAST_WORDS):  # a database that hangs must not hold the journal
            await self.tell()
            await ledger.let_go(self.send.id, self.journal.carrier)
            is_done, may_go_on = await ledger.close(self.send.id, self.pace.pause, self.pace.rests, self.pace.said)
        if is_done:
            self.journal.remove()
        if may_go_on:
            await later("carry_send", self.send.id)

    # What lines ask for and say: smtp.Bag

    def take(self) -> Letter | None:
        """The next copy, pulled now."""
        while self._bag and not (self._is_stopping or self.pace.pause or monotonic() > self.until):
            due = self._bag.popleft()
            if len(self._bag) < LOW and not self._is_dry:
                self._stirred.set()
            self._out[due.id] = due
            try:
                return self._letter(due)
            except ValueError as fault:
                self._answer(due.id, Reply(553, f"5.1.3 {fault}"))
        self._filled.clear()
        return None

    def answered(self, letter: Letter, reply: Reply) -> None:
        """Written down before this line goes on."""
        if reply.is_good:
            self.pace.taken()
        elif self.pace.not_taken(letter.recipient.rpartition(b"@")[2].decode(), str(reply)) and reply.is_for_ever:
            reply = Reply(450, str(reply))  # "no" to everybody is no answer about anybody
        self._answer(letter.key, reply)

    def put_back(self, letter: Letter) -> None:
        """It goes next, on whatever line there is."""
        self._bag.appendleft(self._out.pop(letter.key))
        self._filled.set()

    def _answer(self, delivery: int, reply: Reply) -> None:
        answer = Answer(delivery, self._out.pop(delivery).tries, Reply(reply.code, reply.text[:500]))
        self._heard.append(answer)
        self.journal.write(answer)
        if not (self._bag or self._out):
            self._stirred.set()

    def _letter(self, due: Due) -> Letter:
        token = deliveries.unsubscribe_token(due.subscription, due.id)
        message_id = deliveries.message_id(self.send.id, due.id, self._host)
        return self._plate.pull(due.id, due.address, due.name, token, message_id)

    def _fill(self, bundle: list[Due] | None) -> None:
        self._is_dry = bundle is None
        self._bag.extend(bundle or ())
        if self._bag:
            self._filled.set()

    def _open_lines(self) -> None:
        """As many as the relay likes, and no more than there are letters; a line's fault is the carrier's."""
        for line in self._lines:
            if line.done():
                line.result()
        try:
            relay = our_relay()
        except ValueError as fault:
            return self.pace.turned_away(str(fault))
        wanted = min(relay.lines if relay else 1, len(self._bag) + len(self._out))
        while len(self._lines) < wanted:
            self._lines.append(asyncio.create_task(self._keep_line()))

    async def _keep_line(self) -> None:
        while not self._is_stopping and monotonic() < self.until:
            await self.pace.rest()
            if not self._bag:
                await self._filled.wait()
            try:
                await self._use_line()
            except RelayAway as away:
                self.pace.turned_away(str(away))

    async def _use_line(self) -> None:
        line = await smtp.open_line()
        try:
            while True:
                await line.carry(self)
                if self._is_stopping or line.is_worn or self.pace.pause or monotonic() > self.until:
                    return
                await self._filled.wait()
        finally:
            await line.close()

    async def _patiently(self, ask: Callable[[], Awaitable[Answered]]) -> Answered:
        """PostgreSQL may be away for a while: letters go on, and their answers wait."""
        while True:
            try:
                return await ask()
            except DATABASE_AWAY as fault:
                if monotonic() > self.until:
                    raise
                log.warning("send %s waits for PostgreSQL: %s", self.send.id, fault)
                await asyncio.sleep(0.5)
