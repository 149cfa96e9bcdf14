"""Whatever is taken away in the middle of a send, it goes on where it was: nobody is skipped."""

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from time import monotonic

import asyncpg
import pytest

from deploy.catalogues import HERE
from deploy.embedded import Embedded
from mailing import carriers, deliveries, ledger, sends
from mailing.relays import Relay
from mailing.tables import Bundle, Delivery, Send
from network.ground import queue
from network.ground.clock import now
from network.ground.queue import later
from tests.mailing.addressed import letter_to_all, people
from tests.mailing.relays import ScriptedRelay, scripted

pytestmark = pytest.mark.commit
LINES = 4


@pytest.fixture
async def relay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ScriptedRelay]:
    async with scripted(delay=0.002) as relay:
        for module in ("mailing.carriers", "mailing.smtp"):
            monkeypatch.setattr(f"{module}.our_relay", lambda: Relay.parse(f"{relay.url}?lines={LINES}"))
        monkeypatch.setattr("mailing.journals._folder", lambda: tmp_path)
        yield relay
    await Send.delete(force=True)  # and all its rows
    assert queue._bell
    await queue._bell.flushdb()  # jobs that a killed worker still holds would keep the next one waiting


async def until(relay: ScriptedRelay, count: int) -> None:
    async with asyncio.timeout(30):
        while len(relay.taken) < count:
            await asyncio.sleep(0.005)


def doubled(relay: ScriptedRelay) -> int:
    return sum(count - 1 for count in Counter(relay.recipients).values())


async def everybody_has_it(relay: ScriptedRelay, send: Send, count: int) -> bool:
    assert {*relay.recipients} == {one.address for one in people(count)}, "somebody was skipped"
    assert await deliveries.count(send.id) == {"accepted": count} and not await Bundle.exists()
    return await Send.exists().where(Send.state == "done")


