"""A mail server that takes everything and keeps nothing, as quickly as Python can: `python -m tests.benchmarks.sink`.

Prints its port. An argument is a delay in milliseconds before each answer, as a relay far away has one.
"""

import asyncio
import sys

ANSWERS = {b"EHLO": b"250-sink\r\n250-PIPELINING\r\n250 SIZE 0\r\n", b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n"}
DELAY = float(sys.argv[1]) / 1000 if sys.argv[1:] else 0


class Sink(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport, self.unread, self.is_body = transport, b"", False
        transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        self.unread += data
        answers = []
        while True:
            command, end, rest = self.unread.partition(b"\r\n.\r\n" if self.is_body else b"\r\n")
            if not end:
                break
            self.unread = rest
            answers.append(b"250 2.0.0 taken\r\n" if self.is_body else ANSWERS.get(command[:4].upper(), b"250 ok\r\n"))
            self.is_body = not self.is_body and command[:4].upper() == b"DATA"
        if answers:
            asyncio.get_running_loop().call_later(DELAY, self.transport.write, b"".join(answers))


async def main() -> None:
    server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
