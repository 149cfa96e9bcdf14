"""How fast letters leave: `python -m tests.benchmarks.sending [letters] [milliseconds of delay]`.

Trust the CPU for each letter and the ratios, not the rates: sink, PostgreSQL and sender share this machine. Plainest
first: what the standard library would do, then our lines, then a whole send with a row for each recipient.
"""

import asyncio
import os
import smtplib
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage

from deploy.embedded import Embedded
from network.ground.settings import settings

LINES = 10
PADDING = "<p>Les haies du bocage se plantent en novembre, et l’on s’y met à plusieurs. 🌱</p>\n" * 380


@contextmanager
def sink(delay: str) -> Iterator[int]:
    command = [sys.executable, "-m", "tests.benchmarks.sink", delay]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout
        try:
            yield int(process.stdout.readline())
        finally:
            process.kill()


async def measured(name: str, count: int, act: Callable[[], Awaitable[None]], base: float = 0) -> float:
    began, cpu = time.perf_counter(), time.process_time()
    await act()
    rate, each = count / (time.perf_counter() - began), (time.process_time() - cpu) / count * 1e6
    print(f"{name:<42}{rate:>9.0f} letters/s {each:>9.0f} µs CPU each  x {rate / base if base else 1:.1f}", flush=True)
    return rate


async def compare(count: int, port: int) -> None:
    from deploy.house import open_house
    from mailing import carriers, sends
    from mailing.plates import Plate
    from mailing.relays import Relay
    from mailing.smtp import Letter, Line, Reply
    from mailing.tables import Send
    from network.ground.clock import now
    from tests.mailing.addressed import letter_to_all, people

    content = letter_to_all(PADDING)
    plate = Plate(content, now(), "benchmark")
    few = min(count, 1000)
    print(f"a letter of {sum(map(len, plate.pull(1, 'rita@example.org').pieces))} bytes, {count} times")

    async def by_the_standard_library() -> None:
        def send() -> None:
            with smtplib.SMTP("127.0.0.1", port) as server:
                for one in people(few):
                    message = EmailMessage()
                    message["To"], message["From"], message["Subject"] = one.address, "us@example.org", content.subject
                    message.set_content(content.text.replace("slot", one.name))
                    message.add_alternative(content.html.replace("slot", one.name), subtype="html")
                    server.send_message(message)

        send()  # here, and not in a thread: it would be asked for its CPU all the same

    class Bag:
        def __init__(self, count: int) -> None:
            self.left = iter(people(count))

        def take(self) -> Letter | None:
            if (one := next(self.left, None)) is None:
                return None
            return plate.pull(1, one.address, one.name, "t" * 36, "m" * 36)

        def answered(self, letter: Letter, reply: Reply) -> None:
            assert reply.is_good

        def put_back(self, letter: Letter) -> None: ...

    async def by_our_lines() -> None:
        bag, relay = Bag(count), Relay.parse(f"smtp://127.0.0.1:{port}?letters={count}")
        lines = [await Line.open(relay) for _ in range(LINES)]
        await asyncio.gather(*[line.carry(bag) for line in lines])
        for line in lines:
            await line.close()

    async def by_a_send() -> None:
        while send := await Send.objects().get(Send.state != "done"):
            await carriers.carry(send.id)

    async def start() -> None:
        await sends.start(content, people(count))

    base = await measured("EmailMessage and smtplib, one connection", few, by_the_standard_library)
    await measured(f"our lines, {LINES}, without PostgreSQL", count, by_our_lines, base)
    async with open_house():
        await measured("starting a send: a row for each", count, start, base)
        await measured(f"carrying it over {LINES} lines", count, by_a_send, base)


def main() -> None:
    count, delay = int((sys.argv[1:] or ["20000"])[0]), (sys.argv[2:] or ["0"])[0]
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder, sink(delay) as port:
        os.chmod(folder, 0o755)
        relay = f"smtp://127.0.0.1:{port}?lines={LINES}&letters=1000"
        os.environ |= {"TERREAU_DATA": folder, "SECRET_KEY": "of a benchmark", "SMTP_URL": relay}
        servers = Embedded().start()
        os.environ |= {"DATABASE_URL": servers.database_url(), "REDIS_URL": servers.redis_url}
        settings.cache_clear()
        try:
            subprocess.run([sys.executable, "-m", "deploy.cli", "migrate"], check=True, stdout=subprocess.DEVNULL)
            asyncio.run(compare(count, port))
        finally:
            servers.remove()


if __name__ == "__main__":
    main()