async def test_killed_again_and_again_a_worker_skips_nobody_and_doubles_one_letter_a_line(
    relay: ScriptedRelay, tmp_path: Path
) -> None:
    count, kills = 2000, 4
    send = await sends.start(letter_to_all(), people(count))
    here = {"SMTP_URL": f"{relay.url}?lines={LINES}", "TERREAU_DATA": str(tmp_path)}
    command = [sys.executable, "-m", "deploy.cli", "work"]
    for kill in range(kills + 1):
        worker = await asyncio.create_subprocess_exec(*command, cwd=HERE, env=os.environ | here)
        try:
            if kill < kills:
                await until(relay, 50 + count * kill // kills)
                worker.send_signal(signal.SIGKILL)
                await worker.wait()
                await later("carry_send", send.id)  # the clock would, within a minute
                continue
            async with asyncio.timeout(30):
                while not await Send.exists().where(Send.state == "done"):
                    await asyncio.sleep(0.05)
        finally:
            if worker.returncode is None:
                worker.terminate()
                await worker.wait()
    assert await everybody_has_it(relay, send, count)
    assert doubled(relay) <= LINES * kills
    assert not list((tmp_path / "sends").glob("*.journal"))


async def test_after_a_kill_the_clock_of_the_next_worker_goes_on_within_seconds(
    relay: ScriptedRelay, tmp_path: Path
) -> None:
    """Nobody rings: the dead job lies in Redis for a minute yet."""
    send = await sends.start(letter_to_all(), people(3000))
    here = {"SMTP_URL": f"{relay.url}?lines={LINES}", "TERREAU_DATA": str(tmp_path)}
    command = [sys.executable, "-m", "deploy.cli", "work"]
    first = await asyncio.create_subprocess_exec(*command, cwd=HERE, env=os.environ | here)
    await until(relay, 100)
    first.send_signal(signal.SIGKILL)
    await first.wait()
    killed_at, before = monotonic(), len(relay.taken)
    second = await asyncio.create_subprocess_exec(*command, cwd=HERE, env=os.environ | here)
    try:
        await until(relay, before + 1)
        assert monotonic() - killed_at < 20, "it starts, the send is quiet for eight seconds, the clock rings each five"
        async with asyncio.timeout(30):
            while not await Send.exists().where(Send.state == "done"):
                await asyncio.sleep(0.05)
    finally:
        second.terminate()
        await second.wait()
    assert await everybody_has_it(relay, send, 3000) and doubled(relay) <= LINES


async def test_paused_and_resumed_in_the_middle_nobody_is_skipped_and_nobody_doubled(relay: ScriptedRelay) -> None:
    count = 1500
    send = await sends.start(letter_to_all(), people(count))
    for stop in (200, 700):
        carrying = asyncio.create_task(carriers.carry(send.id))
        await until(relay, stop)
        await sends.pause(send.id)
        await asyncio.wait_for(carrying, 5)
        told = await deliveries.count(send.id)
        assert told == {"accepted": len(relay.taken), "waiting": count - len(relay.taken)} and len(relay.taken) < count
        await sends.resume(send.id)
    await carriers.carry(send.id)
    assert await everybody_has_it(relay, send, count) and doubled(relay) == 0


async def test_ended_in_the_middle_whoever_has_it_is_written_down_and_the_others_never_get_it(
    relay: ScriptedRelay, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = await sends.start(letter_to_all(), people(1500))
    carrying = asyncio.create_task(carriers.carry(send.id))
    await until(relay, 200)
    relay.delay = 0.3  # so that letters are on their way when it ends
    assert await sends.end(send.id)
    await asyncio.wait_for(carrying, 10)
    had = len(relay.taken)
    assert await deliveries.count(send.id) == {"accepted": had, "called_off": 1500 - had} and had < 1500
    assert await Send.exists().where(Send.state == "done") and not await Bundle.exists()
    monkeypatch.setattr(ledger, "now", lambda: now() + timedelta(days=2))
    await carriers.carry(send.id)
    assert len(relay.taken) == had and not await sends.end(send.id)


async def test_ended_after_a_kill_the_journal_speaks_first(relay: ScriptedRelay, tmp_path: Path) -> None:
    send = await sends.start(letter_to_all(), people(3000))
    here = {"SMTP_URL": f"{relay.url}?lines={LINES}", "TERREAU_DATA": str(tmp_path)}
    (tmp_path / "sends").mkdir()
    worker = await asyncio.create_subprocess_exec(
        *[sys.executable, "-m", "deploy.cli", "work"], cwd=HERE, env=os.environ | here
    )
    await until(relay, 300)
    worker.send_signal(signal.SIGKILL)
    await worker.wait()
    await sends.pause(send.id)
    assert await sends.end(send.id) and await Send.exists().where(Send.state == "ending"), "a lease is still out"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mailing.journals._folder", lambda: tmp_path / "sends")
        await carriers.carry(send.id)
    counted = await deliveries.count(send.id)
    assert 0 <= len(relay.taken) - counted["accepted"] <= LINES and counted["called_off"] > 1000
    assert await Send.exists().where(Send.state == "done")


async def test_a_worker_that_is_asked_to_stop_hears_the_last_answers_first(relay: ScriptedRelay) -> None:
    send = await sends.start(letter_to_all(), people(500))
    carrying = asyncio.create_task(carriers.carry(send.id))
    await until(relay, 100)
    carrying.cancel()
    with pytest.raises(asyncio.CancelledError):
        await carrying
    accepted = await Delivery.count().where(Delivery.state == "accepted")
    assert accepted == len(relay.taken) < 500
    await carriers.carry(send.id)
    assert await everybody_has_it(relay, send, 500) and doubled(relay) == 0


async def test_two_bells_for_one_send_carry_it_once(relay: ScriptedRelay) -> None:
    send = await sends.start(letter_to_all(), people(300))
    await asyncio.gather(carriers.carry(send.id), carriers.carry(send.id), carriers.carry(send.id))
    assert await everybody_has_it(relay, send, 300) and doubled(relay) == 0 and relay.connections <= LINES


async def test_two_machines_share_a_send_and_no_letter_goes_twice(
    relay: ScriptedRelay, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machines = cycle([tmp_path / "one", tmp_path / "other"])
    monkeypatch.setattr("mailing.journals._folder", lambda: next(machines))
    for folder in ("one", "other"):
        (tmp_path / folder).mkdir()
    send = await sends.start(letter_to_all(), people(2000))
    await asyncio.gather(carriers.carry(send.id), carriers.carry(send.id))
    assert await everybody_has_it(relay, send, 2000) and doubled(relay) == 0 and relay.connections > LINES


async def test_what_a_machine_held_that_is_lost_goes_when_its_time_is_over(
    relay: ScriptedRelay, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = await sends.start(letter_to_all(), people(600))
    held = await ledger.lease(send.id, "a lost machine", carriers.HOLDS_FOR)
    assert held and len(held) == sends.BUNDLE
    await carriers.carry(send.id)
    assert len(relay.taken) == 100 and await Send.exists().where(Send.state == "sending")
    monkeypatch.setattr(ledger, "now", lambda: now() + timedelta(minutes=carriers.HOLDS_FOR + 1))
    await carriers.carry(send.id)
    assert await everybody_has_it(relay, send, 600) and doubled(relay) == 0


async def test_connections_to_postgresql_that_are_cut_cost_nobody_a_letter(
    relay: ScriptedRelay, servers: Embedded
) -> None:
    send = await sends.start(letter_to_all(), people(1500))
    keeper = await asyncpg.connect(servers.database_url())
    carrying = asyncio.create_task(carriers.carry(send.id))
    for count in (100, 600, 1100):
        await until(relay, count)
        await cut(keeper)
    await carrying
    await keeper.close()
    assert await everybody_has_it(relay, send, 1500) and doubled(relay) == 0


async def test_while_postgresql_is_away_answers_wait_in_the_journal(
    relay: ScriptedRelay, servers: Embedded, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = await sends.start(letter_to_all(), people(1200))
    keeper = await asyncpg.connect(servers.database_url())
    door = servers.run / ".s.PGSQL.5432"
    carrying = asyncio.create_task(carriers.carry(send.id, seconds=2.5))
    await until(relay, 200)
    door.rename(servers.run / "away")
    try:
        await cut(keeper)
        await carrying  # its time is over, and it could tell nobody
    finally:
        (servers.run / "away").rename(door)
    await keeper.close()
    known = await Delivery.count().where(Delivery.state == "accepted")
    assert known < len(relay.taken)
    await carriers.carry(send.id)
    assert await everybody_has_it(relay, send, 1200) and doubled(relay) == 0


async def test_a_relay_that_goes_and_comes_back_is_waited_for(relay: ScriptedRelay) -> None:
    send = await sends.start(letter_to_all(), people(800))
    carrying = asyncio.create_task(carriers.carry(send.id))
    await until(relay, 200)
    await relay.go_away()
    await asyncio.sleep(1.5)
    assert not carrying.done()
    await relay.come()
    await carrying
    assert await everybody_has_it(relay, send, 800) and doubled(relay) <= LINES


async def test_421_in_series_slows_the_send_and_blames_nobody(relay: ScriptedRelay) -> None:
    asked = 0

    def counting(command: str) -> str | None:
        nonlocal asked
        asked += command.startswith("MAIL")
        return "421 4.7.0 slowly please" if command.startswith("MAIL") and asked in (30, 60) else None

    relay.mood = counting
    send = await sends.start(letter_to_all(), people(90))
    await carriers.carry(send.id)
    assert await everybody_has_it(relay, send, 90) and doubled(relay) == 0


async def test_a_relay_that_denies_everybody_costs_ten_at_most_and_the_others_wait(relay: ScriptedRelay) -> None:
    relay.mood = lambda command: "554 5.7.1 relay access denied" if command.startswith("RCPT") else None
    send = await sends.start(letter_to_all(), people(200))
    await carriers.carry(send.id, seconds=2)
    counted = await deliveries.count(send.id)
    assert counted["refused"] < 10 and counted["put_off"] < 40 and counted["waiting"] > 150
    found = await Send.objects().first()
    assert found and (found.state, found.said) == ("sending", "554 5.7.1 relay access denied")


async def cut(keeper: asyncpg.Connection) -> None:
    await keeper.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'village'")
